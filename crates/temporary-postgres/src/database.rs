//! A database of a server.

use crate::{
    programs,
    server::{PASSWORD, TemporaryPostgres, USER},
};

/// A database on a [`TemporaryPostgres`]. It lives as long as the server.
#[derive(Debug)]
pub struct Database<'s> {
    server: &'s TemporaryPostgres,
    name: String,
}

impl<'s> Database<'s> {
    pub(crate) fn new(server: &'s TemporaryPostgres, name: String) -> Self {
        Self { server, name }
    }

    /// Its URL over TCP.
    #[must_use]
    pub fn url(&self) -> String {
        self.url_of_host(&format!("127.0.0.1:{}", self.server.port()))
    }

    /// Its URL through the Unix socket.
    #[must_use]
    pub fn socket_url(&self) -> String {
        let folder = self.server.folder().display().to_string();
        let host = folder.replace('/', "%2F");
        self.url_of_host(&format!("{host}:{}", self.server.port()))
    }

    /// Its URL with another host, or another port.
    #[must_use]
    pub fn url_of_host(&self, host: &str) -> String {
        format!("postgres://{USER}:{PASSWORD}@{host}/{}", self.name)
    }

    /// Its name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Runs SQL as the superuser, and returns what it printed: a line for each row, with `|` between
    /// columns.
    #[expect(clippy::must_use_candidate, reason = "much SQL prints nothing")]
    pub fn execute(&self, sql: &str) -> String {
        self.server.execute(&self.name, sql)
    }

    /// Makes a back-up by `pg_dump`, and a new database from it by `pg_restore`.
    #[must_use]
    pub fn restored(&self) -> Self {
        let (folder, database) = (self.server.folder(), self.server.create_database());
        let file = format!("{}.dump", self.name);
        let mut dump = programs::command("pg_dump", folder);
        dump.args(["--format=custom", "--file", &file]);
        dump.args(["--dbname", &self.url()]);
        programs::run(&mut dump);
        let mut restore = programs::command("pg_restore", folder);
        restore.args(["--no-owner", "--single-transaction"]);
        restore.args(["--dbname", &database.url(), &file]);
        programs::run(&mut restore);
        database
    }

    /// All of it as SQL, by `pg_dump`.
    #[must_use]
    pub fn dump(&self) -> String {
        let mut dump = programs::command("pg_dump", self.server.folder());
        programs::run(dump.args(["--dbname", &self.url()]))
    }

    /// The server.
    #[must_use]
    pub fn server(&self) -> &'s TemporaryPostgres {
        self.server
    }
}
