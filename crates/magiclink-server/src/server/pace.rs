//! How many mails are sent at the same time, by how the mail server takes them.

use std::{collections::HashMap, hash::Hash, time::Duration};

use tokio::time::Instant;

/// How many are sent at the same time at first.
const FIRST: usize = 4;
/// How many at most, slow ones included: mail servers that count the connections of a client often allow
/// so many.
const MOST: usize = 50;
/// A mail that has been on its way for so long no longer holds up the next.
const SLOW: Duration = Duration::from_millis(250);
/// How long to leave a server alone that takes no mails; each further failure doubles it. Somebody waits
/// for each mail, so a server that is back is found out soon.
const FIRST_PAUSE: Duration = Duration::from_secs(1);
const LONGEST_PAUSE: Duration = Duration::from_secs(15);

/// Tells when the next mail may be sent; `Key` names the mails on their way.
///
/// Each mail that the server has looked at allows one more at the same time; when it takes none, half as
/// many are allowed, and one mail now and then asks for it. So a server is found out that allows few
/// connections, and one that was away is not met by all mails at once.
pub(super) struct Pace<Key> {
    on_their_way: HashMap<Key, Instant>,
    window: usize,
    trouble: Option<Trouble>,
}

/// The server takes no mails.
#[derive(Clone, Copy)]
struct Trouble {
    since: Instant,
    pause: Duration,
    /// Until then nobody asks.
    until: Instant,
}

/// What a mail tells about the mail server.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Sign {
    /// It looked at the mail, whatever it thought of it.
    Looked,
    /// It takes no mails.
    Unavailable,
    /// Nothing: it was not asked, and another mail may ask it at once.
    NotAsked,
    /// Nothing: nobody knows how far the mail got.
    Unknown,
}

impl<Key: Eq + Hash> Pace<Key> {
    pub(super) fn new() -> Self {
        Self {
            on_their_way: HashMap::new(),
            window: FIRST,
            trouble: None,
        }
    }

    /// How many more mails may be sent now.
    pub(super) fn free(&self, now: Instant) -> usize {
        let free = match self.trouble {
            Some(trouble) => usize::from(now >= trouble.until),
            None => self.window.saturating_sub(self.young(now)),
        };
        free.min(MOST.saturating_sub(self.on_their_way.len()))
    }

    /// A mail is on its way.
    pub(super) fn begin(&mut self, key: Key, now: Instant) {
        self.on_their_way.insert(key, now);
        if let Some(trouble) = &mut self.trouble {
            trouble.until = now + trouble.pause;
        }
    }

    /// A mail is no longer on its way.
    pub(super) fn end(&mut self, key: &Key, sign: Sign, now: Instant) {
        let begun = self.on_their_way.remove(key).unwrap_or(now);
        match sign {
            Sign::Looked => {
                self.trouble = None;
                self.window = (self.window + 1).min(MOST);
            }
            Sign::Unavailable => self.slow_down(begun, now),
            Sign::NotAsked => {
                if let Some(trouble) = &mut self.trouble {
                    trouble.until = now;
                }
            }
            Sign::Unknown => {}
        }
    }

    fn slow_down(&mut self, begun: Instant, now: Instant) {
        let pause = match self.trouble {
            // One of those that were on their way when it began: nothing new.
            Some(trouble) if begun <= trouble.since => return,
            Some(trouble) => trouble.pause.saturating_mul(2).min(LONGEST_PAUSE),
            None => FIRST_PAUSE,
        };
        self.window = (self.window / 2).max(1);
        self.trouble = Some(Trouble {
            since: now,
            pause,
            until: now + pause,
        });
    }

    fn young(&self, now: Instant) -> usize {
        let since = self.on_their_way.values();
        since.filter(|since| now - **since < SLOW).count()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Begins as many as are free; how many those are.
    fn fill(pace: &mut Pace<usize>, now: Instant) -> usize {
        let (free, first) = (pace.free(now), pace.on_their_way.len());
        for key in first..first + free {
            pace.begin(key, now);
        }
        free
    }

    #[test]
    fn slow_mails_make_room_for_others_up_to_a_bound() {
        let (mut pace, start) = (Pace::new(), Instant::now());
        let steps = (0..).map(|step| start + SLOW * step);
        let begun: Vec<_> = steps.take(15).map(|now| fill(&mut pace, now)).collect();
        assert_eq!(begun[..12], [4; 12]);
        assert_eq!(begun[12..], [2, 0, 0], "{MOST} in all");
    }

    #[test]
    fn mails_that_the_server_looked_at_allow_more_at_a_time() {
        let (mut pace, now) = (Pace::new(), Instant::now());
        for expected in [4, 8, 16, 32, 50, 50] {
            assert_eq!(fill(&mut pace, now), expected);
            for key in 0..expected {
                pace.end(&key, Sign::Looked, now);
            }
        }
    }

    #[test]
    fn a_server_that_takes_none_is_asked_by_one_mail_at_a_time_ever_more_rarely() {
        let (mut pace, mut now) = (Pace::new(), Instant::now());
        fill(&mut pace, now);
        for key in 0..FIRST {
            pace.end(&key, Sign::Unavailable, now);
        }
        assert_eq!(pace.window, FIRST / 2, "they began together: one failure");
        for pause in [1, 2, 4, 8, 15, 15].map(Duration::from_secs) {
            assert_eq!(pace.free(now + pause - SLOW), 0);
            now += pause;
            assert_eq!(fill(&mut pace, now), 1);
            assert_eq!(pace.free(now), 0);
            assert_eq!(pace.free(now + pause), 1, "if no answer comes at all");
            pace.end(&0, Sign::Unavailable, now);
        }
        now += LONGEST_PAUSE;
        assert_eq!(fill(&mut pace, now), 1);
        pace.end(&0, Sign::Looked, now);
        assert_eq!(fill(&mut pace, now), 2);
    }

    #[test]
    fn a_mail_that_was_not_sent_says_nothing_about_the_server() {
        let (mut pace, now) = (Pace::new(), Instant::now());
        for sign in [Sign::NotAsked, Sign::Unknown] {
            assert_eq!(fill(&mut pace, now), FIRST);
            for key in 0..FIRST {
                pace.end(&key, sign, now);
            }
        }
        assert_eq!(fill(&mut pace, now), FIRST);
    }

    #[test]
    fn a_mail_that_did_not_ask_a_server_in_trouble_leaves_that_to_the_next() {
        let (mut pace, start) = (Pace::new(), Instant::now());
        pace.begin(0, start);
        pace.end(&0, Sign::Unavailable, start);
        let now = start + FIRST_PAUSE;
        for sign in [Sign::NotAsked, Sign::Unknown] {
            assert_eq!(fill(&mut pace, now), 1);
            pace.end(&0, sign, now);
        }
        assert_eq!(pace.free(now), 0, "the second may have asked");
    }
}
