//! What a log must not tell: whatever a test runs, the program is at its most talkative, and this listens.

/// As long as what opens something here: a cookie has 43 characters, a token of the program and its key more.
/// Tokens of v1 and v2 are shorter, and none of its own.
const LONG: usize = 40;

/// The words of a log that could be a token, a cookie, a key, a code that is typed, or somebody's address.
pub(crate) fn secrets(log: &str) -> Vec<&str> {
    let is_part = |char: char| char.is_ascii_alphanumeric() || "-_.@+".contains(char);
    let words = log.split(|char| !is_part(char));
    words
        .filter(|word| is_random(word) || is_code(word) || is_address(word))
        .collect()
}

/// Names are written in one case, and digests in digits and small letters.
fn is_random(word: &str) -> bool {
    let has = |is_kind: fn(&u8) -> bool| word.as_bytes().iter().any(is_kind);
    word.len() >= LONG
        && has(u8::is_ascii_digit)
        && has(u8::is_ascii_lowercase)
        && has(u8::is_ascii_uppercase)
}

fn is_code(word: &str) -> bool {
    let is_half = |half: &str| {
        let is_sign = |byte: u8| byte.is_ascii_uppercase() || byte.is_ascii_digit();
        half.len() == 4 && half.bytes().all(is_sign)
    };
    word.split_once('-')
        .is_some_and(|(first, second)| is_half(first) && is_half(second))
}

/// Of a masked one the ellipsis ends a word.
fn is_address(word: &str) -> bool {
    word.split_once('@')
        .is_some_and(|(local, domain)| !local.is_empty() && domain.contains('.'))
}

#[test]
fn what_opens_something_or_names_someone_is_overheard() {
    let bearer = "kZ3vT0m8Qe1xN5cR7wY2uB9dF4hJ6lP0aSgKiOoUtEq";
    for (line, secret) in [
        (format!("cookie: __Host-session={bearer}; a=b"), bearer),
        (
            format!("GET /login/auth/?sesame=3.{bearer}"),
            &*format!("3.{bearer}"),
        ),
        ("code=K7QX-2M9P typed".to_owned(), "K7QX-2M9P"),
        (
            "mail to <jane.doe@example.com>".to_owned(),
            "jane.doe@example.com",
        ),
    ] {
        assert_eq!(secrets(&line), [secret], "{line}");
    }
}

#[test]
fn times_names_and_masked_addresses_are_nothing_secret() {
    let line = "2026-11-23T02:31:37.123456Z TRACE magiclink_server::a_module_with_quite_a_long_name::of_it: \
                j\u{2026}@example.com 127.0.0.1:41234 a94a8fe5ccb19ba61c4c0873d391e987982fbbd3 SHA-256";
    assert_eq!(secrets(line), [""; 0]);
}
