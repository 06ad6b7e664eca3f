//! What stands after the `@` of an address.

use std::borrow::Cow;

use idna::{
    AsciiDenyList,
    uts46::{DnsLength, Hyphens, Uts46},
};

/// A domain as DNS has it: lowercase, international labels as A-labels (UTS 46, not transitional).
///
/// Returns `None` for anything that is not the name of a domain below a top-level domain, and for
/// names with a character that stands for another one, or for none.
pub(super) fn to_ascii(domain: &str) -> Option<Cow<'_, str>> {
    // Hyphens in the third and fourth place are let through: names with them are in use.
    let ascii = Uts46::new()
        .to_ascii(
            domain.as_bytes(),
            AsciiDenyList::STD3,
            Hyphens::CheckFirstLast,
            DnsLength::Verify,
        )
        .ok()?;
    let is_itself = domain
        .chars()
        .all(|character| character.is_ascii() || is_international(character));
    (is_itself && has_top_level_domain(&ascii)).then_some(ascii)
}

/// Whether there are two labels at least, of which the last is no number: 127.0.0.1 is no domain, nor
/// is what a URL parser would take for it, such as 127.0x1 (RFC 3696 2).
fn has_top_level_domain(ascii: &str) -> bool {
    ascii
        .rsplit_once('.')
        .is_some_and(|(_, top)| top.starts_with(|first: char| first.is_ascii_alphabetic()))
}

/// Whether a character stays international: UTS 46 maps `ｅ` to `e`, `。` to a dot and a soft hyphen to
/// nothing, and two people would own what looks like two addresses (RUSTSEC-2024-0421 is of this kind).
fn is_international(character: char) -> bool {
    let mut buffer = [0; 4];
    Uts46::new()
        .to_ascii(
            character.encode_utf8(&mut buffer).as_bytes(),
            AsciiDenyList::STD3,
            Hyphens::Allow,
            DnsLength::Ignore,
        )
        // One that cannot stand alone, such as an accent, is judged with the rest of its label.
        .map_or(true, |ascii| ascii.starts_with("xn--"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_domain_is_written_as_dns_has_it() {
        for (typed, ascii) in [
            ("Example.COM", "example.com"),
            ("BÜCHER.example", "xn--bcher-kva.example"),
            ("bu\u{308}cher.example", "xn--bcher-kva.example"),
            ("faß.example", "xn--fa-hia.example"),
            ("XN--BCHER-KVA.example", "xn--bcher-kva.example"),
            ("ıxample.org", "xn--xample-o9a.org"),
            ("İx.example", "xn--ix-rub.example"),
            ("क\u{94d}\u{200d}ष.example", "xn--11b2ezcw70k.example"),
            ("עִתוֹן.example", "xn--cdbk7fubl3c.example"),
            ("xn--n28h.test", "xn--n28h.test"),
            ("example.परीक्षा", "example.xn--11b5bs3a9aj6g"),
            ("1.2.example", "1.2.example"),
            ("ab--cd.example", "ab--cd.example"),
        ] {
            assert_eq!(to_ascii(typed).as_deref(), Some(ascii), "{typed}");
        }
    }

    #[test]
    fn what_is_no_domain_is_refused() {
        for typed in [
            "",
            ".",
            "com",
            "com.",
            "a..com",
            ".a.com",
            "a.com.",
            "-a.com",
            "a-.com",
            "a_b.com",
            "a b.com",
            "a.com\n",
            "a.com\0",
            "a@b.com",
            "a.com:25",
            "a.com/",
            "[127.0.0.1]",
            "127.0.0.1",
            "127.0x1",
            "a.123",
            "a.1b",
            "[::1]",
        ] {
            assert_eq!(to_ascii(typed), None, "{typed:?}");
        }
    }

    #[test]
    fn a_character_that_is_another_one_underneath_is_refused() {
        for typed in [
            "ｅxample.com",
            "exa\u{ad}mple.com",
            "exa\u{200b}mple.com",
            "ﬁrst.example",
            "℡.example",
            "\u{212a}elvin.example",
            "example.ｃom",
            "example。com",
            "bücher。example",
            "bücher．example",
            "example．com",
            "exam․ple.com",
            "xn--.example",
            "xn--a.example",
            "xn--a-.example",
            "xn--example-.com",
            "xn--bucher-.example",
            "xn--bcher-kva\u{ad}.example",
            "ｘn--bcher-kva.example",
            "xn--ﬁ①ｅ.example",
            "xn--ü.example",
            "ｂücher.example",
            "bü\u{ad}cher.example",
            "m².example",
            "\u{200b}.com",
        ] {
            assert_eq!(to_ascii(typed), None, "{typed:?}");
        }
    }
}
