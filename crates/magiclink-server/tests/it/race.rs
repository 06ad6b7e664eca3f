//! Many at the same moment, and software that opens the links of mails: through the whole program, with its
//! database.

use std::{
    sync::{Arc, Barrier},
    thread,
};

use crate::{
    http::{Answer, Browser, exchange},
    program::text,
    server::{Server, folder_with},
};

const JANE: &str = "jane.doe@example.com";
const ROUNDS: usize = 100;
const TASKS: usize = 64;
const HEADERS: &str = include_str!("../../../magiclink-axum/testdata/headers.tsv");

/// A server with Jane's account, which believes the addresses that its clients give themselves: the limits
/// count by them.
fn server() -> Server {
    let folder = folder_with("file:mails");
    for email in [JANE, "disabled@example.com"] {
        assert!(folder.run(&["account", "add", email]).status.success());
    }
    let disabled = folder.run(&["account", "disable", "disabled@example.com"]);
    assert!(disabled.status.success());
    Server::start(folder, &[("MAGICLINK_TRUSTED_PROXIES", "127.0.0.1")])
}

/// The path and query of a link that another process has made.
fn link(server: &Server) -> String {
    let output = server.folder.run(&["link", "login", JANE]);
    let link = text(&output.stdout);
    let path = link.trim().strip_prefix("http://localhost");
    path.expect("it begins with the base URL").to_owned()
}

#[test]
fn of_many_confirmations_of_one_link_one_gets_a_session() {
    let server = server();
    for round in 0..ROUNDS {
        let link = link(&server);
        let mut browser = server.browser().behind(round, 0);
        let form_token = browser.get(&link).field("form_token");
        let token = link.split_once('=').expect("a link has a token").1;
        let fields = [("form_token", &*form_token), ("sesame", token)];
        let start = Arc::new(Barrier::new(TASKS));
        let answers: Vec<_> = thread::scope(|scope| {
            let post = |task: usize| {
                let mut browser = browser.clone().behind(round, task);
                let start = Arc::clone(&start);
                scope.spawn(move || {
                    start.wait();
                    let status = browser.post("/login/auth/", &fields).status;
                    (status, browser.cookies.contains_key("session"))
                })
            };
            let tasks: Vec<_> = (0..TASKS).map(post).collect();
            tasks
                .into_iter()
                .map(|task| task.join().expect("no task panics"))
                .collect()
        });
        let count = |wanted| answers.iter().filter(|answer| **answer == wanted).count();
        let (winners, losers) = (count((303, true)), count((403, false)));
        assert_eq!(
            (winners, losers),
            (1, TASKS - 1),
            "round {round}: {answers:?}"
        );
    }
    let shown = server.folder.run(&["account", "show", JANE, "--json"]);
    let shown: serde_json::Value = serde_json::from_slice(&shown.stdout).expect("it is JSON");
    let sessions = shown["sessions"].as_array().map(Vec::len);
    assert_eq!(sessions, Some(ROUNDS), "one session each");
}

#[test]
fn known_unknown_and_disabled_addresses_get_the_same_bytes() {
    let server = server();
    let seen = [JANE, "disabled@example.com", "nobody@example.com"].map(|email| {
        let mut browser = server.browser();
        let form = browser.get("/login/").field("form_token");
        let fields = [("form_token", &*form), ("email", email)];
        let asked = without_secrets(&browser.post("/login/", &fields), &browser);
        let sent = without_secrets(&browser.get("/login/sent/"), &browser);
        // Too soon after the first.
        let limited = without_secrets(&browser.post("/login/", &fields), &browser);
        (asked, sent, limited)
    });
    assert!(
        seen[0].0.contains("303") && seen[0].2.contains("429"),
        "{seen:?}"
    );
    assert_eq!(seen[0], seen[1]);
    assert_eq!(seen[0], seen[2]);
}

/// An answer without what is of one browser only, and the date.
fn without_secrets(answer: &Answer, browser: &Browser) -> String {
    let lines = answer
        .head
        .lines()
        .filter(|line| !line.starts_with("date: "));
    let mut text = lines.collect::<Vec<_>>().join("\n") + &answer.body;
    let mut secrets: Vec<_> = browser.cookies.values().cloned().collect();
    if text.contains("name=\"form_token\"") {
        secrets.push(answer.field("form_token"));
    }
    for secret in secrets {
        text = text.replace(&secret, "SECRET");
    }
    text
}

#[test]
fn no_scanner_uses_up_a_link_or_gets_a_session() {
    let server = server();
    let rows = HEADERS
        .lines()
        .map(|line| line.split('\t').collect::<Vec<_>>());
    let rows: Vec<_> = rows.filter(|row| row[1] == "scanner").collect();
    assert!(rows.len() > 15, "{} rows", rows.len());
    for row in rows {
        let (id, expected) = (row[0], row[3]);
        let link = link(&server);
        let input: serde_json::Value = serde_json::from_str(row[2]).expect("a row has JSON");
        let times = input["sequence"].as_str().map_or(1, |text| {
            let count = text.split(' ').next().map(str::parse);
            count
                .and_then(Result::ok)
                .unwrap_or_else(|| panic!("{id}: {text}"))
        });
        for _ in 0..times {
            let answer = scan(&server, &input, &link);
            let allowed: &[u16] = match expected {
                "200 confirm page, token NOT consumed, no session cookie" | "user logs in" => {
                    &[200]
                }
                "200 confirm page or 204/403, token NOT consumed" => &[200, 204, 403],
                "405" | "no consumption" => &[405],
                "403, token NOT consumed" => &[403],
                other => panic!("{id}: unknown expectation `{other}`"),
            };
            assert!(allowed.contains(&answer.status), "{id}: {}", answer.head);
            assert!(!answer.head.contains("session="), "{id}: {}", answer.head);
        }
        let mut person = server.browser();
        let confirm = person.get(&link);
        let token = link.split_once('=').expect("a link has a token").1;
        let form_token = confirm.field("form_token");
        let fields = [("form_token", &*form_token), ("sesame", token)];
        assert_eq!(
            person.post("/login/auth/", &fields).location(),
            "/account/",
            "{id}"
        );
    }
}

fn scan(server: &Server, input: &serde_json::Value, link: &str) -> Answer {
    let method = input["method"].as_str().unwrap_or("GET");
    let (mut lines, mut body) = (String::new(), String::new());
    for (name, value) in input["headers"].as_object().into_iter().flatten() {
        let value = value.as_str().expect("a header is a text");
        match &**name {
            "body" => {
                value.clone_into(&mut body);
                lines += "content-type: application/x-www-form-urlencoded\r\n";
            }
            _ => lines = format!("{lines}{name}: {value}\r\n"),
        }
    }
    let request = format!(
        "{method} {link} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n{lines}\
         content-length: {}\r\n\r\n{body}",
        body.len()
    );
    Answer::parse(&exchange(&server.address, &request).expect("the server answers"))
}
