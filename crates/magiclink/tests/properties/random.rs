//! A generator of random numbers that can be made to repeat itself.

use std::env;

/// Numbers that look random and depend on a seed only (`SplitMix64`).
#[derive(Clone, Debug)]
pub(crate) struct Random(u64);

/// The text that decides what all generators of this run give. It is shown if the test fails.
pub(crate) fn seed() -> String {
    let seed = env::var("MAGICLINK_SEED").unwrap_or_else(|_| {
        let number = getrandom::u64().expect("there is randomness");
        number.to_string()
    });
    println!("MAGICLINK_SEED={seed}");
    seed
}

impl Random {
    /// A generator for one use of the seed; `purpose` keeps the uses apart.
    pub(crate) fn new(seed: &str, purpose: &str) -> Self {
        let bytes = seed.bytes().chain([0]).chain(purpose.bytes());
        // FNV-1a.
        Self(bytes.fold(0xCBF2_9CE4_8422_2325, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3)
        }))
    }

    pub(crate) fn number(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number from 0 to `bound` - 1; 0 if `bound` is 0.
    pub(crate) fn below(&mut self, bound: usize) -> usize {
        let number = usize::try_from(self.number() >> 33).unwrap_or_default();
        number.checked_rem(bound).unwrap_or_default()
    }

    pub(crate) fn byte(&mut self) -> u8 {
        self.number().to_le_bytes()[7]
    }

    pub(crate) fn pick<'t, T>(&mut self, things: &'t [T]) -> &'t T {
        &things[self.below(things.len())]
    }

    /// So many characters out of `alphabet`.
    pub(crate) fn text(&mut self, alphabet: &str, length: usize) -> String {
        let alphabet: Vec<char> = alphabet.chars().collect();
        (0..length).map(|_| *self.pick(&alphabet)).collect()
    }
}

#[test]
fn a_seed_gives_the_same_numbers_again_and_another_purpose_gives_others() {
    let numbers = |seed, purpose| {
        let mut random = Random::new(seed, purpose);
        [random.number(), random.number()]
    };
    assert_eq!(numbers("1", "a"), numbers("1", "a"));
    assert_ne!(numbers("1", "a"), numbers("1", "b"));
    assert_ne!(numbers("1", "a"), numbers("2", "a"));
}
