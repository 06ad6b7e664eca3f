//! Connections: accepted, limited in time and size, and let finish when the server stops.

mod patience;
mod request;
mod stop;
#[cfg(test)]
mod tests;

use std::{io, net::SocketAddr, sync::Arc, time::Duration};

use hyper::{server::conn::http1, service::service_fn};
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    server::graceful::{GracefulShutdown, Watcher},
};
use tokio::{
    net::{TcpListener, TcpStream},
    sync::Semaphore,
    time::{sleep, timeout},
};

use self::patience::Patience;
pub(super) use self::{request::Answers, stop::Stop};

/// How long to wait when no connection can be accepted, for want of file descriptors mostly.
const ACCEPT_PAUSE: Duration = Duration::from_millis(100);
/// How long a connection that has been silent may still speak after the server was told to stop: what
/// it has sent may be on the way through the system.
const LAST_LOOK: Duration = Duration::from_millis(100);

/// How much of the server one client may have.
#[derive(Clone, Copy, Debug)]
pub(super) struct Bounds {
    /// How long a client may take for its first byte, for the head of a request, and between requests.
    pub(super) head_time: Duration,
    /// How long a client may take none of what is sent to it.
    pub(super) read_time: Duration,
    /// How long requests may take to finish after the server was told to stop.
    pub(super) stop_time: Duration,
    /// How many connections at once; more wait in the queue of the system.
    pub(super) connections: usize,
    /// How long a connection may last, whatever it is at; `None` for as long as its client likes.
    pub(super) whole_time: Option<Duration>,
    /// How many bytes the head of a request may have.
    pub(super) head_bytes: usize,
}

impl Default for Bounds {
    fn default() -> Self {
        Self {
            head_time: Duration::from_secs(10),
            read_time: Duration::from_secs(30),
            stop_time: Duration::from_secs(9),
            connections: 4096,
            whole_time: None,
            head_bytes: 16 * 1024,
        }
    }
}

/// Serves `answers` on `listener` until the server is told to stop; then lets what is under way finish.
pub(super) async fn serve(
    listener: TcpListener,
    answers: impl Into<Answers>,
    bounds: Bounds,
    stop: Stop,
) {
    let answers = answers.into();
    let mut builder = http1::Builder::new();
    builder
        // Without a timer hyper has no time limits at all.
        .timer(TokioTimer::new())
        .header_read_timeout(bounds.head_time)
        .max_buf_size(bounds.head_bytes);
    let slots = Arc::new(Semaphore::new(bounds.connections));
    let connections = GracefulShutdown::new();
    loop {
        let slot = tokio::select! {
            () = stop.told() => break,
            slot = Arc::clone(&slots).acquire_owned() => slot,
        };
        let accepted = tokio::select! {
            // Whoever is in the queue of the system already is served, too.
            biased;
            accepted = listener.accept() => accepted,
            () = stop.told() => break,
        };
        let Some((stream, peer)) = accepted_or_logged(accepted).await else {
            continue;
        };
        let connection = Connection {
            stream,
            peer,
            builder: builder.clone(),
            answers: answers.clone(),
            watcher: connections.watcher(),
        };
        let stop = stop.clone();
        tokio::spawn(async move {
            let _slot = slot;
            connection.serve(bounds, stop).await;
        });
    }
    drop(listener);
    let all_ended = timeout(bounds.stop_time, connections.shutdown()).await;
    if all_ended.is_err() {
        let seconds = bounds.stop_time.as_secs();
        tracing::warn!("requests were cut off after {seconds} seconds");
    }
}

async fn accepted_or_logged(
    accepted: io::Result<(TcpStream, SocketAddr)>,
) -> Option<(TcpStream, SocketAddr)> {
    match accepted {
        Ok(accepted) => Some(accepted),
        Err(error) => {
            tracing::warn!(error = %error, "a connection could not be accepted");
            sleep(ACCEPT_PAUSE).await;
            None
        }
    }
}

/// One client.
struct Connection {
    stream: TcpStream,
    peer: SocketAddr,
    builder: http1::Builder,
    answers: Answers,
    /// The server does not stop while this is there.
    watcher: Watcher,
}

impl Connection {
    async fn serve(self, bounds: Bounds, stop: Stop) {
        // The limit for the head begins with its first byte; a silent client has not sent any.
        let speaks = tokio::select! {
            biased;
            speaks = timeout(bounds.head_time, self.stream.readable()) => speaks.is_ok(),
            () = stop.told() => timeout(LAST_LOOK, self.stream.readable()).await.is_ok(),
        };
        if !speaks {
            return;
        }
        // Pages are small: no waiting for more to send.
        let _ = self.stream.set_nodelay(true);
        let (answers, peer) = (self.answers, self.peer);
        let metrics = answers.metrics.clone();
        let _open = metrics.as_ref().map(|metrics| metrics.requests.connected());
        let answer = service_fn(move |request| answers.clone().answer(request, peer));
        let stream = TokioIo::new(Patience::new(self.stream, bounds.read_time));
        let connection = self.builder.serve_connection(stream, answer);
        let served = self.watcher.watch(connection);
        // A client that breaks off is none of our business.
        match bounds.whole_time {
            None => drop(served.await),
            Some(time) => drop(timeout(time, served).await),
        }
    }
}
