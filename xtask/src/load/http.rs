//! Asking a server on this machine for a page, once.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::time::Duration;

use crate::failure::Failure;

/// What a server answers.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    /// The lines between the status and the body.
    pub(crate) head: String,
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
    ask(host, &request).map_err(|failure| failure.at(url))
}

/// Sends a request, written out, to `host:port`.
pub(crate) fn ask(host: &str, request: &str) -> Result<Answer, Failure> {
    // A server that keeps the connection open would let us wait for the end of its answer.
    let closing = request.replacen("\r\n", "\r\nConnection: close\r\n", 1);
    let text = exchange(host, &closing)
        .map_err(|error| Failure::new(format!("{host} does not answer: {error}")))?;
    parse(&text).ok_or_else(|| Failure::new(format!("the answer of {host} is no HTTP")))
}

impl Answer {
    /// The name and value of a cookie that the answer sets, as a browser sends it back.
    pub(crate) fn cookie(&self, name: &str) -> Option<String> {
        self.head.lines().find_map(|line| {
            let (header, value) = line.split_once(':')?;
            let pair = value.split(';').next()?.trim();
            let is_it = header.eq_ignore_ascii_case("set-cookie")
                && pair.split_once('=').is_some_and(|(own, _)| own == name);
            is_it.then(|| pair.to_owned())
        })
    }

    /// The value of the hidden field with this name.
    pub(crate) fn hidden(&self, name: &str) -> Option<&str> {
        let (_, rest) = self.body.split_once(&format!("name=\"{name}\" value=\""))?;
        rest.split_once('"').map(|(value, _)| value)
    }
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
    let (status, head) = head.split_once("\r\n").unwrap_or((head, ""));
    Some(Answer {
        status: status.split(' ').nth(1)?.parse().ok()?,
        head: head.to_owned(),
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

    #[test]
    fn what_a_browser_sends_back_is_found() {
        let text = "HTTP/1.1 200 OK\r\nset-cookie: form=A-_; Path=/\r\nSet-Cookie: b=2\r\n\r\n\
            <input type=\"hidden\" name=\"form_token\" value=\"0af\">";
        let answer = parse(text).unwrap();
        assert_eq!(answer.cookie("form").as_deref(), Some("form=A-_"));
        assert_eq!(answer.cookie("for"), None);
        assert_eq!(answer.hidden("form_token"), Some("0af"));
        assert_eq!(answer.hidden("token"), None);
    }
}
