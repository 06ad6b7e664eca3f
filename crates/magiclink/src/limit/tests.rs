//! When attempts are let through, by each policy.

use super::*;

fn seconds(seconds: i64) -> Timestamp {
    Timestamp::from_unix_seconds(1_800_000_000 + seconds)
}

/// When attempts made as early as allowed go through.
fn earliest(policy: &Policy, count: usize) -> Vec<i64> {
    let (mut history, mut now, mut times) = (Vec::new(), seconds(0), Vec::new());
    while times.len() < count {
        match policy.admit(&mut history, now) {
            Ok(()) => times.push(now.unix_seconds() - seconds(0).unix_seconds()),
            Err(limited) => now = now.saturating_add(limited.wait),
        }
    }
    times
}

#[test]
fn mails_to_an_address_wait_longer_each_time_and_stop_at_five_an_hour() {
    assert_eq!(
        earliest(&MAILS_TO_ADDRESS, 7),
        [0, 30, 90, 210, 330, 3600, 3720]
    );
}

#[test]
fn an_address_gets_at_most_twenty_mails_a_day() {
    let times = earliest(&MAILS_TO_ADDRESS, 21);
    assert!(times[19] < 86_400);
    assert_eq!(times[20], 86_400);
}

#[test]
fn a_client_gets_five_mails_at_once_then_one_a_minute() {
    assert_eq!(earliest(&MAILS_OF_CLIENT, 8), [0, 0, 0, 0, 0, 60, 120, 180]);
}

#[test]
fn a_client_is_let_through_to_the_microsecond_when_its_wait_is_over() {
    let mut history = vec![seconds(0); 30];
    let almost = Timestamp::from_unix_micros(seconds(300).unix_micros() - 1);
    let limited = FAILURES_OF_CLIENT.admit(&mut history, almost);
    assert_eq!(
        limited,
        Err(Limited {
            wait: Duration::from_micros(1)
        })
    );
    assert_eq!(FAILURES_OF_CLIENT.admit(&mut history, seconds(300)), Ok(()));
    assert_eq!(history.len(), 1);
}

#[test]
fn an_attempt_that_is_an_hour_old_makes_no_wait_longer() {
    let mut history = vec![seconds(0), seconds(3600)];
    let wait = |seconds| {
        Err(Limited {
            wait: Duration::from_secs(seconds),
        })
    };
    let policy = MAILS_TO_ADDRESS;
    assert_eq!(policy.admit(&mut history, seconds(3629)), wait(1));
    // One that is younger does: the next is the third of this hour.
    assert_eq!(policy.admit(&mut history, seconds(3630)), Ok(()));
    assert_eq!(policy.admit(&mut history, seconds(3630)), wait(60));
}

#[test]
fn an_attempt_matters_for_as_long_as_it_can_refuse_another() {
    for (policy, memory) in [
        (MAILS_TO_ADDRESS, Duration::from_hours(24)),
        (MAILS_OF_CLIENT, Duration::from_mins(5)),
        (FAILURES_OF_CLIENT, Duration::from_mins(5)),
        (PASSPHRASES_OF_CLIENT, Duration::from_mins(5)),
        (PASSPHRASES_OF_LINK, LONGEST_MEMORY),
    ] {
        assert_eq!(policy.memory(), memory, "{policy:?}");
    }
}

#[test]
fn whoever_is_overtaken_is_counted_all_the_same() {
    for (policy, allowed) in [
        (MAILS_TO_ADDRESS, 1),
        (MAILS_OF_CLIENT, 5),
        (FAILURES_OF_CLIENT, 30),
    ] {
        let mut history = Vec::new();
        // Each one has asked before those that were counted before it.
        let mut passed = 0;
        for earlier in 0..59 {
            let asked = seconds(-earlier);
            passed += i32::from(policy.admit(&mut history, asked).is_ok());
        }
        assert_eq!(passed, allowed, "{policy:?}");
    }
}

#[test]
fn a_clock_set_back_locks_nobody_out() {
    for policy in [MAILS_TO_ADDRESS, MAILS_OF_CLIENT, FAILURES_OF_CLIENT] {
        let mut history = Vec::new();
        let is_limited = (0..1000).any(|_| policy.admit(&mut history, seconds(3600)).is_err());
        assert!(is_limited, "{policy:?}");
        assert_eq!(policy.admit(&mut history, seconds(0)), Ok(()), "{policy:?}");
    }
    let mut history = vec![seconds(1_000_000)];
    assert_eq!(MAILS_TO_ADDRESS.admit(&mut history, seconds(0)), Ok(()));
}
