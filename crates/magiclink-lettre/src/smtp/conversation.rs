//! One conversation with a mail server, step by step.

use std::{error::Error, future::Future, io, net::SocketAddr, time::Duration};

use lettre::transport::smtp::{
    authentication::{Credentials, DEFAULT_MECHANISMS},
    client::{AsyncSmtpConnection, AsyncTokioStream, TlsParameters},
    commands::{Data, Mail, Rcpt},
    extension::ClientId,
    response::{Response, Severity},
};
use tokio::{
    net::{TcpStream, lookup_host},
    time::timeout,
};

use crate::{
    mail_url::{Protection, SmtpServer},
    message::Letter,
    smtp::{
        error::{SmtpError, Step},
        line_stream::LineStream,
    },
};

/// How long a server may take to say goodbye.
const GOODBYE: Duration = Duration::from_secs(1);

/// With whom to talk, and how.
pub(super) struct Partner<'a> {
    pub(super) server: &'a SmtpServer,
    pub(super) protection: &'a Protection,
    pub(super) hello: ClientId,
    pub(super) limit: Duration,
}

/// A conversation that is as protected as the server's URL asks.
///
/// lettre's own transport is not used: it waits for the answer to QUIT before it says that a mail was
/// taken, and does not tell a refused recipient from a refused login.
pub(super) struct Conversation {
    connection: AsyncSmtpConnection,
    limit: Duration,
}

impl Conversation {
    pub(super) async fn open(partner: Partner<'_>) -> Result<Self, SmtpError> {
        let (stream, peer) = connect(partner.server, partner.limit)
            .await
            .map_err(|error| SmtpError::new(Step::Connect, error))?;
        let connection = match partner.protection {
            Protection::None if !peer.ip().is_loopback() => return Err(SmtpError::not_here()),
            Protection::None => greet(LineStream::new(stream, peer), &partner).await?,
            Protection::StartTls(tls) => {
                let greeted = greet(LineStream::new(stream, peer), &partner).await?;
                change_to_tls(greeted, tls, &partner).await?
            }
            Protection::Tls(connector, name) => {
                let handshake = connector.connect(name.clone(), stream);
                let stream = step(Step::Connect, partner.limit, handshake).await?;
                greet(LineStream::new(stream, peer), &partner).await?
            }
        };
        Ok(Self {
            connection,
            limit: partner.limit,
        })
    }

    pub(super) async fn log_in(&mut self, credentials: &Credentials) -> Result<(), SmtpError> {
        let login = self.connection.auth(DEFAULT_MECHANISMS, credentials);
        let answer = step(Step::LogIn, self.limit, login).await?;
        expect(Step::LogIn, &answer, Severity::PositiveCompletion)
    }

    /// Tells the server who gets the letter from whom: it waits for the letter then.
    pub(super) async fn announce(&mut self, letter: &Letter) -> Result<(), SmtpError> {
        let sender = Mail::new(Some(letter.from.clone()), Vec::new());
        let answer = self.command(Step::Sender, sender).await?;
        expect(Step::Sender, &answer, Severity::PositiveCompletion)?;
        let recipient = Rcpt::new(letter.to.clone(), Vec::new());
        let answer = self.command(Step::Recipient, recipient).await?;
        expect(Step::Recipient, &answer, Severity::PositiveCompletion)?;
        let answer = self.command(Step::Data, Data).await?;
        expect(Step::Data, &answer, Severity::PositiveIntermediate)
    }

    /// Has the server take the letter that was announced.
    pub(super) async fn hand_over(&mut self, letter: &Letter) -> Result<(), SmtpError> {
        // No limit of its own: a server that reads the mail before it answers needs the time, and
        // giving up here is what makes a mail arrive twice.
        let answer = self.connection.message(&letter.bytes).await;
        let answer = answer.map_err(|error| SmtpError::new(Step::Message, error))?;
        expect(Step::Message, &answer, Severity::PositiveCompletion)
    }

    /// Says goodbye; whether the server says it too is all the same.
    pub(super) async fn leave(mut self) {
        let _ = timeout(GOODBYE, self.connection.quit()).await;
    }

    async fn command(
        &mut self,
        at: Step,
        command: impl std::fmt::Display,
    ) -> Result<Response, SmtpError> {
        step(at, self.limit, self.connection.command(command)).await
    }
}

async fn greet(
    stream: impl AsyncTokioStream + 'static,
    partner: &Partner<'_>,
) -> Result<AsyncSmtpConnection, SmtpError> {
    let greeting = AsyncSmtpConnection::connect_with_transport(Box::new(stream), &partner.hello);
    step(Step::Greet, partner.limit, greeting).await
}

async fn change_to_tls(
    mut connection: AsyncSmtpConnection,
    tls: &TlsParameters,
    partner: &Partner<'_>,
) -> Result<AsyncSmtpConnection, SmtpError> {
    if !connection.can_starttls() {
        return Err(SmtpError::no_tls());
    }
    let upgrade = connection.starttls(tls.clone(), &partner.hello);
    step(Step::StartTls, partner.limit, upgrade).await?;
    Ok(connection)
}

/// Tries each address of the server, so that one that answers nothing does not hide the others.
async fn connect(server: &SmtpServer, limit: Duration) -> io::Result<(TcpStream, SocketAddr)> {
    let mut failure = io::Error::new(io::ErrorKind::NotFound, "the host has no address");
    for address in lookup_host((server.host.as_str(), server.port)).await? {
        match timeout(limit, TcpStream::connect(address)).await {
            Ok(Ok(stream)) => {
                // lettre writes the end of a mail by itself: without this it waits until the mail was
                // acknowledged, 40 ms on Linux, and is only slower if it is not to be had.
                let _ = stream.set_nodelay(true);
                return Ok((stream, address));
            }
            Ok(Err(error)) => failure = error,
            Err(_) => failure = io::ErrorKind::TimedOut.into(),
        }
    }
    Err(failure)
}

async fn step<T>(
    at: Step,
    limit: Duration,
    doing: impl Future<Output = Result<T, impl Error + Send + Sync + 'static>>,
) -> Result<T, SmtpError> {
    match timeout(limit, doing).await {
        Ok(done) => done.map_err(|error| SmtpError::new(at, error)),
        Err(_) => Err(SmtpError::silent(at, limit)),
    }
}

/// lettre takes any answer that is no error for a yes; a 250 to DATA is none.
fn expect(at: Step, answer: &Response, severity: Severity) -> Result<(), SmtpError> {
    if answer.code().severity == severity {
        return Ok(());
    }
    let text = answer.message().collect::<Vec<_>>().join(" ");
    Err(SmtpError::answer(at, answer.code().into(), &text))
}
