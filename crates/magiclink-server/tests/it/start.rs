//! What stops the start of the server, and what it only warns of.

use std::fs;

use magiclink::store::FingerprintStore as _;
use magiclink_sqlite::SqliteStore;

use crate::{
    program::{Folder, text},
    server::{Server, folder_with},
};

/// Adds a line at the beginning of the configuration.
fn add(folder: &Folder, line: &str) {
    let path = folder.path("magiclink.toml");
    let written = fs::read_to_string(&path).expect("the file is there");
    fs::write(path, format!("{line}\n{written}")).expect("the file can be written");
}

/// What `magiclink serve` says when it does not start.
fn refused(folder: &Folder, variables: &[(&str, &str)]) -> String {
    let output = folder
        .command(&["serve"])
        .env("MAGICLINK_LISTEN", "127.0.0.1:0")
        .envs(variables.iter().copied())
        .output()
        .expect("the program runs");
    assert_eq!(output.status.code(), Some(2), "{output:?}");
    let sentence = text(&output.stderr);
    assert_eq!(sentence.lines().count(), 1, "{sentence}");
    sentence
}

#[test]
fn what_is_weak_or_only_for_the_looks_is_warned_of_and_the_server_starts() {
    for (line, said) in [
        ("login.max_age = \"15m\"", "over 10m"),
        ("login.confirm = \"never\"", "use them up"),
        ("site_name = \"two\\nlines\"", "one line"),
        (
            "templates = \"templates\"",
            "takes the place of no template",
        ),
    ] {
        let folder = folder_with("file:mails");
        add(&folder, line);
        fs::create_dir(folder.path("templates")).expect("the folder can be made");
        fs::write(folder.path("templates/logn.html"), "x").expect("the file can be written");
        let server = Server::start(folder, &[]);
        let page = server.browser().get("/login/");
        assert_eq!(page.status, 200, "{line}");
        assert!(!page.body.contains("two"), "{line}: {}", page.body);
        let [warning] = &*server.complaints() else {
            panic!("one warning for {line}: {}", server.log());
        };
        assert!(warning.contains(said), "{line}: {warning}");
        assert!(
            line.starts_with("templates") || warning.contains("magiclink.toml:1: "),
            "{warning}"
        );
    }
}

#[test]
fn a_name_that_no_mail_can_have_is_left_out() {
    let folder = folder_with("file:mails");
    let name = "x".repeat(101);
    let from = format!("{name} <login@example.com>");
    let output = folder
        .command(&["mail", "test", "jane.doe@example.com"])
        .env("MAGICLINK_MAIL_FROM", &from)
        .output()
        .expect("the program runs");
    assert!(output.status.success(), "{output:?}");
    let server = Server::start(folder, &[("MAGICLINK_MAIL_FROM", &from)]);
    let log = server.log();
    assert!(
        log.contains("MAGICLINK_MAIL_FROM: shorten the sender's name"),
        "{log}"
    );
}

#[cfg(unix)]
#[test]
fn a_configuration_that_others_can_read_is_refused_if_a_secret_is_in_it_and_warned_of_if_not() {
    use std::os::unix::fs::PermissionsExt as _;

    let folder = folder_with("file:mails");
    let allow = |folder: &Folder, name: &str, mode| {
        let permissions = fs::Permissions::from_mode(mode);
        fs::set_permissions(folder.path(name), permissions).expect("the file is there");
    };
    allow(&folder, "magiclink.toml", 0o644);
    let server = Server::start(folder, &[]);
    assert!(
        server
            .log()
            .contains("everyone can read or change magiclink.toml")
    );
    let (_, folder) = server.stop();

    allow(&folder, "magiclink.db", 0o644);
    let output = folder.run(&["serve"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output.stderr).contains("chmod 600"), "{output:?}");

    for line in [
        "secret_key_fallbacks = [\"q8Zt5Jw2Yx7Nc4Vb9Mh3Kd6Fg1Ls0Pa8\"]",
        "mail_url = \"smtps://jane:hunter2@mail.example.com\"",
        "database_url = \"postgres://jane:hunter2@db.example.com/magiclink\"",
        "database_url = \"postgres://jane@db.example.com/magiclink?password=hunter2\"",
        "secret_key = \"q8Zt5Jw2Yx7Nc4Vb9Mh3Kd6Fg1Ls0Pa8\"",
    ] {
        let folder = Folder::new();
        fs::write(folder.path("magiclink.toml"), line).expect("the file can be written");
        allow(&folder, "magiclink.toml", 0o640);
        let sentence = refused(&folder, &[]);
        assert!(
            sentence.contains("magiclink.toml:1: others can read this secret"),
            "{sentence}"
        );
        assert!(
            !sentence.contains("hunter2") && !sentence.contains("q8Zt"),
            "{sentence}"
        );
    }
}

#[test]
fn a_server_without_tls_is_for_this_machine_only() {
    let folder = folder_with("smtps://mail.example.com");
    let sentence = refused(&folder, &[("MAGICLINK_LISTEN", "0.0.0.0:0")]);
    assert!(
        sentence.contains("MAGICLINK_LISTEN: without TLS"),
        "{sentence}"
    );
}

#[cfg(unix)]
#[test]
fn settings_of_tokens_that_have_changed_under_the_same_key_are_refused_until_they_are_accepted() {
    let folder = folder_with("file:mails");
    let start = |folder| {
        let server = Server::start(folder, &[]);
        server.stop().1
    };
    let folder = start(start(folder));
    change_shape(&folder);
    for arguments in [&["serve"][..], &["link", "login", "jane.doe@example.com"]] {
        let mut command = folder.command(arguments);
        let output = command.env("MAGICLINK_LISTEN", "127.0.0.1:0").output();
        let output = output.expect("the program runs");
        assert_eq!(output.status.code(), Some(2), "{output:?}");
        let sentence = text(&output.stderr);
        assert!(
            sentence.contains("magiclink token accept-settings"),
            "{sentence}"
        );
    }
    assert!(folder.run(&["token", "accept-settings"]).status.success());
    let folder = start(folder);

    // A new key in the place of the old one is a lawful way, too, and a key that is rotated is no change.
    change_shape(&folder);
    let key = fs::read_to_string(folder.path("magiclink.key")).expect("the key is there");
    let fallback = [("MAGICLINK_SECRET_KEY_FALLBACKS", key.trim())];
    let new = key.trim().chars().rev().collect::<String>();
    fs::write(folder.path("magiclink.key"), new).expect("the file can be written");
    refused(&folder, &fallback);
    let folder = start(folder);
    let server = Server::start(folder, &fallback);
    assert_eq!(server.stop().0.code(), Some(0));
}

/// Has the database say that tokens were made in another way under the same key.
pub(crate) fn change_shape(folder: &Folder) {
    let store = SqliteStore::open(folder.path("magiclink.db")).expect("the database opens");
    let threads = magiclink::contract::Threads::default();
    let kept = threads.block_on(store.find_fingerprint());
    let kept = kept
        .expect("the store answers")
        .expect("the server kept one");
    let other = format!("{:0>16}{}", 7, &kept.to_string()[16..]);
    let other = other.parse().expect("it has 32 digits");
    let changed = threads.block_on(store.keep_fingerprint(&other, Some(&kept)));
    assert!(changed.expect("the store answers"));
}
