//! Running statements, and the columns of a row as the types of the library.

use std::{error::Error, net::IpAddr};

use deadpool_postgres::Client;
use magiclink::{
    bearer::Digest, client, clock::Timestamp, primary_key::AccountKey, token::TokenId,
};
use tokio_postgres::{
    Row,
    types::{FromSql, ToSql, Type},
};

use crate::{error::Failure, text};

/// Names statements, and lists them for a test that each is answered by an index.
macro_rules! queries {
    ($($name:ident = $sql:literal;)*) => {
        $(const $name: &str = $sql;)*

        #[cfg(test)]
        pub(crate) const QUERIES: &[&str] = &[$($name),*];
    };
}

/// The values of a statement.
macro_rules! params {
    ($($value:expr),* $(,)?) => {
        &[$(&$value as &(dyn tokio_postgres::types::ToSql + Sync)),*]
    };
}

/// Runs a statement that changes rows; how many.
pub(crate) async fn execute(
    client: &Client,
    sql: &str,
    params: &[&(dyn ToSql + Sync)],
) -> Result<u64, Failure> {
    let statement = client.prepare_cached(sql).await?;
    Ok(client.execute(&statement, params).await?)
}

/// Finds one row.
pub(crate) async fn find<T>(
    client: &Client,
    sql: &str,
    params: &[&(dyn ToSql + Sync)],
    read: fn(&mut Columns) -> Result<T, Failure>,
) -> Result<Option<T>, Failure> {
    let statement = client.prepare_cached(sql).await?;
    let row = client.query_opt(&statement, params).await?;
    row.map(|row| read(&mut Columns { row, next: 0 }))
        .transpose()
}

/// Finds all rows.
pub(crate) async fn list<T>(
    client: &Client,
    sql: &str,
    params: &[&(dyn ToSql + Sync)],
    read: fn(&mut Columns) -> Result<T, Failure>,
) -> Result<Vec<T>, Failure> {
    let statement = client.prepare_cached(sql).await?;
    let rows = client.query(&statement, params).await?;
    let rows = rows
        .into_iter()
        .map(|row| read(&mut Columns { row, next: 0 }));
    rows.collect()
}

