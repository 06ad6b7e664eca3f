//! What commands print: tables for people, JSON for programs.

use std::io::{self, Write as _};

use magiclink::{account::LastLogin, clock::Timestamp, letter::is_disruptive};
use serde::Serialize;

use crate::failure::Failure;

/// A time to the second, UTC, such as `2026-11-22 10:11:12Z`.
pub(crate) fn time(time: Timestamp) -> String {
    let seconds = Timestamp::from_unix_seconds(time.unix_seconds());
    LastLogin::from(seconds)
        .to_string()
        .replace('T', " ")
        .replace("+00:00", "Z")
}

/// A text that others have written, on one line and without what a terminal would obey or show in
/// another order.
pub(crate) fn line(text: &str) -> String {
    text.replace(is_disruptive, " ")
}

/// Prints a value as JSON.
pub(crate) fn json(value: &impl Serialize) -> Result<(), Failure> {
    let text = serde_json::to_string_pretty(value)
        .map_err(|error| Failure::doing("cannot write JSON", &error))?;
    println!("{text}");
    Ok(())
}

/// Prints columns that are as wide as they need to be.
pub(crate) fn table<const N: usize>(
    header: [&str; N],
    rows: impl IntoIterator<Item = [String; N]>,
) {
    let rows: Vec<[String; N]> = [header.map(str::to_owned)]
        .into_iter()
        .chain(rows)
        .collect();
    let mut widths = [0; N];
    for row in &rows {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = (*width).max(cell.chars().count());
        }
    }
    let mut out = io::stdout().lock();
    for row in &rows {
        let cells = row
            .iter()
            .zip(widths)
            .map(|(cell, width)| format!("{cell:width$}"));
        let line = cells.collect::<Vec<_>>().join("  ");
        // Whoever reads may stop reading, as `head` does.
        let _ = writeln!(out, "{}", line.trim_end());
    }
}
