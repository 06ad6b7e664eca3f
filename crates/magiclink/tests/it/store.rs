//! Finding the account of a token in a store.

use std::{
    collections::{BTreeMap, HashMap},
    error::Error as _,
    future::{Future, ready},
    pin::pin,
    task::{Context, Poll, Waker},
};

use magiclink::{
    AuthenticateError, Rejection,
    scope::Login,
    store::{AccountStore, StoreError},
};

use crate::{
    account::{Person, jane, person},
    tokens::{BOOKING, after, login, token, tokens_of, versions},
};

/// What a future gives that has nothing to wait for.
pub(crate) fn now<F: Future>(future: F) -> F::Output {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(output) => output,
        Poll::Pending => panic!("a store in memory waits for nothing"),
    }
}

struct Broken;

impl AccountStore for Broken {
    type Account = Person;

    fn find(&self, _: &i64) -> impl Future<Output = Result<Option<Person>, StoreError>> + Send {
        ready(Err(StoreError::new("the disk is on fire")))
    }
}

fn three_people() -> HashMap<i64, Person> {
    (1..=3).map(|key| (key, person(key))).collect()
}

#[test]
fn the_account_of_a_token_is_found_in_the_store() {
    let people = three_people();
    for settings in versions() {
        let tokens = tokens_of(settings);
        let text = token(tokens.scope(&Login), &person(2));
        let verified = now(tokens.authenticate(&text, &Login, &people)).unwrap();
        assert_eq!(verified.account().key, 2);
        assert_eq!(verified.into_account().email, jane().email);
    }
}

#[test]
fn an_account_that_is_not_in_the_store_is_unknown() {
    let people = three_people();
    for settings in versions() {
        let tokens = tokens_of(settings);
        let text = token(tokens.scope(&Login), &person(4));
        let refused = now(tokens.authenticate(&text, &Login, &people));
        assert!(matches!(
            refused,
            Err(AuthenticateError::Rejected(Rejection::UnknownAccount))
        ));
    }
}

#[test]
fn the_terms_of_a_check_count_with_a_store_too() {
    let people = three_people();
    for settings in versions() {
        let tokens = tokens_of(settings);
        let text = login(&tokens);
        let later = tokens.scope(&Login).at(after(1000));
        let refused = now(later.authenticate(&text, &people));
        assert!(matches!(
            refused,
            Err(AuthenticateError::Rejected(Rejection::Expired))
        ));
    }
}

#[test]
fn a_store_that_fails_is_an_error_of_the_server_with_its_cause() {
    for settings in versions() {
        let tokens = tokens_of(settings);
        let failed = now(tokens.authenticate(&login(&tokens), &Login, &Broken)).unwrap_err();
        assert!(matches!(failed, AuthenticateError::Store(_)));
        assert_eq!(failed.to_string(), "the store failed");
        let cause = failed.source().unwrap().to_string();
        assert_eq!(cause, "the disk is on fire");
    }
}

#[test]
fn a_text_that_is_no_token_never_reaches_the_store() {
    for settings in versions() {
        let tokens = tokens_of(settings);
        for text in ["", "AAAA", "3.AAAA", "a:b"] {
            let refused = now(tokens.authenticate(text, &Login, &Broken));
            assert!(matches!(refused, Err(AuthenticateError::Rejected(_))));
        }
    }
}

#[test]
fn a_forged_v3_token_never_reaches_the_store() {
    let tokens = tokens_of(versions().remove(1));
    let text = login(&tokens);
    let booking = BOOKING.scope(1);
    let refused = now(tokens.authenticate(&text, &booking, &Broken));
    assert!(matches!(
        refused,
        Err(AuthenticateError::Rejected(Rejection::Signature))
    ));
}

#[test]
fn a_store_of_ones_own_is_asked_for_the_key_that_the_token_names() {
    struct Ordered(BTreeMap<i64, Person>);

    impl AccountStore for Ordered {
        type Account = Person;

        async fn find(&self, key: &i64) -> Result<Option<Person>, StoreError> {
            Ok(self.0.get(key).cloned())
        }
    }

    let people = Ordered(three_people().into_iter().collect());
    for settings in versions() {
        let tokens = tokens_of(settings);
        let text = token(tokens.scope(&Login), &person(3));
        let verified = now(tokens.authenticate(&text, &Login, &people)).unwrap();
        assert_eq!(verified.account().key, 3);
    }
}
