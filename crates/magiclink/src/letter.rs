//! Letters that change how the others are shown.

/// Whether a letter breaks out of its line or has what follows shown in another order: control characters,
/// the separators of lines and paragraphs, and the marks for writing from right to left, by which a text can
/// look like another one. A name or a label has none of them.
///
/// ```
/// use magiclink::letter::is_disruptive;
///
/// assert!("two\nlines".contains(is_disruptive));
/// assert!("invoice\u{202e}fdp.exe".contains(is_disruptive));
/// assert!(!"Für שרה".contains(is_disruptive));
/// ```
#[must_use]
pub fn is_disruptive(letter: char) -> bool {
    letter.is_control()
        || matches!(
            letter,
            '\u{61c}'
                | '\u{200e}'
                | '\u{200f}'
                | '\u{2028}'..='\u{202e}'
                | '\u{2066}'..='\u{2069}'
        )
}
