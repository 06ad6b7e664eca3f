//! The one thread that writes: all jobs that wait, in one transaction.

mod job;
#[cfg(test)]
mod tests;

use std::{
    iter,
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
        mpsc::{Receiver, RecvTimeoutError, SyncSender, TrySendError, sync_channel},
    },
    thread::{self, JoinHandle},
    time::{Duration, Instant},
    vec,
};

use futures_channel::oneshot;
use magiclink::store::StoreError;
use rusqlite::{Connection, Transaction, TransactionBehavior};

use self::job::{Job, Write};
use crate::{
    connection::{self, Until},
    error::{OpenError, WriteError},
    held_lock::HeldLock,
    write_back::WriteBack,
};

/// How many jobs may wait: a tenth of a second of work. Past that a caller is told at once.
const WAITING: usize = 4096;
/// How many jobs are committed together: a late one waits for a few milliseconds at most.
const GROUP: usize = 256;

/// What the thread is asked for.
enum Order {
    Write(Box<dyn Job>),
    Note(Box<dyn Job>),
    EmptyLog(oneshot::Sender<rusqlite::Result<bool>>),
    HoldLock,
}

/// What the thread works with.
#[derive(Debug)]
pub(crate) struct Connections {
    // Dropped first: the last connection to be closed tidies up.
    pub(crate) write_back: WriteBack,
    pub(crate) writer: Connection,
    pub(crate) lock: HeldLock,
}

#[derive(Debug)]
pub(crate) struct Writer {
    /// None once the thread is to end.
    orders: Option<SyncSender<Order>>,
    /// How many orders the thread has not taken yet: the channel does not tell.
    count: Arc<AtomicUsize>,
    thread: Option<JoinHandle<()>>,
}

impl Writer {
    pub(crate) fn start(connections: Connections) -> Result<Self, OpenError> {
        let (orders, waiting) = sync_channel(WAITING);
        let count = Arc::new(AtomicUsize::new(0));
        let counted = Arc::clone(&count);
        let thread = thread::Builder::new()
            .name("magiclink-sqlite".to_owned())
            .spawn(move || run(connections, &waiting, &counted))
            .map_err(OpenError::Thread)?;
        Ok(Self {
            orders: Some(orders),
            count,
            thread: Some(thread),
        })
    }

    /// Does `work` in a transaction that it may share with others, and answers once that is on the disk.
    /// If it fails, what it has written is undone, and only that.
    ///
    /// Once asked for it is done, also if nobody waits for the answer any longer.
    pub(crate) async fn write<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Connection) -> rusqlite::Result<T> + Send + 'static,
    ) -> Result<T, StoreError> {
        self.done(Order::Write, work).await
    }

    /// The same, but answers once the system has it: what is written outlives the process, and may be lost
    /// if the machine fails before the next [`write`](Self::write). It does not wait for the disk.
    pub(crate) async fn note<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Connection) -> rusqlite::Result<T> + Send + 'static,
    ) -> Result<T, StoreError> {
        self.done(Order::Note, work).await
    }

    async fn done<T: Send + 'static>(
        &self,
        order: impl FnOnce(Box<dyn Job>) -> Order,
        work: impl FnOnce(&Connection) -> rusqlite::Result<T> + Send + 'static,
    ) -> Result<T, StoreError> {
        let (caller, answer) = oneshot::channel();
        let job = Write::new(work, Instant::now(), caller);
        self.order(order(Box::new(job)))?;
        answer
            .await
            .map_err(|_| StoreError::new(WriteError::Ended))?
    }

    /// Empties the log of changes, between two transactions; see [`connection::empty_log`].
    pub(crate) async fn empty_log(&self) -> Result<bool, StoreError> {
        let (caller, answer) = oneshot::channel();
        self.order(Order::EmptyLog(caller))?;
        let answer = answer.await.map_err(|_| WriteError::Ended);
        answer.map_err(StoreError::new)?.map_err(StoreError::new)
    }

    /// Holds the lock of readers for a while; see [`HeldLock`].
    pub(crate) fn hold_lock(&self) {
        // If there is no room, there is so much to write that it would hardly be held.
        let _ = self.order(Order::HoldLock);
    }

    /// How many writes wait for the thread.
    pub(crate) fn waiting(&self) -> usize {
        self.count.load(Ordering::Relaxed)
    }

    fn order(&self, order: Order) -> Result<(), StoreError> {
        // Before it is there to be taken, so that the count never falls below zero.
        self.count.fetch_add(1, Ordering::Relaxed);
        let sent = match &self.orders {
            Some(orders) => orders.try_send(order).map_err(|error| match error {
                TrySendError::Full(_) => WriteError::TooMany,
                TrySendError::Disconnected(_) => WriteError::Ended,
            }),
            None => Err(WriteError::Ended),
        };
        sent.map_err(|error| {
            self.count.fetch_sub(1, Ordering::Relaxed);
            StoreError::new(error)
        })
    }
}

