//! Sends the mails of the outbox beside the requests.

use std::time::Duration;

use magiclink::delivery::Delivery;
use tokio::{
    task::JoinSet,
    time::{sleep, timeout},
};

use crate::server::listen::Stop;

/// How many mails are sent at the same time: a slow server does not hold up all others.
const SENDERS: usize = 4;
/// How often an empty outbox is looked at. Another process may have put a mail there.
const LOOK: Duration = Duration::from_millis(250);
/// How often leases are extended, and those of dead servers ended.
const TEND: Duration = Duration::from_secs(1);
/// How long to wait after the store failed.
const PAUSE: Duration = Duration::from_secs(2);

/// Goes on until the server is told to stop; then mails that are being sent have `stop_time`. One that
/// is cut off is sent again after the next start: nobody knows whether it has arrived.
///
/// A sender that panics is replaced; its mail is sent again.
pub(super) async fn run(delivery: Delivery, stop: Stop, stop_time: Duration) {
    let mut tending = JoinSet::new();
    tending.spawn(tend(delivery.clone()));
    let mut senders = JoinSet::new();
    for _ in 0..SENDERS {
        senders.spawn(send(delivery.clone(), stop.clone()));
    }
    loop {
        let ended = tokio::select! {
            () = stop.told() => break,
            ended = senders.join_next() => ended,
        };
        if let Some(Err(error)) = ended {
            tracing::error!(error = %error, "sending a mail failed and begins anew");
        }
        senders.spawn(send(delivery.clone(), stop.clone()));
    }
    let all_ended = async { while senders.join_next().await.is_some() {} };
    if timeout(stop_time, all_ended).await.is_err() {
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

async fn send(delivery: Delivery, stop: Stop) {
    loop {
        let pause = match delivery.send_next().await {
            Ok(Some(_)) => Duration::ZERO,
            Ok(None) => LOOK,
            Err(error) => {
                tracing::error!(
                    error = &error as &dyn std::error::Error,
                    "the outbox failed"
                );
                PAUSE
            }
        };
        tokio::select! {
            biased;
            () = stop.told() => return,
            () = sleep(pause) => {}
        }
    }
}
