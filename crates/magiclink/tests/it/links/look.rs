//! Looking at a link without opening it.

use std::{
    future::{Future, ready},
    sync::Arc,
    time::Duration,
};

use magiclink::{
    Rejection, Tokens,
    bearer::Bearer,
    link::{Link, LinkError, LinkRefusal, Links, MadeLink, Needs, NewLink},
    memory::MemoryStore,
    passphrase::PassphraseHash,
    primary_key::AccountKey,
    scope::{Private, Scope as _},
    store::{AccountStore, LinkStore as _, StoreError},
    token::TokenId,
};

use super::{App, DAY, booking, refusal, settings};
use crate::{account::Person, store::now, tokens::BOOKING};

fn look(app: &App, token: &str, scopes: &[Private]) -> Result<Needs, LinkError> {
    now(app.links.look_at(token, scopes, |_| None)).map(|pending| pending.needs())
}

fn refused(app: &App, made: &MadeLink) -> LinkRefusal {
    refusal(look(app, made.token.expose(), &[booking()]))
}

#[test]
fn a_link_says_what_it_needs_and_nothing_is_counted() {
    let app = App::new();
    let passphrase = || Some(PassphraseHash::from_text("$argon2id$".to_owned()));
    for (max_uses, passphrase, needs) in [
        (None, None, Needs::Nothing),
        (Some(1), None, Needs::Confirm),
        (None, passphrase(), Needs::Passphrase),
        (Some(1), passphrase(), Needs::Passphrase),
    ] {
        let made = app.make(NewLink {
            max_uses,
            passphrase,
            ..NewLink::default()
        });
        for _ in 0..3 {
            let look = look(&app, made.token.expose(), &[booking()]);
            assert_eq!(look.unwrap(), needs);
        }
        assert_eq!(app.row(&made), made.link, "nothing is changed");
    }
}

#[test]
fn a_token_is_looked_for_among_several_scopes() {
    let app = App::new();
    let made = app.make(NewLink::default());
    let token = made.token.expose();
    let (other, third) = (BOOKING.scope(8), BOOKING.scope(7).and("invoice"));
    for scopes in [
        vec![booking()],
        vec![other.clone(), booking()],
        vec![booking(), other.clone(), third.clone()],
    ] {
        let pending = now(app.links.look_at(token, &scopes, |_| None)).unwrap();
        assert_eq!(pending.link().scope, booking().text());
        assert_eq!(pending.account().email, "jane.doe@example.com");
    }
    for scopes in [vec![other.clone()], vec![other, third]] {
        let refused = refusal(look(&app, token, &scopes));
        assert_eq!(refused, LinkRefusal::Token(Rejection::Signature));
    }
    let refused = refusal(look(&app, token, &[]));
    assert_eq!(refused, LinkRefusal::Token(Rejection::ScopeNotSupported));
}

/// A database that nothing may reach.
#[derive(Debug)]
struct Broken;

impl AccountStore for Broken {
    type Account = Person;

    fn find(&self, _: &i64) -> impl Future<Output = Result<Option<Person>, StoreError>> + Send {
        ready(Err(StoreError::new("the disk is on fire")))
    }
}

#[test]
fn a_token_that_is_forged_or_no_token_never_reaches_the_store() {
    let app = App::new();
    let tokens = Tokens::new(settings()).unwrap();
    let links = Links::new(tokens, Broken, Arc::new(MemoryStore::new()), &[]).unwrap();
    let made = app.make(NewLink::default());
    let token = made.token.expose();
    let forged = format!("{}AAAA", &token[..token.len() - 4]);
    let long = "A".repeat(1_000_000);
    for text in ["", "AAAA", "3.AAAA", "a:b", &*forged, &*long] {
        let held = |_: TokenId| -> Option<Bearer> { panic!("nothing is asked for") };
        let refused = now(links.look_at(text, &[booking()], held));
        assert!(
            matches!(refusal(refused), LinkRefusal::Token(_)),
            "{text:.20}"
        );
    }
    let reached = now(links.look_at(token, &[booking()], |_| None));
    assert!(matches!(reached, Err(LinkError::Store(_))));
}

#[test]
fn every_reason_to_refuse_is_told_apart() {
    let app = App::new();
    let make = || app.make(NewLink::default());

    let revoked = make();
    assert!(now(app.links.revoke(&app.jane(), revoked.link.id)).unwrap());
    assert_eq!(refused(&app, &revoked), LinkRefusal::Revoked);

    let used = app.make_limited(1);
    app.open_first(&used);
    assert_eq!(refused(&app, &used), LinkRefusal::UsedUp);

    let unregistered = make();
    let other = App::new();
    assert_eq!(refused(&other, &unregistered), LinkRefusal::NotRegistered);

    let expired = make();
    app.clock.advance(7 * DAY);
    let reason = LinkRefusal::Token(Rejection::Expired);
    assert_eq!(refused(&app, &expired), reason);

    let disabled = make();
    app.change(|jane| jane.is_active = false);
    let reason = LinkRefusal::Token(Rejection::UnknownAccount);
    assert_eq!(refused(&app, &disabled), reason);
    app.change(|jane| (jane.is_active, jane.epoch) = (true, 1));
    let reason = LinkRefusal::Token(Rejection::Revoked);
    assert_eq!(refused(&app, &disabled), reason);
}

#[test]
fn a_row_that_ends_before_its_token_decides() {
    let app = App::new();
    let made = app.make(NewLink::default());
    let other = App::new();
    let shorter = Link {
        expires: other.clock.now().saturating_add(Duration::from_mins(5)),
        ..made.link.clone()
    };
    assert!(now(other.store.create_link(&shorter)).unwrap());
    assert!(look(&other, made.token.expose(), &[booking()]).is_ok());
    other.clock.advance(Duration::from_mins(5));
    assert_eq!(refused(&other, &made), LinkRefusal::Expired);
}

#[test]
fn a_row_for_something_else_or_of_someone_else_is_none() {
    let made = App::new().make(NewLink::default());
    for wrong in [
        Link {
            scope: BOOKING.scope(8).text().to_owned(),
            ..made.link.clone()
        },
        Link {
            account: AccountKey::of(&2_i64).unwrap(),
            ..made.link.clone()
        },
    ] {
        let app = App::new();
        assert!(now(app.store.create_link(&wrong)).unwrap());
        assert_eq!(refused(&app, &made), LinkRefusal::NotRegistered);
    }
}
