//! Opening a link, and going on with it.

use std::time::Duration;

use magiclink::{
    bearer::Bearer,
    link::{
        CONTINUATION, LONGEST_OPENING, LinkError, LinkRefusal, MadeLink, NewLink, Pending, Unlocked,
    },
    passphrase::Passphrase,
};

use super::{App, DAY, booking, client, refusal};
use crate::{account::Person, store::now};

const PASSPHRASE: &str = "correct horse";

fn look(app: &App, made: &MadeLink) -> Pending<Person> {
    let pending = now(app
        .links
        .look_at(made.token.expose(), &[booking()], |_| None));
    pending.expect("the link is open")
}

fn make_locked(app: &App, max_uses: Option<u32>) -> MadeLink {
    let passphrase = Passphrase::parse(PASSPHRASE).expect("it is long enough");
    app.make(NewLink {
        max_uses,
        passphrase: Some(passphrase.hash().expect("it can be hashed")),
        ..NewLink::default()
    })
}

/// Types a passphrase from a network address.
fn unlock(app: &App, made: &MadeLink, typed: &str, from: &str) -> Result<Unlocked, LinkError> {
    let tried = now(app.links.try_passphrase(&look(app, made), &client(from)))?;
    let tried = tried.expect("the link has a passphrase");
    Ok(tried.check(typed)?)
}

#[test]
fn opening_counts_a_use_and_gives_the_browser_something_to_hold() {
    let app = App::new();
    let made = app.make_limited(2);
    for uses in 1..=2 {
        let (opened, bearer) = app.open_first(&made);
        assert_eq!(opened.account.email, "jane.doe@example.com");
        assert_eq!(opened.opening.id, bearer.digest());
        assert_eq!(app.row(&made).uses, uses);
        assert_eq!(app.row(&made), opened.link);
        assert_eq!(opened.link.last_opened, Some(app.clock.now()));
    }
    assert_eq!(refusal(app.open(&made, None)), LinkRefusal::UsedUp);
    assert_eq!(app.row(&made).uses, 2);
}

#[test]
fn an_opening_lasts_as_long_as_its_link_is_shared() {
    let app = App::new();
    for (max_uses, max_age, expected) in [
        (Some(1), None, CONTINUATION),
        (
            Some(1),
            Some(Duration::from_mins(5)),
            Duration::from_mins(5),
        ),
        (None, None, 7 * DAY),
        (None, Some(100 * DAY), LONGEST_OPENING),
    ] {
        let made = app.make(NewLink {
            max_age,
            max_uses,
            ..NewLink::default()
        });
        let (opened, _) = app.open_first(&made);
        let expected = app.clock.now().saturating_add(expected);
        assert_eq!(opened.opening.expires, expected);
    }
}

#[test]
fn the_same_browser_is_not_counted_again_for_half_an_hour() {
    let app = App::new();
    for made in [app.make_limited(2), app.make(NewLink::default())] {
        let (first, bearer) = app.open_first(&made);
        let end = app.clock.now().saturating_add(CONTINUATION);
        app.clock.set(end.saturating_sub(Duration::from_micros(1)));
        let (again, no_bearer) = app.open(&made, Some(&bearer)).unwrap();
        assert!(no_bearer.is_none(), "it goes on with what it holds");
        assert_eq!(again.opening, first.opening);
        assert_eq!(app.row(&made).uses, 1);

        app.clock.set(end);
        let (_, second) = app.open(&made, Some(&bearer)).unwrap();
        assert!(second.is_some(), "half an hour later it is counted");
        assert_eq!(app.row(&made).uses, 2);
    }
}

#[test]
fn a_browser_goes_on_with_a_link_that_it_has_used_up() {
    let app = App::new();
    let made = app.make_limited(1);
    let (_, bearer) = app.open_first(&made);
    assert!(app.open(&made, Some(&bearer)).is_ok());
    assert_eq!(refusal(app.open(&made, None)), LinkRefusal::UsedUp);
    now(app.links.revoke(&app.jane(), made.link.id)).unwrap();
    assert_eq!(
        refusal(app.open(&made, Some(&bearer))),
        LinkRefusal::Revoked
    );
}

