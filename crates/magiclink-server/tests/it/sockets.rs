//! What a parser of HTTP/1 must refuse, over a real connection.

use crate::{
    http::{Answer, exchange},
    server::{Server, folder, folder_with},
    smtp::Smtp,
};

/// The rows of `hosts.tsv` that only a raw connection can send.
const HOSTS: &str = include_str!("../../../magiclink-axum/testdata/hosts.tsv");

#[test]
fn every_raw_row_of_the_corpus_is_refused_or_stays_on_the_site() {
    let server = Server::start(folder_with("file:mails"), &[]);
    let rows = HOSTS.lines().skip(1).map(|line| line.split('\t').collect());
    let mut count = 0;
    for row in rows {
        let row: Vec<&str> = row;
        let [id, situation, headers, expected, _] = row[..] else {
            panic!("not five columns: {row:?}");
        };
        match situation {
            // `magiclink-axum` runs these through its router.
            "direct" | "peer is a trusted proxy" => continue,
            "raw socket" => {}
            other => panic!("{id}: unknown situation `{other}`"),
        }
        let is_known = matches!(expected, "400" | "400 or OK with base_url link");
        assert!(is_known, "{id}: unknown expectation `{expected}`");
        let answer = send(&server, &request(id, headers));
        let is_page = answer.status == 200 && expected != "400";
        assert!(answer.status == 400 || is_page, "{id}: {}", answer.head);
        assert!(
            !answer.head.contains("evil") && !answer.body.contains("evil"),
            "{id}"
        );
        assert_eq!(answer.head.contains("set-cookie: "), is_page, "{id}");
        count += 1;
    }
    assert!(count >= 3, "{count} rows");
}

/// The request of a row, as bytes: this site is at `localhost`, and its login page ends with a slash.
fn request(id: &str, json: &str) -> String {
    let headers: serde_json::Value = serde_json::from_str(json).expect("a row has JSON");
    let raw = headers["RAW"].as_str();
    let raw = raw.unwrap_or_else(|| panic!("{id}: no RAW in {json}"));
    let raw = raw
        .replace("\\r\\n", "\r\n")
        .replace("testserver", "localhost")
        .replacen("/login HTTP", "/login/ HTTP", 1);
    format!("{raw}\r\nConnection: close\r\n\r\n")
}

fn send(server: &Server, request: &str) -> Answer {
    let answer = exchange(&server.address, request);
    Answer::parse(&answer.unwrap_or_else(|| panic!("no answer to {request:?}")))
}

#[test]
fn a_request_for_another_host_or_for_none_is_refused() {
    let server = Server::start(folder_with("file:mails"), &[]);
    for (lines, status) in [
        ("GET /login/ HTTP/1.1\r\nHost: localhost", 200),
        (
            "GET http://localhost/login/ HTTP/1.1\r\nHost: localhost",
            200,
        ),
        ("GET /login/ HTTP/1.1", 400),
        ("GET /login/ HTTP/1.0", 400),
        ("GET /login/ HTTP/1.1\r\nHost:", 400),
        (
            "GET http://evil.com/login/ HTTP/1.1\r\nHost: localhost",
            400,
        ),
        (
            "GET http://localhost/login/ HTTP/1.1\r\nHost: evil.com",
            400,
        ),
        (
            "GET /login/ HTTP/1.1\r\nHost: localhost\r\nHost: localhost",
            400,
        ),
        ("GET /login/ HTTP/1.1\r\nHost: localhost\r\n X: folded", 400),
        ("GET //localhost/login/ HTTP/1.1\r\nHost: localhost", 400),
        ("GET /login/\tx HTTP/1.1\r\nHost: localhost", 400),
        ("GET login/ HTTP/1.1\r\nHost: localhost", 400),
        ("OPTIONS * HTTP/1.1\r\nHost: localhost", 404),
        ("CONNECT evil.com:443 HTTP/1.1\r\nHost: evil.com:443", 400),
        ("PRI * HTTP/2.0\r\n\r\nSM", 400),
    ] {
        let answer = send(&server, &format!("{lines}\r\nConnection: close\r\n\r\n"));
        assert_eq!(answer.status, status, "{lines}: {}", answer.head);
        assert!(
            !answer.head.contains("evil.com"),
            "{lines}: {}",
            answer.head
        );
    }
}

#[test]
fn a_form_that_is_announced_too_long_is_refused_before_it_is_sent() {
    let smtp = Smtp::start(&[]);
    let server = Server::start(folder(&smtp), &[]);
    for lengths in [
        "content-length: 1000000000\r\n\r\n".to_owned(),
        format!(
            "transfer-encoding: chunked\r\n\r\n8000\r\n{}\r\n",
            "x".repeat(0x8000)
        ),
    ] {
        let request = format!(
            "POST /login/ HTTP/1.1\r\nhost: localhost\r\norigin: http://localhost\r\n\
             content-type: application/x-www-form-urlencoded\r\nconnection: close\r\n{lengths}"
        );
        assert_eq!(send(&server, &request).status, 413, "{lengths:.40}");
    }
}
