//! Mails into a folder, a file for each.

use std::{
    fs::{self, DirBuilder, File, OpenOptions},
    io::{self, Write},
    path::{Path, PathBuf},
};

use async_trait::async_trait;
use magiclink::mail::{Mail, MailError, Mailer, Receipt};

use crate::{message, sender::Sender};

/// Writes each mail into a file of its own, `TIME-ID.eml`, that only the program's user may read.
///
/// A file appears whole or not at all. A mail that is sent again replaces its file.
#[derive(Clone, Debug)]
pub struct FileMailer {
    folder: PathBuf,
    sender: Sender,
}

impl FileMailer {
    /// Writes mails from `sender` into `folder`, which is made if it is missing.
    ///
    /// # Errors
    ///
    /// The folder cannot be made.
    pub fn new(folder: impl Into<PathBuf>, sender: Sender) -> io::Result<Self> {
        let folder = folder.into();
        private_folder(&folder)?;
        Ok(Self { folder, sender })
    }
}

#[async_trait]
impl Mailer for FileMailer {
    async fn send(&self, mail: &Mail) -> Result<Receipt, MailError> {
        let letter = message::build(mail, &self.sender)?;
        let name = format!("{}-{}.eml", mail.written.unix_seconds(), mail.message_id);
        let folder = self.folder.clone();
        // Waits for the disk, so not on a thread that serves others.
        tokio::task::spawn_blocking(move || write(&folder, &name, &letter.bytes))
            .await
            .map_err(|error| MailError::Temporary(error.into()))?
            .map_err(|error| MailError::Temporary(error.into()))?;
        Ok(Receipt::default())
    }
}

/// Writes under a name that no reader looks for, then renames.
fn write(folder: &Path, name: &str, bytes: &[u8]) -> io::Result<()> {
    let mut random = [0; 8];
    getrandom::fill(&mut random).map_err(io::Error::other)?;
    let part = folder.join(format!(".{name}.{:016x}", u64::from_ne_bytes(random)));
    let written = write_part(&part, bytes).and_then(|()| fs::rename(&part, folder.join(name)));
    if written.is_err() {
        // What went wrong before matters more than a file left behind.
        let _ = fs::remove_file(&part);
    }
    written
}

fn write_part(part: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = private_file(part)?;
    file.write_all(bytes)?;
    file.sync_all()
}

/// Never opens what is already there, such as somebody else's link to a file of ours.
fn private_file(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

fn private_folder(path: &Path) -> io::Result<()> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path)
}
