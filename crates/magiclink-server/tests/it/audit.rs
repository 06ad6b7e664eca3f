//! `magiclink audit`, and what is in it after the server has stopped or was killed.

use serde_json::Value;

use crate::{
    program::{Folder, text},
    smtp::{self, Smtp},
};

const JANE: &str = "jane.doe@example.com";

fn ok(folder: &Folder, arguments: &[&str]) -> String {
    let output = folder.run(arguments);
    let error = text(&output.stderr);
    assert!(output.status.success(), "{arguments:?}: {error}");
    text(&output.stdout)
}

fn audit(folder: &Folder, more: &[&str]) -> Vec<Value> {
    let printed = ok(folder, &[&["audit", "--json"], more].concat());
    serde_json::from_str(&printed).expect("it is an array")
}

fn names(entries: &[Value]) -> Vec<&str> {
    let names = entries.iter().map(|entry| entry["what"].as_str());
    names.map(|name| name.expect("it is a text")).collect()
}

#[test]
fn what_commands_do_is_written_down() {
    let folder = Folder::with_configuration();
    ok(&folder, &["account", "add", JANE, "--admin"]);
    for command in ["disable", "enable", "log-out"] {
        ok(&folder, &["account", command, JANE]);
    }
    ok(&folder, &["link", "login", JANE]);
    let entries = audit(&folder, &[]);
    let expected = [
        "login-link-made",
        "all-logged-out",
        "account-enabled",
        "account-disabled",
        "admin-made",
        "account-added",
    ];
    assert_eq!(names(&entries), expected);
    for entry in &entries {
        assert_eq!(
            (&entry["by"], &entry["account"]),
            (&"operator".into(), &JANE.into())
        );
    }
    let table = ok(&folder, &["audit", "--limit", "1"]);
    let lines: Vec<_> = table.lines().collect();
    assert_eq!(lines.len(), 2);
    assert!(
        lines[0].starts_with("TIME                  WHAT             ACCOUNT"),
        "{table}"
    );
    assert!(lines[1].ends_with("  operator"), "{table}");

    ok(&folder, &["account", "delete", JANE]);
    let deleted = &audit(&folder, &["--kind", "account-deleted"])[0];
    assert_eq!(
        (&deleted["account"], &deleted["account_id"]),
        (&Value::Null, &1.into())
    );
    assert_eq!(deleted["detail"], "j***@example.com");
    assert!(ok(&folder, &["audit"]).contains("(deleted, 1)"));
}

#[test]
fn the_audit_log_is_filtered() {
    let folder = Folder::with_configuration();
    ok(&folder, &["account", "add", JANE]);
    ok(&folder, &["account", "add", "bob@example.com"]);
    for (filter, expected) in [
        (&["--account", JANE][..], 1),
        (&["--kind", "account-added"], 2),
        (&["--kind", "logged-in"], 0),
        (&["--since", "1h"], 2),
        (&["--since", "0s"], 0),
        (&["--client", "192.0.2.1"], 0),
        (&["--limit", "1"], 1),
    ] {
        assert_eq!(audit(&folder, filter).len(), expected, "{filter:?}");
    }
    for (wrong, code) in [
        (["--kind", "logged"], 2),
        (["--since", "soon"], 2),
        (["--client", "localhost"], 2),
        (["--account", "nobody@example.com"], 1),
    ] {
        let output = folder.run(&[&["audit"][..], &wrong].concat());
        assert_eq!(output.status.code(), Some(code), "{wrong:?}");
    }
}

#[cfg(unix)]
#[test]
fn what_has_happened_is_kept_when_the_server_stops() {
    use crate::server::{Server, folder};

    let smtp = Smtp::start(&[]);
    let folder = folder(&smtp);
    ok(&folder, &["account", "add", JANE]);
    let server = Server::start(folder, &[]);
    let mut browser = server.browser();
    browser.ask(JANE);
    let link = smtp::link(&smtp.mails(1).remove(0));
    assert_eq!(browser.get(&link).location(), "/account/");
    for _ in 0..3 {
        assert_eq!(server.browser().get(&link).status, 403);
    }
    let (status, folder) = server.stop();
    assert!(status.success());
    let entries = audit(&folder, &["--account", JANE]);
    let mut names = names(&entries);
    // Whether the mail server has said goodbye before its mail is read is up to it.
    names.sort_unstable();
    let expected = ["account-added", "logged-in", "login-asked", "mail-sent"];
    assert_eq!(names, expected);
    let logged_in = &audit(&folder, &["--kind", "logged-in"])[0];
    assert_eq!(logged_in["address"], "127.0.0.1");
    let refused = audit(
        &folder,
        &["--kind", "login-refused", "--client", "127.0.0.1"],
    );
    let counts: Vec<_> = refused
        .iter()
        .map(|entry| entry["count"].as_u64())
        .collect();
    assert_eq!(counts, [Some(1), Some(2)], "the first, then how many more");
}
