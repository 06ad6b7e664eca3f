//! What the server measures of itself, and the address where that can be read.

use std::{net::SocketAddr, sync::Arc, time::Duration};

use axum::Router;
use magiclink::{clock::Clock, event::Observer};
use magiclink_lettre::Outgoing;

use crate::{
    config::Checked,
    database::Database,
    failure::Failure,
    metrics::{self, MeasuredMailer, Metrics},
    server::{
        bind,
        listen::{self, Bounds, Stop},
    },
};

/// One page for a few who read it now and then.
const BOUNDS: Bounds = Bounds {
    head_time: Duration::from_secs(5),
    read_time: Duration::from_secs(5),
    stop_time: Duration::from_secs(1),
    connections: 16,
    whole_time: Some(Duration::from_secs(10)),
    head_bytes: 8 * 1024,
};

/// What is measured, where it can be read, and the page on which it can.
pub(super) struct Measured {
    metrics: Arc<Metrics>,
    listen: SocketAddr,
    page: Router,
}

impl Measured {
    /// `None` if the settings do not say where.
    pub(super) fn new(checked: &Checked, store: &Arc<dyn Database>, clock: &Clock) -> Option<Self> {
        let listen = checked.config.metrics.listen?;
        let metrics = Arc::new(Metrics::new(clock.clone()));
        let page = metrics::router(Arc::clone(&metrics), Arc::clone(store), clock.clone());
        Some(Self {
            metrics,
            listen,
            page,
        })
    }

    pub(super) fn metrics(&self) -> Arc<Metrics> {
        Arc::clone(&self.metrics)
    }

    pub(super) fn observer(&self) -> Arc<dyn Observer> {
        self.metrics()
    }

    /// The same mailer, measured if anything is.
    pub(super) fn mailer(measured: Option<&Self>, outgoing: Outgoing) -> Outgoing {
        let Some(measured) = measured else {
            return outgoing;
        };
        let mailer = Arc::new(MeasuredMailer {
            mailer: outgoing.mailer,
            metrics: measured.metrics(),
        });
        Outgoing { mailer, ..outgoing }
    }

    /// Serves the page until the server is told to stop; where.
    pub(super) async fn serve(self, stop: Stop) -> Result<SocketAddr, Failure> {
        let (listener, address) = bind(self.listen).await?;
        tokio::spawn(listen::serve(listener, self.page, BOUNDS, stop));
        Ok(address)
    }
}

#[cfg(test)]
mod tests {
    use tokio::{
        io::{AsyncReadExt as _, AsyncWriteExt as _},
        net::TcpStream,
        time::Instant,
    };

    use super::*;
    use crate::{config::Config, database};

    /// Where the metrics are, until the sender is dropped.
    async fn start() -> (SocketAddr, tokio::sync::watch::Sender<()>) {
        let mut config = Config {
            base_url: "http://localhost:8000".to_owned(),
            secret_key: "q8Zt5Jw2Yx7Nc4Vb9Mh3Kd6Fg1Ls0Pa8Qr5Tu2We7".to_owned(),
            mail_url: "inbox:".to_owned(),
            mail_from: "login@example.com".to_owned(),
            ..Config::default()
        };
        config.metrics.listen = "127.0.0.1:0".parse().ok();
        let (checked, store) = (config.check().unwrap(), database::temporary().unwrap());
        let measured = Measured::new(&checked, &store, &Clock::System).unwrap();
        let (teller, stop) = Stop::new();
        (measured.serve(stop).await.unwrap(), teller)
    }

    #[tokio::test(start_paused = true)]
    async fn who_says_nothing_does_not_keep_others_from_reading() {
        let (address, _teller) = start().await;
        let mut silent = Vec::new();
        for half in ["", "GET /metrics HTTP/1.1\r\n"].repeat(BOUNDS.connections) {
            let mut client = TcpStream::connect(address).await.unwrap();
            client.write_all(half.as_bytes()).await.unwrap();
            silent.push(client);
        }
        let begin = Instant::now();
        let mut reader = TcpStream::connect(address).await.unwrap();
        let request = "GET /metrics HTTP/1.1\r\nhost: x\r\n\r\n";
        reader.write_all(request.as_bytes()).await.unwrap();
        let mut text = String::new();
        reader.read_to_string(&mut text).await.unwrap();
        assert!(text.ends_with("# EOF\n"), "{text}");
        // It has waited for two rounds of them.
        let waited = begin.elapsed();
        let longest = Duration::from_secs(12);
        assert!(
            waited >= BOUNDS.head_time && waited <= longest,
            "{waited:?}"
        );
    }
}
