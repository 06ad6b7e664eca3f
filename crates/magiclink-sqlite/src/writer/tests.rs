//! Jobs that fail, a disk that is full, a queue that is full.

use std::{
    pin::pin,
    sync::mpsc::channel,
    task::{Context, Poll, Waker},
};

use futures_channel::oneshot::Receiver;

use super::*;
use crate::SqliteStore;

type Answer = Result<usize, StoreError>;

fn connection() -> Connection {
    let connection = Connection::open_in_memory().unwrap();
    let tables = "CREATE TABLE parents (id INTEGER PRIMARY KEY);
                  CREATE TABLE rows (id INTEGER PRIMARY KEY, text TEXT,
                      parent REFERENCES parents DEFERRABLE INITIALLY DEFERRED)";
    connection.execute_batch(tables).unwrap();
    connection
}

fn job(
    work: impl FnOnce(&Connection) -> rusqlite::Result<usize> + Send + 'static,
) -> (Box<dyn Job>, Receiver<Answer>) {
    job_asked(Instant::now(), work)
}

fn job_asked(
    asked: Instant,
    work: impl FnOnce(&Connection) -> rusqlite::Result<usize> + Send + 'static,
) -> (Box<dyn Job>, Receiver<Answer>) {
    let (caller, answer) = oneshot::channel();
    (Box::new(Write::new(work, asked, caller)), answer)
}

fn sql(text: &'static str) -> (Box<dyn Job>, Receiver<Answer>) {
    job(move |connection| connection.execute(text, []))
}

/// Does the jobs in one group; whether each was told that it is kept, and the ids of what is there.
fn write(
    connection: &mut Connection,
    jobs: impl IntoIterator<Item = (Box<dyn Job>, Receiver<Answer>)>,
) -> (Vec<bool>, Vec<i64>) {
    let (group, answers): (Vec<_>, Vec<_>) = jobs.into_iter().unzip();
    write_group(connection, group, Until::Disk);
    let answers = answers
        .into_iter()
        .map(|mut answer| answer.try_recv().unwrap().expect("every job is answered"));
    let answers = answers.map(|answer| answer.is_ok()).collect();
    let mut rows = connection
        .prepare("SELECT id FROM rows ORDER BY id")
        .unwrap();
    let ids = rows.query_map([], |row| row.get(0)).unwrap();
    (answers, ids.map(Result::unwrap).collect())
}

#[test]
fn each_job_waits_for_another_process_as_long_as_it_would_alone() {
    let store = SqliteStore::temporary().unwrap();
    let other = Connection::open(store.path()).unwrap();
    let mut connection = connection::writer(store.path()).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    let long_ago = Instant::now().checked_sub(connection::BUSY_TIMEOUT);
    let write = |connection: &Connection| connection.execute("DELETE FROM people", []);
    let (old, mut old_answer) = job_asked(long_ago.unwrap(), write);
    let (as_old, mut as_old_answer) = job_asked(long_ago.unwrap(), write);
    let (new, mut new_answer) = job(write);
    let writing =
        thread::spawn(move || write_group(&mut connection, vec![old, as_old, new], Until::Disk));
    // The other process goes on until the old ones have been refused.
    for answer in [&mut old_answer, &mut as_old_answer] {
        let refused = loop {
            match answer.try_recv().unwrap() {
                Some(answer) => break answer,
                None => thread::yield_now(),
            }
        };
        assert!(refused.is_err(), "{refused:?}");
    }
    other.execute_batch("ROLLBACK").unwrap();
    writing.join().unwrap();
    assert!(new_answer.try_recv().unwrap().unwrap().is_ok());
}

#[test]
fn a_failing_job_leaves_the_others_of_its_group() {
    let mut connection = connection();
    let half = job(|connection| {
        connection.execute("INSERT INTO rows (id) VALUES (2)", [])?;
        connection.execute("INSERT INTO rows (id) VALUES (1)", [])
    });
    let panics = job(|connection| {
        connection.execute("INSERT INTO rows (id) VALUES (3)", [])?;
        panic!("a job that panics");
    });
    let jobs = [
        sql("INSERT INTO rows (id) VALUES (1)"),
        half,
        panics,
        sql("INSERT INTO rows (id) VALUES (4)"),
    ];
    let (answers, ids) = write(&mut connection, jobs);
    assert_eq!(answers, [true, false, false, true]);
    assert_eq!(ids, [1, 4]);
}

