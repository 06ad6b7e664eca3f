//! The account of a tuple.

use magiclink::{account::LastLogin, primary_key::PrimaryKey};
use serde::{Deserialize, Serialize};
use time::{Date, Month, PrimitiveDateTime, Time, UtcOffset};

#[derive(Debug, Deserialize, Serialize)]
pub(crate) struct Account {
    pub(crate) key: Key,
    password: Option<String>,
    email: String,
    last_login: Option<Login>,
    is_active: bool,
}

/// A primary key in each of its encodings.
#[derive(Debug, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Key {
    I16(i16),
    U16(u16),
    I32(i32),
    U32(u32),
    I64(i64),
    U64(u64),
    Uuid(String),
    Bytes(Vec<u8>),
    Text(String),
}

/// The time of a login in the numbers that Python's `datetime` takes.
#[derive(Debug, Deserialize, Serialize)]
struct Login {
    /// Year, month, day, hour, minute, second, microsecond.
    local: (i32, u8, u8, u8, u8, u8, u32),
    /// Seconds east of UTC, or none.
    offset: Option<i32>,
}

impl Login {
    fn to_library(&self) -> LastLogin {
        let (year, month, day, hour, minute, second, microsecond) = self.local;
        let month = Month::try_from(month).expect("Python knows 12 months");
        let date = Date::from_calendar_date(year, month, day).expect("Python has made this date");
        let time = Time::from_hms_micro(hour, minute, second, microsecond)
            .expect("Python has made this time");
        let local = PrimitiveDateTime::new(date, time);
        match self.offset {
            None => local.into(),
            Some(seconds) => {
                let offset = UtcOffset::from_whole_seconds(seconds).expect("it is under a day");
                local.assume_offset(offset).into()
            }
        }
    }
}

/// A user whose primary key has the type `K`.
pub(crate) struct User<'c, K> {
    account: &'c Account,
    pub(crate) key: K,
}

impl<'c, K> User<'c, K> {
    pub(crate) fn new(account: &'c Account, key: K) -> Self {
        Self { account, key }
    }
}

impl<K: Clone + PrimaryKey> magiclink::Account for User<'_, K> {
    type Key = K;

    fn primary_key(&self) -> K {
        self.key.clone()
    }

    fn is_active(&self) -> bool {
        self.account.is_active
    }

    fn password(&self) -> Option<&str> {
        self.account.password.as_deref()
    }

    fn email(&self) -> &str {
        &self.account.email
    }

    fn last_login(&self) -> Option<LastLogin> {
        self.account.last_login.as_ref().map(Login::to_library)
    }
}