#[test]
fn what_a_browser_holds_of_another_link_does_not_count() {
    let app = App::new();
    let (one, two) = (app.make_limited(1), app.make_limited(1));
    let (_, of_one) = app.open_first(&one);
    app.open_first(&two);
    for held in [of_one, Bearer::random().unwrap()] {
        assert_eq!(refusal(app.open(&two, Some(&held))), LinkRefusal::UsedUp);
    }
}

#[test]
fn a_last_use_that_another_has_taken_meanwhile_is_told() {
    let app = App::new();
    let made = app.make_limited(1);
    let (one, two) = (look(&app, &made), look(&app, &made));
    assert!(now(app.links.open(one, None)).is_ok());
    assert_eq!(refusal(now(app.links.open(two, None))), LinkRefusal::UsedUp);
    let made = app.make_limited(1);
    let pending = look(&app, &made);
    now(app.links.revoke(&app.jane(), made.link.id)).unwrap();
    assert_eq!(
        refusal(now(app.links.open(pending, None))),
        LinkRefusal::Revoked
    );
}

#[test]
fn a_link_with_a_passphrase_is_opened_by_that_one_only() {
    let app = App::new();
    let (made, other) = (make_locked(&app, Some(1)), make_locked(&app, None));
    let wrong = unlock(&app, &made, "correct mule", "192.0.2.1");
    assert_eq!(refusal(wrong), LinkRefusal::WrongPassphrase);
    let of_other = unlock(&app, &other, PASSPHRASE, "192.0.2.1").unwrap();
    for unlocked in [None, Some(of_other)] {
        let refused = now(app.links.open(look(&app, &made), unlocked));
        assert_eq!(refusal(refused), LinkRefusal::WrongPassphrase);
    }
    assert_eq!(app.row(&made).uses, 0, "no use is spent on a wrong one");
    let unlocked = unlock(&app, &made, PASSPHRASE, "192.0.2.1").unwrap();
    let (_, bearer) = now(app.links.open(look(&app, &made), Some(unlocked))).unwrap();
    assert_eq!(app.row(&made).uses, 1);
    assert!(
        app.open(&made, bearer.as_ref()).is_ok(),
        "it is not asked again"
    );
}

#[test]
fn a_link_without_a_passphrase_has_none_to_try() {
    let app = App::new();
    let made = app.make(NewLink::default());
    let tried = now(app
        .links
        .try_passphrase(&look(&app, &made), &client("192.0.2.1")));
    assert!(tried.unwrap().is_none());
}

#[test]
fn passphrases_are_tried_ten_times_by_one_client_and_each_is_counted() {
    let app = App::new();
    let (made, other) = (make_locked(&app, None), make_locked(&app, None));
    let try_one = |made: &MadeLink, from: &str| {
        let tried = now(app.links.try_passphrase(&look(&app, made), &client(from)));
        tried.is_ok()
    };
    for number in 0..10 {
        assert!(try_one(&made, "192.0.2.1"), "{number}");
    }
    assert!(!try_one(&made, "192.0.2.1"));
    assert!(try_one(&made, "192.0.2.2"), "others can go on");
    assert!(try_one(&other, "192.0.2.1"), "with another link, too");
    app.clock.advance(Duration::from_mins(5));
    assert!(try_one(&made, "192.0.2.1"));
}

#[test]
fn passphrases_are_tried_a_hundred_times_an_hour_by_everybody() {
    let app = App::new();
    let made = make_locked(&app, None);
    let allowed = (0..200)
        .filter(|number| {
            let from = client(&format!("192.0.2.{number}"));
            now(app.links.try_passphrase(&look(&app, &made), &from)).is_ok()
        })
        .count();
    assert_eq!(allowed, 100);
}
