//! One request over HTTP or HTTPS, and no more of the answer than is needed.

use std::{io, path::Path, sync::Arc};

use axum::body::{Body, to_bytes};
use hyper::{
    Request,
    client::conn::http1,
    header::{HeaderMap, HeaderValue},
};
use hyper_util::rt::TokioIo;
use tokio::{
    io::{AsyncRead, AsyncWrite},
    net::TcpStream,
};
use tokio_rustls::{
    TlsConnector,
    rustls::{
        self, ClientConfig, RootCertStore,
        crypto::ring,
        pki_types::{CertificateDer, InvalidDnsNameError, ServerName, pem::PemObject as _},
    },
};

use crate::failure::Failure;

/// More than the answer to a question has.
const LONGEST_BODY: usize = 16 * 1024;

/// An answer.
pub(super) struct Answer {
    pub(super) status: u16,
    pub(super) headers: HeaderMap,
    /// Empty if it is longer than a body that is waited for.
    pub(super) body: String,
}

impl Answer {
    /// A header as text; empty if it is not there.
    pub(super) fn header(&self, name: &str) -> &str {
        let value = self.headers.get(name).map(HeaderValue::to_str);
        value.and_then(Result::ok).unwrap_or_default()
    }
}

/// Why there is no answer.
#[derive(Debug, thiserror::Error)]
pub(super) enum Unanswered {
    #[error("the name {0} cannot be looked up")]
    Name(String, #[source] io::Error),
    #[error("there is no connection")]
    Connect(#[source] io::Error),
    #[error("its certificate is refused")]
    Certificate(#[source] rustls::Error),
    #[error("there is no TLS")]
    Tls(#[source] io::Error),
    #[error("{0} is no name that a certificate can have")]
    NoName(String, #[source] InvalidDnsNameError),
    #[error("it does not speak HTTP")]
    Http(#[from] hyper::Error),
}

/// Whose certificates are believed: those of the authorities in `file`, or else of those that Mozilla trusts.
pub(super) fn tls(file: Option<&Path>) -> Result<TlsConnector, Failure> {
    let roots = match file {
        None => webpki_roots::TLS_SERVER_ROOTS.iter().cloned().collect(),
        Some(file) => read(file).map_err(|error| {
            Failure::Usage(format!("{} has no certificates: {error}", file.display()))
        })?,
    };
    let provider = Arc::new(ring::default_provider());
    let config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .expect("ring has the ciphers of TLS 1.2 and 1.3")
        .with_root_certificates(roots)
        .with_no_client_auth();
    Ok(TlsConnector::from(Arc::new(config)))
}

fn read(file: &Path) -> Result<RootCertStore, Box<dyn std::error::Error>> {
    let mut roots = RootCertStore::empty();
    for certificate in CertificateDer::pem_file_iter(file)? {
        roots.add(certificate?)?;
    }
    if roots.is_empty() {
        return Err("it is empty".into());
    }
    Ok(roots)
}

/// Sends a request to `host`, whose answer is read as far as `LONGEST_BODY`; `tls` if it is HTTPS.
pub(super) async fn send(
    (host, port): (&str, u16),
    tls: Option<&TlsConnector>,
    request: Request<Body>,
) -> Result<Answer, Unanswered> {
    let stream = connect(host, port).await?;
    let Some(tls) = tls else {
        return speak(stream, request).await;
    };
    let name = ServerName::try_from(host.to_owned());
    let name = name.map_err(|error| Unanswered::NoName(host.to_owned(), error))?;
    let stream = tls.connect(name, stream).await.map_err(refusal)?;
    speak(stream, request).await
}

/// Tries each address, so that one that answers nothing does not hide the others.
async fn connect(host: &str, port: u16) -> Result<TcpStream, Unanswered> {
    let found = tokio::net::lookup_host((host, port)).await;
    let addresses = found.map_err(|error| Unanswered::Name(host.to_owned(), error))?;
    let mut failure = io::Error::new(io::ErrorKind::NotFound, "the name has no address");
    for address in addresses {
        match TcpStream::connect(address).await {
            Ok(stream) => return Ok(stream),
            Err(error) => failure = error,
        }
    }
    Err(Unanswered::Connect(failure))
}

/// A certificate that is refused is told apart from what is no TLS at all.
fn refusal(error: io::Error) -> Unanswered {
    let inner = error.get_ref().and_then(|inner| inner.downcast_ref());
    match inner {
        Some(error @ rustls::Error::InvalidCertificate(_)) => {
            Unanswered::Certificate(error.clone())
        }
        _ => Unanswered::Tls(error),
    }
}

async fn speak<S>(stream: S, request: Request<Body>) -> Result<Answer, Unanswered>
where
    S: AsyncRead + AsyncWrite + Send + Unpin + 'static,
{
    let (mut sender, connection) = http1::handshake(TokioIo::new(stream)).await?;
    // It ends with the answer, or with the program.
    let connection = tokio::spawn(connection);
    let answer = sender.send_request(request).await?;
    let (head, body) = answer.into_parts();
    let body = to_bytes(Body::new(body), LONGEST_BODY).await;
    connection.abort();
    Ok(Answer {
        status: head.status.as_u16(),
        headers: head.headers,
        body: String::from_utf8_lossy(&body.unwrap_or_default()).into_owned(),
    })
}
