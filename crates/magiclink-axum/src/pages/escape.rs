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
    for piece in text.split_inclusive(['&', '<', '>', '"', '\'']) {
        let plain = piece.trim_end_matches(['&', '<', '>', '"', '\'']);
        output.write_str(plain)?;
        output.write_str(match &piece[plain.len()..] {
            "&" => "&amp;",
            "<" => "&lt;",
            ">" => "&gt;",
            "\"" => "&quot;",
            "'" => "&#39;",
            _ => "",
        })?;
    }
    Ok(())
}
