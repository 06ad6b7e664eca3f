//! The code in the mail, for typing where the link cannot be clicked.

use std::fmt;

use zeroize::{Zeroize as _, Zeroizing};

use crate::{
    bearer::Digest,
    secret::{RandomError, random},
    token::TokenId,
};

/// Without I, L, O, 0 and 1, which are taken for each other.
const ALPHABET: &[u8; 31] = b"ABCDEFGHJKMNPQRSTUVWXYZ23456789";
const LENGTH: usize = 8;

/// A code of 8 letters and digits, shown as `XXXX-XXXX`: one of 850 thousand million.
#[derive(Clone)]
pub struct Code([u8; LENGTH]);

impl Code {
    /// Draws a new one.
    ///
    /// # Errors
    ///
    /// The operating system has no randomness to give.
    pub fn random() -> Result<Self, RandomError> {
        // The largest multiple of 31 in a byte: what is above would favour the first letters.
        const FAIR: u8 = 248;
        let mut code = [0; LENGTH];
        let mut filled = 0;
        while filled < LENGTH {
            let mut bytes = Zeroizing::new([0; 2 * LENGTH]);
            random(&mut *bytes)?;
            for byte in bytes
                .iter()
                .filter(|byte| **byte < FAIR)
                .take(LENGTH - filled)
            {
                code[filled] = ALPHABET[usize::from(*byte) % ALPHABET.len()];
                filled += 1;
            }
        }
        Ok(Self(code))
    }

    /// Reads what was typed: in any case, with or without hyphens and spaces.
    #[must_use]
    pub fn parse(typed: &str) -> Option<Self> {
        let mut letters = typed
            .chars()
            .filter(|letter| !matches!(letter, ' ' | '-' | '\u{2010}'..='\u{2015}'))
            .map(|letter| letter.to_ascii_uppercase());
        let mut code = [0; LENGTH];
        for place in &mut code {
            let letter = u8::try_from(letters.next()?).ok()?;
            *place = ALPHABET.contains(&letter).then_some(letter)?;
        }
        letters.next().is_none().then_some(Self(code))
    }

    /// The code as it is shown: `XXXX-XXXX`.
    #[must_use]
    pub fn expose(&self) -> String {
        let (left, right) = self.0.split_at(LENGTH / 2);
        let text = |half: &[u8]| half.iter().copied().map(char::from).collect::<String>();
        format!("{}-{}", text(left), text(right))
    }

    /// What a store keeps: without `key` the code cannot be found by trying all there are.
    pub(super) fn digest(&self, key: &[u8], id: TokenId) -> Digest {
        Digest::of(&[key, &id.to_bytes(), &self.0])
    }
}

impl Drop for Code {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

impl fmt::Debug for Code {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Code([redacted])")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn digest(code: &Code) -> Digest {
        code.digest(b"key", TokenId::from_bytes([7; 8]))
    }

    #[test]
    fn a_code_is_read_however_it_is_typed() -> Result<(), RandomError> {
        let code = Code::random()?;
        let shown = code.expose();
        assert_eq!(shown.find('-'), Some(4), "{shown}");
        for typed in [
            shown.clone(),
            shown.to_lowercase(),
            shown.replace('-', ""),
            shown.replace('-', " – "),
            format!("  {shown} "),
        ] {
            assert_eq!(
                digest(&Code::parse(&typed).unwrap()),
                digest(&code),
                "{typed}"
            );
        }
        Ok(())
    }

    #[test]
    fn what_is_no_code_is_refused() {
        for typed in [
            "",
            "AAAA",
            "AAAA-AAA",
            "AAAA-AAAAA",
            "AAAA-AAA0",
            "AAAA-AAAI",
            "ＡAAA-AAAA",
        ] {
            assert!(Code::parse(typed).is_none(), "{typed}");
        }
    }

    #[test]
    fn every_letter_is_drawn_about_as_often() -> Result<(), RandomError> {
        let mut counts = [0_u32; 256];
        for _ in 0..40_000 {
            for letter in Code::random()?.0 {
                counts[usize::from(letter)] += 1;
            }
        }
        // 320,000 letters, about 10,323 each with a deviation of 100: eight deviations are no chance, and
        // one byte too many would give the first letter twelve.
        for letter in ALPHABET {
            assert!(
                (9_520..11_130).contains(&counts[usize::from(*letter)]),
                "{}",
                *letter as char
            );
        }
        Ok(())
    }
}
