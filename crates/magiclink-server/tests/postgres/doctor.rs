//! `magiclink doctor` on PostgreSQL.

use crate::{
    program::{Folder, text},
    running::{database, folder, ok},
};

/// What is found about one thing, a line each; the password is never in it.
fn about(folder: &Folder, part: &str, password: &str) -> Vec<String> {
    let output = folder.run(&["doctor", "--json", "--time-limit", "10s"]);
    let said = text(&output.stdout);
    assert!(!said.contains(password), "{said}");
    let json: serde_json::Value = serde_json::from_str(&said).expect("it is JSON");
    let findings = json["findings"]
        .as_array()
        .expect("there are findings")
        .iter();
    let found = findings.filter(|finding| finding["part"] == part);
    found
        .map(|finding| {
            let [state, text] =
                ["state", "text"].map(|name| finding[name].as_str().unwrap_or_default());
            format!("{state}: {text}")
        })
        .collect()
}

#[test]
fn the_database_its_version_and_its_clock_are_told() {
    let database = database();
    let folder = folder(&database);
    let password = database.server().password();
    let empty = about(&folder, "database", password);
    assert!(empty[0].starts_with("warning: PostgreSQL "), "{empty:?}");
    let tables = "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'";
    assert_eq!(database.execute(tables), "0\n", "nothing has changed");

    ok(&folder, &["migrate"]);
    let found = about(&folder, "database", password);
    let name = format!(
        "database {}, schema public, tables of version",
        database.name()
    );
    assert!(
        found[0].starts_with("good: ") && found[0].contains(&name),
        "{found:?}"
    );
    assert_eq!(found[1], "good: it can be written");
    assert_eq!(found[2], "good: no TLS: it is on this machine");
    assert_eq!(
        about(&folder, "clock", password),
        ["good: agrees with the database"]
    );
}

#[test]
fn a_database_that_refuses_is_told_without_its_password() {
    let database = database();
    let folder = folder(&database);
    let password = database.server().password();
    std::fs::write(folder.path("password"), format!("wrong-{password}")).unwrap();
    let found = about(&folder, "database", password);
    let words = "password authentication failed";
    assert!(
        found[0].starts_with("wrong: ") && found[0].contains(words),
        "{found:?}"
    );
    assert_eq!(about(&folder, "clock", password).len(), 1);
}
