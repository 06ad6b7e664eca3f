//! `magiclink serve` with a folder of pages.

use std::{
    fs,
    io::{BufRead as _, BufReader},
    process::Child,
};

use crate::{
    http::Browser,
    program::{Folder, text},
};

pub(crate) const JANE: &str = "jane.doe@example.com";

/// What is in the folder that is served, and around it.
const FILES: [(&str, &str); 15] = [
    ("secret.html", "outside"),
    ("site/index.html", "start page"),
    ("site/style.css", "body {}"),
    ("site/.hidden.html", "hidden"),
    ("site/.well-known/change-password", "hidden"),
    ("site/account/index.html", "hidden"),
    ("site/booking/1/index.html", "booking one"),
    ("site/booking/1/house.svg", "<svg/>"),
    ("site/booking/1/garden/index.html", "garden of one"),
    ("site/booking/11/index.html", "booking eleven"),
    ("site/booking/2/index.html", "booking two"),
    ("site/docs/report/index.html", "report"),
    ("site/docs/report/a.pdf", "pages of the report"),
    ("site/docs/other/index.html", "other"),
    ("site/photos/Ferien, am Süd'see/index.html", "photos"),
];

/// A running server; it ends with the test.
pub(crate) struct Server {
    child: Child,
    address: String,
    pub(crate) folder: Folder,
}

impl Server {
    /// Starts a server that serves a folder at `/`.
    pub(crate) fn with_site() -> Self {
        Self::start(folder_with_site(
            "[[site]]\npath = \"/\"\nroot = \"site\"\n",
        ))
    }

    pub(crate) fn start(folder: Folder) -> Self {
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
        Self {
            child,
            address,
            folder,
        }
    }

    pub(crate) fn browser(&self) -> Browser {
        Browser::at(&self.address, "localhost")
    }

    /// A browser in which Jane is logged in.
    pub(crate) fn jane(&self) -> Browser {
        let link = self.ok(&["link", "login", JANE]);
        let path = link.trim().trim_start_matches("http://localhost");
        let mut browser = self.browser();
        let form_token = browser.get(path).field("form_token");
        let token = path.split_once('=').expect("the link has a token").1;
        let fields = [("form_token", &*form_token), ("sesame", token)];
        assert_eq!(browser.post("/login/auth/", &fields).status, 303);
        browser
    }

    /// Makes a private link of Jane's; returns it from the path on.
    pub(crate) fn private_link(&self, path: &str, more: &[&str]) -> String {
        let arguments = ["link", "add", "--account", JANE, "--path", path];
        let url = self.ok(&[&arguments[..], more].concat());
        url.trim().trim_start_matches("http://localhost").to_owned()
    }

    /// The newest private link, as the program shows it.
    pub(crate) fn newest_link(&self) -> serde_json::Value {
        let rows = self.ok(&["link", "list", "--json"]);
        let rows: serde_json::Value = serde_json::from_str(&rows).expect("it is JSON");
        rows[0].clone()
    }

    /// What a command prints, which must succeed.
    pub(crate) fn ok(&self, arguments: &[&str]) -> String {
        let output = self.folder.run(arguments);
        let error = text(&output.stderr);
        assert!(output.status.success(), "{arguments:?}: {error}");
        text(&output.stdout)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A folder with a configuration for this machine, to which `more` is added, an account and pages.
pub(crate) fn folder_with_site(more: &str) -> Folder {
    let folder = Folder::new();
    let made = folder.run(&[
        "init",
        "--base-url=http://localhost",
        "--mail-url=file:mails",
        "--mail-from=login@example.com",
    ]);
    assert!(made.status.success(), "{}", text(&made.stderr));
    for (name, content) in FILES {
        let path = folder.path(name);
        let parent = path.parent().expect("the file is in a folder");
        fs::create_dir_all(parent).expect("the folder can be made");
        fs::write(path, content).expect("the file can be written");
    }
    assert!(folder.run(&["account", "add", JANE]).status.success());
    let file = folder.path("magiclink.toml");
    let written = fs::read_to_string(&file).expect("the file can be read");
    fs::write(file, format!("{written}{more}")).expect("the file can be written");
    folder
}
