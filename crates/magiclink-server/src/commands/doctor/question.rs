//! Asking a server who it is and what it sees, at the base URL and where the server listens.

use std::time::Duration;

use axum::body::Body;
use hyper::{Request, header};
use magiclink::clock::Timestamp;
use tokio::time::timeout;
use tokio_rustls::TlsConnector;
use url::Url;

use super::{
    Silent,
    client::{self, Answer, Unanswered},
    clock::{Span, Told},
};
use crate::{
    config::Checked,
    failure::Failure,
    proof::{HEADER, Proof, Question, Seen},
    routes::Route,
};

/// What the doctor claims to be: an address of documentation, which no visitor has.
pub(super) const CLAIMED: &str = "203.0.113.199";

/// Where a question is asked.
pub(super) struct Place {
    /// As it is called in sentences.
    pub(super) name: String,
    is_https: bool,
    /// Where to connect to.
    host: String,
    port: u16,
    /// The host that is named in the request.
    authority: String,
}

impl Place {
    /// Where visitors reach the server.
    pub(super) fn of_base_url(checked: &Checked) -> Result<Self, Failure> {
        let name = checked.config.base_url.clone();
        let url = Url::parse(&name).map_err(|error| Failure::doing("base_url", &error))?;
        let host = url.host_str().unwrap_or_default();
        let authority = match url.port() {
            Some(port) => format!("{host}:{port}"),
            None => host.to_owned(),
        };
        Ok(Self {
            is_https: url.scheme() == "https",
            host: host
                .trim_start_matches('[')
                .trim_end_matches(']')
                .to_owned(),
            port: url.port_or_known_default().unwrap_or_default(),
            authority,
            name,
        })
    }

    /// Where the server listens on this machine.
    pub(super) fn of_listen(checked: &Checked) -> Result<Self, Failure> {
        let listen = checked.config.listen;
        let host = match listen.ip() {
            // To all addresses is to this one, too.
            ip if ip.is_unspecified() && ip.is_ipv4() => "127.0.0.1".to_owned(),
            ip if ip.is_unspecified() => "::1".to_owned(),
            ip => ip.to_string(),
        };
        Ok(Self {
            name: listen.to_string(),
            is_https: false,
            host,
            port: listen.port(),
            ..Self::of_base_url(checked)?
        })
    }
}

/// Who answered.
#[derive(Debug)]
pub(super) enum Reached {
    /// This server, and what it has seen.
    Own(Seen),
    /// Somebody who sends visitors elsewhere.
    Redirect(String),
    /// Somebody else: a status.
    Other(u16),
    /// Nobody who can be believed: what is wrong with the certificate.
    Untrusted(String),
    /// Nobody.
    Nobody(String),
}

/// Who answered, and the time that came with it.
pub(super) struct Visit {
    pub(super) reached: Reached,
    date: Option<Timestamp>,
    asked: Span,
}

impl Visit {
    pub(super) fn clock(&self, place: &Place) -> Option<Told> {
        Some(Told {
            by: place.name.clone(),
            time: self.date?,
            // `Date` has no fractions.
            exact: Duration::from_secs(1),
            asked: self.asked,
        })
    }
}

/// Asks at a place, claiming to come from [`CLAIMED`].
pub(super) async fn ask(
    place: &Place,
    proof: &Proof,
    tls: &TlsConnector,
    limit: Duration,
) -> Visit {
    let question = match proof.ask() {
        Ok(question) => question,
        Err(error) => return Visit::nobody(error.to_string()),
    };
    let request = Request::get(Route::Doctor.path())
        .header(header::HOST, &place.authority)
        .header(
            header::USER_AGENT,
            concat!("magiclink/", env!("CARGO_PKG_VERSION"), " doctor"),
        )
        .header("x-forwarded-for", CLAIMED)
        .header(HEADER, &question.header)
        .body(Body::empty());
    let request = match request {
        Ok(request) => request,
        Err(error) => return Visit::nobody(error.to_string()),
    };
    let tls = place.is_https.then_some(tls);
    let sent = client::send((&place.host, place.port), tls, request);
    let (answered, asked) = Span::of(timeout(limit, sent)).await;
    match answered {
        Ok(Ok(answer)) => Visit {
            date: date(answer.header("date")),
            reached: who(&answer, proof, &question),
            asked,
        },
        Ok(Err(Unanswered::Certificate(error))) => Visit {
            reached: Reached::Untrusted(error.to_string()),
            ..Visit::nobody(String::new())
        },
        Ok(Err(error)) => Visit::nobody(Failure::chain(&error)),
        Err(_) => Visit::nobody(Silent(limit).to_string()),
    }
}

impl Visit {
    fn nobody(text: String) -> Self {
        let never = Timestamp::from_unix_seconds(0);
        Self {
            reached: Reached::Nobody(text),
            date: None,
            asked: Span {
                before: never,
                after: never,
            },
        }
    }
}

fn who(answer: &Answer, proof: &Proof, question: &Question) -> Reached {
    let location = answer.header("location");
    if (300..400).contains(&answer.status) && !location.is_empty() {
        return Reached::Redirect(location.to_owned());
    }
    let is_own = proof.is_answered(question, &answer.body, answer.header(HEADER));
    match serde_json::from_str(&answer.body) {
        Ok(seen) if is_own => Reached::Own(seen),
        _ => Reached::Other(answer.status),
    }
}

fn date(text: &str) -> Option<Timestamp> {
    httpdate::parse_http_date(text).ok().map(Timestamp::from)
}
