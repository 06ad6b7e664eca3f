//! The time of the last login, in the forms in which Python writes it.

use std::{fmt, str::FromStr};

use time::{OffsetDateTime, PrimitiveDateTime, UtcOffset};

use crate::{
    account::iso_text::{self, IsoText},
    clock::Timestamp,
};

/// When a person last logged in: a date and time of day, with an offset from UTC or without one.
///
/// django-sesame signs the text that Python's `isoformat()` makes of it, so the same moment counts as
/// another if it is stored with another offset or without its microseconds. An application of your
/// own has [`Timestamp`]s, which are UTC:
///
/// ```
/// use magiclink::{account::LastLogin, clock::Timestamp};
///
/// let last_login = LastLogin::from(Timestamp::from_unix_micros(1_795_342_272_120_000));
/// assert_eq!(last_login.to_string(), "2026-11-22T10:11:12.120000+00:00");
/// ```
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub struct LastLogin {
    local: PrimitiveDateTime,
    /// None for what Python calls a naive time.
    offset: Option<UtcOffset>,
}

impl LastLogin {
    /// The text of Python's `isoformat()` (`separator` is `T`) or `str()` (a space).
    pub(crate) fn iso_text(&self, separator: u8) -> IsoText {
        IsoText::new(self.local, self.offset, separator)
    }
}

/// A naive time, as Django stores it with `USE_TZ = False`.
impl From<PrimitiveDateTime> for LastLogin {
    fn from(local: PrimitiveDateTime) -> Self {
        Self {
            local,
            offset: None,
        }
    }
}

impl From<OffsetDateTime> for LastLogin {
    fn from(time: OffsetDateTime) -> Self {
        let local = PrimitiveDateTime::new(time.date(), time.time());
        Self {
            local,
            offset: Some(time.offset()),
        }
    }
}

/// UTC; a time outside the years 1 to 9999, which are Python's, becomes the first or the last there.
impl From<Timestamp> for LastLogin {
    fn from(time: Timestamp) -> Self {
        const FIRST: i64 = -62_135_596_800_000_000;
        const LAST: i64 = 253_402_300_799_999_999;
        let nanos = i128::from(time.unix_micros().clamp(FIRST, LAST)) * 1000;
        OffsetDateTime::from_unix_timestamp_nanos(nanos)
            .expect("the years 1 to 9999 fit into the type")
            .into()
    }
}

/// The text of Python's `isoformat()`.
impl fmt::Display for LastLogin {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&String::from_utf8_lossy(self.iso_text(b'T').as_bytes()))
    }
}

/// Reads the text of Python's `isoformat()` or `str()`, as a database might hold it.
impl FromStr for LastLogin {
    type Err = LastLoginError;

    fn from_str(text: &str) -> Result<Self, LastLoginError> {
        let (local, offset) = iso_text::parse(text).ok_or(LastLoginError)?;
        Ok(Self { local, offset })
    }
}

/// The text is not a time.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[error("a time is written like 2026-11-22T10:11:12.120000+00:00, without the fraction if it is 0")]
pub struct LastLoginError;

#[cfg(test)]
mod tests {
    use time::{Date, Month, Time};

    use super::*;

    fn local(microsecond: u32) -> PrimitiveDateTime {
        PrimitiveDateTime::new(
            Date::from_calendar_date(2026, Month::November, 2).unwrap(),
            Time::from_hms_micro(3, 4, 5, microsecond).unwrap(),
        )
    }

    fn with_offset(hours: i8, minutes: i8, seconds: i8) -> String {
        let offset = UtcOffset::from_hms(hours, minutes, seconds).unwrap();
        LastLogin::from(local(0).assume_offset(offset)).to_string()
    }

    #[test]
    fn the_fraction_has_six_digits_or_is_left_out() {
        assert_eq!(LastLogin::from(local(0)).to_string(), "2026-11-02T03:04:05");
        assert_eq!(
            LastLogin::from(local(120_000)).to_string(),
            "2026-11-02T03:04:05.120000"
        );
        assert_eq!(
            LastLogin::from(local(7)).to_string(),
            "2026-11-02T03:04:05.000007"
        );
    }

    #[test]
    fn the_offset_is_written_as_it_is_stored() {
        assert_eq!(with_offset(0, 0, 0), "2026-11-02T03:04:05+00:00");
        assert_eq!(with_offset(5, 30, 0), "2026-11-02T03:04:05+05:30");
        assert_eq!(with_offset(0, -30, 0), "2026-11-02T03:04:05-00:30");
        assert_eq!(with_offset(1, 2, 3), "2026-11-02T03:04:05+01:02:03");
    }

    #[test]
    fn a_time_survives_being_written_and_read() {
        for text in [
            "2026-11-02T03:04:05",
            "0001-01-01T00:00:00.000001+00:00",
            "9999-12-31T23:59:59.999999-23:59:59",
            "2024-02-29T03:04:05-00:30",
        ] {
            let time: LastLogin = text.parse().unwrap();
            assert_eq!(time.to_string(), text);
            assert_eq!(text.replace('T', " ").parse(), Ok(time));
        }
    }

    #[test]
    fn a_text_that_is_no_time_is_refused() {
        for text in [
            "",
            "2026-11-02",
            "2026-11-02T03:04",
            "2026-11-02T03:04:05.1",
            "2026-11-02T03:04:05Z",
            "2026-11-02T03:04:05+00:00x",
            "2026-11-31T03:04:05",
            "2026-11-02T24:00:00",
            "0000-01-01T00:00:00",
            "2026-11-02T03:04:05+99:00",
            "2026-11-02t03:04:05",
            "２026-11-02T03:04:05",
        ] {
            assert_eq!(text.parse::<LastLogin>(), Err(LastLoginError), "{text}");
        }
    }

    #[test]
    fn a_timestamp_is_utc_and_stays_within_the_years_of_python() {
        let text = |micros| LastLogin::from(Timestamp::from_unix_micros(micros)).to_string();
        assert_eq!(text(0), "1970-01-01T00:00:00+00:00");
        assert_eq!(text(-1), "1969-12-31T23:59:59.999999+00:00");
        assert_eq!(text(i64::MIN), "0001-01-01T00:00:00+00:00");
        assert_eq!(text(i64::MAX), "9999-12-31T23:59:59.999999+00:00");
    }
}
