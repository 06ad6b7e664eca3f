//! The server that the tests share, and stores on it.

use std::{
    sync::{Arc, LazyLock},
    time::Duration,
};

use magiclink::contract::Threads;
use magiclink_postgres::{PostgresSettings, PostgresStore};
use temporary_postgres::{Database, TemporaryPostgres};
use tokio::runtime::{Builder, Runtime};

/// One for all tests. It ends with the process.
static SERVER: LazyLock<TemporaryPostgres> = LazyLock::new(TemporaryPostgres::start);

static RUNTIME: LazyLock<Arc<Runtime>> = LazyLock::new(|| {
    let built = Builder::new_multi_thread().enable_all().build();
    Arc::new(built.expect("threads can be started"))
});

/// An empty database on the shared server.
pub(crate) fn database() -> Database<'static> {
    SERVER.create_database()
}

/// What waits for a store.
pub(crate) fn threads() -> Threads {
    Threads::new(|task| RUNTIME.block_on(task))
}

pub(crate) fn settings(url: &str) -> PostgresSettings {
    url.parse().expect("the URL of a test can be read")
}

/// A store with so many connections. The machine may be busy: nobody is turned away for that.
pub(crate) fn connect(url: &str, connections: usize) -> PostgresStore {
    let settings = settings(&with_time(url))
        .with_connections(connections)
        .with_patience(LONG)
        .with_wait(LONG);
    let connected = threads().block_on(PostgresStore::connect(&settings));
    connected.expect("the server is there")
}

const LONG: Duration = Duration::from_mins(5);

/// The URL with long time limits, unless it has parameters of its own.
fn with_time(url: &str) -> String {
    if url.contains('?') {
        return url.to_owned();
    }
    let options = "-c%20lock_timeout%3D5min%20-c%20statement_timeout%3D5min";
    format!("{url}?connect_timeout=300&options={options}")
}

/// A store on an empty database.
pub(crate) fn store(connections: usize) -> PostgresStore {
    connect(&database().url(), connections)
}
