//! A token of one kind of link is nothing where another kind is checked.

use magiclink::{
    Rejection, Tokens,
    link::{LinkRefusal, NewLink},
    scope::Login,
};

use super::{App, booking, refusal, settings};
use crate::{
    account::jane,
    store::now,
    tokens::{token, verdict, versions},
};

#[test]
fn the_token_of_a_registered_link_passes_nowhere_else() {
    let made = App::new().make(NewLink::default());
    let text = made.token.expose();
    let tokens: Tokens<i64> = Tokens::new(settings()).unwrap();
    let as_private = verdict(tokens.scope(&booking()), text, &jane());
    assert_eq!(as_private, Err(Rejection::Signature), "not without its row");
    let as_login = verdict(tokens.scope(&Login), text, &jane());
    assert_eq!(as_login, Err(Rejection::Signature), "it logs nobody in");
}

#[test]
fn no_other_token_opens_a_registered_link() {
    let app = App::new();
    let made = app.make(NewLink::default());
    let tokens: Tokens<i64> = Tokens::new(settings()).unwrap();
    // With the very identifier of a row.
    let (private, login) = (booking(), Login);
    for text in [
        token(tokens.scope(&private).id(made.link.id), &jane()),
        token(tokens.scope(&login).id(made.link.id), &jane()),
    ] {
        let refused = now(app.links.look_at(&text, &[booking()], |_| None));
        let reason = LinkRefusal::Token(Rejection::Signature);
        assert_eq!(refusal(refused), reason);
    }
}

#[test]
fn tokens_of_other_versions_open_no_registered_link() {
    let app = App::new();
    for settings in versions() {
        let tokens: Tokens<i64> = Tokens::new(settings).unwrap();
        let login = token(tokens.scope(&Login), &jane());
        let refused = now(app.links.look_at(&login, &[booking()], |_| None));
        assert!(matches!(refusal(refused), LinkRefusal::Token(_)));
        // v1 tokens have no scopes.
        if let Ok(private) = tokens.create(&jane(), &booking()) {
            let refused = now(app.links.look_at(private.expose(), &[booking()], |_| None));
            assert!(matches!(refusal(refused), LinkRefusal::Token(_)));
        }
    }
}

#[test]
fn the_token_of_a_registered_link_is_nothing_under_settings_of_other_versions() {
    let made = App::new().make(NewLink::default());
    for settings in versions() {
        let tokens: Tokens<i64> = Tokens::new(settings).unwrap();
        for refused in [
            verdict(tokens.scope(&booking()), made.token.expose(), &jane()),
            verdict(tokens.scope(&Login), made.token.expose(), &jane()),
        ] {
            assert!(refused.is_err());
        }
    }
}
