//! The store: connections to a database, and how statements are run on them.

use std::{
    fmt,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use deadpool_postgres::{Client, Manager, ManagerConfig, Pool, RecyclingMethod, Runtime, Timeouts};
use magiclink::{clock::Timestamp, store::StoreError};
use tokio::time::timeout;
use tokio_postgres::{NoTls, config::SslMode, types::ToSql};

use crate::{
    error::{ConnectError, Failure},
    query::execute,
    schema::{self, Migration},
    settings::PostgresSettings,
    tls,
    transaction::{self, Transaction, transact},
};

/// How many rows are deleted in one transaction.
const BATCH: i64 = 1000;
/// How often a transaction is run that others keep from being committed.
const ATTEMPTS: u32 = 5;
/// How long making a connection may take, if neither the URL nor the settings say so.
const CONNECT: Duration = Duration::from_secs(5);

/// Everything that the flows need kept, in a PostgreSQL database.
#[derive(Clone)]
pub struct PostgresStore {
    pool: Pool,
    patience: Duration,
    failures: Arc<AtomicU64>,
}

impl PostgresStore {
    /// Connects to the database, makes its tables if it is empty and brings them up to date.
    ///
    /// It must be called within a Tokio runtime, in which the connections then live.
    ///
    /// # Errors
    ///
    /// The database cannot be reached, belongs to another program, or was written by a newer version.
    pub async fn connect(settings: &PostgresSettings) -> Result<Self, ConnectError> {
        let (store, _) = Self::prepared(settings).await?;
        Ok(store)
    }

    /// Makes the tables of a database if it is empty and brings them up to date, whatever the settings
    /// say, and tells what there was to do.
    ///
    /// # Errors
    ///
    /// Those of [`connect`](Self::connect).
    pub async fn migrate(settings: &PostgresSettings) -> Result<Migration, ConnectError> {
        let settings = settings.clone().with_migration(true);
        let (_, migration) = Self::prepared(&settings).await?;
        Ok(migration)
    }

    async fn prepared(settings: &PostgresSettings) -> Result<(Self, Migration), ConnectError> {
        let store = Self::unprepared(settings)?;
        let migration = schema::prepare(&store, settings).await?;
        Ok((store, migration))
    }

    /// A store on tables that nobody has looked at yet.
    pub(crate) fn unprepared(settings: &PostgresSettings) -> Result<Self, ConnectError> {
        Ok(Self {
            pool: pool(settings)?,
            patience: settings.patience,
            failures: Arc::default(),
        })
    }

    /// Has the database lock a row, which it can only do if it can be read and written.
    ///
    /// # Errors
    ///
    /// The database cannot be read, or not be written now.
    pub async fn health(&self) -> Result<(), StoreError> {
        let lock =
            |client: Arc<Client>| async move { execute(&client, schema::LOCK_VERSION, &[]).await };
        self.read(lock).await.map(drop)
    }

    /// How often the database has failed to do what was asked of it since the store was made.
    #[must_use]
    pub fn failures(&self) -> u64 {
        self.failures.load(Ordering::Relaxed)
    }

    /// How many callers wait for one of the connections.
    #[must_use]
    pub fn waiting(&self) -> usize {
        self.pool.status().waiting
    }

    pub(crate) async fn client(&self) -> Result<Client, Failure> {
        Ok(self.pool.get().await?)
    }

    /// Asks something that changes nothing, so that it may be asked again on another connection.
    pub(crate) async fn read<T, F>(&self, query: impl Fn(Arc<Client>) -> F) -> Result<T, StoreError>
    where
        F: Future<Output = Result<T, Failure>>,
    {
        self.repeat(|| self.attempt(&query)).await
    }

    /// Runs one statement that changes rows; how many.
    pub(crate) async fn change(
        &self,
        sql: &str,
        params: &[&(dyn ToSql + Sync)],
    ) -> Result<u64, StoreError> {
        let run = |client: Arc<Client>| async move {
            let changed = execute(&client, sql, params).await;
            changed.map_err(Failure::in_commit)
        };
        self.repeat(|| self.attempt(run)).await
    }

    /// Deletes what is older than `before`, in small transactions of which none takes long or waits for
    /// a row; how many rows. The statement takes the time and how many rows at most.
    pub(crate) async fn clean_up(&self, sql: &str, before: Timestamp) -> Result<u64, StoreError> {
        let before = before.unix_micros();
        let mut count = 0;
        loop {
            let deleted = self.change(sql, params![before, BATCH]).await?;
            count += deleted;
            if deleted == 0 {
                return Ok(count);
            }
        }
    }

    /// Runs a transaction, and again if others keep it from being committed.
    pub(crate) async fn write<T, F>(&self, work: impl Fn(Transaction) -> F) -> Result<T, StoreError>
    where
        F: Future<Output = Result<T, Failure>>,
    {
        self.repeat(|| self.attempt(|client| transact(client, &work)))
            .await
    }

    /// Runs something again that failed by no fault of its own, a few times.
    async fn repeat<T, F>(&self, run: impl Fn() -> F) -> Result<T, StoreError>
    where
        F: Future<Output = Result<T, Failure>>,
    {
        let mut attempt = 1;
        loop {
            match run().await {
                Err(failure) if failure.is_passing() && attempt < ATTEMPTS => attempt += 1,
                result => {
                    return result.map_err(|failure| {
                        self.failures.fetch_add(1, Ordering::Relaxed);
                        StoreError::new(failure)
                    });
                }
            }
        }
    }

    /// Runs something on a connection, and closes the connection if it is of no use any more.
    async fn attempt<T, F>(&self, run: impl FnOnce(Arc<Client>) -> F) -> Result<T, Failure>
    where
        F: Future<Output = Result<T, Failure>>,
    {
        let client = Arc::new(self.client().await?);
        let answered = timeout(self.patience, run(Arc::clone(&client))).await;
        let result = answered.unwrap_or_else(|elapsed| Err(elapsed.into()));
        if result.as_ref().is_err_and(Failure::ends_connection) {
            transaction::close(client);
        }
        result
    }
}

impl fmt::Debug for PostgresStore {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut debug = formatter.debug_struct("PostgresStore");
        debug
            .field("pool", &self.pool.status())
            .finish_non_exhaustive()
    }
}

fn pool(settings: &PostgresSettings) -> Result<Pool, ConnectError> {
    let config = settings.config.clone();
    let limit = *config.get_connect_timeout().unwrap_or(&CONNECT);
    let manager_config = ManagerConfig {
        // A connection is known to be closed without asking the server.
        recycling_method: RecyclingMethod::Fast,
    };
    let manager = if config.get_ssl_mode() == SslMode::Disable {
        Manager::from_config(config, NoTls, manager_config)
    } else {
        let tls = tls::connector(settings.authorities.as_deref())?;
        Manager::from_config(config, tls, manager_config)
    };
    let timeouts = Timeouts {
        wait: Some(settings.wait),
        create: Some(limit),
        recycle: Some(limit),
    };
    Pool::builder(manager)
        .max_size(settings.connections)
        .timeouts(timeouts)
        .runtime(Runtime::Tokio1)
        .build()
        .map_err(|error| ConnectError::unreachable(error.into()))
}
