//! Reading the `Cookie` header.

use axum::http::{HeaderMap, header};

/// The value of a cookie; `None` if it is not there, or there twice.
///
/// A name that comes twice was planted by somebody, and nobody can tell which of the two: neither
/// counts. Names are compared as bytes and only spaces and tabs around a pair are skipped, so that no
/// cookie of another name can pass for this one (U+2000 before a name is such a trick), and a
/// neighbour in whatever bytes takes nothing away.
pub(crate) fn find<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    let mut found = pairs(headers).filter_map(|pair| value_of(pair, name.as_bytes()));
    let value = found.next()?;
    match found.next() {
        None => std::str::from_utf8(value).ok(),
        Some(_) => None,
    }
}

/// The cookies whose names begin with `prefix`, as the rest of the name and the value.
pub(crate) fn beginning_with<'h>(
    headers: &'h HeaderMap,
    prefix: &str,
) -> impl Iterator<Item = (&'h str, &'h str)> {
    pairs(headers).filter_map(move |pair| {
        let pair = std::str::from_utf8(pair).ok()?;
        pair.strip_prefix(prefix)?.split_once('=')
    })
}

/// The pairs of all lines, without the spaces around them.
fn pairs(headers: &HeaderMap) -> impl Iterator<Item = &[u8]> {
    headers
        .get_all(header::COOKIE)
        .into_iter()
        .flat_map(|line| line.as_bytes().split(|byte| *byte == b';'))
        .map(trim)
}

fn value_of<'p>(pair: &'p [u8], name: &[u8]) -> Option<&'p [u8]> {
    pair.strip_prefix(name)?.strip_prefix(b"=")
}

fn trim(pair: &[u8]) -> &[u8] {
    let is_space = |byte: &u8| matches!(byte, b' ' | b'\t');
    let start = pair.iter().take_while(|byte| is_space(byte)).count();
    let end = pair.iter().rev().take_while(|byte| is_space(byte)).count();
    pair.get(start..pair.len() - end).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    fn read(lines: &[&str]) -> Option<String> {
        let mut headers = HeaderMap::new();
        for line in lines {
            headers.append(
                header::COOKIE,
                HeaderValue::from_bytes(line.as_bytes()).unwrap(),
            );
        }
        find(&headers, "id").map(str::to_owned)
    }

    #[test]
    fn a_cookie_is_found_among_others() {
        for line in [
            "id=1",
            "a=2; id=1",
            "id=1;b",
            " \tid=1\t ;",
            ";;id=1",
            "é=ü; id=1; =;",
        ] {
            assert_eq!(read(&[line]).as_deref(), Some("1"), "{line}");
        }
        assert_eq!(read(&["a=2", "id=1"]).as_deref(), Some("1"));
        assert_eq!(read(&["id="]).as_deref(), Some(""));
        assert_eq!(read(&["id=a=b"]).as_deref(), Some("a=b"));
    }

    #[test]
    fn cookies_are_found_by_how_their_names_begin() {
        let mut headers = HeaderMap::new();
        for line in ["id-1=a; x=b;id-2=c=d; id-3", "\u{2000}id-4=e; id-=f; é=g"] {
            let value = HeaderValue::from_bytes(line.as_bytes());
            headers.append(header::COOKIE, value.unwrap());
        }
        let found: Vec<_> = beginning_with(&headers, "id-").collect();
        assert_eq!(found, [("1", "a"), ("2", "c=d"), ("", "f")]);
    }

    #[test]
    fn a_name_that_comes_twice_does_not_count() {
        assert_eq!(read(&["id=1; id=1"]), None);
        assert_eq!(read(&["id=1", "id=2"]), None);
    }

    #[test]
    fn another_name_does_not_pass_for_it() {
        for line in [
            "ID=1",
            "id =1",
            "\u{2000}id=1",
            "\u{a0}id=1",
            "=id=1",
            "xid=1",
            "id",
            "\"id\"=1",
        ] {
            assert_eq!(read(&[line]), None, "{line}");
        }
        assert_eq!(read(&["\u{2000}id=2; id=1"]).as_deref(), Some("1"));
        assert_eq!(read(&[" ", ""]), None);
    }
}
