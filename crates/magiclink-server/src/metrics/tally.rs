//! What happens in the flows, counted by the name of the event and by the word on it.

use std::{
    fmt::Result,
    sync::{
        OnceLock,
        atomic::{AtomicU64, Ordering::Relaxed},
    },
};

use magiclink::event::What;
use prometheus_client::encoding::DescriptorEncoder;

use crate::metrics::family::{Family, Label};

const EVENTS: Family = Family {
    name: "magiclink_events",
    unit: None,
    help: "What has happened: logins, refusals, private links, mails, accounts; by event and its detail.",
};

/// How many words one event can have; there are fewer. What comes after is counted as [`OTHER`].
const WORDS: usize = 32;
const OTHER: &str = "other";

/// Words that are there before the first of their kind happens, so that it is seen as a change.
const KNOWN: [(&str, &[&str]); 2] = [
    ("logged-in", &["link", "code"]),
    ("limited", &["mails", "failures", "passphrases"]),
];

/// Counts events.
#[derive(Debug)]
pub(super) struct Tally([Row; What::NAMES.len()]);

/// The counts of one event.
#[derive(Debug, Default)]
struct Row {
    without_word: AtomicU64,
    with_word: [(OnceLock<&'static str>, AtomicU64); WORDS],
    other: AtomicU64,
}

impl Tally {
    pub(super) fn new() -> Self {
        let tally = Self(std::array::from_fn(|_| Row::default()));
        for (name, words) in KNOWN {
            for word in words {
                tally.place(name, Some(word));
            }
        }
        tally
    }

    pub(super) fn count(&self, name: &str, word: Option<&'static str>) {
        if let Some(count) = self.place(name, word) {
            count.fetch_add(1, Relaxed);
        }
    }

    /// Where an event is counted; the first with a word takes a place for that word.
    fn place(&self, name: &str, word: Option<&'static str>) -> Option<&AtomicU64> {
        let index = What::NAMES.iter().position(|known| *known == name)?;
        let row = &self.0[index];
        let Some(word) = word else {
            return Some(&row.without_word);
        };
        let mut places = row.with_word.iter();
        let place = places.find(|(known, _)| *known.get_or_init(|| word) == word);
        Some(place.map_or(&row.other, |(_, count)| count))
    }

    pub(super) fn write(&self, encoder: &mut DescriptorEncoder<'_>) -> Result {
        let rows = What::NAMES.iter().zip(&self.0);
        EVENTS.counters(encoder, rows.flat_map(|(name, row)| row.samples(name)))
    }
}

impl Row {
    fn samples(&self, name: &'static str) -> Vec<(Vec<Label>, u64)> {
        let words = self.with_word.iter();
        let words = words.map_while(|(word, count)| Some((*word.get()?, count.load(Relaxed))));
        let other = self.other.load(Relaxed);
        let others = (other > 0).then_some((OTHER, other));
        let words = words.chain(others);
        let mut samples: Vec<_> = words
            .map(|(word, count)| (vec![("event", name), ("detail", word)], count))
            .collect();
        if KNOWN.iter().all(|(known, _)| *known != name) {
            samples.push((vec![("event", name)], self.without_word.load(Relaxed)));
        }
        samples
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counted(tally: &Tally, name: &'static str) -> Vec<(&'static str, u64)> {
        let index = What::NAMES.iter().position(|known| *known == name).unwrap();
        let samples = tally.0[index].samples(name);
        let word = |labels: &[Label]| labels.get(1).map_or("", |(_, word)| word);
        let samples = samples.iter().map(|(labels, count)| (word(labels), *count));
        samples.collect()
    }

    #[test]
    fn events_are_counted_by_their_word() {
        let tally = Tally::new();
        assert_eq!(counted(&tally, "logged-in"), [("link", 0), ("code", 0)]);
        for word in ["code", "token", "code"] {
            tally.count("logged-in", Some(word));
        }
        let expected = [("link", 0), ("code", 2), ("token", 1)];
        assert_eq!(counted(&tally, "logged-in"), expected);
        tally.count("mail-sent", None);
        tally.count("no-such-event", None);
        assert_eq!(counted(&tally, "mail-sent"), [("", 1)]);
        assert_eq!(counted(&tally, "link-refused"), [("", 0)]);
    }

    #[test]
    fn there_are_only_so_many_words_whatever_is_told() {
        let tally = Tally::new();
        for number in 0..1000 {
            let word: &'static str = format!("word-{number}").leak();
            tally.count("link-refused", Some(word));
        }
        let counts = counted(&tally, "link-refused");
        assert_eq!(counts.len(), WORDS + 2);
        assert_eq!(counts[WORDS], (OTHER, 1000 - WORDS as u64));
        assert_eq!(counts[WORDS + 1], ("", 0));
    }
}
