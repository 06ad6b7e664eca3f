//! Reading `Accept-Language`.

use axum::http::{HeaderMap, header};

/// As many languages are looked at.
const MOST: usize = 16;

/// The languages that a visitor reads, the best first.
pub(crate) fn accepted(headers: &HeaderMap) -> Vec<String> {
    let lines = headers.get_all(header::ACCEPT_LANGUAGE).into_iter();
    let ranges = lines
        .filter_map(|line| line.to_str().ok())
        .flat_map(|line| line.split(','));
    let mut ranges: Vec<_> = ranges.take(MOST).filter_map(parse).collect();
    ranges.sort_by_key(|(_, weight)| std::cmp::Reverse(*weight));
    ranges.into_iter().map(|(tag, _)| tag.to_owned()).collect()
}

/// A tag with its weight in thousandths; `None` if it is none or not wanted.
fn parse(range: &str) -> Option<(&str, u16)> {
    let (tag, parameters) = range.split_once(';').unwrap_or((range, "q=1"));
    let tag = tag.trim();
    let is_tag = (2..=35).contains(&tag.len())
        && tag
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    let weight = weight(parameters.trim().strip_prefix("q=")?)?;
    (is_tag && weight > 0).then_some((tag, weight))
}

/// Reads `0.5` as 500.
fn weight(text: &str) -> Option<u16> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let digits = format!("{fraction:0<3}");
    let is_number = digits.len() == 3 && digits.bytes().all(|byte| byte.is_ascii_digit());
    match whole {
        "1" => Some(1000),
        "0" if is_number => digits.parse().ok(),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    fn read(line: &str) -> Vec<String> {
        let value = HeaderValue::from_bytes(line.as_bytes()).unwrap();
        accepted(&[(header::ACCEPT_LANGUAGE, value)].into_iter().collect())
    }

    #[test]
    fn languages_are_sorted_by_weight() {
        assert_eq!(read("de-AT,de;q=0.9, en;q=0.8"), ["de-AT", "de", "en"]);
        assert_eq!(read("en;q=0.25, fr;q=1.0, es;q=0"), ["fr", "en"]);
        assert_eq!(read("fr;q=0.5,de;q=0.5"), ["fr", "de"]);
    }

    #[test]
    fn what_is_no_language_is_skipped() {
        assert_eq!(read("*, d, de<script>, en;q=x, fr;q=2, es"), ["es"]);
        assert_eq!(read("é"), [""; 0]);
        assert_eq!(read(&"de,".repeat(10_000)).len(), MOST);
    }
}
