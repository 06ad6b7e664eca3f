//! When the server is told to stop.

use std::io;

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

    /// Tells it when the process is told to stop: by an interrupt or, on Unix, by SIGTERM. From the return
    /// of this on neither ends the process by itself.
    ///
    /// # Errors
    ///
    /// The system does not tell.
    pub(in crate::server) fn on_signal() -> io::Result<Self> {
        let (teller, stop) = Self::new();
        let signalled = signalled()?;
        tokio::spawn(async move {
            signalled.await;
            drop(teller);
        });
        Ok(stop)
    }

    /// Done once the server was told to stop.
    pub(in crate::server) async fn told(&self) {
        // Nothing is ever sent: the only news is that the sender is gone.
        while self.0.clone().changed().await.is_ok() {}
    }
}

#[cfg(unix)]
fn signalled() -> io::Result<impl Future<Output = ()>> {
    use tokio::signal::unix::{SignalKind, signal};

    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut terminate = signal(SignalKind::terminate())?;
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
    })
}

#[cfg(windows)]
fn signalled() -> io::Result<impl Future<Output = ()>> {
    let mut interrupt = tokio::signal::windows::ctrl_c()?;
    Ok(async move {
        interrupt.recv().await;
    })
}
