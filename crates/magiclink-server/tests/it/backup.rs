//! A back-up of the database that is made while the server runs, and a server that starts from it.

use std::{fs, process::Command};

use crate::{
    program::{Folder, text},
    running::{JANE, Server, folder_with_site},
};

const JOHN: &str = "john.roe@example.com";

#[test]
fn a_back_up_brings_back_what_was_there_when_it_was_made() {
    let server = Server::start(folder_with_site(""));
    sqlite3(&server.folder, "magiclink.db", "VACUUM INTO 'backup.db'");
    server.ok(&["account", "add", JOHN]);
    server.jane();

    let folder = Folder::new();
    let files = [
        ("magiclink.toml", "magiclink.toml"),
        ("magiclink.key", "magiclink.key"),
        ("backup.db", "magiclink.db"),
    ];
    for (from, to) in files {
        fs::copy(server.folder.path(from), folder.path(to)).expect("the file can be copied");
    }
    assert_eq!(
        sqlite3(&folder, "magiclink.db", "PRAGMA integrity_check"),
        "ok\n"
    );
    assert_eq!(
        sqlite3(&folder, "magiclink.db", "PRAGMA foreign_key_check"),
        ""
    );
    drop(server);

    let restored = Server::start(folder);
    assert_eq!(restored.browser().get("/health/ready").body, "ready\n");
    let accounts = restored.ok(&["account", "list"]);
    assert!(accounts.contains(JANE), "{accounts}");
    assert!(!accounts.contains(JOHN), "{accounts}");
    restored.jane();
}

/// What SQLite's own program says, as an operator runs it.
fn sqlite3(folder: &Folder, file: &str, command: &str) -> String {
    let output = Command::new("sh")
        .args(["-c", "umask 077 && exec sqlite3 \"$1\" \"$2\"", "sh"])
        .arg(folder.path(file))
        .arg(command)
        .current_dir(folder.path(""))
        .output()
        .expect("a shell can be started");
    let error = text(&output.stderr);
    let advice = "is the package sqlite3 installed?";
    assert!(output.status.success(), "{command}: {error}; {advice}");
    text(&output.stdout)
}
