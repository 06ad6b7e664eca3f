//! The tables are made, and brought up to date.

use magiclink::{
    clock::Timestamp,
    store::{
        FingerprintStore as _, LinkStore as _, MailList, MailState, Outbox as _, PersonStore as _,
    },
};
use magiclink_postgres::{ConnectError, PostgresStore};

use crate::{
    sample::{NOW, account},
    server::{connect, database, settings, threads},
};

const NEWEST: i32 = 5;

#[test]
fn many_may_make_the_tables_of_one_database_at_the_same_moment() {
    for _ in 0..4 {
        let (database, threads) = (database(), threads());
        let settings = settings(&database.url()).with_connections(2);
        let migrations = threads.call(8, async |_| PostgresStore::migrate(&settings).await);
        let migrations: Vec<_> = migrations.into_iter().map(Result::unwrap).collect();
        let made = migrations.iter().filter(|migration| migration.from == 0);
        assert_eq!(made.count(), 1, "one of them makes the tables");
        assert!(migrations.iter().all(|migration| migration.to == NEWEST));
        let sql = "SELECT version FROM magiclink";
        assert_eq!(database.execute(sql), format!("{NEWEST}\n"));
    }
}

#[test]
fn tables_of_version_1_get_what_is_new_and_keep_what_they_have() {
    let (database, threads) = (database(), threads());
    database.execute(include_str!("../../migrations/1-stores.sql"));
    database.execute(
        "CREATE TABLE magiclink (version integer NOT NULL,
             is_only boolean PRIMARY KEY DEFAULT true CHECK (is_only));
         INSERT INTO magiclink (version) VALUES (1);
         INSERT INTO people (email, email_key, marker, created) VALUES ('a@b.de', 'a@b.de', '!', 1);
         INSERT INTO mails (message_id, recipient, subject, text, html, written, expires, due)
             VALUES ('m', 'a@b.de', 's', 't', 'h', 1, 3, 2)",
    );
    let settings = settings(&database.url());
    for from in [1, NEWEST] {
        let migration = threads.block_on(PostgresStore::migrate(&settings));
        let migration = migration.unwrap();
        assert_eq!((migration.from, migration.to), (from, NEWEST));
    }
    let store = connect(&database.url(), 1);
    threads.block_on(async {
        let person = store.find_person_by_email("a@b.de").await.unwrap();
        let person = person.map(|person| (person.id, person.is_admin));
        assert_eq!(person, Some((1, false)), "nobody is an admin yet");
        assert!(store.set_person_admin(1, true).await.unwrap());
        let revoked = store.revoke_links_of(&account(), NOW).await.unwrap();
        assert_eq!(revoked, 0);
        let all = MailList {
            with_sent: true,
            after: None,
            count: 2,
        };
        let mails = store.mails(all).await.unwrap();
        let states: Vec<_> = mails.iter().map(|mail| mail.state).collect();
        assert_eq!(states, [MailState::Waiting(Timestamp::from_unix_micros(2))]);
        assert_eq!(store.find_fingerprint().await.unwrap(), None);
    });
}

#[test]
fn tables_that_are_not_up_to_date_are_left_alone_if_the_settings_say_so() {
    let (database, threads) = (database(), threads());
    let migrating = settings(&database.url());
    let careful = migrating.clone().with_migration(false);
    let refused = threads.block_on(PostgresStore::connect(&careful));
    let error = refused.expect_err("there are no tables");
    assert!(
        matches!(
            error,
            ConnectError::Older {
                found: 0,
                known: NEWEST,
                ..
            }
        ),
        "{error:?}"
    );
    assert_eq!(database.execute("SELECT to_regclass('people')"), "\n");
    threads.block_on(PostgresStore::migrate(&careful)).unwrap();
    let store = threads.block_on(PostgresStore::connect(&careful)).unwrap();
    threads.block_on(store.health()).unwrap();
}

#[test]
fn a_migration_that_fails_leaves_nothing() {
    let (database, threads) = (database(), threads());
    // The name is taken by something that is no table, so the migration finds out half way.
    database.execute("CREATE TYPE limits AS ENUM ('a')");
    let refused = threads.block_on(PostgresStore::connect(&settings(&database.url())));
    let error = refused.expect_err("the migration fails");
    assert!(matches!(error, ConnectError::Database(_)), "{error:?}");
    assert_eq!(database.execute("SELECT to_regclass('people')"), "\n");
    assert_eq!(database.execute("SELECT to_regclass('magiclink')"), "\n");
    database.execute("DROP TYPE limits");
    connect(&database.url(), 1);
}
