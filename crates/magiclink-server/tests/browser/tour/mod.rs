//! Every page, in the order in which somebody could come across them.

mod admin;
mod guest;
mod links;
mod login;

use crate::{
    harness::{Browser, Look},
    server::Server,
};

/// Sees every page.
pub(crate) async fn take(way: &'static str, look: Look) -> Browser {
    let server = Server::start_with_bookings();
    let browser = Browser::open(way, look).await;
    login::log_in(&browser, &server).await;
    login::stop_a_login(&browser, &server).await;
    links::see_the_site(&browser, &server).await;
    let with_passphrase = links::make(&browser, &server).await;
    admin::look_after_accounts(&browser, &server).await;
    admin::look_after_the_rest(&browser, &server).await;
    admin::be_asked_to_log_in_again(&browser, &server).await;
    login::log_out(&browser, &server).await;
    guest::open(&browser, &server, &with_passphrase).await;
    login::go_wrong(&browser, &server).await;
    browser
}
