//! A browser's part of HTTP: one request a connection, and cookies.

use std::{
    collections::BTreeMap,
    io::{Read as _, Write as _},
    net::TcpStream,
    time::Duration,
};

/// How long an answer is waited for: longer than any server may take.
const PATIENCE: Duration = Duration::from_mins(1);

/// A browser without a screen.
#[derive(Clone)]
pub(crate) struct Browser {
    /// Where the server listens.
    pub(crate) address: String,
    host: String,
    pub(crate) cookies: BTreeMap<String, String>,
    /// Where it is, as a proxy in front would tell.
    client: String,
}

/// An answer.
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) head: String,
    pub(crate) body: String,
}

impl Answer {
    pub(crate) fn parse(text: &str) -> Self {
        Self::try_parse(text).expect("an answer has a head")
    }

    /// Nothing if the server was gone before the end of the head.
    fn try_parse(text: &str) -> Option<Self> {
        let (head, body) = text.split_once("\r\n\r\n")?;
        let status = head.split(' ').nth(1).map(str::parse);
        Some(Self {
            status: status.and_then(Result::ok).unwrap_or(0),
            head: head.to_owned(),
            body: body.to_owned(),
        })
    }

    pub(crate) fn location(&self) -> &str {
        self.header("location")
    }

    /// The value of a header; empty if it is not there.
    pub(crate) fn header(&self, name: &str) -> &str {
        let named = |line: &'_ str| line.starts_with(&format!("{name}: "));
        let line = self.head.lines().find(|line| named(line));
        line.map_or("", |line| &line[name.len() + 2..])
    }

    /// The value of a hidden field.
    pub(crate) fn field(&self, name: &str) -> String {
        self.try_field(name).expect("the page has the field")
    }

    /// The same, if the page has the field.
    pub(crate) fn try_field(&self, name: &str) -> Option<String> {
        let start = format!("name=\"{name}\" value=\"");
        let (_, rest) = self.body.split_once(&start)?;
        Some(rest.split('"').next()?.to_owned())
    }
}

impl Browser {
    pub(crate) fn new(base_url: &str) -> Self {
        let host = base_url.trim_start_matches("http://");
        Self::at(host, host)
    }

    /// A browser for which the name `host` leads to `address`.
    pub(crate) fn at(address: &str, host: &str) -> Self {
        Self {
            address: address.to_owned(),
            host: host.to_owned(),
            cookies: BTreeMap::new(),
            client: String::new(),
        }
    }

    /// Gives the browser an address that no other one has, for a server that believes it.
    pub(crate) fn behind(mut self, network: usize, host: usize) -> Self {
        self.client = format!("x-forwarded-for: 10.{network}.0.{host}\r\n");
        self
    }

    /// Asks for a login link, from the form on.
    pub(crate) fn ask(&mut self, email: &str) -> Answer {
        let form_token = self.get("/login/").field("form_token");
        self.post("/login/", &[("form_token", &form_token), ("email", email)])
    }

    pub(crate) fn get(&mut self, path: &str) -> Answer {
        self.send("GET", path, "")
    }

    /// Sends a request without a body, and with headers.
    pub(crate) fn request(&mut self, method: &str, path: &str, headers: &[(&str, &str)]) -> Answer {
        let headers = headers
            .iter()
            .map(|(name, value)| format!("{name}: {value}\r\n"));
        self.send_with(method, path, &headers.collect::<String>(), "")
    }

    pub(crate) fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Answer {
        self.try_post(path, fields).expect("the server answers")
    }

    /// An answer to a form, or nothing if nobody listens any more.
    pub(crate) fn try_post(&mut self, path: &str, fields: &[(&str, &str)]) -> Option<Answer> {
        let encode = |text: &str| {
            text.bytes().fold(String::new(), |encoded, byte| {
                format!("{encoded}%{byte:02X}")
            })
        };
        let pairs = fields
            .iter()
            .map(|(name, value)| format!("{name}={}", encode(value)));
        self.try_send("POST", path, "", &pairs.collect::<Vec<_>>().join("&"))
    }

    /// A page, or nothing if nobody listens any more.
    pub(crate) fn try_get(&mut self, path: &str) -> Option<Answer> {
        self.try_send("GET", path, "", "")
    }

    fn send(&mut self, method: &str, path: &str, body: &str) -> Answer {
        self.send_with(method, path, "", body)
    }

    fn send_with(&mut self, method: &str, path: &str, headers: &str, body: &str) -> Answer {
        self.try_send(method, path, headers, body)
            .expect("the server answers")
    }

    fn try_send(&mut self, method: &str, path: &str, headers: &str, body: &str) -> Option<Answer> {
        let host = &self.host;
        let path = path.trim_start_matches(&format!("http://{host}"));
        let cookies = self
            .cookies
            .iter()
            .map(|(name, value)| format!("{name}={value}"));
        let cookies = cookies.collect::<Vec<_>>().join("; ");
        let length = body.len();
        let client = &self.client;
        let request = format!(
            "{method} {path} HTTP/1.1\r\nhost: {host}\r\nconnection: close\r\ncookie: {cookies}\r\n\
             origin: http://{host}\r\ncontent-type: application/x-www-form-urlencoded\r\n\
             content-length: {length}\r\n{client}{headers}\r\n{body}"
        );
        let answer = Answer::try_parse(&exchange(&self.address, &request)?)?;
        for cookie in answer
            .head
            .lines()
            .filter_map(|line| line.strip_prefix("set-cookie: "))
        {
            let pair = cookie.split(';').next().unwrap_or_default();
            let (name, value) = pair.split_once('=').unwrap_or_default();
            self.cookies.insert(name.to_owned(), value.to_owned());
        }
        self.cookies.retain(|_, value| !value.is_empty());
        Some(answer)
    }
}

/// Sends these bytes on a connection of their own and reads what comes until the server closes it; nothing
/// if nobody listens.
pub(crate) fn exchange(address: &str, request: &str) -> Option<String> {
    let mut stream = TcpStream::connect(address).ok()?;
    stream.set_read_timeout(Some(PATIENCE)).ok()?;
    let mut answer = Vec::new();
    // A server that refuses a request before it has read all of it may reset the connection.
    let sent = stream.write_all(request.as_bytes());
    let _ = sent.and_then(|()| stream.read_to_end(&mut answer));
    (!answer.is_empty()).then(|| String::from_utf8(answer).expect("the answer is text"))
}
