//! Writing the log of changes back into the database, beside the thread that writes.
//!
//! SQLite does it at the end of a transaction, and whoever waits for that one waits for the disk a second
//! time. Here another thread does it while the next transactions are written. It never catches up with
//! somebody who writes all the time, so the writer itself writes back the little that is left at last, which
//! lets the log begin anew.

use std::{
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicI32, Ordering},
    },
    thread::{self, JoinHandle},
};

use rusqlite::{Connection, Result};

use crate::connection;

/// After so many pages of 4 KiB the log is written back.
const OFTEN: i32 = 4000;
/// So many that have come meanwhile are few enough for somebody to wait for.
const FEW: i32 = 1000;
/// From this length on somebody waits for as many as there are. With those of one time more, the file is
/// about as long as what SQLite leaves of it.
const LONGEST: i32 = 12_000;

#[derive(Debug)]
pub(crate) struct WriteBack {
    path: PathBuf,
    /// How long the log was after the last transaction, in pages.
    length: Arc<AtomicI32>,
    /// How much of it was given to be written back.
    given: i32,
    thread: Option<JoinHandle<()>>,
}

impl WriteBack {
    /// For the database in the file at `path`. From now on `writer` leaves it to this, and nobody else.
    pub(crate) fn new(path: &Path, writer: &mut Connection) -> Result<Self> {
        let length = Arc::new(AtomicI32::new(0));
        let told = Arc::clone(&length);
        writer.wal_hook(Some(move |_: &mut _, pages| {
            told.store(pages, Ordering::Relaxed);
            Ok(())
        }))?;
        Ok(Self {
            path: path.to_owned(),
            length,
            given: 0,
            thread: None,
        })
    }

    /// Writes the log back if it is time for that. After each transaction.
    ///
    /// What fails is tried again with the next pages: until then the log keeps them.
    pub(crate) fn go_on(&mut self, writer: &Connection) {
        let length = self.length.load(Ordering::Relaxed);
        if length < self.given {
            self.given = 0;
        }
        let rest = length - self.given;
        let has_ended = self.thread.as_ref().is_some_and(JoinHandle::is_finished);
        if has_ended {
            self.wait();
        }
        if has_ended && rest <= FEW || rest >= OFTEN && length >= LONGEST {
            self.wait();
            self.given = length;
            drop(connection::write_log_back(writer));
        } else if rest >= OFTEN && self.thread.is_none() {
            self.given = length;
            self.thread = self.start();
        }
    }

    /// Waits until nothing is written back.
    pub(crate) fn wait(&mut self) {
        if let Some(thread) = self.thread.take() {
            // It does nothing that panics.
            let _ = thread.join();
        }
    }

    /// `None` if the system has no thread for it now.
    fn start(&self) -> Option<JoinHandle<()>> {
        let path = self.path.clone();
        let work = move || {
            drop(connection::writer(&path).and_then(|writer| connection::write_log_back(&writer)));
        };
        let thread = thread::Builder::new().name("magiclink-log".to_owned());
        thread.spawn(work).ok()
    }
}

impl Drop for WriteBack {
    fn drop(&mut self) {
        self.wait();
    }
}
