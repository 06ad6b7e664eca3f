//! A browser's part of HTTP: one request a connection, and cookies.

use std::{
    collections::BTreeMap,
    io::{Read as _, Write as _},
    net::TcpStream,
};

/// A browser without a screen.
pub(crate) struct Browser {
    address: String,
    host: String,
    cookies: BTreeMap<String, String>,
}

/// An answer.
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) head: String,
    pub(crate) body: String,
}

impl Answer {
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
        let start = format!("name=\"{name}\" value=\"");
        let (_, rest) = self
            .body
            .split_once(&start)
            .expect("the page has the field");
        rest.split('"').next().unwrap_or_default().to_owned()
    }
}

impl Browser {
    pub(crate) fn new(base_url: &str) -> Self {
        let host = base_url.trim_start_matches("http://");
        Self::at(host, host)
    }

    /// A browser for a server that listens at an address and is known by another name.
    pub(crate) fn at(address: &str, host: &str) -> Self {
        Self {
            address: address.to_owned(),
            host: host.to_owned(),
            cookies: BTreeMap::new(),
        }
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
        let encode = |text: &str| {
            text.bytes().fold(String::new(), |encoded, byte| {
                format!("{encoded}%{byte:02X}")
            })
        };
        let pairs = fields
            .iter()
            .map(|(name, value)| format!("{name}={}", encode(value)));
        self.send("POST", path, &pairs.collect::<Vec<_>>().join("&"))
    }

    fn send(&mut self, method: &str, path: &str, body: &str) -> Answer {
        self.send_with(method, path, "", body)
    }

    fn send_with(&mut self, method: &str, path: &str, headers: &str, body: &str) -> Answer {
        let host = &self.host;
        let path = path.trim_start_matches(&format!("http://{host}"));
        let cookies = self
            .cookies
            .iter()
            .map(|(name, value)| format!("{name}={value}"));
        let cookies = cookies.collect::<Vec<_>>().join("; ");
        let length = body.len();
        let mut stream = TcpStream::connect(&self.address).expect("the test can do this");
        write!(
            stream,
            "{method} {path} HTTP/1.1\r\nhost: {host}\r\nconnection: close\r\ncookie: {cookies}\r\n\
             origin: http://{host}\r\ncontent-type: application/x-www-form-urlencoded\r\n\
             {headers}content-length: {length}\r\n\r\n{body}"
        )
        .expect("the test can do this");
        let mut answer = String::new();
        stream
            .read_to_string(&mut answer)
            .expect("the test can do this");
        let (head, body) = answer.split_once("\r\n\r\n").expect("an answer has a head");
        for cookie in head
            .lines()
            .filter_map(|line| line.strip_prefix("set-cookie: "))
        {
            let pair = cookie.split(';').next().unwrap_or_default();
            let (name, value) = pair.split_once('=').unwrap_or_default();
            self.cookies.insert(name.to_owned(), value.to_owned());
        }
        self.cookies.retain(|_, value| !value.is_empty());
        let status = head
            .split(' ')
            .nth(1)
            .and_then(|status| status.parse().ok())
            .unwrap_or(0);
        Answer {
            status,
            head: head.to_owned(),
            body: body.to_owned(),
        }
    }
}
