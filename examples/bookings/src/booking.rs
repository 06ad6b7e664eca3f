//! The bookings.

use magiclink::store::StoreError;
use magiclink_sqlite::rusqlite::{OptionalExtension as _, Result, Row};

use crate::{rentals::Rentals, user::User};

/// A home that somebody has booked.
#[derive(Clone, Debug)]
pub(crate) struct Booking {
    pub(crate) id: i64,
    pub(crate) home: String,
    pub(crate) dates: String,
}

impl Booking {
    /// Reads the columns from `first` on.
    fn read(row: &Row<'_>, first: usize) -> Result<Self> {
        Ok(Self {
            id: row.get(first)?,
            home: row.get(first + 1)?,
            dates: row.get(first + 2)?,
        })
    }
}

impl Rentals {
    /// Finds a booking among those of a customer; `None` if it is not theirs.
    pub(crate) fn booking_of(
        &self,
        customer: &User,
        id: i64,
    ) -> Result<Option<Booking>, StoreError> {
        self.database().read(|connection| {
            let sql = "SELECT id, home, dates FROM app_bookings WHERE id = ?1 AND customer = ?2";
            let mut find = connection.prepare_cached(sql)?;
            find.query_row([id, customer.id], |row| Booking::read(row, 0))
                .optional()
        })
    }

    /// The bookings of a customer, the newest first.
    pub(crate) fn bookings_of(&self, customer: &User) -> Result<Vec<Booking>, StoreError> {
        self.database().read(|connection| {
            let sql =
                "SELECT id, home, dates FROM app_bookings WHERE customer = ?1 ORDER BY id DESC";
            let mut list = connection.prepare_cached(sql)?;
            list.query_map([customer.id], |row| Booking::read(row, 0))?
                .collect()
        })
    }

    /// All bookings, each with its customer, the newest first.
    pub(crate) fn bookings(&self) -> Result<Vec<(User, Booking)>, StoreError> {
        self.database().read(|connection| {
            let sql = "SELECT app_users.id, email, password, is_staff, is_active,
                              app_bookings.id, home, dates
                       FROM app_bookings JOIN app_users ON app_users.id = customer
                       ORDER BY app_bookings.id DESC";
            let mut list = connection.prepare_cached(sql)?;
            list.query_map([], |row| Ok((User::read(row)?, Booking::read(row, 5)?)))?
                .collect()
        })
    }

    /// Adds a booking.
    pub(crate) async fn add_booking(
        &self,
        customer: i64,
        home: String,
        dates: String,
    ) -> Result<(), StoreError> {
        let write = self.database().write(move |connection| {
            let sql = "INSERT INTO app_bookings (customer, home, dates) VALUES (?1, ?2, ?3)";
            connection
                .prepare_cached(sql)?
                .execute((customer, home, dates))
        });
        write.await.map(drop)
    }
}
