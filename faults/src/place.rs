//! The program in a folder of its own, with its settings and its database.

use std::{
    env,
    path::{Path, PathBuf},
    process::{Command, Output},
};

use tempfile::TempDir;

use crate::{database::Database, ground::Ground, smtp::Smtp};

/// A folder to run the program in; it is deleted at the end.
#[derive(Debug)]
pub(crate) struct Place<'g> {
    program: &'g Path,
    folder: TempDir,
    pub(crate) database: Database<'g>,
    /// Settings, as variables of the environment.
    settings: Vec<(String, String)>,
}

impl<'g> Place<'g> {
    /// A place with a database in SQLite, whose mails go to a mail server.
    pub(crate) fn sqlite(ground: &'g Ground, smtp: &Smtp) -> Self {
        let folder = TempDir::new().expect("a folder can be made");
        let file = folder.path().join("magiclink.db");
        Self::prepared(ground, folder, Database::Sqlite(file), smtp)
    }

    /// A place with an empty database in PostgreSQL.
    pub(crate) fn postgres(
        ground: &'g Ground,
        database: temporary_postgres::Database<'g>,
        smtp: &Smtp,
    ) -> Self {
        let folder = TempDir::new().expect("a folder can be made");
        Self::prepared(ground, folder, Database::Postgres(database), smtp)
    }

    fn prepared(ground: &'g Ground, folder: TempDir, database: Database<'g>, smtp: &Smtp) -> Self {
        let mut place = Self {
            program: &ground.program,
            folder,
            database,
            settings: Vec::new(),
        };
        place.set("MAGICLINK_LISTEN", "127.0.0.1:0");
        place.set("MAGICLINK_LOG_LEVEL", "warn");
        // Limits count by the address that a visitor has; see `Browser::behind`.
        place.set("MAGICLINK_TRUSTED_PROXIES", "127.0.0.1");
        place.ok(&[
            "init",
            "--base-url=http://localhost",
            "--mail-from=login@example.com",
            &format!("--mail-url=smtp://127.0.0.1:{}", smtp.port),
        ]);
        let url = place.database.url();
        place.set("MAGICLINK_DATABASE_URL", &url);
        place.ok(&["migrate"]);
        place
    }

    /// Sets a setting, by its variable; for commands from now on.
    pub(crate) fn set(&mut self, variable: &str, value: &str) {
        self.settings.push((variable.to_owned(), value.to_owned()));
    }

    /// Has the place use another file, which is made.
    pub(crate) fn use_sqlite(&mut self, file: PathBuf) {
        self.database = Database::Sqlite(file);
        let url = self.database.url();
        self.set("MAGICLINK_DATABASE_URL", &url);
        self.ok(&["migrate"]);
    }

    /// What a setting was set to, if it was.
    pub(crate) fn setting(&self, variable: &str) -> Option<&str> {
        let mut settings = self.settings.iter().rev();
        let (_, value) = settings.find(|(name, _)| name == variable)?;
        Some(value)
    }

    /// Makes accounts for `person1@example.com` and so on.
    pub(crate) fn add_people(&self, count: usize) {
        self.database.execute(&format!(
            "WITH RECURSIVE numbers (number) AS (
                 SELECT 1 UNION ALL SELECT number + 1 FROM numbers WHERE number < {count}
             )
             INSERT INTO people (email, email_key, marker, created)
             SELECT 'person' || number || '@example.com', 'person' || number || '@example.com',
                 'marker of ' || number, 0
             FROM numbers"
        ));
    }

    /// A path in the folder.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// The program with these arguments, in the folder and with the settings.
    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(self.program);
        command.args(arguments);
        self.furnish(&mut command);
        command
    }

    /// A shell that runs a script in which `$0` is the program, such as one that sets limits first.
    pub(crate) fn shell(&self, script: &str) -> Command {
        let mut command = Command::new("sh");
        command.args(["-c", script]).arg(self.program);
        self.furnish(&mut command);
        command
    }

    fn furnish(&self, command: &mut Command) {
        command.current_dir(self.folder.path());
        for (name, _) in env::vars_os() {
            if name.to_string_lossy().starts_with("MAGICLINK_") {
                command.env_remove(name);
            }
        }
        command.envs(self.settings.iter().map(|(name, value)| (name, value)));
    }

    /// What a command prints, which must succeed.
    pub(crate) fn ok(&self, arguments: &[&str]) -> String {
        let output = self.command(arguments).output();
        let Output {
            status,
            stdout,
            stderr,
        } = output.expect("the program starts");
        let errors = String::from_utf8_lossy(&stderr);
        assert!(status.success(), "{arguments:?}: {errors}");
        String::from_utf8(stdout).expect("it prints text")
    }
}
