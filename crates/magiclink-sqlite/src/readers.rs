//! The connections that read: as good as one for each thread, but owned by the store.
//!
//! Each thread has a number and each number its place, so a thread finds the connection that it used
//! before, with its statements prepared, and hardly ever waits for another. Unlike connections in
//! thread-local variables they end with the store, there is an upper bound to them, and two stores in one
//! process cannot mix them up.

use std::{
    path::PathBuf,
    sync::{
        Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
};

use rusqlite::Connection;

use crate::connection;

/// Room for the threads of a runtime and some others, also on a small machine.
const FEWEST_PLACES: usize = 8;

static NEXT_THREAD: AtomicUsize = AtomicUsize::new(0);

thread_local! {
    static THREAD: usize = NEXT_THREAD.fetch_add(1, Ordering::Relaxed);
}

/// After how many reads of one thread it is said that there is much to read.
const MANY: u32 = 1024;

#[derive(Debug)]
pub(crate) struct Readers {
    path: PathBuf,
    places: Box<[Mutex<Place>]>,
}

#[derive(Debug, Default)]
struct Place {
    connection: Option<Connection>,
    reads: u32,
}

impl Readers {
    pub(crate) fn new(path: PathBuf) -> Self {
        let threads = thread::available_parallelism().map_or(0, usize::from);
        let places = threads.max(FEWEST_PLACES);
        Self {
            path,
            places: (0..places).map(|_| Mutex::default()).collect(),
        }
    }

    /// What `query` gives, and now and then, if there is much to read, true.
    pub(crate) fn read<T>(
        &self,
        query: impl FnOnce(&Connection) -> rusqlite::Result<T>,
    ) -> (rusqlite::Result<T>, bool) {
        let mutex = &self.places[THREAD.with(|thread| *thread) % self.places.len()];
        let mut place = mutex.lock().unwrap_or_else(|poisoned| {
            mutex.clear_poison();
            let mut place = poisoned.into_inner();
            place.connection = None;
            place
        });
        place.reads = (place.reads + 1) % MANY;
        (self.read_in(&mut place, query), place.reads == 0)
    }

    fn read_in<T>(
        &self,
        place: &mut Place,
        query: impl FnOnce(&Connection) -> rusqlite::Result<T>,
    ) -> rusqlite::Result<T> {
        let connection = match &mut place.connection {
            Some(connection) => connection,
            none => none.insert(connection::reader(&self.path)?),
        };
        let answer = query(connection);
        if answer.is_err() {
            // A connection on which something failed is closed: the next one may do better.
            place.connection = None;
        }
        answer
    }
}
