//! Chromium, driven as a person would, and what is looked at on every page. The example has its tests of
//! this, too.

mod axe;
mod browser;
mod developer_tools;
mod driver;
mod eyes;
mod look;
#[path = "../../../../magiclink/tests/django/venv.rs"]
mod venv;

pub(crate) use self::{
    browser::{Browser, until},
    look::Look,
};
