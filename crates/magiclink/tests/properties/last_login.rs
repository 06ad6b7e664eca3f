//! The time of a login is written as Python writes it.

use magiclink::{account::LastLogin, clock::Timestamp};
use proptest::prelude::*;
use time::{OffsetDateTime, PrimitiveDateTime, UtcOffset};

use crate::isoformat::isoformat;

const FIRST: i64 = -62_135_596_800_000_000;
const LAST: i64 = 253_402_300_799_999_999;

/// What the clock on the wall shows.
fn wall(micros: i64) -> PrimitiveDateTime {
    let time = OffsetDateTime::from_unix_timestamp_nanos(i128::from(micros) * 1000)
        .expect("the years 1 to 9999 fit");
    PrimitiveDateTime::new(time.date(), time.time())
}

/// Times of all years, many of them in whole seconds.
fn micros() -> impl Strategy<Value = i64> {
    prop_oneof![
        FIRST..=LAST,
        (FIRST / 1_000_000..=LAST / 1_000_000).prop_map(|seconds| seconds * 1_000_000),
        1_700_000_000_000_000_i64..1_900_000_000_000_000,
    ]
}

proptest! {
    #[test]
    fn a_time_without_offset_is_written_without_one(micros in micros()) {
        let last_login = LastLogin::from(wall(micros));
        prop_assert_eq!(last_login.to_string(), isoformat(micros, None));
    }

    #[test]
    fn a_time_with_an_offset_is_written_with_it(micros in micros(), offset in -86_399_i32..=86_399) {
        let zone = UtcOffset::from_whole_seconds(offset).unwrap();
        let last_login = LastLogin::from(wall(micros).assume_offset(zone));
        prop_assert_eq!(last_login.to_string(), isoformat(micros, Some(offset)));
    }

    #[test]
    fn a_timestamp_is_written_in_utc(micros in micros()) {
        let last_login = LastLogin::from(Timestamp::from_unix_micros(micros));
        prop_assert_eq!(last_login.to_string(), isoformat(micros, Some(0)));
    }

    #[test]
    fn a_text_is_read_as_the_time_that_it_was_written_for(
        micros in micros(),
        offset in prop::option::of(-86_399_i32..=86_399),
    ) {
        let last_login = match offset {
            None => LastLogin::from(wall(micros)),
            Some(offset) => {
                let zone = UtcOffset::from_whole_seconds(offset).unwrap();
                LastLogin::from(wall(micros).assume_offset(zone))
            }
        };
        let text = isoformat(micros, offset);
        prop_assert_eq!(text.parse(), Ok(last_login));
        prop_assert_eq!(text.replace('T', " ").parse(), Ok(last_login));
    }

    #[test]
    fn what_is_read_from_any_text_is_read_again_from_its_own(
        text in "[0-9]{4}-[01][0-9]-[0-3][0-9][T ][0-9]{2}:[0-5][0-9]:[0-9]{2}(\\.[0-9]{6})?([+-][0-9]{2}:[0-9]{2}(:[0-9]{2})?)?",
    ) {
        if let Ok(last_login) = text.parse::<LastLogin>() {
            prop_assert_eq!(last_login.to_string().parse(), Ok(last_login));
        }
    }

    #[test]
    fn a_text_that_is_no_time_is_refused(text in "\\PC{0,40}|[0-9T:+.-]{0,40}") {
        let is_time = text.len() >= 19 && text.as_bytes()[10] == b'T';
        prop_assert!(is_time || text.parse::<LastLogin>().is_err());
    }

    #[test]
    fn two_times_have_the_same_text_only_if_they_are_the_same(
        micros in micros(),
        later in 0_i64..3,
        offset in 0_i32..3,
    ) {
        let zone = UtcOffset::from_whole_seconds(offset * 3600).unwrap();
        let one = LastLogin::from(wall(micros).assume_utc());
        let other = wall((micros + later).min(LAST)).assume_offset(zone);
        let other = LastLogin::from(other);
        prop_assert_eq!(one.to_string() == other.to_string(), one == other);
    }
}
