//! Sends the mails of the outbox beside the requests.

#[cfg(test)]
mod tests;

use std::time::Duration;

use magiclink::{
    delivery::{Delivery, Outcome},
    mail::MailError,
    store::StoreError,
};
use tokio::{
    task::{Id, JoinError, JoinSet},
    time::{Instant, sleep, timeout},
};

use crate::server::{
    listen::Stop,
    pace::{Pace, Sign},
};

/// How often an empty outbox is looked at. Another process may have put a mail there.
const LOOK: Duration = Duration::from_millis(250);
/// How often leases are extended, and those of dead servers ended.
const TEND: Duration = Duration::from_secs(1);
/// How long to wait after the store failed.
const PAUSE: Duration = Duration::from_secs(2);

/// Goes on until the server is told to stop; then mails that are being sent have `stop_time`. One that
/// is cut off is sent again after the next start: nobody knows whether it has arrived.
///
/// A mail whose sending panics is sent again when its lease has ended.
pub(super) async fn run(delivery: Delivery, stop: Stop, stop_time: Duration) {
    let mut tending = JoinSet::new();
    tending.spawn(tend(delivery.clone()));
    let mut worker = Worker {
        delivery,
        sending: JoinSet::new(),
        pace: Pace::new(),
    };
    loop {
        let pause = worker.begin().await;
        tokio::select! {
            biased;
            () = stop.told() => break,
            Some(ended) = worker.sending.join_next_with_id() => worker.end(ended),
            () = sleep(pause) => {}
        }
        while let Some(ended) = worker.sending.try_join_next_with_id() {
            worker.end(ended);
        }
    }
    if timeout(stop_time, worker.end_all()).await.is_err() {
        tracing::warn!("a mail was cut off and is sent again after the next start");
    }
}

/// Goes on until it is dropped.
async fn tend(delivery: Delivery) {
    loop {
        if let Err(error) = delivery.tend().await {
            tracing::error!(
                error = &error as &dyn std::error::Error,
                "the leases of mails could not be extended"
            );
        }
        sleep(TEND).await;
    }
}

struct Worker {
    delivery: Delivery,
    sending: JoinSet<Sent>,
    pace: Pace<Id>,
}

type Sent = Result<Outcome, StoreError>;

impl Worker {
    /// Begins to send as many mails as may be sent now; how long to wait before the next look.
    async fn begin(&mut self) -> Duration {
        let free = self.pace.free(Instant::now());
        if free == 0 {
            return LOOK;
        }
        match self.delivery.lease(free).await {
            Ok(mails) => {
                for mail in mails {
                    let delivery = self.delivery.clone();
                    let task = self.sending.spawn(async move { delivery.send(mail).await });
                    self.pace.begin(task.id(), Instant::now());
                }
                LOOK
            }
            Err(error) => {
                report_failure(&error);
                PAUSE
            }
        }
    }

    fn end(&mut self, ended: Result<(Id, Sent), JoinError>) {
        let (id, sign) = match ended {
            Ok((id, Ok(outcome))) => (id, sign(&outcome)),
            Ok((id, Err(error))) => {
                report_failure(&error);
                (id, Sign::Unknown)
            }
            Err(error) => {
                tracing::error!(error = %error, "sending a mail failed and begins anew");
                (error.id(), Sign::Unknown)
            }
        };
        self.pace.end(&id, sign, Instant::now());
    }

    async fn end_all(&mut self) {
        while let Some(ended) = self.sending.join_next_with_id().await {
            self.end(ended);
        }
    }
}

fn sign(outcome: &Outcome) -> Sign {
    match outcome {
        Outcome::Delayed {
            error: MailError::Unavailable(_),
            ..
        } => Sign::Unavailable,
        Outcome::Sent | Outcome::Delayed { .. } | Outcome::Refused(_) => Sign::Looked,
        Outcome::Expired => Sign::NotAsked,
        _ => Sign::Unknown,
    }
}

fn report_failure(error: &StoreError) {
    tracing::error!(error = error as &dyn std::error::Error, "the outbox failed");
}
