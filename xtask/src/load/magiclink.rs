//! The program of this project, set up for a load.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};

use crate::command_line::CommandLine;
use crate::failure::Failure;
use crate::load::application::{Application, FIRST_PERSON, Range, redirected};
use crate::load::browser::{HOST, ORIGIN, click, form};
use crate::load::http;
use crate::load::program;
use crate::load::server::{Server, word_with};

/// A configuration with its database, and how many accounts were used.
#[derive(Debug)]
pub(crate) struct Magiclink {
    folder: PathBuf,
    database_url: String,
    range: Range,
}

/// As long as `magiclink init` makes it, and the same in every run.
const SECRET: &str = "q9CNsDOn6WqEEsXJzO9Yw3xwZ6bMbdfTBGZFQ3vlQbq7cTjN";

impl Magiclink {
    /// Writes a configuration into an empty folder and makes the tables, for mails to a port of this
    /// machine; the database is a file in the folder.
    pub(crate) fn make(folder: &Path, mail_port: u16, accounts: u64) -> Result<Self, Failure> {
        let database_url = format!("sqlite:{}", folder.join("magiclink.db").display());
        Self::with_database(folder, &database_url, (mail_port, accounts))
    }

    /// The same, with another database.
    pub(crate) fn with_database(
        folder: &Path,
        database_url: &str,
        (mail_port, accounts): (u16, u64),
    ) -> Result<Self, Failure> {
        let failed = |error| Failure::new(format!("cannot write {}: {error}", folder.display()));
        // It is not there in the first run.
        let _ = fs::remove_dir_all(folder);
        fs::create_dir_all(folder).map_err(failed)?;
        let secret = folder.join("secret");
        let config = format!(
            "base_url = \"{ORIGIN}\"\nlisten = \"127.0.0.1:0\"\ndatabase_url = \"{database_url}\"\n\
             secret_key_file = \"{}\"\nmail_url = \"smtp://127.0.0.1:{mail_port}\"\n\
             mail_from = \"login@{HOST}\"\ntrusted_proxies = [\"127.0.0.1\"]\n",
            secret.display()
        );
        for (path, text) in [(&secret, SECRET), (&folder.join("magiclink.toml"), &config)] {
            fs::write(path, text).map_err(failed)?;
            fs::set_permissions(path, fs::Permissions::from_mode(0o600)).map_err(failed)?;
        }
        let made = Self {
            folder: folder.to_owned(),
            database_url: database_url.to_owned(),
            range: Range::new(accounts),
        };
        made.command().with_argument("migrate").run()?;
        Ok(made)
    }

    /// Adds the accounts, and as many sessions.
    pub(crate) fn fill(&self, sessions: u64) -> Result<(), Failure> {
        self.data("fill", &[self.range.accounts, sessions])?;
        Ok(())
    }

    /// Has the whole database in the memory of the system.
    pub(crate) fn read(&self) -> Result<(), Failure> {
        self.data("read", &[]).map(drop)
    }

    /// Starts the server; its log goes to a file in the folder. Returns `host:port`, too.
    pub(crate) fn serve(&self) -> Result<(Server, String), Failure> {
        let (server, printed) = Server::announced(&self.server("127.0.0.1:0"), "listening on")?;
        let url = word_with(&printed, "http://", "")?;
        Ok((server, url.replace("http://", "")))
    }

    /// What starts the server at `host:port`.
    pub(crate) fn server(&self, host: &str) -> CommandLine {
        self.command()
            .with_argument("serve")
            .with_variable("MAGICLINK_LISTEN", host)
            .with_errors_in(self.folder.join("log.txt"))
    }

    /// How many accounts there are.
    pub(crate) fn accounts(&self) -> u64 {
        self.range.accounts
    }

    fn command(&self) -> CommandLine {
        let config = self.folder.join("magiclink.toml");
        program("magiclink").with_argument(format!("--config={}", config.display()))
    }

    fn data(&self, what: &str, numbers: &[u64]) -> Result<Vec<String>, Failure> {
        let mut command = program("load_data")
            .with_argument(what)
            .with_argument(&*self.database_url);
        if what == "logins" {
            let secret = self.folder.join("secret");
            command = command
                .with_argument(secret.display().to_string())
                .with_argument(ORIGIN);
        }
        for number in numbers {
            command = command.with_argument(number.to_string());
        }
        let printed = command.printed()?;
        Ok(printed.output.lines().map(str::to_owned).collect())
    }
}

impl Application for Magiclink {
    fn asks(&self, host: &str, count: u64) -> Result<Vec<String>, Failure> {
        let page = http::ask(host, &click("/login/", "", 0))?;
        let (Some(cookie), Some(token)) = (page.cookie("__Host-form"), page.hidden("form_token"))
        else {
            return Err(Failure::new("the login page has no form"));
        };
        let accounts = self.range.take_unasked(count)?;
        let fields =
            |account| format!("form_token={token}&next=&email=person{account:08}%40load.example");
        let requests = accounts
            .into_iter()
            .map(|account| form("/login/", &cookie, &fields(account), account));
        Ok(requests.collect())
    }

    fn redeems(&self, count: u64) -> Result<Vec<String>, Failure> {
        let [first, step] = self.range.take(count);
        let lines = self.data("logins", &[count, first, step, self.range.accounts])?;
        let requests = lines.iter().zip(FIRST_PERSON..).map(|(line, number)| {
            let (token, bearer) = line.split_once(' ').unwrap_or_default();
            let cookie = format!("__Host-login={bearer}.0");
            click(&format!("/login/auth/?sesame={token}"), &cookie, number)
        });
        Ok(requests.collect())
    }

    fn visits(&self, count: u64) -> Result<Vec<String>, Failure> {
        let [first, step] = self.range.take(count);
        let lines = self.data("sessions", &[count, first, step, self.range.accounts])?;
        let requests = lines.iter().zip(FIRST_PERSON..).map(|(bearer, number)| {
            click("/account/", &format!("__Host-session={bearer}"), number)
        });
        Ok(requests.collect())
    }

    fn forget_attempts(&self) -> Result<(), Failure> {
        self.range.forget();
        self.data("forget", &[]).map(drop)
    }

    fn sessions(&self) -> Result<u64, Failure> {
        let lines = self.data("count", &[])?;
        let count = lines.first().and_then(|line| line.parse().ok());
        count.ok_or_else(|| Failure::new("the sessions are not counted"))
    }

    fn is_logged_in(&self, answer: &http::Answer) -> bool {
        redirected(answer, "/account/") && answer.cookie("__Host-session").is_some()
    }

    fn is_asked(&self, answer: &http::Answer) -> bool {
        redirected(answer, "/login/sent/")
    }
}
