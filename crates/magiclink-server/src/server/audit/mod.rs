//! The audit log: takes down what happens, and writes it into the database beside the requests.

mod counted;
mod entry;

use std::{
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use magiclink::{
    clock::{Clock, Timestamp},
    email::Email,
    event::{Event, Observer},
    primary_key::AccountKey,
    store::{AuditEntry, StoreError},
};
use tokio::{
    sync::Notify,
    time::{sleep, timeout},
};

use self::counted::Counted;
use crate::{database::Database, failure::Failure, server::listen::Stop};

/// How long entries wait for others, to be written together: what a process that is killed may lose.
const PAUSE: Duration = Duration::from_millis(250);
/// How long to wait after the database failed.
const LONG_PAUSE: Duration = Duration::from_secs(2);
/// How often it is looked whether a count is complete.
const LOOK: Duration = Duration::from_mins(1);
/// How long the last entries have when the server stops.
const STOP_TIME: Duration = Duration::from_secs(5);
/// How many entries wait for a database that is gone; what comes then is only in the log.
const MOST_WAITING: usize = 100_000;

/// The audit log of a server.
#[derive(Debug)]
pub(crate) struct AuditLog {
    store: Arc<dyn Database>,
    clock: Clock,
    waiting: Mutex<Waiting>,
    /// There is something to write.
    told: Notify,
    /// Held by whoever writes, so that the entries keep their order.
    writing: tokio::sync::Mutex<()>,
}

#[derive(Debug, Default)]
struct Waiting {
    entries: Vec<Noted>,
    counted: Counted,
    lost: u64,
}

/// An entry, and to whom its mail goes: whose account that is, is looked up when it is written.
#[derive(Clone, Debug)]
struct Noted {
    entry: AuditEntry,
    mail_to: Option<String>,
}

impl Observer for AuditLog {
    fn observe(&self, event: &Event<'_>) {
        let entry = entry::of(event);
        let mut waiting = self.waiting();
        let entry = if entry::is_counted(event) {
            waiting.counted.count(entry)
        } else {
            Some(entry)
        };
        let Some(entry) = entry else {
            return;
        };
        if waiting.entries.len() >= MOST_WAITING {
            waiting.lost += 1;
            return;
        }
        let mail_to = event.what.mail().and(event.email).map(str::to_owned);
        waiting.entries.push(Noted { entry, mail_to });
        drop(waiting);
        self.told.notify_one();
    }
}

impl AuditLog {
    pub(crate) fn new(store: Arc<dyn Database>, clock: Clock) -> Self {
        Self {
            store,
            clock,
            waiting: Mutex::default(),
            told: Notify::new(),
            writing: tokio::sync::Mutex::default(),
        }
    }

    /// Writes what happens until the server is told to stop; [`finish`](Self::finish) writes the rest.
    pub(in crate::server) async fn run(self: Arc<Self>, stop: Stop) {
        loop {
            tokio::select! {
                () = stop.told() => return,
                () = self.told.notified() => sleep(PAUSE).await,
                () = sleep(LOOK) => {}
            }
            if let Err(error) = self.write(self.clock.now()).await {
                tracing::error!(
                    error = &error as &dyn std::error::Error,
                    "the audit log cannot be written now"
                );
                self.told.notify_one();
                sleep(LONG_PAUSE).await;
            }
        }
    }

    /// Writes what waits, in a task of its own: whoever asks may go away without anything getting lost.
    pub(crate) async fn written(self: &Arc<Self>) {
        let audit = Arc::clone(self);
        let written = tokio::spawn(async move { audit.write(audit.clock.now()).await });
        if !matches!(written.await, Ok(Ok(()))) {
            self.told.notify_one();
        }
    }

    /// Writes everything, counts that are not complete included: the server stops.
    pub(in crate::server) async fn finish(&self) {
        let end = Timestamp::from_unix_micros(i64::MAX);
        let written = timeout(STOP_TIME, self.write(end)).await;
        if !matches!(written, Ok(Ok(()))) {
            let entries = self.waiting().entries.len();
            tracing::error!(entries, "the end of the audit log could not be written");
        }
    }

    /// Writes what waits, and the counts of times that are over at `now`.
    async fn write(&self, now: Timestamp) -> Result<(), StoreError> {
        let _writing = self.writing.lock().await;
        let (noted, lost) = {
            let mut waiting = self.waiting();
            let counts = waiting.counted.take(now);
            let counts = counts.map(|entry| Noted {
                entry,
                mail_to: None,
            });
            waiting.entries.extend(counts);
            (waiting.entries.clone(), std::mem::take(&mut waiting.lost))
        };
        if lost > 0 {
            tracing::error!(lost, "entries are missing in the audit log");
        }
        let mut entries = Vec::with_capacity(noted.len());
        for noted in &noted {
            entries.push(self.with_account(noted).await?);
        }
        self.store.append_audit(&entries).await?;
        // Not before: what could not be written goes on waiting.
        self.waiting().entries.drain(..entries.len());
        Ok(())
    }

    async fn with_account(&self, noted: &Noted) -> Result<AuditEntry, StoreError> {
        let mut entry = noted.entry.clone();
        let email = noted.mail_to.as_deref().map(Email::parse);
        if let Some(Ok(email)) = email {
            let person = self.store.find_person_by_email(email.key()).await?;
            entry.account = person.and_then(|person| AccountKey::of(&person.id));
        }
        Ok(entry)
    }

    /// Whoever panicked while holding the lock left whole values behind.
    fn waiting(&self) -> MutexGuard<'_, Waiting> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Writes down at once what a command has done.
pub(crate) async fn record(store: &dyn Database, event: &Event<'_>) -> Result<(), Failure> {
    let written = store.append_audit(&[entry::of(event)]).await;
    written
        .map_err(|error| Failure::doing("it is done, but the audit log cannot be written", &error))
}
