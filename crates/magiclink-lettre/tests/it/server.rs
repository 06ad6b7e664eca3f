//! A mail server on loopback that does what a script says, and writes down what it got.

use std::sync::{Arc, Mutex};

use tokio::{
    io::{AsyncBufReadExt, AsyncRead, AsyncWrite, AsyncWriteExt, BufReader},
    net::TcpListener,
};
use tokio_rustls::TlsAcceptor;

/// The end of a message, and the only one.
const END: &[u8] = b"\r\n.\r\n";

/// What the server does.
#[derive(Clone)]
pub(crate) enum Reply {
    /// Answers with this line.
    Say(&'static str),
    /// Sends these bytes as they are.
    Raw(Vec<u8>),
    /// Keeps the connection and says nothing more.
    Hang,
    /// Closes the connection.
    Close,
    /// Sends a byte now and then, without end.
    Drip,
}

/// Replies by the beginnings of what the client sends; `CONNECT` and `.` stand for a new connection
/// and for the end of a message.
#[derive(Clone, Default)]
pub(crate) struct Script {
    replies: Vec<(&'static str, Reply)>,
    starttls: Option<TlsAcceptor>,
    tls: Option<TlsAcceptor>,
}

/// A line or a message, as it came over the wire.
#[derive(Clone, Debug, Default)]
pub(crate) struct Seen {
    pub(crate) connections: usize,
    pub(crate) commands: Vec<String>,
    /// Still dot-stuffed, without the final dot.
    pub(crate) messages: Vec<Vec<u8>>,
}

pub(crate) struct Server {
    pub(crate) port: u16,
    seen: Arc<Mutex<Seen>>,
}

impl Script {
    pub(crate) fn on(mut self, beginning: &'static str, line: &'static str) -> Self {
        self.replies.push((beginning, Reply::Say(line)));
        self
    }

    pub(crate) fn doing(mut self, beginning: &'static str, reply: Reply) -> Self {
        self.replies.push((beginning, reply));
        self
    }

    pub(crate) fn with_starttls(mut self, acceptor: TlsAcceptor) -> Self {
        self.starttls = Some(acceptor);
        self
    }

    pub(crate) fn with_tls(mut self, acceptor: TlsAcceptor) -> Self {
        self.tls = Some(acceptor);
        self
    }

    fn reply(&self, line: &str, is_encrypted: bool) -> Reply {
        let scripted = self
            .replies
            .iter()
            .find(|(start, _)| line.starts_with(start));
        if let Some((_, reply)) = scripted {
            return reply.clone();
        }
        Reply::Say(match line.split(' ').next().unwrap() {
            "CONNECT" => "220 fake.example ESMTP",
            "EHLO" if self.starttls.is_some() && !is_encrypted => {
                "250-fake.example\r\n250-8BITMIME\r\n250 STARTTLS"
            }
            "EHLO" => "250-fake.example\r\n250-8BITMIME\r\n250 AUTH PLAIN LOGIN",
            "STARTTLS" => "220 go ahead",
            "AUTH" => "235 welcome",
            "DATA" => "354 go ahead",
            "QUIT" => "221 bye",
            _ => "250 ok",
        })
    }
}

impl Server {
    /// Starts a server that follows `script`.
    pub(crate) async fn start(script: Script) -> Self {
        Self::start_each(vec![script]).await
    }

    /// Starts a server that follows each script for one connection, and the last one from then on.
    pub(crate) async fn start_each(scripts: Vec<Script>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let seen = Arc::new(Mutex::new(Seen::default()));
        let record = seen.clone();
        tokio::spawn(async move {
            loop {
                let (stream, _) = listener.accept().await.unwrap();
                let count = {
                    let mut seen = record.lock().unwrap();
                    seen.connections += 1;
                    seen.connections
                };
                let script = scripts[count.min(scripts.len()) - 1].clone();
                tokio::spawn(accept(Box::new(stream), script, record.clone()));
            }
        });
        Self { port, seen }
    }