/// Waits for the jobs that were asked for.
impl Drop for Writer {
    fn drop(&mut self) {
        self.orders = None;
        if let Some(thread) = self.thread.take() {
            // It catches what its jobs panic with, so there is nothing to hand on.
            let _ = thread.join();
        }
    }
}

fn run(mut connections: Connections, waiting: &Receiver<Order>, count: &AtomicUsize) {
    while let Some(first) = next(waiting, &mut connections.lock) {
        let (mut group, mut notes, mut callers) = (Vec::new(), Vec::new(), Vec::new());
        for order in iter::once(first).chain(waiting.try_iter().take(GROUP - 1)) {
            count.fetch_sub(1, Ordering::Relaxed);
            match order {
                Order::Write(job) => group.push(job),
                Order::Note(job) => notes.push(job),
                Order::EmptyLog(caller) => callers.push(caller),
                Order::HoldLock => connections.lock.want(),
            }
        }
        if !(group.is_empty() && notes.is_empty() && callers.is_empty()) {
            connections.lock.release();
        }
        // First, so that they do not wait for the disk with the others.
        write_group(&mut connections.writer, notes, Until::System);
        write_group(&mut connections.writer, group, Until::Disk);
        connections.write_back.go_on(&connections.writer);
        for caller in callers {
            connections.write_back.wait();
            // Whoever asked may have gone.
            let _ = caller.send(connection::empty_log(&connections.writer));
        }
        connections.lock.hold();
    }
}

/// Waits for an order; `None` if no more will come.
fn next(waiting: &Receiver<Order>, lock: &mut HeldLock) -> Option<Order> {
    if let Some(rest) = lock.rest() {
        match waiting.recv_timeout(rest) {
            Err(RecvTimeoutError::Timeout) => lock.let_go(),
            order => return order.ok(),
        }
    }
    waiting.recv().ok()
}

/// Does all jobs of a group and answers them.
fn write_group(connection: &mut Connection, group: Vec<Box<dyn Job>>, until: Until) {
    let mut group = group.into_iter();
    // More than one round only if a failure took the transaction of the others with it, or another
    // process writes for longer than some of them wait.
    while group.len() > 0 {
        let mut done = Vec::with_capacity(group.len());
        let committed = commit(connection, &mut group, &mut done, until)
            .map_err(|error| WriteError::Transaction(Arc::new(error)));
        for job in done {
            job.answer(&committed);
        }
    }
}

/// Runs jobs and commits what they have written; if that fails, nothing of what is `done` is kept.
fn commit(
    connection: &mut Connection,
    group: &mut vec::IntoIter<Box<dyn Job>>,
    done: &mut Vec<Box<dyn Job>>,
    until: Until,
) -> rusqlite::Result<()> {
    let begun =
        connection::wait_until(connection, until).and_then(|()| begin(connection, patience(group)));
    let mut transaction = match begun {
        Ok(transaction) => transaction,
        Err(error) => {
            done.extend(group.next());
            while !connection::is_busy(&error) || patience(group).is_zero() {
                let Some(job) = group.next() else { break };
                done.push(job);
            }
            return Err(error);
        }
    };
    for mut job in group {
        let kept = run_job(&mut transaction, &mut *job);
        done.push(job);
        kept?;
    }
    transaction.commit()
}

/// How long another process is waited for: each job waits as long as it would alone, however many have
/// waited before it.
fn patience(group: &vec::IntoIter<Box<dyn Job>>) -> Duration {
    let oldest = group.as_slice().first();
    oldest.map_or(Duration::ZERO, |job| {
        connection::BUSY_TIMEOUT.saturating_sub(job.asked().elapsed())
    })
}

fn begin(connection: &mut Connection, patience: Duration) -> rusqlite::Result<Transaction<'_>> {
    connection.busy_timeout(patience)?;
    // IMMEDIATE: a transaction that began by reading could not write after another process has.
    connection.transaction_with_behavior(TransactionBehavior::Immediate)
}

/// Runs one job and keeps or undoes what it has written. An error means that the whole transaction is
/// gone, as SQLite rolls it back when the disk is full.
fn run_job(transaction: &mut Transaction<'_>, job: &mut dyn Job) -> rusqlite::Result<()> {
    let mut savepoint = transaction.savepoint()?;
    let run = catch_unwind(AssertUnwindSafe(|| job.run(&savepoint)));
    if !run.unwrap_or(false) {
        savepoint.rollback()?;
    }
    savepoint.commit()
}
