//! Connections: accepted, limited in time, and let finish when the server stops.

use std::{convert::Infallible, net::SocketAddr, sync::Arc, time::Duration};

use axum::{Router, extract::ConnectInfo, http::Request};
use hyper::{body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    server::graceful::GracefulShutdown,
};
use tokio::{
    net::TcpListener,
    sync::Semaphore,
    time::{sleep, timeout},
};
use tower::ServiceExt as _;

/// How long a client may take for its first byte, and then for the head of a request.
const HEAD_TIME: Duration = Duration::from_secs(10);
/// How long requests may take to finish after the server was told to stop.
const STOP_TIME: Duration = Duration::from_secs(10);
/// How many connections at once; more wait in the queue of the system.
const CONNECTIONS: usize = 4096;
/// How long to wait when no connection can be accepted, for want of file descriptors mostly.
const ACCEPT_PAUSE: Duration = Duration::from_millis(100);

/// Serves `router` on `listener` until `stop` is done; then lets what is under way finish, for ten
/// seconds at most.
pub(super) async fn serve(listener: TcpListener, router: Router, stop: impl Future<Output = ()>) {
    let mut builder = http1::Builder::new();
    builder
        // Without a timer hyper has no time limits at all.
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD_TIME)
        .max_buf_size(16 * 1024);
    let builder = Arc::new(builder);
    let slots = Arc::new(Semaphore::new(CONNECTIONS));
    let connections = GracefulShutdown::new();
    let mut stop = std::pin::pin!(stop);
    loop {
        let slot = tokio::select! {
            () = &mut stop => break,
            slot = Arc::clone(&slots).acquire_owned() => slot,
        };
        let accepted = tokio::select! {
            () = &mut stop => break,
            accepted = listener.accept() => accepted,
        };
        let (stream, peer) = match accepted {
            Ok(accepted) => accepted,
            Err(error) => {
                tracing::warn!(error = %error, "a connection could not be accepted");
                sleep(ACCEPT_PAUSE).await;
                continue;
            }
        };
        // Pages are small: no waiting for more to send.
        let _ = stream.set_nodelay(true);
        let (builder, router) = (Arc::clone(&builder), router.clone());
        let watcher = connections.watcher();
        tokio::spawn(async move {
            let _slot = slot;
            // The limit for the head begins with its first byte; a silent client has not sent any.
            if timeout(HEAD_TIME, stream.readable()).await.is_ok() {
                let connection = builder.serve_connection(
                    TokioIo::new(stream),
                    service_fn(move |request| answer(router.clone(), request, peer)),
                );
                // A client that breaks off is none of our business.
                let _ = watcher.watch(connection).await;
            }
        });
    }
    drop(listener);
    if timeout(STOP_TIME, connections.shutdown()).await.is_err() {
        tracing::warn!(
            "requests were cut off after {} seconds",
            STOP_TIME.as_secs()
        );
    }
}

async fn answer(
    router: Router,
    mut request: Request<Incoming>,
    peer: SocketAddr,
) -> Result<axum::response::Response, Infallible> {
    request.extensions_mut().insert(ConnectInfo(peer));
    router.oneshot(request.map(axum::body::Body::new)).await
}

/// Done when the process is told to stop: by an interrupt or, on Unix, by SIGTERM.
pub(super) async fn stop_signal() {
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
