//! The application's tables, which stand in one database with those of the login.

use std::{error::Error, sync::Arc};

use magiclink::{account, email::Email, store::StoreError};
use magiclink_sqlite::SqliteStore;

/// Who has booked what; `user.rs` and `booking.rs` say what can be asked and done.
#[derive(Clone, Debug)]
pub(crate) struct Rentals(Arc<SqliteStore>);

impl Rentals {
    /// Makes the tables where there are none yet.
    pub(crate) async fn new(database: Arc<SqliteStore>) -> Result<Self, StoreError> {
        database
            .write(|connection| connection.execute_batch(include_str!("tables.sql")))
            .await?;
        Ok(Self(database))
    }

    /// Adds a customer with two bookings, and one of the staff.
    pub(crate) async fn add_examples(&self) -> Result<(), Box<dyn Error>> {
        let jane = self.add_user("jane.doe@example.com", false).await?;
        for (home, dates) in [
            ("Lighthouse", "5 to 12 June 2027"),
            ("Mill", "4 to 6 October 2027"),
        ] {
            self.add_booking(jane, home.to_owned(), dates.to_owned())
                .await?;
        }
        self.add_user("staff@example.com", true).await?;
        Ok(())
    }

    /// Adds a user; returns the new id.
    pub(crate) async fn add_user(
        &self,
        email: &str,
        is_staff: bool,
    ) -> Result<i64, Box<dyn Error>> {
        // Looked up by its key, shown as it was written.
        let email: Email = email.parse()?;
        let password = account::marker()?;
        let insert = self.0.write(move |connection| {
            let sql = "INSERT INTO app_users (email, email_key, password, is_staff)
                       VALUES (?1, ?2, ?3, ?4)";
            connection.execute(sql, (email.as_str(), email.key(), password, is_staff))?;
            Ok(connection.last_insert_rowid())
        });
        Ok(insert.await?)
    }

    pub(crate) fn database(&self) -> &Arc<SqliteStore> {
        &self.0
    }
}
