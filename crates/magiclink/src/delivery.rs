//! Sending the mails of an outbox: in order, again where that may help, and never too late.

mod pause;
mod watch;

use std::{future::poll_fn, pin::pin, sync::Arc, task::Poll, time::Duration};

use self::{
    pause::{FIRST_PAUSE, backoff},
    watch::Watch,
};

use crate::{
    clock::{Clock, Timestamp},
    event::{Actor, Event, Observer, Observers, What},
    mail::{MailError, Mailer},
    store::{QueuedMail, Store, StoreError, Undelivered},
};

/// How long a worker may take for one mail before another takes it for dead. Longer than a mailer may
/// take for all of a conversation.
const LEASE: Duration = Duration::from_mins(2);
/// How often [`Delivery::tend`] is to be called.
const TEND: Duration = Duration::from_secs(1);
/// How often an empty outbox is looked at. Another process may have put a mail there.
const LOOK: Duration = Duration::from_millis(250);

/// Sends the mails of an outbox. Clones share the work, and each other's leases.
#[derive(Clone, Debug)]
pub struct Delivery {
    outbox: Arc<dyn Store>,
    mailer: Arc<dyn Mailer>,
    clock: Clock,
    observer: Arc<dyn Observer>,
    watch: Watch,
}

/// What became of one mail.
#[derive(Debug)]
#[non_exhaustive]
pub enum Outcome {
    /// The next server has taken it.
    Sent,
    /// It is tried again.
    Delayed {
        /// Why.
        error: MailError,
        /// When.
        due: Timestamp,
    },
    /// The mail server refused it for good.
    Refused(MailError),
    /// Its link expired before it could be sent.
    Expired,
}

impl Delivery {
    /// Sends what is in `outbox` with `mailer`.
    #[must_use]
    pub fn new(outbox: Arc<dyn Store>, mailer: Arc<dyn Mailer>, clock: Clock) -> Self {
        Self {
            outbox,
            mailer,
            clock,
            observer: Arc::new(Observers::default()),
            watch: Watch::default(),
        }
    }

    /// Tells `observer` what becomes of each mail.
    #[must_use]
    pub fn with_observer(mut self, observer: Arc<dyn Observer>) -> Self {
        self.observer = observer;
        self
    }

    /// Sends one mail that is due; `None` if none is.
    ///
    /// Any number of workers may call this at the same time, on any number of servers: each mail is
    /// leased by one. A mail whose worker died is sent again when the lease has ended, with the same
    /// Message-ID; that is after two minutes, or within seconds where [`tend`](Self::tend) is called.
    ///
    /// # Errors
    ///
    /// The store failed; the mail stays in it.
    pub async fn send_next(&self) -> Result<Option<Outcome>, StoreError> {
        match self.lease(1).await?.into_iter().next() {
            Some(queued) => Ok(Some(self.send(queued).await?)),
            None => Ok(None),
        }
    }

    /// Extends the leases of the mails that are being sent by this value and its clones, and ends those
    /// that nobody has extended for a while: their worker is dead. To be called every second by each
    /// process that sends, beside [`send_next`](Self::send_next).
    ///
    /// # Errors
    ///
    /// The store failed. If it does so for long, a mail that is being sent may be sent by another process,
    /// too.
    pub async fn tend(&self) -> Result<(), StoreError> {
        let now = self.clock.now();
        let sending = self.watch.sent_now();
        if !sending.is_empty() {
            let until = now.saturating_add(LEASE);
            self.outbox.extend_leases(&sending, until).await?;
        }
        for (id, until) in self.watch.look(&self.outbox.leases(now).await?) {
            self.outbox.end_lease(id, until, now).await?;
        }
        Ok(())
    }

    /// Leases up to `count` mails that are due, each to be [sent](Self::send) at once: for a worker that
    /// sends several at the same time.
    ///
    /// # Errors
    ///
    /// The store failed.
    pub async fn lease(&self, count: usize) -> Result<Vec<QueuedMail>, StoreError> {
        let now = self.clock.now();
        let until = now.saturating_add(LEASE);
        self.outbox.lease_mails(count, now, until).await
    }

