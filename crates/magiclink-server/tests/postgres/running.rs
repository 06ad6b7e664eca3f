//! Servers that share a database.

use std::{
    fs,
    io::{BufRead as _, BufReader},
    os::unix::fs::PermissionsExt as _,
    process::Child,
    sync::LazyLock,
};

use temporary_postgres::{Database, TemporaryPostgres};

use crate::{
    http::Browser,
    program::{Folder, text},
};

pub(crate) const JANE: &str = "jane.doe@example.com";

/// One for all tests. It ends with the process.
static POSTGRES: LazyLock<TemporaryPostgres> = LazyLock::new(TemporaryPostgres::start);

/// An empty database on the server that the tests share.
pub(crate) fn database() -> Database<'static> {
    POSTGRES.create_database()
}

/// A folder with a configuration for this machine and this database, whose password is in a file.
pub(crate) fn folder(database: &Database<'_>) -> Folder {
    let folder = Folder::new();
    let made = folder.run(&[
        "init",
        "--base-url=http://localhost",
        "--mail-url=file:mails",
        "--mail-from=login@example.com",
    ]);
    assert!(made.status.success(), "{}", text(&made.stderr));
    let password = database.server().password();
    let url = database.url().replace(&format!(":{password}@"), "@");
    let path = folder.path("password");
    fs::write(&path, format!("{password}\n")).expect("the file can be written");
    let owner_only = fs::Permissions::from_mode(0o600);
    fs::set_permissions(&path, owner_only).expect("the file is ours");
    let path = folder.path("magiclink.toml");
    let written = fs::read_to_string(&path).expect("the file can be read");
    let more = format!("database_url = \"{url}\"\ndatabase_password_file = \"password\"\n");
    // Before the first section, if there is one.
    fs::write(path, more + &written).expect("the file can be written");
    folder
}

/// What a command prints, which must succeed.
pub(crate) fn ok(folder: &Folder, arguments: &[&str]) -> String {
    let output = folder.run(arguments);
    let error = text(&output.stderr);
    assert!(output.status.success(), "{arguments:?}: {error}");
    text(&output.stdout)
}

/// A running server; it ends with the test.
pub(crate) struct Server {
    child: Child,
    pub(crate) address: String,
}

impl Server {
    pub(crate) fn start(folder: &Folder) -> Self {
        let mut child = folder
            .server(&["serve"])
            .env("MAGICLINK_LISTEN", "127.0.0.1:0")
            .spawn()
            .expect("the program starts");
        let output = child.stdout.take().expect("its output is piped");
        let address = BufReader::new(output)
            .lines()
            .map_while(Result::ok)
            .find_map(|line| Some(line.strip_prefix("listening on http://")?.to_owned()))
            .expect("it says where it listens");
        Self { child, address }
    }

    pub(crate) fn browser(&self) -> Browser {
        Browser::at(&self.address, "localhost")
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Two servers on an empty database, and the folder that both run in.
pub(crate) fn two_servers(database: &Database<'_>) -> (Folder, [Server; 2]) {
    let folder = folder(database);
    let servers = [Server::start(&folder), Server::start(&folder)];
    (folder, servers)
}
