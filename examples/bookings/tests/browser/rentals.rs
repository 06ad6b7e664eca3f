//! The example as whoever tries it out starts it, and how a person logs in there.

use std::{
    io::{BufRead as _, BufReader},
    process::{Child, ChildStdout, Command, Stdio},
};

use tempfile::TempDir;

use crate::harness::{Browser, until};

pub(crate) const JANE: &str = "jane.doe@example.com";
pub(crate) const STAFF: &str = "staff@example.com";

/// The button of a page with one form.
pub(crate) const BUTTON: &str = "main form button";

/// The running example; it ends with the test.
pub(crate) struct Rentals {
    base_url: String,
    /// The private link that it prints.
    pub(crate) printed_link: String,
    child: Child,
    /// Kept open: what it prints must have somewhere to go.
    _output: BufReader<ChildStdout>,
    /// Its database.
    _folder: TempDir,
}

impl Rentals {
    pub(crate) fn start() -> Self {
        let folder = TempDir::new_in(env!("CARGO_TARGET_TMPDIR"));
        let folder = folder.expect("the target folder can be written");
        let mut child = Command::new(env!("CARGO_BIN_EXE_bookings"))
            .env("TMPDIR", folder.path())
            .stdout(Stdio::piped())
            .spawn()
            .expect("the example was built for this test");
        let mut output = BufReader::new(child.stdout.take().expect("it was asked for"));
        let mut after = |words: &str| loop {
            let mut line = String::new();
            let read = output.read_line(&mut line).unwrap_or(0);
            assert!(read > 0, "the example does not say `{words}`");
            if let Some(url) = line.trim().strip_prefix(words) {
                break url.trim().to_owned();
            }
        };
        let base_url = after("Your bookings").trim_end_matches('/').to_owned();
        let printed_link = after("A private link");
        Self {
            base_url,
            printed_link,
            child,
            _output: output,
            _folder: folder,
        }
    }

    /// The absolute URL of a path.
    pub(crate) fn url(&self, path: &str) -> String {
        format!("{}{path}", self.base_url)
    }
}

impl Drop for Rentals {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Browser {
    /// Opens a page, is asked to log in, does that by the link in the mailbox, and is on the page.
    pub(crate) async fn log_in_for(&self, rentals: &Rentals, page: &str, email: &str) {
        self.go(&rentals.url(page)).await;
        self.arrive("/login/").await;
        self.see("login").await;
        self.fill("#email", email).await;
        self.click(BUTTON).await;
        self.arrive("/login/sent/").await;
        let come = until(async || {
            self.go(&rentals.url("/mailbox/")).await;
            self.find_all("main a[href*='/login/auth/']").await.pop()
        });
        assert!(come.await.is_some(), "there is no mail");
        self.see("mailbox").await;
        self.click("main a[href*='/login/auth/']").await;
        self.arrive(page).await;
    }

    /// Where the first private sharing link on the page leads.
    pub(crate) async fn sharing_link(&self) -> String {
        let link = self.find("li:first-child a[href*='/share/']").await;
        let link = link.prop("href").await.ok().flatten();
        link.expect("a link has an address")
    }
}
