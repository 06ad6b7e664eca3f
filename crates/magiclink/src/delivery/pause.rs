//! How long a mail waits until it is tried again.

use std::{ops::RangeInclusive, time::Duration};

use crate::{
    mail::{Mail, MailError},
    secret::random,
};

/// How long to wait after the first failure; each further one doubles it.
pub(super) const FIRST_PAUSE: Duration = Duration::from_secs(5);
/// The longest wait of a mail is this part of the time that its link is good for, within these bounds:
/// one that is good for ten minutes is worth a try each half minute.
const PART: u32 = 20;
const LONGEST_PAUSES: RangeInclusive<Duration> = Duration::from_secs(30)..=Duration::from_mins(5);

/// Doubles with each attempt, then up to a quarter less, so that mails that failed together do not
/// come back together.
///
/// Where no mail can be sent, the mail was not to blame, and waits no longer than the first time: how
/// often somebody knocks there is up to whoever sends.
pub(super) fn backoff(error: &MailError, attempts: u32, mail: &Mail) -> Duration {
    let doublings = match error {
        MailError::Unavailable(_) => 0,
        _ => attempts.min(16),
    };
    let pause = FIRST_PAUSE.saturating_mul(1 << doublings);
    let pause = pause.min(longest_pause(mail));
    let mut byte = [0];
    // Without randomness they come back together, which is all there is to lose.
    let jitter = random(&mut byte).map_or(0, |()| u32::from(byte[0]));
    pause.saturating_sub(pause / 4 / 256 * jitter)
}

fn longest_pause(mail: &Mail) -> Duration {
    let micros = mail.expires.unix_micros() - mail.written.unix_micros();
    let lifetime = Duration::from_micros(micros.max(0).unsigned_abs());
    (lifetime / PART).clamp(*LONGEST_PAUSES.start(), *LONGEST_PAUSES.end())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::Timestamp;

    const WRITTEN: Timestamp = Timestamp::from_unix_seconds(1_800_000_000);

    fn mail(lifetime: Duration) -> Mail {
        Mail {
            to: "jane.doe@example.com".into(),
            subject: String::new(),
            text: String::new(),
            html: String::new(),
            message_id: "1".into(),
            written: WRITTEN,
            expires: WRITTEN.saturating_add(lifetime),
        }
    }

    fn assert_pause(error: &MailError, (attempts, minutes): (u32, u64), longest: u64) {
        let pause = backoff(error, attempts, &mail(Duration::from_mins(minutes)));
        let longest = Duration::from_secs(longest);
        assert!(pause <= longest && pause >= longest * 3 / 4, "{pause:?}");
    }

    #[test]
    fn pauses_double_up_to_a_twentieth_of_the_time_that_the_link_is_good_for() {
        let error = MailError::Temporary("greylisted".into());
        for (attempts, minutes, longest) in [
            (0, 10, 5),
            (1, 10, 10),
            (2, 10, 20),
            (3, 10, 30),
            (100, 10, 30),
            (4, 60, 80),
            (5, 60, 160),
            (6, 60, 180),
            (100, 24 * 60, 300),
            (100, 0, 30),
        ] {
            assert_pause(&error, (attempts, minutes), longest);
        }
    }

    #[test]
    fn a_mail_that_nobody_looked_at_does_not_wait_longer_each_time() {
        let error = MailError::Unavailable("nobody there".into());
        assert_pause(&error, (100, 60), 5);
    }
}
