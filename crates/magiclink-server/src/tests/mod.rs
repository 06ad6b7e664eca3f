//! The program's own pages through its whole router, on a clock that is moved by hand.

mod audit;
mod browser;
mod clock;
mod forged;
mod links;
mod mails;
mod matrix;
mod people;
mod recent;
mod rules;
mod world;
