//! The corpus of addresses: one text typed into the login form a row, with its look-up key.

use std::error::Error;

use magiclink::email::Email;

use crate::{Tally, row::rows};

/// Runs every row of a file.
pub(crate) fn run(text: &str, tally: &mut Tally) -> Result<(), Box<dyn Error>> {
    for row in rows(text) {
        let typed: String = row.json("value_json")?;
        let (expected, canonical) = (row.text("expected")?, row.text("canonical")?);
        let parsed = Email::parse(&typed);
        let key = parsed.as_ref().ok().map(Email::key);
        match expected {
            "ACCEPT" => tally.compare(row.id, &Some(canonical), &key),
            "REJECT" => tally.compare(row.id, &None, &key),
            "POLICY" => {}
            other => return Err(format!("{}: unknown answer {other:?}", row.id).into()),
        }
        if let Some(key) = key {
            let again = Email::parse(key);
            let again = again.as_ref().ok().map(Email::key);
            tally.compare(&format!("{} key", row.id), &Some(key), &again);
            let is_known = canonical.is_empty() || key == canonical;
            tally.compare(&format!("{} canonical", row.id), &true, &is_known);
        }
    }
    Ok(())
}
