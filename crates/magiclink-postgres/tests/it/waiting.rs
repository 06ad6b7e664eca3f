//! Nothing waits for ever: not for a lock, not for a connection, not for a server that is gone.

use std::{error::Error as _, net::TcpListener, thread, time::Duration};

use magiclink::store::{LoginStore as _, SessionStore as _, StoreError};
use magiclink_postgres::{ConnectError, PostgresStore};
use temporary_postgres::Database;
use tokio_postgres::{Client, NoTls};

use crate::{
    proxy::Proxy,
    sample::{NOW, later, request, session},
    server::{connect, database, settings, threads},
};

/// Another client of the database, which holds the row of the request.
async fn hold(database: &Database<'_>) -> Client {
    let (client, connection) = tokio_postgres::connect(&database.url(), NoTls)
        .await
        .expect("the server is there");
    tokio::spawn(connection);
    let locked = client.batch_execute("BEGIN; SELECT FROM logins FOR UPDATE");
    locked.await.expect("nobody else holds the row");
    client
}

fn cause(error: &StoreError) -> String {
    error.source().expect("a failure has its cause").to_string()
}

#[test]
fn a_lock_that_is_not_given_free_is_not_waited_for_long() {
    let (database, threads) = (database(), threads());
    let url = format!("{}?options=-c%20lock_timeout%3D50ms", database.url());
    let store = connect(&url, 1);
    threads.block_on(async {
        store.create_login(&request(1), None).await.unwrap();
        let holder = hold(&database).await;
        let error = store.take_code_try(request(1).id, NOW).await.unwrap_err();
        assert!(cause(&error).contains("55P03"), "{error:?}");
        holder.batch_execute("COMMIT").await.unwrap();
        assert!(store.take_code_try(request(1).id, NOW).await.unwrap());
    });
}

#[test]
fn a_connection_that_is_not_given_free_is_not_waited_for_long() {
    let (database, threads) = (database(), threads());
    let settings = settings(&database.url())
        .with_connections(1)
        .with_wait(Duration::from_millis(50));
    let store = threads.block_on(PostgresStore::connect(&settings)).unwrap();
    threads
        .block_on(store.create_login(&request(1), None))
        .unwrap();
    let holder = threads.block_on(hold(&database));
    thread::scope(|scope| {
        let (store, threads) = (&store, &threads);
        let first = scope.spawn(|| threads.block_on(store.take_code_try(request(1).id, NOW)));
        // Until the first call waits for the row.
        let waits = "SELECT count(*) FROM pg_locks WHERE NOT granted";
        while database.execute(waits) == "0\n" {}
        let second = threads.block_on(store.find_login(request(1).id));
        let error = second.expect_err("the only connection is in use");
        assert!(cause(&error).contains("no connection"), "{error:?}");
        threads.block_on(holder.batch_execute("COMMIT")).unwrap();
        assert!(first.join().unwrap().unwrap());
    });
    threads.block_on(store.health()).unwrap();
}

#[test]
fn a_server_that_says_nothing_is_given_up() {
    let silent = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = silent.local_addr().unwrap().port();
    let url = format!("postgres://tester@127.0.0.1:{port}/magiclink?connect_timeout=1");
    let connected = threads().block_on(PostgresStore::connect(&settings(&url)));
    let error = connected.expect_err("nobody answers");
    assert!(matches!(error, ConnectError::Unreachable(_)), "{error:?}");
    drop(silent);
    let connected = threads().block_on(PostgresStore::connect(&settings(&url)));
    let error = connected.expect_err("nobody listens");
    assert!(matches!(error, ConnectError::Unreachable(_)), "{error:?}");
}

/// A store behind a network that can be cut, which waits for an answer for a fifth of a second.
fn behind_proxy(database: &Database<'_>) -> (Proxy, PostgresStore) {
    let proxy = Proxy::start(database.server().port());
    let url = database.url_of_host(&format!("127.0.0.1:{}", proxy.port()));
    let settings = settings(&format!("{url}?connect_timeout=1"))
        .with_connections(2)
        .with_patience(Duration::from_millis(200));
    let store = threads().block_on(PostgresStore::connect(&settings));
    (proxy, store.expect("the server is there"))
}

#[test]
fn a_server_that_falls_silent_while_it_is_read_is_given_up_and_taken_again() {
    let (database, threads) = (database(), threads());
    let (proxy, store) = behind_proxy(&database);
    threads.block_on(store.health()).unwrap();
    proxy.fall_silent();
    let error = threads.block_on(store.health()).unwrap_err();
    assert!(cause(&error).contains("in time"), "{error:?}");
    let error = threads.block_on(store.health()).unwrap_err();
    assert!(cause(&error).contains("no connection"), "{error:?}");
    proxy.speak_again();
    threads.block_on(store.health()).unwrap();
}

#[test]
fn a_server_that_falls_silent_while_it_is_written_to_has_kept_all_or_nothing() {
    let (database, threads) = (database(), threads());
    let (proxy, store) = behind_proxy(&database);
    proxy.fall_silent();
    for _ in 0..2 {
        let created = threads.block_on(store.create_session(&session(1), None));
        created.expect_err("nobody answers");
    }
    proxy.speak_again();
    threads.block_on(async {
        let found = store.find_session(&session(1).id, NOW).await.unwrap();
        assert_eq!(found, None, "nothing of what failed is kept");
        store.create_session(&session(1), None).await.unwrap();
    });
}

#[test]
fn a_clean_up_skips_what_somebody_else_holds() {
    let (database, threads) = (database(), threads());
    let url = format!("{}?options=-c%20lock_timeout%3D50ms", database.url());
    let store = connect(&url, 1);
    threads.block_on(async {
        store.create_login(&request(1), None).await.unwrap();
        let holder = hold(&database).await;
        store.create_login(&request(2), None).await.unwrap();
        let old = later().next();
        assert_eq!(
            store.delete_logins(old).await.unwrap(),
            1,
            "but the one held"
        );
        holder.batch_execute("COMMIT").await.unwrap();
        assert_eq!(store.delete_logins(old).await.unwrap(), 1);
    });
}

#[test]
fn a_database_that_can_only_be_read_is_not_healthy() {
    let (database, threads) = (database(), threads());
    let store = connect(&database.url(), 1);
    threads.block_on(store.health()).unwrap();
    let name = database.name();
    // As a server is that has become the copy of another one.
    let url = format!(
        "{}?target_session_attrs=read-write&options=-c%20default_transaction_read_only%3Don",
        database.url()
    );
    let refused = threads.block_on(PostgresStore::connect(&settings(&url)));
    let error = refused.expect_err("nothing can be written");
    assert!(matches!(error, ConnectError::Unreachable(_)), "{error:?}");
    database.execute(&format!(
        "ALTER DATABASE {name} SET default_transaction_read_only = on"
    ));
    database.execute(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                      WHERE datname = current_database() AND pid <> pg_backend_pid()",
    );
    threads.block_on(store.health()).unwrap_err();
    let other = database.server().create_database();
    other.execute(&format!(
        "ALTER DATABASE {name} RESET default_transaction_read_only"
    ));
    threads.block_on(store.health()).unwrap();
}
