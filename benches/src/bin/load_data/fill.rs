//! Rows by the million, in the tables that the program has made.

use std::{fs::File, io};

use magiclink_sqlite::rusqlite::{self, Connection, Error};
use tokio_postgres::NoTls;

use crate::Failure;

const SQLITE: &str = include_str!("sqlite.sql");
const POSTGRES: &str = include_str!("postgres.sql");

/// Adds accounts, sessions of some of them, and what else is there once people have logged in.
pub(crate) async fn fill(url: &str, accounts: u64, sessions: u64) -> Result<(), Failure> {
    let with_numbers = |sql: &str| {
        sql.replace(":accounts", &accounts.to_string())
            .replace(":sessions", &sessions.to_string())
    };
    if let Some(file) = url.strip_prefix("sqlite:") {
        let connection = Connection::open(file)?;
        // Nobody else uses it yet, and nothing is lost that could not be made again.
        let quick = "PRAGMA journal_mode = DELETE; PRAGMA journal_mode = OFF;
                     PRAGMA synchronous = OFF; PRAGMA cache_size = -262144";
        // SQLite answers these with rows.
        for pragma in quick.split(';') {
            connection
                .query_row(pragma, [], |_| Ok(()))
                .or_else(no_row)?;
        }
        connection.execute_batch(&with_numbers(SQLITE))?;
        return Ok(());
    }
    postgres(url, &with_numbers(POSTGRES)).await?;
    // What the server does by itself within a minute.
    postgres(url, "VACUUM (ANALYZE)").await
}

/// Forgets all attempts, so that the same accounts can be asked for again.
pub(crate) async fn forget(url: &str) -> Result<(), Failure> {
    let sql = "DELETE FROM limits";
    match url.strip_prefix("sqlite:") {
        Some(file) => Ok(Connection::open(file)?.execute_batch(sql)?),
        None => postgres(url, sql).await,
    }
}

/// Reads the files of the tables, so that the system has them in memory.
pub(crate) async fn read(url: &str) -> Result<(), Failure> {
    let Some(file) = url.strip_prefix("sqlite:") else {
        let sql = "CREATE EXTENSION IF NOT EXISTS pg_prewarm;
                   SELECT pg_prewarm(oid, 'read') FROM pg_class
                   WHERE relkind IN ('r', 'i') AND relnamespace = 'public'::regnamespace";
        return postgres(url, sql).await;
    };
    io::copy(&mut File::open(file)?, &mut io::sink())?;
    Ok(())
}

/// Prints how many sessions there are.
pub(crate) async fn count(url: &str) -> Result<(), Failure> {
    let sql = "SELECT count(*) FROM sessions";
    let count: i64 = if let Some(file) = url.strip_prefix("sqlite:") {
        Connection::open(file)?.query_row(sql, [], |row| row.get(0))?
    } else {
        let (client, connection) = tokio_postgres::connect(url, NoTls).await?;
        tokio::spawn(connection);
        client.query_one(sql, &[]).await?.get(0)
    };
    println!("{count}");
    Ok(())
}

async fn postgres(url: &str, sql: &str) -> Result<(), Failure> {
    let (client, connection) = tokio_postgres::connect(url, NoTls).await?;
    let connection = tokio::spawn(connection);
    client.batch_execute(sql).await?;
    drop(client);
    Ok(connection.await??)
}

fn no_row(error: Error) -> rusqlite::Result<()> {
    match error {
        Error::QueryReturnedNoRows => Ok(()),
        error => Err(error),
    }
}
