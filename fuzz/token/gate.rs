//! What a text is tried at: settings that accept every version, for one type of primary key.

use std::{fmt::Debug, time::Duration};

use magiclink::{
    Rejection, Tokens,
    clock::{ManualClock, Timestamp},
    primary_key::PrimaryKey,
    scope::{Login, Namespace, Private, Scope},
    settings::{Danger, Settings},
    token::{TokenId, Version},
};
use uuid::Uuid;

use crate::account::{Person, Short};

const BOOKING: Namespace = Namespace::from_static("booking");
const VERSIONS: [Version; 3] = [Version::V1, Version::V2, Version::V3];
const LONGEST_TEXT: usize = 512;
const NOW: Timestamp = Timestamp::from_unix_seconds(1_800_000_000);

/// Something that texts can be tried at.
pub(crate) trait Gate: Send + Sync {
    /// Tries the text in every way that there is, and panics if it should not have worked.
    fn try_to_open(&self, text: &str);

    /// The tokens that were made for this gate.
    fn genuine(&self) -> Vec<&str>;
}

/// Every type of primary key, with settings of every kind.
pub(crate) fn gates() -> Vec<Box<dyn Gate>> {
    let mut gates: Vec<Box<dyn Gate>> = Vec::new();
    for rules in [Rules::Expiring, Rules::Everlasting, Rules::Django] {
        gates.push(Box::new(Door::new(rules, -2_i16)));
        gates.push(Box::new(Door::new(rules, 2_u16)));
        gates.push(Box::new(Door::new(rules, -4_i32)));
        gates.push(Box::new(Door::new(rules, 4_u32)));
        gates.push(Box::new(Door::new(rules, -8_i64)));
        gates.push(Box::new(Door::new(rules, u64::MAX)));
        gates.push(Box::new(Door::new(rules, Uuid::from_u128(16))));
        gates.push(Box::new(Door::new(rules, vec![0xFF_u8; 255])));
        gates.push(Box::new(Door::new(rules, "jane".to_owned())));
        gates.push(Box::new(Door::new(rules, Short::SAMPLE)));
    }
    gates
}

/// What the settings of a gate say beyond the versions.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Rules {
    /// Tokens carry a time.
    Expiring,
    /// v1 and v2 tokens carry none.
    Everlasting,
    /// As [`Expiring`](Self::Expiring), with all allowed that django-sesame accepts.
    Django,
}

impl Rules {
    /// Settings that make tokens of one version and accept all.
    ///
    /// The secret is another for each gate, because v1 and v2 tokens do not tell what they carry: two
    /// bytes are a key of 16 bits with a sign or without.
    fn settings(self, version: Version, encoding: &str) -> Settings {
        let secret = format!("the secret that the fuzzer has to do without: {encoding} {self:?}");
        let settings = Settings::django(secret)
            .with_base_url("https://rentals.example")
            .with_namespace(BOOKING)
            .with_clock(ManualClock::new(NOW))
            .with_invalidate_on_email_change(true)
            .with_iterations(1)
            .with_max_age(Duration::from_mins(10))
            .with_version(version);
        let settings = VERSIONS.into_iter().fold(settings, Settings::accepting);
        match self {
            Self::Expiring => settings,
            Self::Everlasting if version == Version::V3 => settings,
            Self::Everlasting => settings.without_max_age(),
            Self::Django => Danger::ALL
                .into_iter()
                .fold(settings, Settings::dangerous_allow),
        }
    }
}

struct Door<K> {
    rules: Rules,
    tokens: Tokens<K>,
    booking: Private,
    /// What opens it for logging in.
    login_tokens: Vec<String>,
    /// What opens it for the booking.
    booking_tokens: Vec<String>,
}

impl<K: PrimaryKey + Clone + Debug> Door<K> {
    fn new(rules: Rules, key: K) -> Self {
        let mut door = Self {
            rules,
            tokens: Tokens::new(rules.settings(Version::V2, K::ENCODING))
                .expect("the settings are sound"),
            booking: BOOKING.scope(1),
            login_tokens: Vec::new(),
            booking_tokens: Vec::new(),
        };
        let person = Person(key);
        for version in VERSIONS {
            let tokens =
                Tokens::new(rules.settings(version, K::ENCODING)).expect("the settings are sound");
            // Two runs have the same tokens, so that a finding can be repeated.
            let id = TokenId::from_bytes(*b"fuzz run");
            if let Ok(token) = tokens.scope(&Login).id(id).create(&person) {
                door.login_tokens.push(token.expose().to_owned());
            }
            if let Ok(token) = tokens.scope(&door.booking).id(id).create(&person) {
                door.booking_tokens.push(token.expose().to_owned());
            }
        }
        door.check_itself();
        door
    }

    /// A gate that never opens would find nothing.
    fn check_itself(&self) {
        for (genuine, count) in [(&self.login_tokens, 3), (&self.booking_tokens, 2)] {
            assert_eq!(genuine.len(), count, "one token of each version");
        }
        for text in &self.login_tokens {
            assert!(self.opens(text, &Login, None), "{text}");
        }
        for text in &self.booking_tokens {
            assert!(self.opens(text, &self.booking, None), "{text}");
        }
    }

    fn opens<S: Scope>(&self, text: &str, scope: &S, max_age: Option<Duration>) -> bool {
        let mut scoped = self.tokens.scope(scope);
        if let Some(max_age) = max_age {
            scoped = scoped.max_age(max_age);
        }
        let unverified = match scoped.decode(text) {
            Ok(unverified) => unverified,
            Err(rejection) => {
                let is_long = text.len() > LONGEST_TEXT;
                assert_eq!(rejection == Rejection::TooLong, is_long, "{text:?}");
                return false;
            }
        };
        let person = Person(unverified.primary_key().clone());
        let made = scoped.create(&person);
        assert!(
            made.is_ok() || max_age.is_some(),
            "{person:?} came out of a token and does not go into one"
        );
        unverified.verify(person).is_ok()
    }

    /// Whether the text is one of these, or, where any spelling is allowed, differs in those bits of its
    /// last character that stand for nothing.
    fn is_one_of(&self, text: &str, genuine: &[String]) -> bool {
        genuine.iter().any(|known| {
            let is_same_but_for_the_last = text.len() == known.len()
                && text.as_bytes().split_last().map(|(_, rest)| rest)
                    == known.as_bytes().split_last().map(|(_, rest)| rest);
            known == text || (self.rules == Rules::Django && is_same_but_for_the_last)
        })
    }
}

impl<K: PrimaryKey + Clone + Debug> Gate for Door<K> {
    fn try_to_open(&self, text: &str) {
        for max_age in [None, Some(Duration::from_mins(1))] {
            if self.opens(text, &Login, max_age) {
                assert!(
                    self.is_one_of(text, &self.login_tokens),
                    "logs in: {text:?}"
                );
            }
            if self.opens(text, &self.booking, max_age) {
                assert!(
                    self.is_one_of(text, &self.booking_tokens),
                    "opens: {text:?}"
                );
            }
        }
    }

    fn genuine(&self) -> Vec<&str> {
        let genuine = self.login_tokens.iter().chain(&self.booking_tokens);
        genuine.map(String::as_str).collect()
    }
}
