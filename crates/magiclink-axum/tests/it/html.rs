//! Just enough HTML to read our own pages.

/// The hidden fields of the form with this action.
pub(crate) fn hidden_fields(html: &str, action: &str) -> Option<Vec<(String, String)>> {
    let start = html.find(&format!("<form method=\"post\" action=\"{action}\""))?;
    let form = &html[start..];
    let form = &form[..form.find("</form>")?];
    let inputs = form.split("<input type=\"hidden\" ").skip(1);
    Some(
        inputs
            .map(|input| (attribute(input, "name"), attribute(input, "value")))
            .collect(),
    )
}

fn attribute(tag: &str, name: &str) -> String {
    let tag = &tag[..tag.find('>').unwrap()];
    let start = tag.find(&format!("{name}=\"")).unwrap() + name.len() + 2;
    let value = &tag[start..];
    unescape(&value[..value.find('"').unwrap()])
}

fn unescape(text: &str) -> String {
    text.replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&")
}

/// The text of a page, without its tags.
pub(crate) fn text(html: &str) -> String {
    let pieces = html
        .split('<')
        .map(|piece| piece.split_once('>').map_or(piece, |(_, text)| text));
    unescape(&pieces.collect::<Vec<_>>().concat())
}
