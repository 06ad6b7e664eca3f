//! URLs, and what is refused about them.

use magiclink::{secret::Secret, store::SessionStore as _};
use magiclink_postgres::{ConnectError, PostgresSettings, PostgresStore, SettingsError};

use crate::{
    sample::session,
    server::{connect, database, settings, threads},
};

fn refused(url: &str) -> SettingsError {
    let parsed: Result<PostgresSettings, _> = url.parse();
    parsed.expect_err(url)
}

#[test]
fn what_is_no_url_of_postgresql_is_refused() {
    for url in [
        "",
        "magiclink.db",
        "sqlite:magiclink.db",
        "mysql://db/x",
        "host=db user=x",
    ] {
        assert!(matches!(refused(url), SettingsError::Scheme), "{url}");
    }
    for url in [
        "postgres://db/x?colour=red",
        "postgres://db:port/x",
        "postgres://%ff@db/x",
    ] {
        assert!(matches!(refused(url), SettingsError::Url(_)), "{url}");
    }
    assert!(matches!(
        refused("postgres:///magiclink"),
        SettingsError::NoHost
    ));
}

#[test]
fn clear_text_is_for_this_machine_only() {
    for host in [
        "db.example",
        "192.0.2.1",
        "localhost.example",
        "127.0.0.1,db.example",
    ] {
        let url = format!("postgres://{host}/magiclink?sslmode=disable");
        assert!(matches!(refused(&url), SettingsError::ClearText), "{url}");
        let allowed = format!("{url}&dangerous_clear_text=true");
        settings(&allowed);
        let denied = format!("{url}&dangerous_clear_text=false");
        assert!(
            matches!(refused(&denied), SettingsError::ClearText),
            "{denied}"
        );
    }
    for host in [
        "localhost",
        "127.0.0.1",
        "127.8.9.1",
        "%2Fvar%2Frun%2Fpostgresql",
    ] {
        settings(&format!("postgres://{host}/magiclink?sslmode=disable"));
    }
    settings("postgres:///magiclink?host=/var/run/postgresql");
}

#[test]
fn a_mode_that_falls_back_to_clear_text_is_refused() {
    for mode in ["prefer", "allow", "verify-ca", "", "VERIFY-FULL"] {
        let url = format!("postgres://db.example/magiclink?sslmode={mode}");
        let error = refused(&url);
        assert!(matches!(error, SettingsError::SslMode), "{error}");
    }
}

#[test]
fn the_rest_of_a_password_that_is_not_escaped_is_not_repeated() {
    for rest in [
        "orchid/hunter2",
        "5/orchid?hunter2",
        "orchid@hunter2",
        "orchid@5/hunter2",
        "orchid@5?hunter2",
        "orchid@5?hunter2=",
        "orchid@5?sslmode=hunter2",
    ] {
        let error = refused(&format!("postgres://jane:{rest}@db.example/magiclink"));
        assert!(matches!(error, SettingsError::Escape), "{rest}: {error}");
        assert!(!format!("{error} {error:?}").contains("hunter2"), "{rest}");
    }
}

#[test]
fn a_password_may_have_a_question_mark() {
    let (database, threads) = (database(), threads());
    let role = format!("jane_{}", database.name());
    let password = "orchid?sslmode=hunter2";
    database.execute(&format!("CREATE ROLE {role} LOGIN PASSWORD '{password}'"));
    let url = database.url();
    let (_, place) = url.rsplit_once('@').unwrap();
    let known = settings(&format!("postgres://{role}:{password}@{place}")).with_migration(false);
    let unknown = settings(&format!("postgres://{role}:{password}x@{place}"));
    threads.block_on(async {
        let error = PostgresStore::connect(&known).await.unwrap_err();
        assert!(matches!(error, ConnectError::Older { .. }), "{error}");
        let error = PostgresStore::connect(&unknown).await.unwrap_err();
        assert!(matches!(error, ConnectError::Unreachable(_)), "{error}");
    });
}

#[test]
fn a_store_is_reached_over_tcp_through_a_socket_and_with_the_password_from_elsewhere() {
    let (database, threads) = (database(), threads());
    for url in [database.url(), database.socket_url()] {
        threads.block_on(connect(&url, 1).health()).unwrap();
    }
    let password = format!(":{}", database.server().password());
    let settings = settings(&database.url().replace(&password, ""));
    assert!(!settings.has_password());
    let settings = settings.with_password(&Secret::new(database.server().password()));
    assert!(settings.has_password());
    threads.block_on(PostgresStore::connect(&settings)).unwrap();
}

#[test]
fn the_settings_of_a_connection_are_those_that_the_stores_are_made_for() {
    let database = database();
    let name = database.name();
    database.execute(&format!(
        "ALTER DATABASE {name} SET synchronous_commit = off;
         ALTER DATABASE {name} SET default_transaction_isolation = 'serializable';
         CREATE SCHEMA told"
    ));
    let url = format!(
        "{}?options=-c%20search_path%3Dtold%20-c%20lock_timeout%3D1s",
        database.url()
    );
    let store = connect(&url, 1);
    // What a trigger of the test sees is what the connection has.
    database.execute(
        "CREATE TABLE seen (name text, value text);
         CREATE FUNCTION see() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
             INSERT INTO public.seen SELECT name, setting FROM pg_settings;
             RETURN NEW;
         END $$;
         CREATE TRIGGER see AFTER INSERT ON told.sessions EXECUTE FUNCTION see()",
    );
    let created = threads().block_on(store.create_session(&session(1), None));
    created.unwrap();
    let sql = "SELECT value FROM seen WHERE name = ANY (ARRAY['synchronous_commit', 'lock_timeout',
               'default_transaction_isolation', 'statement_timeout', 'application_name']) ORDER BY name";
    assert_eq!(
        database.execute(sql),
        "magiclink\nread committed\n1000\n5000\non\n"
    );
}
