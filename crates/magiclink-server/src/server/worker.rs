//! Sends the mails of the outbox beside the requests.

use std::time::Duration;

use magiclink::delivery::{Delivery, Outcome};
use tokio::{task::JoinSet, time::sleep};

/// How many mails are sent at the same time: a slow server does not hold up all others.
const SENDERS: usize = 4;
/// How often an empty outbox is looked at. Another process may have put a mail there.
const LOOK: Duration = Duration::from_millis(250);
/// How long to wait after the store failed.
const PAUSE: Duration = Duration::from_secs(2);

/// Goes on until it is dropped. A sender that panics is replaced; its mail is sent again.
pub(super) async fn run(delivery: Delivery) {
    let mut senders = JoinSet::new();
    for _ in 0..SENDERS {
        senders.spawn(send(delivery.clone()));
    }
    while let Some(ended) = senders.join_next().await {
        if let Err(error) = ended {
            tracing::error!(error = %error, "sending a mail failed and begins anew");
        }
        senders.spawn(send(delivery.clone()));
    }
}

async fn send(delivery: Delivery) {
    loop {
        match delivery.send_next().await {
            Ok(Some(outcome)) => report(&outcome),
            Ok(None) => sleep(LOOK).await,
            Err(error) => {
                tracing::error!(
                    error = &error as &dyn std::error::Error,
                    "the outbox failed"
                );
                sleep(PAUSE).await;
            }
        }
    }
}

fn report(outcome: &Outcome) {
    match outcome {
        Outcome::Sent => tracing::info!("a mail was sent"),
        Outcome::Delayed { error, .. } => {
            tracing::warn!(
                error = error as &dyn std::error::Error,
                "a mail is tried again later"
            );
        }
        Outcome::Refused(error) => {
            tracing::error!(
                error = error as &dyn std::error::Error,
                "a mail was refused"
            );
        }
        Outcome::Expired => tracing::warn!("a mail was dropped: its link had expired"),
        _ => {}
    }
}
