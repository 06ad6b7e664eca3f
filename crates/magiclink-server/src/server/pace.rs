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
/// How long to leave a server alone that takes no mails; each further failure doubles it.
const FIRST_PAUSE: Duration = Duration::from_secs(1);
const LONGEST_PAUSE: Duration = Duration::from_secs(15);

/// Tells when the next mail may be sent; `Key` names the mails on their way.
///
/// Each mail that is taken allows one more at the same time, a server that takes none halves them, and
/// is asked by one mail at a time then. So a server is found out that allows few connections, and one
/// that was away is not met by all mails at once.
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
}

/// What a mail tells about the mail server.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Sign {
    /// It took the mail.
    Took,
    /// It looked at the mail.
    Looked,
    /// It takes no mails.
    Unavailable,
    /// Nothing: it was not asked.
    None,
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
        let in_all = self.on_their_way.len();
        let counted = match self.trouble {
            Some(trouble) if now < trouble.since + trouble.pause => return 0,
            Some(_) => in_all,
            None => self.young(now),
        };
        let free = self.window.saturating_sub(counted);
        free.min(MOST.saturating_sub(in_all))
    }

    /// A mail is on its way.
    pub(super) fn begin(&mut self, key: Key, now: Instant) {
        self.on_their_way.insert(key, now);
    }

    /// A mail is no longer on its way.
    pub(super) fn end(&mut self, key: &Key, sign: Sign, now: Instant) {
        let begun = self.on_their_way.remove(key).unwrap_or(now);
        match sign {
            Sign::Took => {
                self.trouble = None;
                self.window = (self.window + 1).min(MOST);
            }
            Sign::Looked => self.trouble = None,
            Sign::Unavailable => self.slow_down(begun, now),
            Sign::None => {}
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
        self.trouble = Some(Trouble { since: now, pause });
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
    fn mails_that_are_taken_allow_more_at_a_time() {
        let (mut pace, now) = (Pace::new(), Instant::now());
        for expected in [4, 8, 16, 32, 50, 50] {
            assert_eq!(fill(&mut pace, now), expected);
            for key in 0..expected {
                pace.end(&key, Sign::Took, now);
            }
        }
    }

    #[test]
    fn a_server_that_takes_none_is_asked_by_one_mail_at_a_time_ever_more_rarely() {
        let (mut pace, mut now) = (Pace::new(), Instant::now());
        fill(&mut pace, now);
        for key in 0..4 {
            pace.end(&key, Sign::Unavailable, now);
        }
        assert_eq!(pace.window, 2, "four that began together are one failure");
        for pause in [1, 2, 4, 8, 15, 15] {
            let pause = Duration::from_secs(pause);
            assert_eq!(pace.free(now + pause - SLOW), 0);
            now += pause;
            assert_eq!(
                fill(&mut pace, now),
                if pause == FIRST_PAUSE { 2 } else { 1 }
            );
            now += SLOW * 2;
            assert_eq!(pace.free(now), 0, "slow ones count, too");
            for key in 0..2 {
                pace.end(&key, Sign::Unavailable, now);
            }
        }
        now += LONGEST_PAUSE;
        assert_eq!(fill(&mut pace, now), 1);
        pace.end(&0, Sign::Took, now);
        assert_eq!(fill(&mut pace, now), 2);
    }

    #[test]
    fn what_is_wrong_with_a_mail_says_nothing_against_the_server() {
        let (mut pace, now) = (Pace::new(), Instant::now());
        for sign in [Sign::Looked, Sign::None] {
            assert_eq!(fill(&mut pace, now), FIRST);
            for key in 0..FIRST {
                pace.end(&key, sign, now);
            }
        }
    }
}
