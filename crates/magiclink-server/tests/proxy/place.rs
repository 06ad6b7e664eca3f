//! The program as it runs behind a proxy: with a host of its own, and mails in a folder.

use std::{
    fs,
    io::{BufRead as _, BufReader},
    net::TcpListener,
    path::PathBuf,
    process::{Child, ChildStdout},
    thread,
    time::{Duration, Instant},
};

use mailparse::parse_mail;
use rcgen::{CertifiedKey, generate_simple_self_signed};

use crate::program::{Folder, text};

/// Who has an account.
pub(crate) const JANE: &str = "jane.doe@example.com";
/// The name that the files in `deploy/` have for the site.
pub(crate) const HOST: &str = "example.com";
/// Long enough for a machine that does much else.
pub(crate) const PATIENCE: Duration = Duration::from_mins(1);

/// A running program, and the port and certificate for a proxy in front of it.
pub(crate) struct Place {
    pub(crate) folder: Folder,
    /// Where the program listens.
    pub(crate) address: String,
    /// Where the proxy shall listen.
    pub(crate) port: u16,
    child: Child,
    /// Kept open: what the server prints must have somewhere to go.
    _output: BufReader<ChildStdout>,
}

impl Place {
    pub(crate) fn new() -> Self {
        let port = free_port();
        let folder = Folder::with_configuration();
        let added = folder.run(&["account", "add", JANE]);
        assert!(added.status.success(), "{}", text(&added.stderr));
        write_certificate(&folder);

        let mut command = folder.server(&["serve"]);
        let mut child = command
            .env("MAGICLINK_BASE_URL", format!("https://{HOST}:{port}"))
            .env("MAGICLINK_MAIL_URL", "file:mails")
            .env("MAGICLINK_LISTEN", "127.0.0.1:0")
            .env("MAGICLINK_TRUSTED_PROXIES", "127.0.0.1")
            .spawn()
            .expect("the program was built for this test");
        let mut output = BufReader::new(child.stdout.take().expect("it was asked for"));
        let mut line = String::new();
        output
            .read_line(&mut line)
            .expect("it says where it listens");
        let address = line.trim_end().strip_prefix("listening on http://");
        Self {
            address: address.expect("it says so in these words").to_owned(),
            folder,
            port,
            child,
            _output: output,
        }
    }

    /// The path and the query of the login link in the only mail, once it is there.
    pub(crate) fn link_in_the_mail(&self) -> String {
        let begin = Instant::now();
        let mail = loop {
            if let Some(mail) = self.mail() {
                break mail;
            }
            assert!(begin.elapsed() < PATIENCE, "no mail came");
            thread::yield_now();
        };
        let mail = parse_mail(&mail).expect("it is a mail");
        let text = mail.subparts[0].get_body().expect("it has a text");
        let base_url = format!("https://{HOST}:{}", self.port);
        let mut links = text.lines().filter_map(|line| line.strip_prefix(&base_url));
        let link = links.find(|link| link.starts_with("/login/auth/?sesame="));
        link.expect("it has a link").to_owned()
    }

    fn mail(&self) -> Option<Vec<u8>> {
        let entries = fs::read_dir(self.folder.path("mails")).ok()?;
        let paths = entries.filter_map(|entry| Some(entry.ok()?.path()));
        let is_mail = |path: &PathBuf| path.extension().is_some_and(|ending| ending == "eml");
        paths.filter(is_mail).find_map(|path| fs::read(path).ok())
    }

    pub(crate) fn stop_the_program(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        self.stop_the_program();
    }
}

/// A port that was free a moment ago; the links need it before the proxy listens.
pub(crate) fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").expect("there is a free port");
    let address = listener.local_addr().expect("a listener has an address");
    address.port()
}

fn write_certificate(folder: &Folder) {
    let made = generate_simple_self_signed([HOST.to_owned()]);
    let CertifiedKey { cert, signing_key } = made.expect("a certificate can be made");
    fs::write(folder.path("certificate.pem"), cert.pem()).expect("the test can do this");
    fs::write(folder.path("certificate.key"), signing_key.serialize_pem())
        .expect("the test can do this");
}
