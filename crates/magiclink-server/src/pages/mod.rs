//! The program's own pages, one file each, and how they look.

mod admin;
pub(crate) mod all_links;
pub(crate) mod audit;
mod link_row;
pub(crate) mod links;
mod list;
mod look;
pub(crate) mod mails;
pub(crate) mod new_link;
pub(crate) mod new_person;
pub(crate) mod people;
pub(crate) mod person;
mod qr;
mod sample;
mod wanted_link;

#[cfg(test)]
pub(crate) use self::admin::RECENT;
pub(crate) use self::look::{navigation, with_pages};
