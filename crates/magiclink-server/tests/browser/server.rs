//! The program as a server: a configuration, a database and a mailbox of its own.

use std::{
    io::{BufRead as _, BufReader},
    net::TcpListener,
    process::{Child, ChildStdout, Command},
};

use crate::{
    bookings,
    program::{Folder, text},
};

/// Who has an account.
pub(crate) const JANE: &str = "jane.doe@example.com";
/// Who has one, too.
pub(crate) const JOHN: &str = "john.roe@example.com";

/// A running server; it ends with the test.
pub(crate) struct Server {
    pub(crate) place: Place,
    child: Child,
    /// Kept open: what the server prints must have somewhere to go.
    _output: BufReader<ChildStdout>,
}

impl Server {
    /// Starts the program with a mailbox page, and accounts for Jane and John.
    pub(crate) fn start() -> Self {
        Self::start_with(&[])
    }

    /// The same, with settings as environment variables besides those of the test.
    pub(crate) fn start_with(settings: &[(&str, &str)]) -> Self {
        Self::start_in(Folder::with_configuration(), settings)
    }

    /// The same, with the bookings of the demo as a site.
    pub(crate) fn start_with_bookings() -> Self {
        let folder = Folder::with_configuration();
        bookings::copy(&folder);
        Self::start_in(folder, &[("MAGICLINK_SITE", "/=site")])
    }

    /// The same, in a folder that has a configuration.
    fn start_in(folder: Folder, settings: &[(&str, &str)]) -> Self {
        for email in [JANE, JOHN] {
            let added = folder.run(&["account", "add", email]);
            assert!(added.status.success(), "{}", text(&added.stderr));
        }
        let mut place = Place::new(folder, settings);
        // A port that is free now may be taken a moment later: then the program ends, and another is tried.
        for _ in 0..5 {
            place.base_url = free_address();
            if let Some((child, output)) = place.serve() {
                return Self {
                    place,
                    child,
                    _output: output,
                };
            }
        }
        panic!("the program does not start; it says why above");
    }

    /// The absolute URL of a path.
    pub(crate) fn url(&self, path: &str) -> String {
        format!("{}{path}", self.place.base_url)
    }

    /// What a command of the program prints, run beside the server.
    pub(crate) fn run(&self, arguments: &[&str]) -> String {
        let mut command = self.place.command(arguments);
        let output = command
            .output()
            .expect("the program was built for this test");
        assert!(output.status.success(), "{}", text(&output.stderr));
        text(&output.stdout)
    }

    /// A login link that was made without a mail.
    pub(crate) fn login_link(&self, email: &str) -> String {
        self.run(&["link", "login", email]).trim().to_owned()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Where the program runs, and how it is set up.
pub(crate) struct Place {
    pub(crate) folder: Folder,
    pub(crate) base_url: String,
    settings: Vec<(String, String)>,
}

impl Place {
    fn new(folder: Folder, settings: &[(&str, &str)]) -> Self {
        let usual = [
            ("MAGICLINK_MAIL_URL", "inbox:"),
            (
                "MAGICLINK_MAIL_FROM",
                "Vacation rentals <login@rentals.example>",
            ),
            ("MAGICLINK_SITE_NAME", "Vacation rentals"),
        ];
        let settings = usual.iter().chain(settings);
        let owned = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
        Self {
            folder,
            base_url: String::new(),
            settings: settings.map(owned).collect(),
        }
    }

    fn command(&self, arguments: &[&str]) -> Command {
        self.set(self.folder.command(arguments))
    }

    fn set(&self, mut command: Command) -> Command {
        let listen = self.base_url.trim_start_matches("http://");
        command
            .env("MAGICLINK_BASE_URL", &self.base_url)
            .env("MAGICLINK_LISTEN", listen)
            .envs(self.settings.iter().cloned());
        command
    }

    /// Starts the server and waits until it listens.
    fn serve(&self) -> Option<(Child, BufReader<ChildStdout>)> {
        let child = self.set(self.folder.server(&["serve"])).spawn();
        let mut child = child.expect("the program was built for this test");
        let mut output = BufReader::new(child.stdout.take().expect("it was asked for"));
        let mut line = String::new();
        while output.read_line(&mut line).is_ok_and(|length| length > 0) {
            if line.starts_with("listening on ") {
                return Some((child, output));
            }
            line.clear();
        }
        child.wait().expect("the program has ended");
        None
    }
}

/// A base URL with a port that is free. The program must know its port before it listens: links begin
/// with it.
fn free_address() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("there is a free port");
    let address = listener.local_addr().expect("a listener has an address");
    format!("http://{address}")
}
