//! What stands in front of a server: a proxy, or something that is none.

use std::{
    io::{BufRead as _, BufReader, Read, Write},
    net::{TcpListener, TcpStream},
    sync::{Arc, OnceLock},
    thread,
};

use tokio_rustls::rustls::{ServerConfig, ServerConnection, StreamOwned};

use crate::http::exchange;

/// What it does with a request.
#[derive(Clone, Copy)]
pub(crate) enum Does {
    /// Hands it on with this as `X-Forwarded-For`.
    Forward(&'static str),
    /// Hands it on with the `X-Forwarded-For` that it came with.
    HandOn,
    /// Hands it on, and the answer with this `Date`.
    Date(&'static str),
    /// Answers itself, with this head.
    Say(&'static str),
    /// Says nothing, and keeps the connection.
    Hang,
}

/// It ends with the tests.
pub(crate) struct Front {
    pub(crate) port: u16,
    /// The server behind it, once that runs.
    pub(crate) server: Arc<OnceLock<String>>,
}

impl Front {
    pub(crate) fn start(does: Does, tls: Option<Arc<ServerConfig>>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port is free");
        let port = listener.local_addr().expect("it has an address").port();
        let server: Arc<OnceLock<String>> = Arc::default();
        let behind = Arc::clone(&server);
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (behind, tls) = (Arc::clone(&behind), tls.clone());
                // A client that goes away is one of the things to test.
                thread::spawn(move || match tls {
                    None => answer(BufReader::new(stream), does, &behind),
                    Some(tls) => {
                        let connection =
                            ServerConnection::new(tls).map_err(std::io::Error::other)?;
                        let stream: StreamOwned<_, TcpStream> =
                            StreamOwned::new(connection, stream);
                        answer(BufReader::new(stream), does, &behind)
                    }
                });
            }
        });
        Self { port, server }
    }
}

fn answer<S: Read + Write>(
    mut stream: BufReader<S>,
    does: Does,
    server: &OnceLock<String>,
) -> std::io::Result<()> {
    let mut lines = Vec::new();
    loop {
        let mut line = String::new();
        if stream.read_line(&mut line)? == 0 {
            return Ok(());
        }
        if line == "\r\n" {
            break;
        }
        lines.push(line);
    }
    let claimed = |line: &String| line.starts_with("x-forwarded-for:");
    let text = match does {
        Does::Hang => loop {
            thread::park();
        },
        Does::Say(head) => format!("{head}\r\ncontent-length: 0\r\n\r\n"),
        Does::HandOn | Does::Date(_) | Does::Forward(_) => {
            if let Does::Forward(address) = does {
                lines.retain(|line| !claimed(line));
                lines.push(format!("x-forwarded-for: {address}\r\n"));
            }
            let request = format!("{}connection: close\r\n\r\n", lines.concat());
            let answered = server.get().and_then(|server| exchange(server, &request));
            let bad_gateway = "HTTP/1.1 502 Bad Gateway\r\ncontent-length: 0\r\n\r\n";
            answered.unwrap_or_else(|| bad_gateway.to_owned())
        }
    };
    let dated = |line: &str| match (does, line.starts_with("date: ")) {
        (Does::Date(date), true) => format!("date: {date}"),
        _ => line.to_owned(),
    };
    let text: Vec<_> = text.split("\r\n").map(dated).collect();
    stream.get_mut().write_all(text.join("\r\n").as_bytes())?;
    stream.get_mut().flush()
}
