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
    let settings = settings(url)
        .with_connections(connections)
        .with_wait(Duration::from_mins(2));
    let connected = threads().block_on(PostgresStore::connect(&settings));
    connected.expect("the server is there")
}

/// A store on an empty database.
pub(crate) fn store(connections: usize) -> PostgresStore {
    connect(&database().url(), connections)
}
