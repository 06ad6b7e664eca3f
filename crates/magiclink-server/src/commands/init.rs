//! `magiclink init`: a first configuration and a secret key.

use std::{
    fs::{self, OpenOptions},
    io::{ErrorKind, Write as _},
    path::Path,
};

use magiclink::secret::Secret;

use crate::{cli::Init, config::Config, failure::Failure};

const CONFIG: &str = "magiclink.toml";
const KEY: &str = "magiclink.key";

pub(super) fn run(options: &Init) -> Result<(), Failure> {
    let settings = [
        ("base_url", options.base_url.as_str()),
        ("secret_key_file", KEY),
        ("mail_url", &options.mail_url),
        ("mail_from", &options.mail_from),
    ];
    let mut text = String::from("# magiclink.example.toml lists every setting with its default.\n");
    for (name, value) in settings {
        text = format!("{text}{name} = {}\n", toml::Value::from(value));
    }
    for name in [CONFIG, KEY] {
        if Path::new(name).exists() {
            let text = format!("{name} is there already: move it away to begin anew");
            return Err(Failure::Refused(text));
        }
    }
    let secret =
        Secret::generate().map_err(|error| Failure::doing("cannot make a secret key", &error))?;
    write_private(KEY, secret.expose())?;
    write_private(CONFIG, &text)?;
    // What was asked for is checked as the server will, before anyone relies on it.
    let checked = match Config::read(Some(Path::new(CONFIG)), []) {
        Ok(checked) => checked,
        Err(error) => {
            for name in [CONFIG, KEY] {
                fs::remove_file(name)
                    .map_err(|error| Failure::doing(&format!("cannot remove {name}"), &error))?;
            }
            return Err(Failure::Usage(error.to_string()));
        }
    };
    println!("wrote {CONFIG} and {KEY}; keep the key to yourself\n");
    println!("next:");
    if checked.mail.lacks_password() {
        println!(
            "  write the password of the mail server's user into a file that only you can read,"
        );
        println!("  and add to {CONFIG}: mail_password_file = \"mail.password\"");
    }
    println!("  magiclink account add jane.doe@example.com");
    println!("  magiclink mail test jane.doe@example.com");
    println!("  magiclink serve");
    Ok(())
}

/// Writes a file that only its owner can read, and never over another.
fn write_private(name: &str, text: &str) -> Result<(), Failure> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        options.mode(0o600);
    }
    options
        .open(name)
        .and_then(|mut file| {
            file.write_all(text.as_bytes())?;
            if text.ends_with('\n') {
                Ok(())
            } else {
                file.write_all(b"\n")
            }?;
            file.sync_all()
        })
        .map_err(|error| match error.kind() {
            ErrorKind::AlreadyExists => Failure::Refused(format!("{name} is there already")),
            _ => Failure::doing(&format!("cannot write {name}"), &error),
        })
}
