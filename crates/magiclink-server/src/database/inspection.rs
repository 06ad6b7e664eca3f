//! What a look at the database has found, whichever it is.

use std::path::Path;

use magiclink::{clock::Timestamp, settings::Fingerprint};
use magiclink_postgres::Transport;

use crate::{failure::Failure, finding::Finding};

const PART: &str = "database";
/// Below this a busy server is soon out of space.
const LITTLE: u64 = 256 << 20;
/// Below this hardly a log of changes fits.
const TOO_LITTLE: u64 = 32 << 20;

/// What a look at the database has found.
#[derive(Debug, Default)]
pub(crate) struct Inspection {
    pub(crate) findings: Vec<Finding>,
    /// The time by its own clock, if it has one.
    pub(crate) time: Option<Timestamp>,
    /// The fingerprint of the settings of tokens that it has kept.
    pub(crate) fingerprint: Option<Fingerprint>,
}

/// The versions of tables: those that are there, and those that the program needs.
struct Versions {
    found: i32,
    known: i32,
    migrates: bool,
}

impl Inspection {
    /// What cannot even be looked at.
    pub(crate) fn failed(error: &(dyn std::error::Error + 'static)) -> Self {
        let failure = Failure::doing("it cannot be used", error).to_string();
        let advice = "see database_url; the server must be there, and let the user in";
        Self {
            findings: vec![Finding::wrong(PART, failure, advice)],
            ..Self::default()
        }
    }

    pub(super) fn of_sqlite(
        path: &Path,
        found: Option<magiclink_sqlite::Inspection>,
        migrates: bool,
    ) -> Self {
        let name = path.display();
        let Some(found) = found else {
            let text = format!("there is no {name} yet");
            let advice = "`magiclink serve` makes it, or `magiclink migrate`";
            return Self {
                findings: vec![Finding::warning(PART, text, advice)],
                ..Self::default()
            };
        };
        let versions = Versions {
            found: found.tables,
            known: found.known,
            migrates,
        };
        let mut findings = vec![versions.finding(&format!("SQLite {}, {name}", found.sqlite))];
        findings.push(match &found.refusal {
            None => Finding::good(PART, "it can be written"),
            Some(error) => unwritable(error, "let this user write the file and its folder"),
        });
        findings.push(if found.journal_mode == "wal" || found.tables == 0 {
            Finding::good(PART, "changes go to a log first (WAL)")
        } else {
            let text = format!("its journal mode is {}, not wal", found.journal_mode);
            Finding::warning(PART, text, "opening it sets that: start the server anew")
        });
        findings.extend(free_bytes(path).map(free_space));
        Self {
            findings,
            time: None,
            fingerprint: found.fingerprint,
        }
    }

    pub(super) fn of_postgres(found: magiclink_postgres::Inspection, migrates: bool) -> Self {
        let versions = Versions {
            found: found.tables,
            known: found.known,
            migrates,
        };
        let name = format!(
            "PostgreSQL {}, database {}, schema {}",
            found.server, found.database, found.schema
        );
        let mut findings = vec![versions.finding(&name)];
        findings.push(match &found.refusal {
            None => Finding::good(PART, "it can be written"),
            Some(error) => unwritable(error, "let its user change the tables, on the first server"),
        });
        findings.push(transport(found.transport));
        if !found.is_durable {
            let text = "a crash of the server may lose what it has answered";
            let advice = "switch fsync and full_page_writes on";
            findings.push(Finding::warning(PART, text, advice));
        }
        Self {
            findings,
            time: Some(found.time),
            fingerprint: found.fingerprint,
        }
    }
}

impl Versions {
    fn finding(&self, name: &str) -> Finding {
        let text = match self.found {
            0 => format!("{name}: there are no tables yet"),
            found if found < self.known => {
                let known = self.known;
                format!("{name}: the tables are of version {found}, and {known} is needed")
            }
            found => return Finding::good(PART, format!("{name}, tables of version {found}")),
        };
        if self.migrates {
            Finding::warning(PART, text, "the next start of `magiclink serve` sees to it")
        } else {
            Finding::wrong(PART, text, "run `magiclink migrate`")
        }
    }
}

fn unwritable(error: &(dyn std::error::Error + 'static), advice: &str) -> Finding {
    let failure = Failure::doing("it cannot be written", error).to_string();
    Finding::wrong(PART, failure, advice)
}

fn transport(transport: Transport) -> Finding {
    match transport {
        Transport::Tls => Finding::good(PART, "the way to it is TLS, its certificate is verified"),
        Transport::ThisMachine => Finding::good(PART, "no TLS: it is on this machine"),
        _ => Finding::warning(
            PART,
            "the way to it is not encrypted",
            "take dangerous_clear_text out of database_url if anybody could read along",
        ),
    }
}

/// How much room a disk has.
fn free_space(free: u64) -> Finding {
    let text = format!("{} MB are free on its disk", free / 1_000_000);
    let advice = "make room: without it nobody can log in";
    if free < TOO_LITTLE {
        Finding::wrong(PART, text, advice)
    } else if free < LITTLE {
        Finding::warning(PART, text, advice)
    } else {
        Finding::good(PART, text)
    }
}

/// The room on the disk of a file; nothing where that cannot be told.
#[cfg(unix)]
fn free_bytes(file: &Path) -> Option<u64> {
    let disk = rustix::fs::statvfs(file).ok()?;
    Some(disk.f_bavail.saturating_mul(disk.f_frsize))
}

#[cfg(not(unix))]
const fn free_bytes(_: &Path) -> Option<u64> {
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::State;

    #[test]
    fn older_tables_are_wrong_only_where_nothing_brings_them_up_to_date() {
        let state = |found, migrates| {
            let versions = Versions {
                found,
                known: 4,
                migrates,
            };
            versions.finding("x").state
        };
        assert_eq!(state(4, false), State::Good);
        for found in [0, 3] {
            assert_eq!(state(found, true), State::Warning);
            assert_eq!(state(found, false), State::Wrong);
        }
    }

    #[test]
    fn clear_text_is_said() {
        assert_eq!(transport(Transport::ClearText).state, State::Warning);
        assert_eq!(transport(Transport::Tls).state, State::Good);
    }

    #[test]
    fn a_disk_that_is_nearly_full_is_said() {
        let state = |free| free_space(free).state;
        assert_eq!(state(0), State::Wrong);
        assert_eq!(state(TOO_LITTLE), State::Warning);
        assert_eq!(state(LITTLE), State::Good);
    }
}
