//! Genuine tokens of every kind, and the check whether a text opens what they open.

use std::{collections::HashSet, fmt::Debug};

use magiclink::{Tokens, primary_key::PrimaryKey, settings::Settings, token::Version};
use uuid::Uuid;

use crate::{
    account::{Person, Short, State},
    door::{Door, NAMESPACES, bind_all},
};

#[cfg(feature = "v1")]
pub(crate) const VERSIONS: [Version; 3] = [Version::V1, Version::V2, Version::V3];
#[cfg(not(feature = "v1"))]
pub(crate) const VERSIONS: [Version; 2] = [Version::V2, Version::V3];

/// Settings that accept every version, for one type of primary key, with tokens made under them.
pub(crate) trait Target: Send + Sync {
    /// How many doors there are.
    fn doors(&self) -> usize;

    /// Whether the text opens the door for the account that it names, whichever that is.
    fn opens(&self, text: &str, door: usize) -> bool;

    /// Whether the text was made for the door.
    fn has_made(&self, text: &str, door: usize) -> bool;

    /// All tokens that were made, for any door.
    fn tokens(&self) -> Vec<String>;
}

/// A target for each type of primary key, with tokens that expire and tokens that do not.
pub(crate) fn targets() -> Vec<Box<dyn Target>> {
    let mut targets: Vec<Box<dyn Target>> = Vec::new();
    for expires in [true, false] {
        targets.push(Box::new(Shop::new(expires, &[-1_i16, 2])));
        targets.push(Box::new(Shop::new(expires, &[1_u16, 256])));
        targets.push(Box::new(Shop::new(expires, &[-1_i32, 1])));
        targets.push(Box::new(Shop::new(expires, &[1_u32, 1 << 24])));
        targets.push(Box::new(Shop::new(expires, &[1_i64, i64::MIN])));
        targets.push(Box::new(Shop::new(expires, &[1_u64, u64::MAX])));
        targets.push(Box::new(Shop::new(expires, &[Uuid::nil(), Uuid::max()])));
        targets.push(Box::new(Shop::new(expires, &[vec![], vec![3, 1, 2]])));
        let texts = ["jane".to_owned(), "é".repeat(9)];
        targets.push(Box::new(Shop::new(expires, &texts)));
        targets.push(Box::new(Shop::new(
            expires,
            &[Short([0; 3]), Short([1; 3])],
        )));
    }
    targets
}

struct Shop<K> {
    tokens: Tokens<K>,
    doors: Vec<Door>,
    /// The tokens for each door.
    made: Vec<HashSet<String>>,
}

impl<K: PrimaryKey + Clone + Debug> Shop<K> {
    fn new(expires: bool, keys: &[K; 2]) -> Self {
        let booking = &NAMESPACES[5];
        let doors = vec![
            Door::Login,
            Door::Private(booking.scope(1)),
            Door::Private(booking.scope(2)),
        ];
        let mut made = vec![HashSet::new(); doors.len()];
        for version in VERSIONS {
            let tokens: Tokens<K> = Self::tokens_of(expires, version);
            for key in keys {
                for (door, made) in doors.iter().zip(&mut made) {
                    // v1 has no scopes.
                    made.extend(door.token(&tokens, &person(key)));
                }
            }
        }
        Self {
            tokens: Self::tokens_of(expires, Version::V2),
            doors,
            made,
        }
    }

    /// The secret is another for each target: v1 and v2 tokens do not say how they are to be read.
    fn tokens_of(expires: bool, version: Version) -> Tokens<K> {
        let secret = format!(
            "hY6-tGb9_uJm3kIl0oPq7wEr2zXc4vBn5 {} {expires}",
            K::ENCODING
        );
        let settings = Settings::django(secret).with_base_url("https://rentals.example");
        let mut settings = bind_all(settings).with_version(version);
        #[cfg(feature = "v1")]
        {
            settings = settings.with_iterations(1);
        }
        for version in VERSIONS {
            settings = settings.accepting(version);
        }
        if !expires && version != Version::V3 {
            settings = settings.without_max_age();
        }
        Tokens::new(settings).expect("the settings are sound")
    }
}

impl<K: PrimaryKey + Clone + Debug> Target for Shop<K> {
    fn doors(&self) -> usize {
        self.doors.len()
    }

    fn opens(&self, text: &str, door: usize) -> bool {
        let find = |key: &K| Some(person(key));
        self.doors[door].opens(&self.tokens, text, find).is_ok()
    }

    fn has_made(&self, text: &str, door: usize) -> bool {
        self.made[door].contains(text)
    }

    fn tokens(&self) -> Vec<String> {
        let mut tokens: Vec<String> = self.made.iter().flatten().cloned().collect();
        // The order of a set is another each time.
        tokens.sort();
        tokens
    }
}

fn person<K: Clone>(key: &K) -> Person<K> {
    Person {
        key: key.clone(),
        state: State::plain(),
    }
}

#[test]
fn every_target_has_tokens_of_every_version_and_they_open_their_doors_only() {
    for target in targets() {
        let tokens = target.tokens();
        // v1 has one door, the others have three.
        assert_eq!(tokens.len(), 2 * (VERSIONS.len() - 2 + 3 + 3));
        for text in tokens {
            for door in 0..target.doors() {
                let is_made = target.has_made(&text, door);
                assert_eq!(target.opens(&text, door), is_made, "{text}");
            }
        }
    }
}
