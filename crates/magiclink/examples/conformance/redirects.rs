//! The corpus of redirects: one value of the `next` parameter a row.

use std::error::Error;

use magiclink::{base_url::BaseUrl, next::Next};
use url::Url;

use crate::{Tally, row::rows};

/// The site that the answers are for.
const BASE_URL: &str = "https://testserver";

/// Runs every row of a file.
pub(crate) fn run(text: &str, tally: &mut Tally) -> Result<(), Box<dyn Error>> {
    let base_url = BaseUrl::parse(BASE_URL)?;
    for row in rows(text) {
        let value: String = row.json("value_json")?;
        let parsed = Next::parse(&value, &base_url);
        match row.text("expected")? {
            "ALLOW" => tally.compare(row.id, &true, &parsed.is_ok()),
            "REJECT" => tally.compare(row.id, &false, &parsed.is_ok()),
            "EITHER" => {}
            other => return Err(format!("{}: unknown answer {other:?}", row.id).into()),
        }
        if let Ok(next) = parsed {
            let browser = row.text("browser_origin")?;
            tally.compare(&format!("{} browser", row.id), &BASE_URL, &browser);
            let target = Url::parse(base_url.as_str())?.join(next.as_str())?;
            let origin = target.origin().ascii_serialization();
            tally.compare(&format!("{} written", row.id), &BASE_URL, &&*origin);
            let is_plain = |byte: u8| byte.is_ascii_graphic() && byte != b'\\';
            let is_header = next.as_str().bytes().all(is_plain);
            tally.compare(&format!("{} header", row.id), &true, &is_header);
        }
    }
    Ok(())
}
