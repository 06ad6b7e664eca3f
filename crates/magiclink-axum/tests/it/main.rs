//! The flows over HTTP, through the whole router: no port, no sleep, no order.

mod app;
mod browser;
mod html;
mod login;
