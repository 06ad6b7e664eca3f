//! The program's own pages, one file each, and how they look.

mod admin;
mod list;
mod look;
pub(crate) mod mails;
pub(crate) mod new_person;
pub(crate) mod people;
pub(crate) mod person;
mod sample;

pub(crate) use self::look::{navigation, with_pages};
