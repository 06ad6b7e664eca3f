//! Asking a server on this machine for a page, once.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::time::Duration;

use crate::failure::Failure;

/// What a server answers.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) body: String,
}

/// Asks for `url`, which is `http://host:port/path`.
pub(crate) fn get(url: &str) -> Result<Answer, Failure> {
    let wrong = |cause: &str| Failure::new(format!("cannot get {url}: {cause}"));
    let rest = url
        .strip_prefix("http://")
        .ok_or_else(|| wrong("not http"))?;
    let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
    let request = format!("GET /{path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n");
    let text = exchange(host, &request).map_err(|error| wrong(&error.to_string()))?;
    parse(&text).ok_or_else(|| wrong("the answer is no HTTP"))
}

fn exchange(host: &str, request: &str) -> std::io::Result<String> {
    let mut stream = TcpStream::connect(host)?;
    stream.set_read_timeout(Some(Duration::from_secs(10)))?;
    stream.write_all(request.as_bytes())?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer)?;
    Ok(String::from_utf8_lossy(&answer).into_owned())
}

/// Reads an answer that is not chunked, as that of a short page is not.
fn parse(text: &str) -> Option<Answer> {
    let (head, body) = text.split_once("\r\n\r\n")?;
    let status = head.split(' ').nth(1)?.parse().ok()?;
    Some(Answer {
        status,
        body: body.to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_has_a_status_and_a_body() {
        let answer = parse("HTTP/1.1 403 Forbidden\r\nA: b\r\n\r\n<p>\r\n\r\n").unwrap();
        assert_eq!((answer.status, &*answer.body), (403, "<p>\r\n\r\n"));
        assert!(parse("HTTP/1.1 200").is_none());
    }
}
