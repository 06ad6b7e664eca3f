//! Looking at a database without changing it.

use deadpool_postgres::Client;
use magiclink::{
    clock::Timestamp,
    settings::Fingerprint,
    store::{FingerprintStore as _, StoreError},
};
use tokio_postgres::Row;

use crate::{
    PostgresStore,
    error::{ConnectError, Failure},
    schema::{self, FINGERPRINTS, NEWEST},
    settings::PostgresSettings,
};

/// What a look at a database has found, see [`PostgresStore::inspect`].
#[derive(Debug)]
#[non_exhaustive]
pub struct Inspection {
    /// The version of the server, such as `17.2`.
    pub server: String,
    /// The name of the database.
    pub database: String,
    /// The schema that the tables stand in, or will.
    pub schema: String,
    /// How the way to it is protected.
    pub transport: Transport,
    /// The version of the tables; 0 if there are none yet.
    pub tables: i32,
    /// The version that this crate needs.
    pub known: i32,
    /// Whether what was answered survives a crash of the server: `fsync` and `full_page_writes` are on.
    pub is_durable: bool,
    /// The time by the clock of the server, while it was asked.
    pub time: Timestamp,
    /// The fingerprint of the settings of tokens; `None` if none has been kept yet.
    pub fingerprint: Option<Fingerprint>,
    /// Why it cannot be written now; `None` if it can, or if there are no tables yet and they can be made.
    pub refusal: Option<StoreError>,
}

/// How the way to a database is protected.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum Transport {
    /// By TLS, with a certificate that is verified.
    Tls,
    /// By nothing: the database is on this machine.
    ThisMachine,
    /// By nothing, as `dangerous_clear_text` has allowed.
    ClearText,
}

const SERVER: &str = "
    SELECT current_setting('server_version'), current_schema(),
        current_setting('fsync')::boolean AND current_setting('full_page_writes')::boolean,
        has_schema_privilege(current_schema(), 'CREATE'),
        (extract(epoch FROM clock_timestamp()) * 1000000)::bigint";

impl PostgresStore {
    /// Connects to the database, looks at it, and changes nothing.
    ///
    /// Whether it can be written is found out by locking a row, which only those can who may change it.
    ///
    /// # Errors
    ///
    /// Those of [`connect`](Self::connect).
    pub async fn inspect(settings: &PostgresSettings) -> Result<Inspection, ConnectError> {
        let store = Self::unprepared(settings)?;
        let client = store.client().await.map_err(ConnectError::unreachable)?;
        let database = settings.database();
        let tables = schema::version(&client, &database).await?;
        let server = Server::of(&client).await.map_err(ConnectError::database)?;
        // The store takes a connection of its own.
        drop(client);
        let refusal = match tables {
            0 if server.may_create => None,
            0 => Some(StoreError::new("the user may make no tables in the schema")),
            _ => store.health().await.err(),
        };
        let fingerprint = match tables {
            ..FINGERPRINTS => None,
            _ => store
                .find_fingerprint()
                .await
                .map_err(|error| ConnectError::Database(error.into()))?,
        };
        Ok(Inspection {
            server: server.version,
            database,
            schema: server.schema,
            transport: settings.transport(),
            tables,
            known: NEWEST,
            is_durable: server.is_durable,
            time: server.time,
            fingerprint,
            refusal,
        })
    }
}

/// What a server says of itself.
struct Server {
    version: String,
    schema: String,
    is_durable: bool,
    may_create: bool,
    time: Timestamp,
}

impl Server {
    async fn of(client: &Client) -> Result<Self, Failure> {
        let row: Row = client.query_one(SERVER, &[]).await?;
        Ok(Self {
            version: row.try_get(0)?,
            schema: row.try_get(1)?,
            is_durable: row.try_get(2)?,
            may_create: row.try_get(3)?,
            time: Timestamp::from_unix_micros(row.try_get(4)?),
        })
    }
}
