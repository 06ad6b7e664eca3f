//! When the server is told to stop.

use tokio::sync::watch;

/// Tells everyone who asks that the server is to stop.
#[derive(Clone, Debug)]
pub(in crate::server) struct Stop(watch::Receiver<()>);

impl Stop {
    /// Tells it once the first part is dropped.
    pub(in crate::server) fn new() -> (watch::Sender<()>, Self) {
        let (teller, told) = watch::channel(());
        (teller, Self(told))
    }

    /// Done once the server was told to stop.
    pub(in crate::server) async fn told(&self) {
        // Nothing is ever sent: the only news is that the sender is gone.
        while self.0.clone().changed().await.is_ok() {}
    }
}

/// Done when the process is told to stop: by an interrupt or, on Unix, by SIGTERM.
pub(in crate::server) async fn stop_signal() {
    let interrupt = async {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        match signal(SignalKind::terminate()) {
            Ok(mut terminate) => tokio::select! {
                () = interrupt => {}
                _ = terminate.recv() => {}
            },
            Err(_) => interrupt.await,
        }
    }
    #[cfg(not(unix))]
    interrupt.await;
}
