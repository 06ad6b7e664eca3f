//! What Python writes for a time, worked out without any library.

const DAY: i64 = 24 * 60 * 60;

/// `datetime.isoformat()` of microseconds since 1970 by the clock on
/// the wall, and its offset in seconds, if it has one.
pub(crate) fn isoformat(micros: i64, offset: Option<i32>) -> String {
    let (seconds, micros) = (micros.div_euclid(1_000_000), micros.rem_euclid(1_000_000));
    let (year, month, day) = calendar(seconds.div_euclid(DAY));
    let second = seconds.rem_euclid(DAY);
    let (hour, minute, second) = (second / 3600, second / 60 % 60, second % 60);
    let time = format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}");
    let fraction = match micros {
        0 => String::new(),
        _ => format!(".{micros:06}"),
    };
    format!("{time}{fraction}{}", offset.map_or_else(String::new, zone))
}

/// An offset from UTC in seconds as `isoformat()` has it.
fn zone(offset: i32) -> String {
    let sign = if offset < 0 { '-' } else { '+' };
    let size = offset.abs();
    let minutes = format!("{sign}{:02}:{:02}", size / 3600, size / 60 % 60);
    match size % 60 {
        0 => minutes,
        seconds => format!("{minutes}:{seconds:02}"),
    }
}

/// Year, month and day, counted from 1970-01-01 a year and a month at a time.
fn calendar(days: i64) -> (i64, i64, i64) {
    // 400 years always have 146,097 days.
    let mut year = 1970 + 400 * days.div_euclid(146_097);
    let mut day = days.rem_euclid(146_097);
    while day >= 365 + i64::from(is_leap(year)) {
        day -= 365 + i64::from(is_leap(year));
        year += 1;
    }
    let february = 28 + i64::from(is_leap(year));
    let mut month = 1;
    for length in [31, february, 31, 30, 31, 30, 31, 31, 30, 31, 30] {
        if day < length {
            break;
        }
        day -= length;
        month += 1;
    }
    (year, month, day + 1)
}

fn is_leap(year: i64) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

#[test]
fn the_independent_calendar_knows_the_leap_years() {
    for (days, expected) in [
        (0, (1970, 1, 1)),
        (-1, (1969, 12, 31)),
        (11_016, (2000, 2, 29)),
        (11_017, (2000, 3, 1)),
        (-719_162, (1, 1, 1)),
        (2_932_896, (9999, 12, 31)),
        (47_540, (2100, 2, 28)),
        (47_541, (2100, 3, 1)),
    ] {
        assert_eq!(calendar(days), expected, "{days}");
    }
}