    /// Sends mails for ever and reports what became of each; `sleep` is that of the runtime, such as
    /// `tokio::time::sleep`. Several may run at the same time, so that a slow mail does not hold up the
    /// next one.
    pub async fn run<S: Future<Output = ()>>(
        self,
        sleep: impl Fn(Duration) -> S,
        report: impl Fn(Result<Outcome, StoreError>),
    ) {
        let mut tend = pin!(async {
            loop {
                if let Err(error) = self.tend().await {
                    report(Err(error));
                }
                sleep(TEND).await;
            }
        });
        let mut send = pin!(self.send_on(&sleep, &report));
        poll_fn(|context| {
            let _: Poll<()> = tend.as_mut().poll(context);
            send.as_mut().poll(context)
        })
        .await;
    }

    async fn send_on<S: Future<Output = ()>>(
        &self,
        sleep: &impl Fn(Duration) -> S,
        report: &impl Fn(Result<Outcome, StoreError>),
    ) {
        loop {
            let pause = match self.send_next().await.transpose() {
                None => LOOK,
                Some(sent) => {
                    let pause = pause_after(&sent);
                    report(sent);
                    pause
                }
            };
            sleep(pause).await;
        }
    }

    /// How long until a mail is due; `None` if none waits.
    ///
    /// # Errors
    ///
    /// The store failed.
    pub async fn pause(&self) -> Result<Option<Duration>, StoreError> {
        let now = self.clock.now().unix_micros();
        let due = self.outbox.next_mail().await?;
        Ok(due.map(|due| {
            let micros = due.unix_micros().saturating_sub(now).max(0);
            Duration::from_micros(micros.unsigned_abs())
        }))
    }

    /// Sends a mail that was just leased, unless its link has expired.
    ///
    /// # Errors
    ///
    /// The store failed; the mail stays in it, and is sent again when the lease has ended.
    pub async fn send(&self, queued: QueuedMail) -> Result<Outcome, StoreError> {
        let id = queued.id;
        let to = queued.mail.to.clone();
        let outcome = self.try_to_send(queued).await?;
        let what = match &outcome {
            Outcome::Sent => What::MailSent { mail: id },
            Outcome::Delayed { error, due } => What::MailDelayed {
                mail: id,
                error,
                due: *due,
            },
            Outcome::Refused(error) => What::MailRefused { mail: id, error },
            Outcome::Expired => What::MailExpired { mail: id },
        };
        let event = Event::new(what, self.clock.now()).by(Actor::Program);
        self.observer.observe(&event.with_email(&to));
        Ok(outcome)
    }

    async fn try_to_send(&self, queued: QueuedMail) -> Result<Outcome, StoreError> {
        let QueuedMail { id, mail, attempts } = queued;
        let _sending = self.watch.sending(id);
        if self.clock.now() >= mail.expires {
            return self.expire(id).await;
        }
        let sent = self.mailer.send(&mail).await;
        let now = self.clock.now();
        match sent {
            Ok(receipt) => {
                self.outbox.mail_sent(id, now).await?;
                drop(receipt);
                Ok(Outcome::Sent)
            }
            Err(error @ MailError::Permanent(_)) => {
                let reason = reason(&error);
                self.outbox
                    .mail_given_up(id, Undelivered::Refused, &reason, now)
                    .await?;
                Ok(Outcome::Refused(error))
            }
            Err(error) => {
                let due = now.saturating_add(backoff(&error, attempts, &mail));
                self.outbox.mail_delayed(id, due, &reason(&error)).await?;
                Ok(Outcome::Delayed { error, due })
            }
        }
    }

    async fn expire(&self, id: crate::store::MailId) -> Result<Outcome, StoreError> {
        let now = self.clock.now();
        self.outbox
            .mail_given_up(id, Undelivered::Expired, "its link has expired", now)
            .await?;
        Ok(Outcome::Expired)
    }
}

/// The last of the causes: what the server or the network said.
fn reason(error: &MailError) -> String {
    let mut cause: &dyn std::error::Error = error;
    while let Some(source) = cause.source() {
        cause = source;
    }
    cause.to_string()
}

/// Whoever sends one mail after another waits here for a mail server that takes none.
fn pause_after(sent: &Result<Outcome, StoreError>) -> Duration {
    let is_down = |error: &MailError| matches!(error, MailError::Unavailable(_));
    match sent {
        Err(_) => FIRST_PAUSE,
        Ok(Outcome::Delayed { error, .. }) if is_down(error) => FIRST_PAUSE,
        Ok(_) => Duration::ZERO,
    }
}