    pub(crate) fn seen(&self) -> Seen {
        self.seen.lock().unwrap().clone()
    }

    /// What it has seen once the client has said goodbye, which whoever sends a mail does not wait for.
    pub(crate) async fn seen_to_the_end(&self) -> Seen {
        loop {
            let seen = self.seen();
            if seen.commands.iter().any(|line| line == "QUIT") {
                return seen;
            }
            tokio::task::yield_now().await;
        }
    }

    /// The messages that were sent, as whoever they are for gets them.
    pub(crate) fn messages(&self) -> Vec<Vec<u8>> {
        let messages = self.seen().messages;
        messages.iter().map(|raw| unstuffed(raw)).collect()
    }

    pub(crate) fn commands(&self, verb: &str) -> Vec<String> {
        let commands = self.seen().commands.into_iter();
        commands.filter(|line| line.starts_with(verb)).collect()
    }
}

trait Stream: AsyncRead + AsyncWrite + Send + Unpin {}
impl<T: AsyncRead + AsyncWrite + Send + Unpin> Stream for T {}

async fn accept(stream: Box<dyn Stream>, mut script: Script, seen: Arc<Mutex<Seen>>) {
    let stream: Box<dyn Stream> = match script.tls.take() {
        // A client that refuses the certificate is one of the things to test.
        Some(acceptor) => match acceptor.accept(stream).await {
            Ok(stream) => Box::new(stream),
            Err(_) => return,
        },
        None => stream,
    };
    // The client may go away at any time.
    let _ = converse(stream, script, &seen).await;
}

async fn converse(
    stream: Box<dyn Stream>,
    mut script: Script,
    seen: &Mutex<Seen>,
) -> std::io::Result<()> {
    let mut stream = BufReader::new(stream);
    let mut line = "CONNECT".to_owned();
    let mut is_encrypted = false;
    loop {
        match script.reply(&line, is_encrypted) {
            Reply::Say(text) => stream.write_all(format!("{text}\r\n").as_bytes()).await?,
            Reply::Raw(bytes) => stream.write_all(&bytes).await?,
            Reply::Hang => return std::future::pending().await,
            Reply::Close => return Ok(()),
            Reply::Drip => loop {
                stream.write_all(b"2").await?;
                tokio::task::yield_now().await;
            },
        }
        stream.flush().await?;
        match line.as_str() {
            "QUIT" => return Ok(()),
            "STARTTLS" => {
                let Some(acceptor) = script.starttls.take() else {
                    return Ok(());
                };
                let upgraded = acceptor.accept(stream.into_inner()).await?;
                stream = BufReader::new(Box::new(upgraded));
                is_encrypted = true;
            }
            "DATA" => {
                let message = message(&mut stream).await?;
                seen.lock().unwrap().messages.push(message);
                ".".clone_into(&mut line);
                continue;
            }
            _ => {}
        }
        let mut bytes = Vec::new();
        if stream.read_until(b'\n', &mut bytes).await? == 0 {
            return Ok(());
        }
        line = String::from_utf8(bytes).unwrap();
        assert!(line.ends_with("\r\n"), "a bare LF: {line:?}");
        line.truncate(line.len() - 2);
        seen.lock().unwrap().commands.push(line.clone());
    }
}

/// Reads up to the final dot, which only CRLF makes one.
async fn message(stream: &mut BufReader<Box<dyn Stream>>) -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    while !bytes.ends_with(END) {
        if stream.read_until(b'\n', &mut bytes).await? == 0 {
            return Err(std::io::ErrorKind::UnexpectedEof.into());
        }
    }
    bytes.truncate(bytes.len() - END.len());
    Ok(bytes)
}

fn unstuffed(raw: &[u8]) -> Vec<u8> {
    let text = String::from_utf8(raw.to_vec()).unwrap();
    let lines = text
        .split("\r\n")
        .map(|line| line.strip_prefix('.').unwrap_or(line));
    lines.collect::<Vec<_>>().join("\r\n").into_bytes()
}
