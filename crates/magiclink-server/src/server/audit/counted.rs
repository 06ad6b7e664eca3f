//! What anybody can cause in masses: the first of its kind is an entry, the others are counted.

use std::{collections::HashMap, time::Duration};

use magiclink::{client::Client, clock::Timestamp, store::AuditEntry};

/// How long is counted together.
const PERIOD: Duration = Duration::from_mins(10);
/// How many kinds are told apart in that time, by client, account and link. What comes then is counted by
/// what has happened and why only, of which there are few. Each has two entries at most.
const MOST: usize = 64;

/// Counts of the present time.
#[derive(Debug, Default)]
pub(super) struct Counted {
    begun: Option<Timestamp>,
    /// What came after the first entry, by what they have in common.
    further: HashMap<AuditEntry, u64>,
    /// Entries of a time that is over, which wait to be taken.
    over: Vec<AuditEntry>,
}

impl Counted {
    /// Counts one; the entry is to be written if it is the first of its kind.
    pub(super) fn count(&mut self, entry: AuditEntry) -> Option<AuditEntry> {
        self.end_at(entry.at);
        let begun = *self.begun.get_or_insert(entry.at);
        let mut kind = AuditEntry {
            at: begun,
            ..entry.clone()
        };
        // The browser is what the client says.
        kind.client.browser.clear();
        if self.further.len() >= MOST && !self.further.contains_key(&kind) {
            kind.client = Client::default();
            (kind.account, kind.link) = (None, None);
        }
        if let Some(count) = self.further.get_mut(&kind) {
            *count += 1;
            return None;
        }
        let is_known = kind.client.address == entry.client.address;
        let first = if is_known {
            entry
        } else {
            AuditEntry {
                at: entry.at,
                ..kind.clone()
            }
        };
        self.further.insert(kind, 0);
        Some(first)
    }

    /// Takes the counts of times that are over at `now`.
    pub(super) fn take(&mut self, now: Timestamp) -> impl Iterator<Item = AuditEntry> + use<> {
        self.end_at(now);
        std::mem::take(&mut self.over).into_iter()
    }

    fn end_at(&mut self, now: Timestamp) {
        let Some(begun) = self.begun else {
            return;
        };
        // A clock that was set back ends it, too.
        if (begun..begun.saturating_add(PERIOD)).contains(&now) {
            return;
        }
        self.begun = None;
        let counts = self.further.drain().filter(|(_, count)| *count > 0);
        self.over
            .extend(counts.map(|(kind, count)| AuditEntry { count, ..kind }));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refusal(seconds: i64, address: [u8; 4]) -> AuditEntry {
        AuditEntry {
            at: Timestamp::from_unix_seconds(seconds),
            what: "login-refused".to_owned(),
            by: "visitor".to_owned(),
            admin: None,
            account: None,
            client: Client {
                address: Some(address.into()),
                browser: "Firefox on Linux".to_owned(),
            },
            link: None,
            detail: "signature".to_owned(),
            count: 1,
        }
    }

    fn take(counted: &mut Counted, seconds: i64) -> Vec<AuditEntry> {
        counted
            .take(Timestamp::from_unix_seconds(seconds))
            .collect()
    }

    #[test]
    fn the_first_is_told_at_once_and_the_others_as_a_number() {
        let mut counted = Counted::default();
        assert_eq!(counted.count(refusal(0, [1; 4])), Some(refusal(0, [1; 4])));
        for seconds in 1..=5 {
            assert_eq!(counted.count(refusal(seconds, [1; 4])), None);
        }
        assert_eq!(counted.count(refusal(6, [2; 4])), Some(refusal(6, [2; 4])));
        assert_eq!(take(&mut counted, 599), []);
        let counts = take(&mut counted, 600);
        assert_eq!(counts.len(), 1, "one came once");
        assert_eq!(counts[0].count, 5);
        assert_eq!(counts[0].client.address, Some([1; 4].into()));
        assert_eq!(take(&mut counted, 9999), []);
        assert!(counted.count(refusal(700, [1; 4])).is_some(), "a new time");
    }

    #[test]
    fn a_million_clients_leave_few_entries() {
        let mut counted = Counted::default();
        let mut entries = Vec::new();
        for number in 0..1_000_000_u32 {
            entries.extend(counted.count(refusal(0, number.to_be_bytes())));
        }
        assert_eq!(entries.len(), MOST + 1);
        entries.extend(take(&mut counted, 600));
        let all: u64 = entries.iter().map(|entry| entry.count).sum();
        assert_eq!(
            (entries.len(), all),
            (MOST + 2, 1_000_000),
            "none is left out"
        );
    }
}