/// A number of rows for a `LIMIT`.
pub(crate) fn limit(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

/// The columns of a row, one after the other.
pub(crate) struct Columns {
    row: Row,
    next: usize,
}

impl Columns {
    pub(crate) fn value<'r, T: FromSql<'r>>(&'r mut self) -> Result<T, Failure> {
        let next = self.next;
        self.next += 1;
        Ok(self.row.try_get(next)?)
    }

    pub(crate) fn text(&mut self) -> Result<String, Failure> {
        self.value().map(text::unescape)
    }

    pub(crate) fn text_or_none(&mut self) -> Result<Option<String>, Failure> {
        let kept: Option<String> = self.value()?;
        Ok(kept.map(text::unescape))
    }

    pub(crate) fn time(&mut self) -> Result<Timestamp, Failure> {
        self.value().map(Timestamp::from_unix_micros)
    }

    pub(crate) fn time_or_none(&mut self) -> Result<Option<Timestamp>, Failure> {
        let micros: Option<i64> = self.value()?;
        Ok(micros.map(Timestamp::from_unix_micros))
    }

    /// A number that no statement of this crate lets become negative or too large.
    pub(crate) fn count<T: TryFrom<i64> + Default>(&mut self) -> Result<T, Failure> {
        let count: i64 = self.value()?;
        Ok(T::try_from(count).unwrap_or_default())
    }

    pub(crate) fn count_or_none<T: TryFrom<i64> + Default>(
        &mut self,
    ) -> Result<Option<T>, Failure> {
        let count: Option<i64> = self.value()?;
        Ok(count.map(|count| T::try_from(count).unwrap_or_default()))
    }

    pub(crate) fn digest(&mut self) -> Result<Digest, Failure> {
        let Bytes(bytes) = self.value()?;
        Ok(Digest::from_bytes(bytes))
    }

    pub(crate) fn token_id(&mut self) -> Result<TokenId, Failure> {
        let Bytes(bytes) = self.value()?;
        Ok(TokenId::from_bytes(bytes))
    }

    pub(crate) fn token_id_or_none(&mut self) -> Result<Option<TokenId>, Failure> {
        let bytes: Option<Bytes<8>> = self.value()?;
        Ok(bytes.map(|Bytes(bytes)| TokenId::from_bytes(bytes)))
    }

    pub(crate) fn account(&mut self) -> Result<AccountKey, Failure> {
        self.value().map(AccountKey::from_bytes)
    }

    pub(crate) fn account_or_none(&mut self) -> Result<Option<AccountKey>, Failure> {
        let bytes: Option<Vec<u8>> = self.value()?;
        Ok(bytes.map(AccountKey::from_bytes))
    }

    /// Two columns: the address and the browser.
    pub(crate) fn client(&mut self) -> Result<client::Client, Failure> {
        let address: Option<IpAddr> = self.value()?;
        Ok(client::Client {
            address,
            browser: self.text()?,
        })
    }
}

/// So many bytes, no more and no less.
struct Bytes<const N: usize>([u8; N]);

impl<'r, const N: usize> FromSql<'r> for Bytes<N> {
    fn from_sql(kind: &Type, raw: &'r [u8]) -> Result<Self, Box<dyn Error + Sync + Send>> {
        let bytes = <&[u8]>::from_sql(kind, raw)?;
        Ok(Self(bytes.try_into()?))
    }

    fn accepts(kind: &Type) -> bool {
        <&[u8] as FromSql>::accepts(kind)
    }
}

#[cfg(test)]
mod tests {
    use temporary_postgres::TemporaryPostgres;

    use crate::{audit, fingerprint, limits, link, lock, login, outbox, person, session};

    /// What else a database may do is made unattractive: it is done only where there is no index.
    const INDEX_OR_NOTHING: &str = "SET plan_cache_mode = force_generic_plan;
        SET enable_seqscan = off; SET enable_bitmapscan = off; SET enable_sort = off;";

    #[test]
    fn every_statement_is_answered_by_an_index() {
        let server = TemporaryPostgres::start();
        let database = server.create_database();
        for migration in [
            include_str!("../migrations/1-stores.sql"),
            include_str!("../migrations/2-links.sql"),
            include_str!("../migrations/3-admin.sql"),
            include_str!("../migrations/4-settings.sql"),
            include_str!("../migrations/5-audit.sql"),
        ] {
            database.execute(migration);
        }
        let lists = [
            audit::QUERIES,
            fingerprint::QUERIES,
            limits::QUERIES,
            link::QUERIES,
            lock::QUERIES,
            login::QUERIES,
            outbox::QUERIES,
            person::QUERIES,
            session::QUERIES,
        ];
        for sql in lists.concat() {
            let plan = database.execute(&format!(
                "{INDEX_OR_NOTHING} PREPARE statement AS {sql}; EXPLAIN EXECUTE statement{}",
                nulls(sql)
            ));
            // The few openings of a link are locked in an order of their own.
            let may_sort =
                sql.contains("FOR UPDATE OF openings") || sql.contains("WHERE link = $1");
            let is_slow = plan.contains("Seq Scan") || !may_sort && plan.contains("Sort");
            assert!(!is_slow, "{sql}\n{plan}");
        }
    }

    /// A value for each parameter.
    fn nulls(sql: &str) -> String {
        let count = (1..).take_while(|number| sql.contains(&format!("${number}")));
        let nulls: Vec<_> = count.map(|_| "NULL").collect();
        if nulls.is_empty() {
            String::new()
        } else {
            format!("({})", nulls.join(", "))
        }
    }
}
