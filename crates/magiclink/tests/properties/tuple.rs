//! A token for one scope and one state of the account is good for no other.

use std::collections::{HashMap, HashSet};

use magiclink::{Tokens, clock::Timestamp, scope::Private, settings::Settings, token::Version};
use time::{OffsetDateTime, UtcOffset};

use crate::{
    account::{Person, State},
    door::{Door, NAMESPACES, bind_all},
    random::{Random, seed},
};

const TUPLES: usize = 20_000;
const PAIRS: usize = 20_000;

/// What a token is for, and the account at the time.
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
struct Tuple {
    door: Door,
    state: State,
}

impl Tuple {
    fn person(&self) -> Person<i32> {
        Person {
            key: 1,
            state: self.state.clone(),
        }
    }
}

#[test]
fn no_two_tuples_have_the_same_v2_token() {
    // They know nothing of epochs.
    check(&tokens(Version::V2), "v2", &[0]);
}

#[test]
fn no_two_tuples_have_the_same_v3_token() {
    check(&tokens(Version::V3), "v3", &[0, 1, 256]);
}

fn tokens(version: Version) -> Tokens<i32> {
    let settings = Settings::new("Lq2-wEr5_tYu8iOp1aSd4fGh7jKl0zXc", "https://a.example");
    Tokens::new(bind_all(settings).with_version(version)).expect("the settings are sound")
}

fn check(tokens: &Tokens<i32>, purpose: &str, epochs: &[u64]) {
    let mut random = Random::new(&seed(), purpose);
    let tuples = tuples(&mut random, epochs);
    let mut made = HashMap::new();
    for tuple in &tuples {
        let token = tuple.door.token(tokens, &tuple.person());
        let earlier = made.insert(token.expect("the token can be made"), tuple);
        assert_eq!(earlier, None, "and {tuple:?} have the same token");
    }
    // The same once more, by checking tokens and not by making them.
    let made: Vec<_> = made.into_iter().collect();
    for _ in 0..PAIRS {
        let (token, tuple) = random.pick(&made);
        let other = random.pick(&tuples);
        let opens = other.door.opens(tokens, token, |_| Some(other.person()));
        assert_eq!(opens.is_ok(), *tuple == other, "{tuple:?} and {other:?}");
    }
}

/// Different tuples of few different parts, so that many agree in all but one.
fn tuples(random: &mut Random, epochs: &[u64]) -> Vec<Tuple> {
    let passwords: Vec<_> = (0..4).map(|_| password(random)).collect();
    let mut tuples = HashSet::new();
    while tuples.len() < TUPLES {
        tuples.insert(Tuple {
            door: door(random),
            state: State {
                password: random.pick(&passwords).clone(),
                email: email(random),
                last_login: last_login(random).map(Into::into),
                epoch: *random.pick(epochs),
            },
        });
    }
    let mut tuples: Vec<Tuple> = tuples.into_iter().collect();
    // The order of a set is another each time.
    tuples.sort_by_cached_key(|tuple| format!("{tuple:?}"));
    tuples
}

fn door(random: &mut Random) -> Door {
    if random.below(8) == 0 {
        return Door::Login;
    }
    let namespace = random.pick(&NAMESPACES).clone();
    let mut part = || {
        let length = random.below(4);
        random.text("/%:-ab1", length)
    };
    let scope = namespace.scope(part());
    let more = [part(), part()];
    let count = random.below(3);
    Door::Private(more.iter().take(count).fold(scope, Private::and))
}

/// An address has no colon. These are of few letters, so that one is often the start of another.
fn email(random: &mut Random) -> String {
    let (local, domain) = (1 + random.below(2), 1 + random.below(4));
    let local = random.text("ab1", local);
    match random.below(10) {
        0 => String::new(),
        1 => format!("{local}@b2026-11-22T10"),
        _ => format!("{local}@{}", random.text("ab1-.", domain)),
    }
}

fn last_login(random: &mut Random) -> Option<OffsetDateTime> {
    let second = 1_795_342_272 + i64::try_from(random.below(3)).unwrap_or_default();
    let micros = *random.pick(&[0, 1, 100_000, 120_000]);
    let time = Timestamp::from_unix_micros(second * 1_000_000 + micros);
    let time = i128::from(time.unix_micros()) * 1000;
    let time = OffsetDateTime::from_unix_timestamp_nanos(time).expect("the year is 2026");
    let offset = *random.pick(&[0, 1, -1]);
    let offset = UtcOffset::from_hms(offset, 0, 0).expect("an hour is an offset");
    (random.below(3) != 0).then(|| time.to_offset(offset))
}

/// A password hash in one of the formats that Django has, or a marker, or none.
fn password(random: &mut Random) -> Option<String> {
    const DIGITS: &str = "0123456789abcdef";
    const BASE64: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = |alphabet, length| random.text(alphabet, length);
    let pbkdf2 = format!(
        "pbkdf2_sha256$870000${}${}=",
        text(BASE64, 22),
        text(BASE64, 43)
    );
    let argon2 = format!(
        "argon2$argon2id$v=19$m=102400,t=2,p=8${}${}",
        text(BASE64, 22),
        text(BASE64, 43)
    );
    let bcrypt = format!("bcrypt_sha256$$2b$12${}", text(BASE64, 53));
    let md5 = format!("md5${}${}", text(BASE64, 22), text(DIGITS, 32));
    let marker = format!("!{}", text(BASE64, 40));
    let passwords = [
        Some(pbkdf2),
        Some(argon2),
        Some(bcrypt),
        Some(md5),
        Some(marker),
        None,
    ];
    random.pick(&passwords).clone()
}
