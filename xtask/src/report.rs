//! The summary that the check ends with.

use std::fmt;
use std::time::Duration;

use crate::step::Outcome;

/// The steps that were run: what came of each, and how long it took.
#[derive(Debug, Default)]
pub(crate) struct Report {
    rows: Vec<Row>,
    notes: Vec<String>,
}

#[derive(Debug)]
struct Row {
    title: &'static str,
    result: &'static str,
    time: Duration,
}

impl Report {
    /// Adds a step that did not fail; its note stands on a line of its own under the table.
    pub(crate) fn add(&mut self, title: &'static str, time: Duration, outcome: Outcome) {
        let (result, note) = match outcome {
            Outcome::Passed => ("passed", None),
            Outcome::PassedWith(note) => ("passed", Some(note)),
            Outcome::NotChecked(reason) => ("NOT CHECKED", Some(format!("NOT CHECKED, {reason}"))),
        };
        self.rows.push(Row {
            title,
            result,
            time,
        });
        self.notes
            .extend(note.map(|note| format!("{title}: {note}")));
    }

    /// Adds the step that failed.
    pub(crate) fn add_failed(&mut self, title: &'static str, time: Duration) {
        let result = "FAILED";
        self.rows.push(Row {
            title,
            result,
            time,
        });
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for Row {
            title,
            result,
            time,
        } in &self.rows
        {
            writeln!(f, "{title:<16}{result:<12}{:>12}", in_words(*time))?;
        }
        let total = self.rows.iter().map(|row| row.time).sum();
        write!(f, "{:<28}{:>12}", "together", in_words(total))?;
        if !self.notes.is_empty() {
            write!(f, "\n\n{}", self.notes.join("\n"))?;
        }
        Ok(())
    }
}

/// Writes a time as a person says it: `0.4 s`, `12 min 03 s`.
pub(crate) fn in_words(time: Duration) -> String {
    if time < Duration::from_mins(1) {
        return format!("{:.1} s", time.as_secs_f64());
    }
    let seconds = time.as_secs();
    format!("{} min {:02} s", seconds / 60, seconds % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_reads_well() {
        assert_eq!(in_words(Duration::from_millis(420)), "0.4 s");
        assert_eq!(in_words(Duration::from_secs(723)), "12 min 03 s");
    }

    #[test]
    fn every_note_stands_on_its_own_line_after_the_table() {
        let mut report = Report::default();
        let second = Duration::from_secs(1);
        let note = Outcome::PassedWith("3 passed, 0 failed".to_owned());
        report.add("tests", second, note);
        report.add_failed("fuzz", second);
        let text = report.to_string();
        let lines: Vec<&str> = text.lines().collect();
        assert!(lines[1].starts_with("fuzz            FAILED"));
        assert!(lines[2].ends_with("2.0 s"));
        assert_eq!(lines[4], "tests: 3 passed, 0 failed");
    }
}
