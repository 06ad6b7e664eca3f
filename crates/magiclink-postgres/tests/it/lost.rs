//! A connection that is lost in the middle of a transaction, and transactions that others undo.

use magiclink::store::{LoginStore as _, SessionStore as _};
use magiclink_postgres::PostgresStore;
use temporary_postgres::Database;

use crate::{
    sample::{NOW, request, session},
    server::{connect, database, threads},
};

const ANSWERS: &str = "the store answers";
const TERMINATE: &str = "PERFORM pg_terminate_backend(pg_backend_pid());";
const SERIALIZATION: &str = "RAISE EXCEPTION 'fault' USING ERRCODE = '40001';";
const DEAD_LOCK: &str = "RAISE EXCEPTION 'fault' USING ERRCODE = '40P01';";
const CONSTRAINT: &str = "RAISE EXCEPTION 'fault' USING ERRCODE = '23514';";

/// Has the database do something when a session is kept, which is in the middle of redeeming a login, or
/// when that is committed; the first `times` it happens. A sequence is not undone with its transaction.
fn fault(database: &Database<'_>, (kind, what): (&str, &str), times: u32) {
    database.execute(&format!(
        "CREATE SEQUENCE faults;
         CREATE FUNCTION fault() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
             IF nextval('faults') <= {times} THEN {what} END IF;
             RETURN NULL;
         END $$;
         CREATE {kind} FOR EACH ROW EXECUTE FUNCTION fault()"
    ));
}

const WITHIN: &str = "TRIGGER fault AFTER INSERT ON sessions";
const AT_COMMIT: &str =
    "CONSTRAINT TRIGGER fault AFTER INSERT ON sessions DEFERRABLE INITIALLY DEFERRED";

/// Redeems a login; whether that failed, whether the request is spent, and how often it was tried.
fn redeem(database: &Database<'_>, store: &PostgresStore) -> (Option<bool>, bool, String) {
    let (threads, begun) = (threads(), session(1));
    let (answer, spent, kept) = threads.block_on(async {
        let redeemed = store.redeem_login(request(1).id, &begun, None, NOW).await;
        let found = store
            .find_login(request(1).id)
            .await
            .expect(ANSWERS)
            .expect("it is kept");
        let session = store.find_session(&begun.id, NOW).await.expect(ANSWERS);
        (redeemed.ok(), found.spent.is_some(), session.is_some())
    });
    assert_eq!(spent, kept, "all or nothing");
    let tries = database.execute("SELECT last_value FROM faults");
    (answer, kept, tries.trim_end().to_owned())
}

fn run(kind: &str, what: &str, times: u32) -> (Option<bool>, bool, String) {
    let database = database();
    let store = connect(&database.url(), 1);
    let created = threads().block_on(store.create_login(&request(1), None));
    created.expect(ANSWERS);
    fault(&database, (kind, what), times);
    redeem(&database, &store)
}

#[test]
fn a_transaction_that_is_lost_or_undone_is_done_again() {
    for what in [TERMINATE, SERIALIZATION, DEAD_LOCK] {
        let expected = (Some(true), true, "3".to_owned());
        assert_eq!(run(WITHIN, what, 2), expected, "{what}");
    }
    for what in [SERIALIZATION, DEAD_LOCK] {
        let expected = (Some(true), true, "3".to_owned());
        assert_eq!(run(AT_COMMIT, what, 2), expected, "at the commit: {what}");
    }
}

#[test]
fn a_transaction_is_not_done_again_for_ever() {
    for what in [TERMINATE, SERIALIZATION, DEAD_LOCK] {
        let expected = (None, false, "5".to_owned());
        assert_eq!(run(WITHIN, what, 1000), expected, "{what}");
    }
}

#[test]
fn a_transaction_of_which_nobody_knows_whether_it_was_committed_is_not_done_again() {
    let expected = (None, false, "1".to_owned());
    assert_eq!(run(AT_COMMIT, TERMINATE, 1), expected);
}

#[test]
fn a_transaction_that_is_refused_is_not_done_again() {
    for kind in [WITHIN, AT_COMMIT] {
        let expected = (None, false, "1".to_owned());
        assert_eq!(run(kind, CONSTRAINT, 1), expected, "{kind}");
    }
}

#[test]
fn what_a_refused_row_holds_is_not_in_the_error() {
    let (database, threads) = (database(), threads());
    let store = connect(&database.url(), 1);
    database.execute("ALTER TABLE mails ADD CHECK (subject <> 'Log in')");
    let mail = crate::sample::mail("https://rentals.example/?sesame=canary");
    let refused = threads.block_on(store.create_login(&request(1), Some(&mail)));
    let error = refused.expect_err("the row is refused");
    let text = format!("{error:?}");
    assert!(text.contains("23514"), "{text}");
    assert!(
        !text.contains("canary") && !text.contains("jane.doe"),
        "{text}"
    );
}
