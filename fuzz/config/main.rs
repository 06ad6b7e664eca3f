//! Any text as the settings of the program: a mistake is told with its place, and no secret is told.

#![no_main]
#![expect(
    dead_code,
    unused_imports,
    reason = "these are parts of the program, which has more use for them"
)]

#[path = "../../crates/magiclink-server/src/config/mod.rs"]
mod config;
mod database;
mod site;

use std::{
    fs::File,
    io::{self, Seek as _, Write as _},
    os::unix::fs::OpenOptionsExt as _,
    path::{Path, PathBuf},
    sync::LazyLock,
};

use libfuzzer_sys::fuzz_target;
use tempfile::TempDir;

use crate::config::Config;

/// What must never be told.
const SECRET: &str = "Wm4Jx8Qk2Vt6Zp0Ry5Hc9Nd3Lg7Sb1Fa";

/// Each way in which a secret stands in the file, with what the fuzzer adds in the place of `*`.
const SECRETS: [&str; 16] = [
    "secret_key = *\"$\"",
    "secret_key = \"$*\"",
    "secret_key = \"*$\"*",
    "secret_key = [*\"$\"]",
    "secret_key = { * = \"$\" }",
    "secret_key_fallbacks = *\"$\"",
    "secret_key_fallbacks = [\"$*\"]",
    "secret_key_fallbacks = [*\"$\"*]",
    "mail_url = \"smtps://jane:$@*\"",
    "mail_url = \"smtp://*:$@mail.example\"",
    "mail_url = \"smtps://jane:*$*@mail.example\"",
    "mail_url = [\"smtp://jane:$@*\"]",
    "database_url = \"postgres://jane:$@*\"",
    "database_url = \"*://jane:$@host/db\"",
    "database_url = \"postgres://jane:*$*@host/db\"",
    "database_url = [\"postgres://jane:$@host/*\"]",
];

/// The file; its folder is gone with the program.
static FILE: LazyLock<Written> = LazyLock::new(|| Written::new().expect("a file can be made"));

fuzz_target!(|data: &[u8]| {
    let Some((shape, rest)) = data.split_first() else {
        return;
    };
    let text = String::from_utf8_lossy(rest);
    // Files of the machine are not the fuzzer's to read.
    if text.contains(SECRET) || text.contains("/dev") || text.contains("/proc") {
        return;
    }
    // One thing at a time: each begins with a file.
    let shape = usize::from(*shape);
    let (added, others) = text.split_once('\n').unwrap_or((&text, ""));
    let secret = SECRETS[shape / 3 % SECRETS.len()];
    match shape % 3 {
        0 => tells_where(&text),
        1 => {
            let line = secret.replace('*', added).replace('$', SECRET);
            tells_no_secret(&format!("{line}\n{others}"));
        }
        _ => tells_no_secret_of_the_environment(added, secret, others),
    }
});

struct Written {
    file: File,
    path: PathBuf,
    _folder: TempDir,
}

impl Written {
    fn new() -> io::Result<Self> {
        let folder = tempfile::tempdir()?;
        let path = folder.path().join("magiclink.toml");
        let mut options = File::options();
        let file = options
            .write(true)
            .create_new(true)
            .mode(0o600)
            .open(&path)?;
        let _folder = folder;
        Ok(Self {
            file,
            path,
            _folder,
        })
    }

    /// Writes the text over what was there: a file that is emptied first is written to the disk each time.
    fn write(&self, text: &str) -> io::Result<()> {
        let mut file = &self.file;
        file.rewind()?;
        file.write_all(text.as_bytes())?;
        file.set_len(text.len() as u64)
    }
}

fn file(text: &str) -> &'static Path {
    FILE.write(text).expect("the file can be written");
    &FILE.path
}

/// A sentence about the file names the line, unless it is about a setting that is not there.
fn tells_where(text: &str) {
    let path = file(text);
    let Err(error) = Config::read(Some(path), []) else {
        return;
    };
    let sentence = error.to_string();
    let name = path.display().to_string();
    let place = match sentence.strip_prefix(&name) {
        Some(rest) => rest
            .strip_prefix(':')
            .and_then(|rest| rest.split_once(": ")),
        None => {
            let (setting, _) = sentence.split_once(": ").expect("a place comes first");
            assert!(!is_set(text, setting), "{sentence}");
            return;
        }
    };
    let (line, _) = place.expect("a line comes after the name of the file");
    let line: usize = line.parse().expect("a line is a number");
    assert!((1..=text.split('\n').count()).contains(&line), "{sentence}");
}

fn is_set(text: &str, setting: &str) -> bool {
    let table: toml::Table = text.parse().expect("it has been read before");
    match setting.split_once('.') {
        Some((section, key)) => table
            .get(section)
            .is_some_and(|section| section.get(key).is_some()),
        None => table.contains_key(setting),
    }
}

fn tells_no_secret(text: &str) {
    match Config::read(Some(file(text)), []) {
        Err(error) => is_silent(&error.to_string()),
        Ok(checked) => checked.warnings.iter().for_each(|text| is_silent(text)),
    }
}

fn tells_no_secret_of_the_environment(added: &str, shape: &str, others: &str) {
    let (name, _) = shape.split_once(' ').expect("a setting has a name");
    let value = match name {
        "mail_url" => format!("smtps://jane:{SECRET}@{added}"),
        "database_url" => format!("postgres://jane:{SECRET}@{added}"),
        _ => format!("{SECRET}{added}"),
    };
    let variable = (format!("MAGICLINK_{}", name.to_uppercase()), value);
    if let Err(error) = Config::read(Some(file(others)), [variable]) {
        is_silent(&error.to_string());
    }
}

fn is_silent(sentence: &str) {
    assert!(!sentence.contains(SECRET), "{sentence}");
}
