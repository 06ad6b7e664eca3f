//! Tokens are exchanged with the real django-sesame, in both directions, and not one may differ.
//!
//! `MAGICLINK_EXCHANGES` says how many random tuples of settings, account, scope and time are exchanged
//! in each direction, 10,000 if it is not set. `MAGICLINK_SEED` repeats a run that failed.

mod account;
mod answer;
mod case;
mod exchange;
mod order;
mod python;
mod request;
mod scope;
mod settings;
mod tally;
mod venv;

use std::{env, num::NonZeroUsize};

use crate::exchange::{Exchange, Maker};

#[test]
fn tokens_made_by_django_sesame_are_accepted_and_made_alike() {
    let tally = Exchange::new(Maker::Django, &seed()).run(count());
    assert_eq!(tally.differences, 0, "{tally}");
}

#[test]
fn tokens_made_here_are_accepted_by_django_sesame_and_made_alike() {
    let tally = Exchange::new(Maker::Here, &seed()).run(count());
    assert_eq!(tally.differences, 0, "{tally}");
}

#[test]
fn what_django_sesame_does_not_make_or_implement_is_refused_for_the_same_reason() {
    let tally = Exchange::new(Maker::Here, "fixed").run(1000);
    assert_eq!(tally.differences, 0, "{tally}");
    for event in [
        "not made (NotImplemented)",
        "not made (PrimaryKey)",
        "not made (TimeOutOfRange)",
        "after a change NotImplemented",
    ] {
        assert_ne!(tally.times(event), 0, "{tally}");
    }
}

fn count() -> usize {
    let Ok(count) = env::var("MAGICLINK_EXCHANGES") else {
        return 10_000;
    };
    count
        .parse::<NonZeroUsize>()
        .unwrap_or_else(|_| panic!("MAGICLINK_EXCHANGES is `{count}`: set it to a number above 0"))
        .get()
}

/// Random, and printed so that a difference can be repeated.
fn seed() -> String {
    let seed = env::var("MAGICLINK_SEED").unwrap_or_else(|_| {
        getrandom::u64()
            .expect("the operating system has randomness")
            .to_string()
    });
    println!("MAGICLINK_SEED={seed} repeats this");
    seed
}
