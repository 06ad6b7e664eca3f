//! A token is good for its scope and for nothing else.

use magiclink::{
    Rejection, Tokens,
    scope::{Login, Namespace, Private, Scope},
    settings::Settings,
};

use crate::{
    account::jane,
    tokens::{BOOKING, django, expiring, native, token, tokens_of, verdict},
};

const REPORT: Namespace = Namespace::from_static("report");

/// What a token that was made for `made` gets where `asked` is needed.
fn crossed(settings: Settings, made: &impl Scope, asked: &impl Scope) -> Result<(), Rejection> {
    let tokens: Tokens<i64> = tokens_of(settings.with_namespace(REPORT));
    let text = token(tokens.scope(made), &jane());
    verdict(tokens.scope(asked), &text, &jane())
}

fn with_scopes() -> [Settings; 3] {
    [django(), expiring(), native()]
}

#[test]
fn a_link_opens_what_it_was_made_for() {
    for settings in with_scopes() {
        assert_eq!(crossed(settings.clone(), &Login, &Login), Ok(()));
        let scope = BOOKING.scope(1).and("invoice");
        let same = BOOKING.scope("1").and(String::from("invoice"));
        assert_eq!(crossed(settings, &scope, &same), Ok(()));
    }
}

#[test]
fn a_link_does_not_open_another_thing() {
    let made = BOOKING.scope(1).and("a");
    for settings in with_scopes() {
        for asked in [
            BOOKING.scope(2).and("a"),
            BOOKING.scope(1).and("b"),
            BOOKING.scope(1),
            BOOKING.scope("1/a"),
            BOOKING.scope("1%2Fa"),
            BOOKING.scope(1).and("a").and(""),
            BOOKING.scope(""),
            REPORT.scope(1).and("a"),
        ] {
            for (made, asked) in [(&made, &asked), (&asked, &made)] {
                let crossed = crossed(settings.clone(), made, asked);
                assert_eq!(crossed, Err(Rejection::Signature), "{asked:?}");
            }
        }
    }
}

#[test]
fn a_private_link_does_not_log_in() {
    for settings in with_scopes() {
        for scope in [BOOKING.scope(1), BOOKING.scope("")] {
            let crossed = crossed(settings.clone(), &scope, &Login);
            assert_eq!(crossed, Err(Rejection::Signature));
        }
    }
}

#[test]
fn a_login_link_does_not_open_a_private_thing() {
    for settings in with_scopes() {
        let crossed = crossed(settings, &Login, &BOOKING.scope(1));
        assert_eq!(crossed, Err(Rejection::Signature));
    }
}

#[test]
fn a_namespace_counts_only_where_it_is_registered() {
    for settings in with_scopes() {
        let tokens = tokens_of(settings);
        let text = token(tokens.scope(&BOOKING.scope(1)), &jane());
        for name in ["bookings", "bookin", "ooking", "report"] {
            let namespace = Namespace::try_from(name.to_owned()).unwrap();
            let refused = verdict(tokens.scope(&namespace.scope(1)), &text, &jane());
            assert_eq!(refused, Err(Rejection::ScopeNotSupported), "{name}");
        }
    }
}

#[test]
fn free_text_is_kept_apart_too() {
    let free = |text: &str| Private::dangerous_free_text(text).unwrap();
    let (made, asked) = (free("Réservation 1"), free("Réservation 2"));
    assert_eq!(crossed(expiring(), &made, &made), Ok(()));
    for (made, asked) in [(&made, &asked), (&asked, &made)] {
        let crossed = crossed(expiring(), made, asked);
        assert_eq!(crossed, Err(Rejection::Signature));
    }
    let crossed = crossed(expiring(), &made, &Login);
    assert_eq!(crossed, Err(Rejection::Signature));
}

#[test]
fn free_text_is_not_accepted_under_the_settings_of_a_new_project() {
    let tokens = tokens_of(native());
    let text = token(tokens.scope(&BOOKING.scope(1)), &jane());
    for free in ["booking:1", "anything"] {
        let scope = Private::dangerous_free_text(free).unwrap();
        let refused = verdict(tokens.scope(&scope), &text, &jane());
        assert_eq!(refused, Err(Rejection::ScopeNotSupported));
    }
}

#[test]
fn the_text_of_a_django_project_is_the_same_scope_however_it_is_written() {
    let free = Private::dangerous_free_text("booking:1").unwrap();
    assert_eq!(crossed(expiring(), &free, &BOOKING.scope(1)), Ok(()));
}
