//! The revocation state: what of an account must stay as it is for its tokens to stay valid.

use crate::{
    account::{Account, LastLogin},
    settings::{Bindings, Danger},
    token::Config,
};

/// The part of a password hash that changes when the password does, as django-sesame has it.
///
/// Django writes `algorithm$parameters$salt$hash`; the hash is the last characters, as many as the
/// algorithm makes. What has another form counts whole.
pub(super) fn password_tail(password: &str) -> &str {
    // A marker, or nothing, is made by none.
    if !password
        .as_bytes()
        .first()
        .is_some_and(u8::is_ascii_lowercase)
    {
        return password;
    }
    let is_made_by = |name: &str| {
        let rest = password.as_bytes().strip_prefix(name.as_bytes());
        rest.is_some_and(|rest| matches!(rest, [] | [b'$', ..]))
    };
    match ALGORITHMS.iter().find(|(name, _)| is_made_by(name)) {
        Some((_, length)) => last_characters(password, *length),
        None => password,
    }
}

/// The algorithms of Django, the default first, and how many characters their hashes have.
const ALGORITHMS: [(&str, usize); 8] = [
    ("pbkdf2_sha256", 44),
    ("pbkdf2_sha1", 28),
    ("argon2", 22),
    ("bcrypt_sha256", 31),
    ("bcrypt", 31),
    ("sha1", 40),
    ("md5", 32),
    ("crypt", 11),
];

/// The last `count` characters, as Python's `text[-count:]` has them.
fn last_characters(text: &str, count: usize) -> &str {
    let start = text.len().saturating_sub(count);
    if text.as_bytes()[start..].is_ascii() {
        return &text[start..];
    }
    let start = text
        .char_indices()
        .rev()
        .nth(count - 1)
        .map_or(0, |(index, _)| index);
    &text[start..]
}

/// What of `account` is bound, each empty where the settings do not bind it.
pub(super) struct Bound<'a> {
    pub(super) password: &'a str,
    pub(super) email: &'a str,
    pub(super) last_login: Option<LastLogin>,
}

impl<'a> Bound<'a> {
    pub(super) const NOTHING: Bound<'static> = Bound {
        password: "",
        email: "",
        last_login: None,
    };

    pub(super) fn of(account: &'a impl Account, bindings: Bindings) -> Self {
        Self {
            password: if bindings.password {
                account.password().unwrap_or_default()
            } else {
                ""
            },
            email: if bindings.email { account.email() } else { "" },
            last_login: if bindings.last_login {
                account.last_login()
            } else {
                None
            },
        }
    }

    /// Whether a token that does not expire would have nothing to end it.
    pub(super) fn is_irrevocable(&self, config: &Config) -> bool {
        !config.carries_time()
            && !config.settings.bindings.last_login
            && self.password.is_empty()
            && self.email.is_empty()
            && !config.allows(Danger::Irrevocable)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tail_has_the_length_that_the_algorithm_makes() {
        let password = |algorithm: &str| format!("{algorithm}$x${}", "0".repeat(100));
        for (algorithm, length) in [
            ("pbkdf2_sha256", 44),
            ("pbkdf2_sha1", 28),
            ("argon2", 22),
            ("bcrypt_sha256", 31),
            ("bcrypt", 31),
            ("sha1", 40),
            ("md5", 32),
            ("crypt", 11),
        ] {
            assert_eq!(
                password_tail(&password(algorithm)).len(),
                length,
                "{algorithm}"
            );
        }
    }

    #[test]
    fn any_other_password_counts_whole() {
        for password in [
            "",
            "!marker",
            "$",
            "scrypt$16384$salt$8$5$hash",
            "ldap$whatever",
            "md5",
        ] {
            assert_eq!(password_tail(password), password);
        }
    }

    #[test]
    fn the_tail_is_counted_in_characters_not_bytes() {
        assert_eq!(password_tail("crypt$ééééééééééééé"), "ééééééééééé");
        assert_eq!(
            password_tail("crypt$é123456789"),
            "t$é123456789".strip_prefix('t').unwrap()
        );
        assert_eq!(password_tail("argon2$é"), "argon2$é");
    }
}
