//! The summary that the check ends with.

use std::fmt;
use std::time::Duration;

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
    /// Adds a step that passed, with its note.
    pub(crate) fn passed(&mut self, title: &'static str, time: Duration, note: Option<String>) {
        let result = "passed";
        self.rows.push(Row {
            title,
            result,
            time,
        });
        self.notes
            .extend(note.map(|note| format!("{title}: {note}")));
    }

    /// Adds the step that failed.
    pub(crate) fn failed(&mut self, title: &'static str, time: Duration) {
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
            writeln!(f, "{title:<16}{result:<8}{:>12}", in_words(*time))?;
        }
        let total = self.rows.iter().map(|row| row.time).sum();
        write!(f, "{:<24}{:>12}", "together", in_words(total))?;
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
        report.passed("tests", second, Some("3 passed, 0 failed".to_owned()));
        report.failed("fuzz", second);
        let text = report.to_string();
        let lines: Vec<&str> = text.lines().collect();
        assert!(lines[1].starts_with("fuzz            FAILED"));
        assert!(lines[2].ends_with("2.0 s"));
        assert_eq!(lines[4], "tests: 3 passed, 0 failed");
    }
}
