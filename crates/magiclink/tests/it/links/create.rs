//! Making registered links.

use std::time::Duration;

use magiclink::{
    CreateError,
    clock::Timestamp,
    link::{CreateLinkError, MadeLink, NewLink},
    passphrase::PassphraseHash,
    primary_key::AccountKey,
    scope::{Namespace, Private},
};

use super::{App, DAY, PAYSLIP, booking};
use crate::{
    store::now,
    tokens::{BOOKING, NOW, after},
};

fn create(app: &App, scope: &Private, new: NewLink) -> Result<MadeLink, CreateLinkError> {
    now(app.links.create(&app.jane(), scope, new))
}

fn aged(max_age: Duration) -> NewLink {
    NewLink {
        max_age: Some(max_age),
        ..NewLink::default()
    }
}

fn hash() -> PassphraseHash {
    PassphraseHash::from_text("$argon2id$".to_owned())
}

#[test]
fn a_link_is_kept_as_it_was_asked_for() {
    let app = App::new();
    // The token has whole seconds; the row ends with it, not up to a second later.
    app.clock
        .set(Timestamp::from_unix_micros(NOW * 1_000_000 + 999_999));
    let new = NewLink {
        label: "Für Bärbel".to_owned(),
        max_age: Some(DAY),
        max_uses: Some(3),
        passphrase: Some(hash()),
    };
    let made = create(&app, &booking(), new).unwrap();
    let row = app.row(&made);
    assert_eq!(row, made.link);
    assert_eq!(row.account, AccountKey::of(&1_i64).unwrap());
    assert_eq!((&*row.scope, &*row.label), ("booking:7", "Für Bärbel"));
    assert_eq!((row.created, row.expires), (app.clock.now(), after(86_400)));
    assert_eq!((row.max_uses, row.uses), (Some(3), 0));
    assert_eq!(
        (row.passphrase, row.last_opened, row.revoked),
        (Some(hash()), None, None)
    );
    let link = made.token.link("https://rentals.example/booking/7/share/");
    assert!(link.unwrap().contains("/share/?sesame=3."));
}

#[test]
fn a_link_lives_as_long_as_its_policy_says() {
    let app = App::new();
    for (scope, new, expected) in [
        (BOOKING.scope(1), NewLink::default(), 7 * DAY),
        (BOOKING.scope(1), aged(400 * DAY), 400 * DAY),
        (
            BOOKING.scope(1),
            aged(Duration::from_mins(1)),
            Duration::from_mins(1),
        ),
        (PAYSLIP.scope(1), NewLink::default(), DAY),
        (PAYSLIP.scope(1), aged(2 * DAY), 2 * DAY),
    ] {
        let new = NewLink {
            passphrase: Some(hash()),
            ..new
        };
        let made = create(&app, &scope, new).unwrap();
        assert_eq!(made.link.expires, after(0).saturating_add(expected));
    }
}

#[test]
fn what_cannot_be_is_refused_with_what_to_do() {
    let app = App::new();
    let label = |label: &str| NewLink {
        label: label.to_owned(),
        ..NewLink::default()
    };
    let uses = |max| NewLink {
        max_uses: Some(max),
        ..NewLink::default()
    };
    let refused = |scope: &Private, new| create(&app, scope, new).unwrap_err().to_string();
    let text = "a label has at most 100 characters, and no line breaks, control characters or marks of direction";
    for wrong in [
        &"ü".repeat(101),
        "a\nb",
        "a\0b",
        "a\u{85}b",
        "a\u{2028}b",
        "a\u{202e}b",
    ] {
        assert_eq!(refused(&booking(), label(wrong)), text, "{wrong:?}");
    }
    for (scope, new, text) in [
        (
            booking(),
            uses(0),
            "a limit of uses is at least 1: leave it out for none",
        ),
        (
            booking(),
            aged(Duration::from_secs(59)),
            "a link lives at least a minute: choose a longer age",
        ),
        (
            booking(),
            aged(400 * DAY + Duration::from_secs(1)),
            "the link would live too long: choose at most 400 days",
        ),
        (
            PAYSLIP.scope(1),
            NewLink {
                passphrase: Some(hash()),
                ..aged(3 * DAY)
            },
            "the link would live too long: choose at most 2 days",
        ),
        (
            PAYSLIP.scope(1),
            NewLink::default(),
            "links to this need a passphrase: choose one",
        ),
    ] {
        assert_eq!(refused(&scope, new), text);
    }
    assert!(create(&app, &booking(), label(&"ü".repeat(100))).is_ok());
}

#[test]
fn a_scope_that_the_tokens_do_not_know_is_refused() {
    let app = App::new();
    let unknown = Namespace::from_static("unknown").scope(1);
    for scope in [unknown, Private::dangerous_free_text("booking:7").unwrap()] {
        let refused = create(&app, &scope, NewLink::default()).unwrap_err();
        let is_scope = matches!(
            refused,
            CreateLinkError::Token(CreateError::ScopeNotSupported)
        );
        assert!(is_scope, "{refused:?}");
    }
}

#[test]
fn a_disabled_account_makes_no_links() {
    let app = App::new();
    app.change(|jane| jane.is_active = false);
    let refused = create(&app, &booking(), NewLink::default()).unwrap_err();
    assert_eq!(
        refused.to_string(),
        "the account is disabled: enable it first"
    );
}

#[test]
fn what_is_made_shows_neither_token_nor_hash_in_a_log() {
    let app = App::new();
    let new = NewLink {
        passphrase: Some(hash()),
        ..NewLink::default()
    };
    let made = create(&app, &booking(), new).unwrap();
    let text = format!("{made:?}");
    assert!(
        !text.contains("argon2") && !text.contains(made.token.expose()),
        "{text}"
    );
}
