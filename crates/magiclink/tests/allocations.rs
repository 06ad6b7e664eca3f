//! Making a token allocates its text and nothing else; checking one allocates nothing.

use std::time::Duration;

use allocation_counter::measure;
use magiclink::{
    Account, Tokens,
    account::LastLogin,
    clock::Timestamp,
    primary_key::PrimaryKey,
    scope::{Login, Namespace, Private, Scope},
    settings::Settings,
};
use uuid::Uuid;

const BOOKING: Namespace = Namespace::from_static("booking");
const SECRET: &str = "Ywo3Rz0hWIl6YpAcX1b2MJmQfEiVd9Nu7TkKs5Gq";
const EARLIER_SECRET: &str = "8tq0nJxVbLrPz3WuE5oYgKc1HmDf7SaNiZkXwB2Q";

struct User<K>(K);

impl<K: PrimaryKey + Clone> Account for User<K> {
    type Key = K;

    fn primary_key(&self) -> K {
        self.0.clone()
    }

    fn is_active(&self) -> bool {
        true
    }

    fn password(&self) -> Option<&str> {
        Some("pbkdf2_sha256$1000000$aJ2OjPWpEFtV$YkRzCx6S5uPHtPZCXbvH9cNfTXgkzEU2QWqtNlsVZDM=")
    }

    fn email(&self) -> &'static str {
        "jane.doe@example.com"
    }

    fn last_login(&self) -> Option<LastLogin> {
        Some(Timestamp::from_unix_micros(1_795_342_272_120_000).into())
    }
}

fn v2(secret: &str) -> Settings {
    Settings::django(secret).with_max_age(Duration::from_mins(10))
}

fn v3(secret: &str) -> Settings {
    Settings::new(secret, "https://rentals.example")
}

/// Tries every kind of key, with the login scope and with a private one.
fn check(settings: &Settings) {
    check_key(settings, 7_i16);
    check_key(settings, 7_u16);
    check_key(settings, 7_i32);
    check_key(settings, 7_u32);
    check_key(settings, 7_i64);
    check_key(settings, 7_u64);
    check_key(settings, Uuid::from_u128(7));
}

fn check_key<K: PrimaryKey + Clone>(settings: &Settings, key: K) {
    let settings = settings.clone().with_namespace(BOOKING);
    let tokens = Tokens::new(settings).expect("the settings are good");
    let user = User(key);
    check_scope(&tokens, &user, &Login);
    let booking: Private = BOOKING.scope(1).and("invoice");
    check_scope(&tokens, &user, &booking);
}

fn check_scope<K: PrimaryKey + Clone, S: Scope>(tokens: &Tokens<K>, user: &User<K>, scope: &S) {
    let mut token = None;
    let making = measure(|| token = tokens.create(user, scope).ok());
    let token = token.expect("the settings and the account are good");
    assert_eq!(making.count_total, 1);

    check_verifying(tokens, token.expose(), user, scope);
}

fn check_verifying<K: PrimaryKey + Clone, S: Scope>(
    tokens: &Tokens<K>,
    token: &str,
    user: &User<K>,
    scope: &S,
) {
    let mut is_verified = false;
    let verifying = measure(|| {
        let unverified = tokens.decode(token, scope);
        is_verified = unverified.and_then(|it| it.verify(user)).is_ok();
    });
    assert!(is_verified);
    assert_eq!(verifying.count_total, 0);
}

#[test]
fn a_v2_token_is_one_allocation_and_verified_without_any() {
    check(&v2(SECRET));
}

#[test]
fn a_v3_token_is_one_allocation_and_verified_without_any() {
    check(&v3(SECRET));
}

#[test]
fn a_signature_of_any_size_makes_no_difference() {
    check(&v2(SECRET).with_signature_size(64));
}

#[test]
fn the_revocation_state_makes_no_difference() {
    let bound = |settings: Settings| {
        settings
            .with_one_time(true)
            .with_invalidate_on_email_change(true)
    };
    check(&bound(v2(SECRET)));
    check(&bound(v3(SECRET)));
}

#[test]
fn an_earlier_secret_makes_no_difference() {
    for settings in [v2 as fn(&str) -> Settings, v3] {
        let user = User(7_i64);
        let before = Tokens::new(settings(EARLIER_SECRET)).unwrap();
        let token = before.create(&user, &Login).unwrap();
        let after = Tokens::new(settings(SECRET).with_fallback(EARLIER_SECRET)).unwrap();
        check_verifying(&after, token.expose(), &user, &Login);
    }
}
