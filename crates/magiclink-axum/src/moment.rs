//! A point in time, as people read it.

use fluent_bundle::FluentArgs;
use magiclink::clock::Timestamp;
use time::OffsetDateTime;

use crate::{
    language::{Language, Texts, TextsError},
    pages::{Pages, PagesError},
};

/// A point in time, as people read it: in UTC, for nothing here knows where they are.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Moment(pub(crate) Timestamp);

impl Moment {
    /// The words in a language: `22 November 2026, 15:35 UTC`.
    pub(crate) fn words(self, pages: &Pages, language: Language) -> Result<String, PagesError> {
        Ok(self.text(pages.texts(), language.tag, "moment")?)
    }

    /// The words of a text that takes `$day`, `$month`, `$year` and `$time`.
    pub(crate) fn text(self, texts: &Texts, tag: &str, key: &str) -> Result<String, TextsError> {
        let at = self.date_time();
        let month = format!("month-{}", u8::from(at.month()));
        let mut arguments = FluentArgs::new();
        arguments.set("day", i64::from(at.day()));
        arguments.set("month", texts.text(tag, &month, None)?);
        // As texts: a number would be written with separators.
        arguments.set("year", at.year().to_string());
        arguments.set("time", format!("{:02}:{:02}", at.hour(), at.minute()));
        texts.text(tag, key, Some(&arguments))
    }

    /// The text for the `datetime` attribute.
    pub(crate) fn iso(self) -> String {
        let at = self.date_time();
        let (year, month, day) = (at.year(), u8::from(at.month()), at.day());
        let (hour, minute, second) = at.to_hms();
        format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z")
    }

    fn date_time(self) -> OffsetDateTime {
        OffsetDateTime::from_unix_timestamp(self.0.unix_seconds())
            .unwrap_or(OffsetDateTime::UNIX_EPOCH)
    }
}
