//! Starting, stopping and asking a server.

use std::{
    fs, iter,
    net::TcpListener,
    os::unix::fs::PermissionsExt as _,
    path::{Path, PathBuf},
    process::Command,
    sync::atomic::{AtomicU32, Ordering},
};

use crate::{database::Database, folder::Folder, programs};

/// The superuser. Everybody else may do nothing.
pub(crate) const USER: &str = "tester";
/// Recognisable, so that a test can look for it where no password may be.
pub(crate) const PASSWORD: &str = "canary-of-postgres";

/// Quick, for databases that do not outlive the test.
const FORGETFUL: &[(&str, &str)] = &[("fsync", "off"), ("full_page_writes", "off")];
/// Another program may take a port between finding it free and using it.
const STARTS: u32 = 5;

/// A PostgreSQL server, stopped and deleted when it is dropped.
#[derive(Debug)]
pub struct TemporaryPostgres {
    folder: Folder,
    port: u16,
    databases: AtomicU32,
}

impl TemporaryPostgres {
    /// Starts a server that does not wait for its disk.
    #[must_use]
    pub fn start() -> Self {
        Self::start_with(FORGETFUL)
    }

    /// Starts a server that keeps what it has answered even when the power fails, as in earnest.
    #[must_use]
    pub fn start_durable() -> Self {
        Self::start_with(&[])
    }

    /// Starts a server that takes connections over TCP only with TLS, under a certificate and its key,
    /// both as PEM.
    #[must_use]
    pub fn start_with_tls(certificate: &str, key: &str) -> Self {
        let server = Self::prepare();
        for (name, text) in [("server.crt", certificate), ("server.key", key)] {
            let path = server.folder.data().join(name);
            fs::write(&path, text).expect("the folder can be written");
            fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).expect("it is ours");
            programs::give(&path);
        }
        let rules = "local all all scram-sha-256\nhostssl all all all scram-sha-256\n";
        let path = server.folder.data().join("pg_hba.conf");
        fs::write(path, rules).expect("the folder can be written");
        server.configured_and_started(&[FORGETFUL, &[("ssl", "on")]].concat())
    }

    fn start_with(settings: &[(&str, &str)]) -> Self {
        Self::prepare().configured_and_started(settings)
    }

    /// Makes the files of a server.
    fn prepare() -> Self {
        let folder = Folder::create();
        let password = folder.path().join("password");
        fs::write(&password, PASSWORD).expect("the folder can be written");
        programs::give(&password);
        let mut initdb = programs::command("initdb", folder.path());
        initdb.args(["--username", USER, "--auth", "scram-sha-256"]);
        initdb.args(["--encoding", "UTF8", "--locale", "C", "--no-sync"]);
        initdb.arg("--pgdata").arg(folder.data());
        initdb.arg("--pwfile").arg(password);
        programs::run(&mut initdb);
        Self {
            folder,
            port: 0,
            databases: AtomicU32::new(0),
        }
    }

    fn configured_and_started(mut self, settings: &[(&str, &str)]) -> Self {
        for left in (0..STARTS).rev() {
            self.port = free_port();
            self.configure(settings);
            let started = self.pg_ctl(&["start", "--wait"]).status();
            if started.is_ok_and(|status| status.success()) {
                return self;
            }
            let log = fs::read_to_string(self.log()).unwrap_or_default();
            assert!(
                left > 0 && log.contains("Address already in use"),
                "PostgreSQL does not start:\n{log}"
            );
        }
        unreachable!("the last start returns or panics")
    }

    fn configure(&self, settings: &[(&str, &str)]) {
        let folder = self.folder.path().display();
        let text = format!(
            "listen_addresses = '127.0.0.1'\nport = {}\nunix_socket_directories = '{folder}'\n\
             max_connections = 300\nlog_min_messages = log",
            self.port
        );
        let settings = settings
            .iter()
            .map(|(name, value)| format!("{name} = {value}"));
        let lines: Vec<_> = iter::once(text).chain(settings).collect();
        let path = self.folder.data().join("postgresql.conf");
        fs::write(path, lines.join("\n")).expect("the folder can be written");
    }

    /// Makes an empty database.
    pub fn create_database(&self) -> Database<'_> {
        let number = self.databases.fetch_add(1, Ordering::Relaxed);
        let name = format!("test{number}");
        self.execute("postgres", &format!("CREATE DATABASE {name}"));
        Database::new(self, name)
    }

    /// Stops the server as a crash would: no answer, no goodbye, and what was committed stays.
    pub fn crash(&self) {
        programs::run(&mut self.pg_ctl(&["stop", "--wait", "--mode", "immediate"]));
    }

    /// Starts a server again that was stopped.
    pub fn start_again(&self) {
        // Not `run`: the server keeps what it would read the output through.
        let started = self.pg_ctl(&["start", "--wait"]).status();
        let is_started = started.is_ok_and(|status| status.success());
        let log = fs::read_to_string(self.log()).unwrap_or_default();
        assert!(is_started, "PostgreSQL does not start again:\n{log}");
    }

    /// Runs SQL as the superuser, and returns what it printed: a line for each row, with `|` between
    /// columns.
    pub(crate) fn execute(&self, database: &str, sql: &str) -> String {
        let mut psql = programs::command("psql", self.folder.path());
        psql.args(["--no-psqlrc", "--quiet", "--no-align", "--tuples-only"]);
        psql.args(["--set", "ON_ERROR_STOP=1", "--username", USER]);
        psql.arg("--host").arg(self.folder.path());
        psql.args(["--port", &self.port.to_string()]);
        psql.args(["--dbname", database, "--command", sql]);
        psql.env("PGPASSWORD", PASSWORD);
        programs::run(&mut psql)
    }

    /// The port on 127.0.0.1.
    #[must_use]
    pub fn port(&self) -> u16 {
        self.port
    }

    /// The folder of the socket.
    #[must_use]
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// The password of the superuser, which is in every URL.
    #[must_use]
    pub fn password(&self) -> &'static str {
        PASSWORD
    }

    fn log(&self) -> PathBuf {
        self.folder.path().join("log")
    }

    fn pg_ctl(&self, arguments: &[&str]) -> Command {
        let mut command = programs::command("pg_ctl", self.folder.path());
        command.args(arguments).arg("--silent");
        command.arg("--pgdata").arg(self.folder.data());
        if arguments.contains(&"start") {
            command.arg("--log").arg(self.log());
        }
        command
    }
}

fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").expect("loopback has a free port");
    let address = listener.local_addr().expect("it is bound");
    address.port()
}
