//! What the private links of `examples/bookings` are compared with: axum and nothing else.
//!
//! It is given a page in a file and answers with it, at `/memory/` from memory, at `/row/{id}/` from a row
//! that is read by its primary key. It prints where it listens.

use std::{cell::RefCell, env, error::Error, fs, path::PathBuf, sync::Arc};

use axum::{
    Router,
    body::Bytes,
    extract::{Path, State},
    http::StatusCode,
    response::Html,
    routing::get,
};
use magiclink_sqlite::rusqlite::{Connection, OptionalExtension as _};
use tokio::net::TcpListener;

thread_local! {
    static CONNECTION: RefCell<Option<Connection>> = const { RefCell::new(None) };
}

#[derive(Clone, Debug)]
struct Pages {
    memory: Bytes,
    database: Arc<PathBuf>,
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = env::args_os().skip(1).map(PathBuf::from);
    let (Some(page), Some(database)) = (arguments.next(), arguments.next()) else {
        return Err("plain_server PAGE DATABASE".into());
    };
    let memory = fs::read_to_string(page)?;
    let connection = Connection::open(&database)?;
    connection.pragma_update(None, "journal_mode", "wal")?;
    connection.execute_batch("CREATE TABLE pages (id INTEGER PRIMARY KEY, page TEXT NOT NULL)")?;
    connection.execute("INSERT INTO pages (id, page) VALUES (1, ?1)", [&memory])?;

    let router = Router::new()
        .route("/memory/", get(from_memory))
        .route("/row/{id}/", get(from_row))
        .with_state(Pages {
            memory: memory.into(),
            database: Arc::new(database),
        });
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    println!("listening on http://{}", listener.local_addr()?);
    axum::serve(listener, router).await?;
    Ok(())
}

async fn from_memory(State(pages): State<Pages>) -> Html<Bytes> {
    Html(pages.memory)
}

async fn from_row(
    State(pages): State<Pages>,
    Path(id): Path<i64>,
) -> Result<Html<String>, StatusCode> {
    let found = CONNECTION.with_borrow_mut(|connection| {
        let connection = match connection {
            Some(connection) => connection,
            empty => empty.insert(Connection::open(&*pages.database)?),
        };
        let mut find = connection.prepare_cached("SELECT page FROM pages WHERE id = ?1")?;
        find.query_row([id], |row| row.get(0)).optional()
    });
    match found {
        Ok(Some(page)) => Ok(Html(page)),
        Ok(None) => Err(StatusCode::NOT_FOUND),
        Err(_) => Err(StatusCode::INTERNAL_SERVER_ERROR),
    }
}
