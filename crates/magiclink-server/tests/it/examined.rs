//! A site that `magiclink doctor` looks at, and what it says.

use std::{collections::BTreeMap, fs, sync::Arc};

use tokio_rustls::rustls::ServerConfig;

use crate::{
    front::{Does, Front},
    program::{Folder, text},
    server::{Server, folder_with},
    smtp::{Script, Smtp},
};

pub(crate) const VISITOR: &str = "198.51.100.7";
pub(crate) const CANARY: &str = "canary-q8Zt5Jw2Yx7Nc4Vb9Mh3Kd6Fg1Ls0Pa8";

/// A site: a folder with settings, a mail server, what is in front of it, and variables.
pub(crate) struct Site {
    pub(crate) folder: Folder,
    front: Front,
    pub(crate) variables: BTreeMap<&'static str, String>,
}

/// What the doctor has said.
#[derive(Debug)]
pub(crate) struct Said {
    pub(crate) code: Option<i32>,
    pub(crate) json: serde_json::Value,
}

impl Said {
    /// The states and texts of what was found about one thing.
    fn about(&self, part: &str) -> Vec<(String, String)> {
        let findings = self.json["findings"]
            .as_array()
            .expect("there are findings");
        let found = findings.iter().filter(|finding| finding["part"] == part);
        let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
        found
            .map(|finding| (text(&finding["state"]), text(&finding["text"])))
            .collect()
    }

    pub(crate) fn has(&self, part: &str, state: &str, words: &str) {
        let found = self.about(part);
        let is_said = |(found, text): &(String, String)| found == state && text.contains(words);
        assert!(
            found.iter().any(is_said),
            "{part} {state} {words}: {self:#?}"
        );
        let ends_with = i32::from(self.json["state"] == "wrong");
        assert_eq!(self.code, Some(ends_with), "{self:#?}");
    }
}

impl Site {
    /// A site whose mail server follows a script, behind something.
    pub(crate) fn new(script: Script, does: Does, tls: Option<Arc<ServerConfig>>) -> Self {
        let mail = Smtp::start(script);
        let scheme = if tls.is_some() { "https" } else { "http" };
        let front = Front::start(does, tls);
        let mut variables = BTreeMap::new();
        let base_url = format!("{scheme}://localhost:{}", front.port);
        variables.insert("MAGICLINK_BASE_URL", base_url);
        // A port that nobody listens at.
        variables.insert("MAGICLINK_LISTEN", "127.0.0.1:1".to_owned());
        let folder = folder_with(&format!("smtp://jane@127.0.0.1:{}", mail.port));
        variables.insert("MAGICLINK_MAIL_PASSWORD_FILE", "password".to_owned());
        write_private(&folder, "password", CANARY);
        Self {
            folder,
            front,
            variables,
        }
    }

    /// The same with its server running.
    pub(crate) fn running(mut self) -> (Server, Site) {
        // The server takes the folder with it; the doctor works there, too.
        let folder = std::mem::replace(&mut self.folder, Folder::new());
        let variables = self.variables.iter();
        let others: Vec<_> = variables
            .map(|(name, value)| (*name, &**value))
            .filter(|(name, _)| *name != "MAGICLINK_LISTEN")
            .collect();
        let server = Server::start(folder, &others);
        self.variables
            .insert("MAGICLINK_LISTEN", server.address.clone());
        self.front
            .server
            .set(server.address.clone())
            .expect("it is set once");
        (server, self)
    }

    pub(crate) fn examine(&self) -> Said {
        self.examine_in(&self.folder, &[])
    }

    pub(crate) fn examine_in(&self, folder: &Folder, arguments: &[&str]) -> Said {
        let output = folder
            .command(&["doctor", "--json"])
            .args(arguments)
            .envs(&self.variables)
            .output()
            .expect("the program runs");
        let (said, errors) = (text(&output.stdout), text(&output.stderr));
        let key = fs::read_to_string(folder.path("magiclink.key")).expect("the key is there");
        for secret in [CANARY, key.trim()] {
            assert!(
                !said.contains(secret) && !errors.contains(secret),
                "{said}{errors}"
            );
        }
        Said {
            code: output.status.code(),
            json: serde_json::from_str(&said).expect("it is JSON"),
        }
    }
}

fn write_private(folder: &Folder, name: &str, text: &str) {
    fs::write(folder.path(name), text).expect("the file can be written");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let owner_only = fs::Permissions::from_mode(0o600);
        fs::set_permissions(folder.path(name), owner_only).expect("the file is ours");
    }
}

/// Every file in a folder with its bytes.
pub(crate) fn content(folder: &Folder) -> BTreeMap<std::ffi::OsString, Vec<u8>> {
    let entries = fs::read_dir(folder.path("")).expect("the folder can be read");
    let files = entries.flatten().filter(|entry| entry.path().is_file());
    let read = |path| fs::read(path).expect("the file can be read");
    files
        .map(|entry| (entry.file_name(), read(entry.path())))
        .collect()
}
