//! `magiclink account` and `magiclink link`.

use crate::program::{Folder, text};

#[test]
fn an_account_is_added_listed_disabled_enabled_and_deleted() {
    let folder = Folder::with_configuration();
    let ok = |arguments: &[&str]| {
        let output = folder.run(arguments);
        assert!(
            output.status.success(),
            "{arguments:?}: {}",
            text(&output.stderr)
        );
        text(&output.stdout)
    };
    let jane = "Jane.Doe@example.com";
    ok(&["account", "add", jane, "--language", "de"]);
    let rows: serde_json::Value =
        serde_json::from_str(&ok(&["account", "list", "--json"])).unwrap();
    assert_eq!(rows[0]["email"], jane);
    assert_eq!(rows[0]["language"], "de");
    assert_eq!(rows[0]["active"], true);

    let again = folder.run(&["account", "add", "jane.doe@EXAMPLE.com"]);
    assert_eq!(again.status.code(), Some(1));
    assert!(text(&again.stderr).contains("already"));

    ok(&["account", "disable", jane]);
    assert!(ok(&["account", "show", jane]).contains("disabled"));
    assert_eq!(folder.run(&["link", "login", jane]).status.code(), Some(1));
    ok(&["account", "enable", jane]);
    let link = ok(&["link", "login", jane]);
    assert!(
        link.starts_with("https://example.com/login/auth/?sesame=3."),
        "{link}"
    );

    let report = ok(&["token", "inspect", link.trim(), "--json"]);
    let report: serde_json::Value = serde_json::from_str(&report).unwrap();
    assert_eq!(
        (&report["accepted"], &report["account"]),
        (&true.into(), &jane.into())
    );
    ok(&["account", "log-out", jane]);
    let report = ok(&["token", "inspect", link.trim()]);
    assert!(
        report.starts_with("refused  the token has been revoked"),
        "{report}"
    );

    ok(&["account", "delete", jane]);
    let gone = folder.run(&["account", "show", jane]);
    assert_eq!(gone.status.code(), Some(1));
    assert!(text(&gone.stderr).contains("no account has the address"));
}

#[test]
fn an_admin_is_made_by_the_command_line() {
    let folder = Folder::with_configuration();
    let ok = |arguments: &[&str]| {
        let output = folder.run(arguments);
        assert!(output.status.success(), "{}", text(&output.stderr));
        text(&output.stdout)
    };
    let is_admin = |email: &str| {
        let shown = ok(&["account", "show", email, "--json"]);
        let shown: serde_json::Value = serde_json::from_str(&shown).unwrap();
        shown["account"]["admin"].as_bool()
    };
    let (jane, admin) = ("jane.doe@example.com", "admin@example.com");
    ok(&["account", "add", jane]);
    ok(&["account", "add", admin, "--admin"]);
    assert_eq!((is_admin(jane), is_admin(admin)), (Some(false), Some(true)));
    assert_eq!(
        ok(&["account", "admin", jane]),
        format!("{jane} is an admin\n")
    );
    assert_eq!(is_admin(jane), Some(true));
    assert!(ok(&["account", "list"]).contains("active, admin"));
    assert!(ok(&["account", "show", jane]).contains("active, admin"));
    ok(&["account", "admin", jane, "--remove"]);
    assert_eq!((is_admin(jane), is_admin(admin)), (Some(false), Some(true)));
    let unknown = folder.run(&["account", "admin", "nobody@example.com"]);
    assert_eq!(unknown.status.code(), Some(1));
}

#[test]
fn what_is_no_address_or_language_is_a_usage_error() {
    let folder = Folder::with_configuration();
    for arguments in [
        &["account", "add", "jane"][..],
        &["account", "add", "j@a.example", "--language=xx"],
    ] {
        let output = folder.run(arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert_eq!(text(&output.stderr).lines().count(), 1);
    }
}
