//! Its tables, its password, and a database that is gone for a while.

use temporary_postgres::TemporaryPostgres;

use crate::{
    account::log_in,
    program::text,
    running::{JANE, Server, database, folder, ok},
};

#[test]
fn migrate_makes_the_tables_and_says_so() {
    let folder = folder(&database());
    assert!(ok(&folder, &["migrate"]).starts_with("the tables are made, version "));
    assert!(ok(&folder, &["migrate"]).starts_with("the tables are up to date, version "));
}

#[test]
fn a_back_up_is_restored_with_its_accounts_sessions_and_ids() {
    let database = database();
    let first = folder(&database);
    ok(&first, &["account", "add", JANE]);
    ok(&first, &["account", "add", "other@example.com"]);
    ok(&first, &["account", "delete", "other@example.com"]);
    let server = Server::start(&first);
    let mut browser = log_in(&first, &server, JANE);

    let restored = folder(&database.restored());
    let key = std::fs::read(first.path("magiclink.key")).unwrap();
    std::fs::write(restored.path("magiclink.key"), key).unwrap();
    assert!(ok(&restored, &["migrate"]).starts_with("the tables are up to date"));
    let server = Server::start(&restored);
    browser.address.clone_from(&server.address);
    let account = browser.get("/account/");
    assert!(account.body.contains(JANE), "{}", account.head);
    ok(&restored, &["account", "add", "new@example.com"]);
    let rows = ok(&restored, &["account", "list", "--json"]);
    let rows: serde_json::Value = serde_json::from_str(&rows).unwrap();
    assert_eq!(rows[1]["id"], 3, "an id is used once");
}

#[test]
fn a_server_that_is_told_not_to_migrate_asks_for_it() {
    let folder = folder(&database());
    let serve = || {
        let mut command = folder.command(&["account", "list"]);
        let output = command.env("MAGICLINK_DATABASE_MIGRATE", "false").output();
        output.expect("the program runs")
    };
    let refused = serve();
    assert_eq!(refused.status.code(), Some(1));
    let sentence = text(&refused.stderr);
    assert!(sentence.contains("migrate"), "{sentence}");
    ok(&folder, &["migrate"]);
    let done = serve();
    assert!(done.status.success(), "{}", text(&done.stderr));
}

#[test]
fn the_password_is_never_said() {
    let database = database();
    let folder = folder(&database);
    let password = database.server().password();
    std::fs::write(folder.path("password"), format!("wrong-{password}")).unwrap();
    let output = folder.run(&["serve"]);
    assert_eq!(output.status.code(), Some(1));
    let sentence = text(&output.stderr);
    assert!(
        sentence.contains("password authentication failed"),
        "{sentence}"
    );
    assert!(!sentence.contains(password), "{sentence}");
}

#[test]
fn a_server_is_not_ready_while_its_database_is_gone_and_ready_again_by_itself() {
    let postgres = TemporaryPostgres::start();
    let database = postgres.create_database();
    let folder = folder(&database);
    let server = Server::start(&folder);
    let status = |path: &str| server.browser().get(path).status;
    for _ in 0..3 {
        assert_eq!(status("/health/ready"), 200);
        postgres.crash();
        assert_eq!(status("/health/ready"), 503);
        assert_eq!(status("/health/live"), 200);
        let form = server.browser().get("/account/").status;
        assert_ne!(form, 200);
        postgres.start_again();
    }
    assert_eq!(status("/health/ready"), 200);
}
