//! A database of a server.

use crate::server::{PASSWORD, TemporaryPostgres, USER};

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

    /// The server.
    #[must_use]
    pub fn server(&self) -> &'s TemporaryPostgres {
        self.server
    }
}
