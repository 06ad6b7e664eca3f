//! Running statements, and the columns of a row as the types of the library.

use std::net::IpAddr;

use magiclink::{
    bearer::Digest, client::Client, clock::Timestamp, primary_key::AccountKey, token::TokenId,
};
use rusqlite::{Connection, OptionalExtension as _, Params, Result, Row, types::FromSql};

/// Names statements, and lists them for a test that each is answered by an index.
macro_rules! queries {
    ($($name:ident = $sql:literal;)*) => {
        $(const $name: &str = $sql;)*

        #[cfg(test)]
        pub(crate) const QUERIES: &[&str] = &[$($name),*];
    };
}

/// Runs a statement that changes rows; how many.
pub(crate) fn execute(connection: &Connection, sql: &str, params: impl Params) -> Result<usize> {
    connection.prepare_cached(sql)?.execute(params)
}

/// Finds one row.
pub(crate) fn find<T>(
    connection: &Connection,
    sql: &str,
    params: impl Params,
    read: impl FnOnce(&mut Columns<'_>) -> Result<T>,
) -> Result<Option<T>> {
    let mut statement = connection.prepare_cached(sql)?;
    let found = statement.query_row(params, |row| read(&mut Columns { row, next: 0 }));
    found.optional()
}

/// Finds all rows.
pub(crate) fn list<T>(
    connection: &Connection,
    sql: &str,
    params: impl Params,
    mut read: impl FnMut(&mut Columns<'_>) -> Result<T>,
) -> Result<Vec<T>> {
    let mut statement = connection.prepare_cached(sql)?;
    let rows = statement.query_map(params, |row| read(&mut Columns { row, next: 0 }))?;
    rows.collect()
}

/// A number of rows for a `LIMIT`.
pub(crate) fn limit(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

/// The columns of a row, one after the other.
pub(crate) struct Columns<'r> {
    row: &'r Row<'r>,
    next: usize,
}

impl Columns<'_> {
    pub(crate) fn value<T: FromSql>(&mut self) -> Result<T> {
        let value = self.row.get(self.next);
        self.next += 1;
        value
    }

    pub(crate) fn time(&mut self) -> Result<Timestamp> {
        self.value().map(Timestamp::from_unix_micros)
    }

    pub(crate) fn time_or_none(&mut self) -> Result<Option<Timestamp>> {
        let micros: Option<i64> = self.value()?;
        Ok(micros.map(Timestamp::from_unix_micros))
    }

    pub(crate) fn digest(&mut self) -> Result<Digest> {
        self.value().map(Digest::from_bytes)
    }

    pub(crate) fn token_id(&mut self) -> Result<TokenId> {
        self.value().map(TokenId::from_bytes)
    }

    pub(crate) fn account_or_none(&mut self) -> Result<Option<AccountKey>> {
        let bytes: Option<Vec<u8>> = self.value()?;
        Ok(bytes.map(AccountKey::from_bytes))
    }

    pub(crate) fn account(&mut self) -> Result<AccountKey> {
        self.value().map(AccountKey::from_bytes)
    }

    /// Two columns: the address and the browser.
    pub(crate) fn client(&mut self) -> Result<Client> {
        let address: Option<String> = self.value()?;
        Ok(Client {
            address: address.and_then(|address| address.parse().ok()),
            browser: self.value()?,
        })
    }
}

/// The address of a client, as a column keeps it.
pub(crate) fn address(address: Option<IpAddr>) -> Option<String> {
    address.map(|address| address.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        SqliteStore, audit, fingerprint, last_login, limits, link, login, outbox, person, session,
    };

    #[test]
    fn every_statement_is_answered_by_an_index() {
        let store = SqliteStore::temporary().unwrap();
        let lists = [
            audit::QUERIES,
            fingerprint::QUERIES,
            last_login::QUERIES,
            limits::QUERIES,
            link::QUERIES,
            login::QUERIES,
            outbox::QUERIES,
            person::QUERIES,
            session::QUERIES,
        ];
        for sql in lists.concat() {
            let plan = store.read(|connection| plan(connection, sql)).unwrap();
            let is_slow = plan.contains("SCAN") || plan.contains("TEMP B-TREE");
            assert!(!is_slow, "{sql}\n{plan}");
        }
    }

    fn plan(connection: &Connection, sql: &str) -> Result<String> {
        let mut statement = connection.prepare(&format!("EXPLAIN QUERY PLAN {sql}"))?;
        let params = vec![1; statement.parameter_count()];
        let params = rusqlite::params_from_iter(params);
        let steps = statement.query_map(params, |row| row.get::<_, String>("detail"))?;
        Ok(steps.collect::<Result<Vec<_>>>()?.join("\n"))
    }
}