#[test]
fn nobody_is_told_that_a_write_is_kept_if_the_commit_fails() {
    let mut connection = connection();
    let jobs = [
        sql("INSERT INTO rows (id) VALUES (1)"),
        sql("INSERT INTO rows (id, parent) VALUES (2, 7)"),
    ];
    let (answers, ids) = write(&mut connection, jobs);
    assert_eq!((answers, ids), (vec![false, false], vec![]));

    let (answers, ids) = write(&mut connection, [sql("INSERT INTO rows (id) VALUES (3)")]);
    assert_eq!((answers, ids), (vec![true], vec![3]), "the next one works");
}

#[test]
fn the_rest_of_a_group_is_done_when_a_failure_takes_the_transaction() {
    let mut connection = connection();
    let jobs = [
        sql("INSERT INTO rows (id) VALUES (1)"),
        sql("INSERT OR ROLLBACK INTO rows (id) VALUES (1)"),
        sql("INSERT INTO rows (id) VALUES (3)"),
    ];
    let (answers, ids) = write(&mut connection, jobs);
    assert_eq!(answers, [false, false, true]);
    assert_eq!(ids, [3]);
}

#[test]
fn a_full_disk_fails_what_does_not_fit_and_nothing_for_ever() {
    let mut connection = connection();
    connection.pragma_update(None, "max_page_count", 8).unwrap();
    let big = || sql("INSERT INTO rows (text) VALUES (randomblob(100000))");
    let (answers, _) = write(&mut connection, [big()]);
    assert_eq!(answers, [false]);
    let (answers, ids) = write(&mut connection, [sql("INSERT INTO rows (id) VALUES (1)")]);
    assert_eq!((answers, ids), (vec![true], vec![1]), "what fits is kept");

    connection
        .pragma_update(None, "max_page_count", 800)
        .unwrap();
    let (answers, ids) = write(&mut connection, [big()]);
    assert_eq!(
        (answers, ids),
        (vec![true], vec![1, 2]),
        "there is room again"
    );
}

/// Asks for a write and goes away; the answer, if it is there at once.
fn ask(
    writer: &Writer,
    work: impl FnOnce(&Connection) -> rusqlite::Result<usize> + Send + 'static,
) -> Option<Answer> {
    let mut write = pin!(writer.write(work));
    match write.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(answer) => Some(answer),
        Poll::Pending => None,
    }
}

#[test]
fn a_write_too_many_is_refused_at_once_and_the_others_are_done() {
    let store = SqliteStore::temporary().unwrap();
    let mut connection = connection();
    let writer = Writer::start(Connections {
        write_back: WriteBack::new(store.path(), &mut connection).unwrap(),
        writer: connection,
        lock: HeldLock::new(store.path()).unwrap(),
    });
    let writer = writer.unwrap();
    let ((begun, has_begun), (go, may_go)) = (channel(), channel::<()>());
    let answer = ask(&writer, move |_| {
        begun.send(()).unwrap();
        Ok(may_go.recv().map_or(0, |()| 1))
    });
    assert!(answer.is_none());
    has_begun.recv().unwrap();
    assert_eq!(writer.waiting(), 0, "it was taken");

    let (done, are_done) = channel();
    for number in 0..WAITING {
        let done = done.clone();
        let answer = ask(&writer, move |_| {
            done.send(number).unwrap();
            Ok(number)
        });
        assert!(answer.is_none(), "write {number} waits");
    }
    let refused = ask(&writer, |_| Ok(0)).expect("an answer at once");
    let source = std::error::Error::source(&refused.unwrap_err()).map(ToString::to_string);
    assert_eq!(source.as_deref(), Some("too many writes wait already"));

    assert_eq!(writer.waiting(), WAITING);

    go.send(()).unwrap();
    drop((writer, done));
    let done: Vec<_> = are_done.iter().collect();
    assert_eq!(
        done,
        (0..WAITING).collect::<Vec<_>>(),
        "all, in their order"
    );
}
