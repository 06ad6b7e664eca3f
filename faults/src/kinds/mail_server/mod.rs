//! A mail server that fails in every way it can.

mod away;
mod office;
mod poison;
mod steps;
mod stripped;

use crate::{fault::Fault, ground::Ground, report::Report};

pub(crate) const FAULT: Fault = Fault {
    name: "mail-server",
    sentence: "whatever the mail server does, no mail is lost, holds up another or is sent too late",
    short: "26 poisonous mails, one fault of the server, STARTTLS taken out",
    full: "100 poisonous mails, 100 slow ones, 24 faults of the server, links that expire meanwhile, STARTTLS",
    run,
};

fn run(ground: &Ground, report: &mut Report) {
    poison::run(ground, report);
    steps::run(ground, report);
    stripped::run(ground, report);
    if !ground.is_short {
        poison::run_slow(ground, report);
        away::run(ground, report);
    }
}
