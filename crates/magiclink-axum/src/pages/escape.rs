//! How values are written into HTML.

use minijinja::{AutoEscape, Error, ErrorKind, Output, State, Value};

/// Writes a value; in HTML with everything escaped that could end a text or an attribute.
pub(super) fn write(
    output: &mut Output<'_>,
    state: &mut State<'_, '_>,
    value: &Value,
) -> Result<(), Error> {
    if value.is_undefined() {
        return Err(Error::from(ErrorKind::UndefinedError));
    }
    if value.is_none() {
        return Ok(());
    }
    let text = value
        .as_str()
        .map_or_else(|| value.to_string().into(), std::borrow::Cow::from);
    if value.is_safe() || matches!(state.auto_escape(), AutoEscape::None) {
        output.write_str(&text)?;
        return Ok(());
    }
    let mut written = 0;
    for (index, byte) in text.bytes().enumerate() {
        if let Some(escaped) = escaped(byte) {
            output.write_str(&text[written..index])?;
            output.write_str(escaped)?;
            written = index + 1;
        }
    }
    output.write_str(&text[written..])?;
    Ok(())
}

/// What stands for a character in HTML that could end a text or an attribute. All of them are ASCII, so
/// they are no part of any other character.
const fn escaped(byte: u8) -> Option<&'static str> {
    match byte {
        b'&' => Some("&amp;"),
        b'<' => Some("&lt;"),
        b'>' => Some("&gt;"),
        b'"' => Some("&quot;"),
        b'\'' => Some("&#39;"),
        _ => None,
    }
}
