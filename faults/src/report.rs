//! What was seen, beside what was promised.

use std::{fmt, thread, time::Duration};

/// What was seen of a fault.
#[derive(Debug, Default)]
pub(crate) struct Report {
    rows: Vec<Row>,
}

#[derive(Debug)]
enum Row {
    Title(String),
    Figure {
        what: String,
        seen: String,
        promise: String,
        is_kept: bool,
    },
}

impl Report {
    /// Begins a part with a title of its own.
    pub(crate) fn title(&mut self, title: impl Into<String>) {
        self.rows.push(Row::Title(title.into()));
    }

    /// Tells a figure about which nothing is promised.
    pub(crate) fn note(&mut self, what: &str, seen: impl fmt::Display) {
        self.figure(what, seen.to_string(), String::new(), true);
    }

    /// Tells a count that must be this one.
    pub(crate) fn exactly(&mut self, what: &str, seen: usize, promised: usize) {
        let promise = format!("exactly {promised}");
        self.figure(what, seen.to_string(), promise, seen == promised);
    }

    /// Tells a count that must not be higher.
    pub(crate) fn at_most(&mut self, what: &str, seen: usize, promised: usize) {
        let promise = format!("at most {promised}");
        self.figure(what, seen.to_string(), promise, seen <= promised);
    }

    /// Tells a count that must not be lower: too little to have shown anything, for one.
    pub(crate) fn at_least(&mut self, what: &str, seen: usize, promised: usize) {
        let promise = format!("at least {promised}");
        self.figure(what, seen.to_string(), promise, seen >= promised);
    }

    /// Tells a time that must not be longer.
    pub(crate) fn within(&mut self, what: &str, seen: Duration, promised: Duration) {
        let promise = format!("at most {}", in_words(promised));
        self.figure(what, in_words(seen), promise, seen <= promised);
    }

    /// Does two parts at the same time: both wait more than they work.
    pub(crate) fn side_by_side(&mut self, parts: [&(dyn Fn(&mut Self) + Sync); 2]) {
        let reports = thread::scope(|scope| {
            let parts = parts.map(|part| {
                scope.spawn(move || {
                    let mut report = Self::default();
                    part(&mut report);
                    report
                })
            });
            parts.map(|part| part.join().expect("each part goes to its end"))
        });
        self.rows
            .extend(reports.into_iter().flat_map(|report| report.rows));
    }

    /// Whether all promises were kept. A report in which nothing is promised keeps none.
    pub(crate) fn is_kept(&self) -> bool {
        let mut promises = self.rows.iter().filter_map(|row| match row {
            Row::Figure {
                promise, is_kept, ..
            } if !promise.is_empty() => Some(*is_kept),
            _ => None,
        });
        promises
            .next()
            .is_some_and(|first| first && promises.all(|is_kept| is_kept))
    }

    /// Tells anything else that was seen, and whether it is what was promised.
    pub(crate) fn figure(&mut self, what: &str, seen: String, promise: String, is_kept: bool) {
        self.rows.push(Row::Figure {
            what: what.to_owned(),
            seen,
            promise,
            is_kept,
        });
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for row in &self.rows {
            match row {
                Row::Title(title) => writeln!(f, "{title}")?,
                Row::Figure {
                    what,
                    seen,
                    promise,
                    is_kept,
                } => {
                    let mark = if *is_kept { "" } else { "   BROKEN" };
                    let line = format!("  {what:<52}{seen:>12}   {promise}{mark}");
                    writeln!(f, "{}", line.trim_end())?;
                }
            }
        }
        Ok(())
    }
}

/// Seconds, to the hundredth.
fn in_words(time: Duration) -> String {
    format!("{:.2} s", time.as_secs_f64())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_broken_promise_breaks_the_report() {
        let mut report = Report::default();
        assert!(!report.is_kept(), "nothing was promised");
        report.note("rounds", 5);
        assert!(!report.is_kept(), "nothing was promised");
        report.exactly("lost", 0, 0);
        report.at_most("twice", 5, 5);
        report.at_least("mails", 5, 5);
        report.within("wait", Duration::from_secs(5), Duration::from_secs(5));
        assert!(report.is_kept());
        for broken in [
            (|report| report.exactly("lost", 1, 0)) as fn(&mut Report),
            |report| report.at_most("twice", 6, 5),
            |report| report.at_least("mails", 4, 5),
            |report| report.within("wait", Duration::from_millis(5001), Duration::from_secs(5)),
        ] {
            let mut report = Report::default();
            report.exactly("rounds", 5, 5);
            broken(&mut report);
            report.exactly("rounds", 5, 5);
            assert!(!report.is_kept(), "{report}");
            assert!(report.to_string().contains("BROKEN"), "{report}");
        }
    }
}
