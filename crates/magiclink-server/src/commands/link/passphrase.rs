//! A passphrase, read where nobody else sees it: never from the command line, which is kept in the
//! shell's history and shown to every user of the machine.

use std::io::{self, BufRead as _, IsTerminal as _};

use magiclink::passphrase::{Passphrase, PassphraseHash};

use crate::failure::Failure;

/// Reads a passphrase, twice and without showing it if somebody types it, and hashes it.
pub(super) fn read() -> Result<PassphraseHash, Failure> {
    let typed = if io::stdin().is_terminal() {
        let ask = |prompt| rpassword::prompt_password(prompt).map_err(|error| cannot_read(&error));
        let typed = ask("Passphrase: ")?;
        if ask("Once more: ")? != typed {
            return Err(Failure::Refused("the two passphrases differ".to_owned()));
        }
        typed
    } else {
        let mut line = String::new();
        let read = io::stdin().lock().read_line(&mut line);
        read.map_err(|error| cannot_read(&error))?;
        line
    };
    let passphrase =
        Passphrase::parse(&typed).map_err(|error| Failure::Usage(error.to_string()))?;
    passphrase
        .hash()
        .map_err(|error| Failure::doing("the passphrase cannot be used", &error))
}

fn cannot_read(error: &io::Error) -> Failure {
    Failure::doing("cannot read a passphrase", error)
}
