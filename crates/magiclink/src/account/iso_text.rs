//! Python's text form of a time: written without an allocation, and read.

use time::{Date, Month, PrimitiveDateTime, Time, UtcOffset};

/// A time as text, on the stack: verifying a token allocates nothing.
pub(crate) struct IsoText {
    bytes: [u8; Self::CAPACITY],
    length: usize,
}

impl IsoText {
    /// `9999-12-31T23:59:59.999999+23:59:59` has 35 characters.
    const CAPACITY: usize = 40;

    /// Writes as Python's `isoformat()` (`separator` is `T`) or `str()` (a space) do: the fraction has
    /// six digits and is left out when it is 0, the offset has seconds only if they are not 0.
    pub(super) fn new(local: PrimitiveDateTime, offset: Option<UtcOffset>, separator: u8) -> Self {
        let mut text = Self {
            bytes: [0; Self::CAPACITY],
            length: 0,
        };
        text.digits(local.year().unsigned_abs(), 4);
        text.pair(b'-', u8::from(local.month()));
        text.pair(b'-', local.day());
        text.pair(separator, local.hour());
        text.pair(b':', local.minute());
        text.pair(b':', local.second());
        if local.microsecond() != 0 {
            text.push(b'.');
            text.digits(local.microsecond(), 6);
        }
        if let Some(offset) = offset {
            let (hours, minutes, seconds) = offset.as_hms();
            text.pair(
                if offset.is_negative() { b'-' } else { b'+' },
                hours.unsigned_abs(),
            );
            text.pair(b':', minutes.unsigned_abs());
            if seconds != 0 {
                text.pair(b':', seconds.unsigned_abs());
            }
        }
        text
    }

    pub(crate) fn as_bytes(&self) -> &[u8] {
        &self.bytes[..self.length]
    }

    fn push(&mut self, byte: u8) {
        self.bytes[self.length] = byte;
        self.length += 1;
    }

    fn pair(&mut self, separator: u8, number: u8) {
        self.push(separator);
        self.digits(u32::from(number), 2);
    }

    fn digits(&mut self, number: u32, count: u32) {
        for place in (0..count).rev() {
            let digit = number / 10_u32.pow(place) % 10;
            self.push(b"0123456789"[digit as usize]);
        }
    }
}

/// Reads what [`IsoText`] writes, with `T` or a space.
pub(super) fn parse(text: &str) -> Option<(PrimitiveDateTime, Option<UtcOffset>)> {
    let mut rest = Reader(text.as_bytes());
    let year = rest.number(4)?;
    let month = rest.after(b"-")?.number(2)?;
    let day = rest.after(b"-")?.number(2)?;
    let hour = rest.after(b"T ")?.number(2)?;
    let minute = rest.after(b":")?.number(2)?;
    let second = rest.after(b":")?.number(2)?;
    let micros = if rest.starts_with(b'.') {
        rest.after(b".")?.number(6)?
    } else {
        0
    };
    let offset = if rest.0.is_empty() {
        None
    } else {
        Some(rest.offset()?)
    };
    let small = |number: u32| u8::try_from(number).ok();
    let month = Month::try_from(small(month)?).ok()?;
    let date = Date::from_calendar_date(i32::try_from(year).ok()?, month, small(day)?).ok()?;
    let time = Time::from_hms_micro(small(hour)?, small(minute)?, small(second)?, micros).ok()?;
    (year > 0 && rest.0.is_empty()).then_some((PrimitiveDateTime::new(date, time), offset))
}

/// What is left to be read.
struct Reader<'t>(&'t [u8]);

impl Reader<'_> {
    fn starts_with(&self, byte: u8) -> bool {
        self.0.first() == Some(&byte)
    }

    /// Steps over one of `separators`.
    fn after(&mut self, separators: &[u8]) -> Option<&mut Self> {
        let (first, rest) = self.0.split_first()?;
        self.0 = rest;
        separators.contains(first).then_some(self)
    }

    fn number(&mut self, digits: usize) -> Option<u32> {
        let (number, rest) = self.0.split_at_checked(digits)?;
        self.0 = rest;
        number.iter().try_fold(0, |value, byte| {
            byte.is_ascii_digit()
                .then(|| value * 10 + u32::from(byte - b'0'))
        })
    }

    fn offset(&mut self) -> Option<UtcOffset> {
        let sign = if self.starts_with(b'-') { -1 } else { 1 };
        let hours = self.after(b"+-")?.number(2)?;
        let minutes = self.after(b":")?.number(2)?;
        let seconds = if self.starts_with(b':') {
            self.after(b":")?.number(2)?
        } else {
            0
        };
        let part = |number: u32| i8::try_from(number).ok().map(|number| sign * number);
        UtcOffset::from_hms(part(hours)?, part(minutes)?, part(seconds)?).ok()
    }
}
