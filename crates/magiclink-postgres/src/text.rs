//! Texts: any text of Rust can be kept, though a text of PostgreSQL has no NUL.

use std::borrow::Cow;

/// Begins what stands for a NUL, or for itself. A control character of ASCII, so that no text anyone
/// means to write is changed.
const ESCAPE: char = '\u{1}';
const NUL: char = 'N';
const ITSELF: char = 'E';

/// A text as a column keeps it: no two texts become the same, and a part of a text becomes a part.
pub(crate) fn escape(text: &str) -> Cow<'_, str> {
    if !text.contains(['\0', ESCAPE]) {
        return Cow::Borrowed(text);
    }
    let mut escaped = String::with_capacity(text.len() + 8);
    for letter in text.chars() {
        match letter {
            '\0' => escaped.extend([ESCAPE, NUL]),
            ESCAPE => escaped.extend([ESCAPE, ITSELF]),
            letter => escaped.push(letter),
        }
    }
    Cow::Owned(escaped)
}

/// The text that [`escape`] was given.
pub(crate) fn unescape(kept: String) -> String {
    if !kept.contains(ESCAPE) {
        return kept;
    }
    let mut text = String::with_capacity(kept.len());
    let mut letters = kept.chars();
    while let Some(letter) = letters.next() {
        match letter {
            ESCAPE if letters.next() == Some(NUL) => text.push('\0'),
            letter => text.push(letter),
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_text_comes_back_and_none_holds_a_nul() {
        let texts = [
            "",
            "jane",
            "\0",
            "\u{1}",
            "\u{1}N",
            "\u{1}E",
            "\0\0",
            "\u{1}\0N",
            "N\0E\u{1}",
            "ü\0🗝",
        ];
        for text in texts {
            let kept = escape(text);
            assert!(!kept.contains('\0'), "{text:?}");
            assert_eq!(unescape(kept.into_owned()), text);
        }
    }
}
