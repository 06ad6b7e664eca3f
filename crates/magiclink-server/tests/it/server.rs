//! A running `magiclink serve`.

use std::{
    fs,
    io::{BufRead as _, BufReader},
    process::{Child, Command, ExitStatus},
};

use crate::{
    http::Browser,
    program::{Folder, LOG},
    smtp::Smtp,
};

/// A running server; it ends with the test.
pub(crate) struct Server {
    child: Child,
    pub(crate) address: String,
    /// Where its metrics are; empty if nothing is measured.
    pub(crate) metrics: String,
    pub(crate) folder: Folder,
}

impl Server {
    /// Starts a server for `http://localhost` in this folder, on any free port.
    pub(crate) fn start(folder: Folder, variables: &[(&str, &str)]) -> Self {
        let mut child = folder
            .server(&["serve"])
            .env("MAGICLINK_LISTEN", "127.0.0.1:0")
            .envs(variables.iter().copied())
            .spawn()
            .expect("the program starts");
        let output = child.stdout.take().expect("its output is piped");
        let (mut address, mut metrics) = (None, String::new());
        let mut lines = BufReader::new(output).lines().map_while(Result::ok);
        while address.is_none() {
            let line = lines.next().expect("it says where it listens");
            if let Some(page) = line.strip_prefix("metrics on http://") {
                let (page, _) = page.split_once('/').expect("it says which page");
                page.clone_into(&mut metrics);
            }
            address = line.strip_prefix("listening on http://").map(str::to_owned);
        }
        Self {
            child,
            address: address.unwrap_or_default(),
            metrics,
            folder,
        }
    }

    /// Starts a server that is measured.
    pub(crate) fn measured(folder: Folder, variables: &[(&str, &str)]) -> Self {
        let listen = ("MAGICLINK_METRICS_LISTEN", "127.0.0.1:0");
        Self::start(folder, &[variables, &[listen]].concat())
    }

    pub(crate) fn browser(&self) -> Browser {
        Browser::at(&self.address, "localhost")
    }

    pub(crate) fn log(&self) -> String {
        fs::read_to_string(self.folder.path(LOG)).expect("the log is text")
    }

    /// The lines of the log that ask for attention.
    pub(crate) fn complaints(&self) -> Vec<String> {
        let log = self.log();
        let lines = log.lines().filter(|line| {
            let level = line.split_whitespace().nth(1);
            matches!(level, Some("WARN" | "ERROR"))
        });
        lines.map(str::to_owned).collect()
    }

    /// Tells the server to stop and waits until it has.
    pub(crate) fn stop(self) -> (ExitStatus, Folder) {
        self.tell_to_stop();
        self.wait()
    }

    /// Waits until the server has stopped.
    pub(crate) fn wait(mut self) -> (ExitStatus, Folder) {
        let status = self.child.wait().expect("the server ends");
        // The folder is taken out; a new one takes its place and is deleted.
        let folder = std::mem::replace(&mut self.folder, Folder::new());
        (status, folder)
    }

    pub(crate) fn tell_to_stop(&self) {
        let told = Command::new("kill")
            .arg(self.child.id().to_string())
            .status();
        assert!(told.is_ok_and(|status| status.success()));
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A configuration for this machine, with mails to this server.
pub(crate) fn folder(smtp: &Smtp) -> Folder {
    folder_with(&format!("smtp://127.0.0.1:{}", smtp.port))
}

pub(crate) fn folder_with(mail_url: &str) -> Folder {
    let folder = Folder::new();
    let made = folder.run(&[
        "init",
        "--base-url=http://localhost",
        "--mail-from=login@example.com",
        &format!("--mail-url={mail_url}"),
    ]);
    assert!(made.status.success(), "{made:?}");
    folder
}
