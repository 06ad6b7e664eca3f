//! Requests on a connection that stays open, where time is measured or much is to be sent.

use std::{
    io::{self, BufRead as _, BufReader, Read as _, Write as _},
    net::{Ipv4Addr, TcpStream},
    time::{Duration, Instant},
};

/// How long an answer is waited for.
const PATIENCE: Duration = Duration::from_mins(1);

/// A connection; a new one takes its place when the server closes it.
pub(crate) struct Wire {
    address: String,
    stream: Option<BufReader<TcpStream>>,
}

/// An answer, without its body.
pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) head: String,
    /// From the first byte that was sent to the last that came.
    pub(crate) time: Duration,
}

impl Reply {
    /// The value of a cookie that the answer sets.
    pub(crate) fn cookie(&self, name: &str) -> Option<&str> {
        let start = format!("set-cookie: {name}=");
        let line = self.head.lines().find_map(|line| line.strip_prefix(&start));
        line.and_then(|line| line.split(';').next())
    }
}

impl Wire {
    pub(crate) fn to(address: &str) -> Self {
        Self {
            address: address.to_owned(),
            stream: None,
        }
    }

    /// Sends a request and reads all of its answer.
    pub(crate) fn send(&mut self, request: &str) -> Reply {
        self.try_send(request).expect("the server answers")
    }

    fn try_send(&mut self, request: &str) -> io::Result<Reply> {
        let mut stream = match self.stream.take() {
            Some(stream) => stream,
            None => BufReader::new(connect(&self.address)?),
        };
        let start = Instant::now();
        // A server that refuses a request before its end may not take the rest.
        let _ = stream.get_mut().write_all(request.as_bytes());
        let (mut head, mut length) = (String::new(), 0);
        loop {
            let begin = head.len();
            if stream.read_line(&mut head)? == 0 {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
            let line = head.get(begin..).unwrap_or_default();
            if let Some(value) = line.strip_prefix("content-length: ") {
                length = value.trim().parse().unwrap_or(0);
            }
            if line == "\r\n" {
                break;
            }
        }
        io::copy(&mut stream.by_ref().take(length), &mut io::sink())?;
        let time = start.elapsed();
        if !head.contains("\r\nconnection: close\r\n") {
            self.stream = Some(stream);
        }
        let status = head.split(' ').nth(1).map(str::parse);
        let status = status.and_then(Result::ok).unwrap_or(0);
        Ok(Reply { status, head, time })
    }
}

fn connect(address: &str) -> io::Result<TcpStream> {
    let stream = TcpStream::connect(address)?;
    stream.set_nodelay(true)?;
    stream.set_read_timeout(Some(PATIENCE))?;
    Ok(stream)
}

/// The head of a request that a proxy passes on for a client; each number is one of its own.
pub(crate) fn head(method: &str, target: &str, client: usize) -> String {
    let address = Ipv4Addr::from(0x0a00_0000 | u32::try_from(client).unwrap_or(0));
    format!(
        "{method} {target} HTTP/1.1\r\nhost: localhost\r\naccept: text/html\r\n\
         x-forwarded-for: {address}\r\n"
    )
}

/// A form that has been shown once, to be sent many times.
pub(crate) struct Form {
    cookie: String,
    token: String,
}

impl Form {
    /// The form of the login page.
    pub(crate) fn of(mut browser: crate::http::Browser) -> Self {
        let token = browser.get("/login/").field("form_token");
        let cookies = browser.cookies.iter();
        let cookies: Vec<_> = cookies
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        Self {
            cookie: cookies.join("; "),
            token,
        }
    }

    /// A request that sends it, with one more field and perhaps one more cookie.
    pub(crate) fn post(
        &self,
        path: &str,
        (name, value): (&str, &str),
        login: Option<&str>,
        client: usize,
    ) -> String {
        let (head, cookie, token) = (head("POST", path, client), &self.cookie, &self.token);
        let login = login.map(|login| format!("; login={login}"));
        let login = login.unwrap_or_default();
        let value = value.replace('@', "%40");
        let body = format!("form_token={token}&{name}={value}");
        let length = body.len();
        format!(
            "{head}origin: http://localhost\r\ncookie: {cookie}{login}\r\n\
             content-type: application/x-www-form-urlencoded\r\n\
             content-length: {length}\r\n\r\n{body}"
        )
    }
}
