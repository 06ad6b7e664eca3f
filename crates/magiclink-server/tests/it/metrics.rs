//! The metrics, as whoever reads them sees them.

use std::{
    collections::BTreeSet,
    time::{Duration, Instant},
};

use crate::{
    http::{Answer, exchange},
    openmetrics::{Metrics, scrape},
    running,
    server::{Server, folder, folder_with},
    smtp::{self, Script, Smtp},
};

const JANE: &str = "jane.doe@example.com";

/// A server that is measured, its mail server, and Jane.
fn measured(script: Script) -> (Server, Smtp) {
    let smtp = Smtp::start(script);
    let folder = folder(&smtp);
    assert!(folder.run(&["account", "add", JANE]).status.success());
    (Server::measured(folder, &[]), smtp)
}

impl Server {
    fn now(&self) -> Metrics {
        Metrics::at(&self.metrics)
    }

    /// The metrics once there are so many of an event: what happens beside the requests takes its time.
    fn once(&self, event: &str, count: f64) -> Metrics {
        let begin = Instant::now();
        loop {
            let metrics = self.now();
            if metrics.events(event, "") >= count {
                return metrics;
            }
            let waited = begin.elapsed();
            assert!(waited < Duration::from_secs(30), "no {event} until now");
        }
    }
}

impl Metrics {
    /// How often this has happened, with this word on it or with any.
    fn events(&self, event: &str, detail: &str) -> f64 {
        let labels = [("event", event), ("detail", detail)];
        let count = if detail.is_empty() { 1 } else { 2 };
        self.sum("magiclink_events_total", &labels[..count])
    }

    /// How many requests of this kind were answered so.
    fn requests(&self, route: &str, method: &str, status: &str) -> f64 {
        let labels = [("route", route), ("method", method), ("status", status)];
        self.sum("magiclink_requests_total", &labels)
    }

    /// What has changed since then: the series that are new or have another value, and by how much.
    fn since(&self, before: &Self, name: &str) -> Vec<(String, f64)> {
        let mut changes = Vec::new();
        for ((found, labels), value) in &self.samples {
            let earlier = before.samples.get(&(found.clone(), labels.clone()));
            let change = value - earlier.unwrap_or(&0.0);
            if found == name && change.abs() > 0.0 {
                let labels: Vec<_> = labels.values().map(String::as_str).collect();
                changes.push((labels.join(" "), change));
            }
        }
        changes
    }
}

fn owned(changes: &[(&str, f64)]) -> Vec<(String, f64)> {
    let changes = changes.iter();
    changes
        .map(|(labels, change)| ((*labels).to_owned(), *change))
        .collect()
}

#[test]
fn a_login_is_counted_from_the_form_to_the_session() {
    let (server, smtp) = measured(&[]);
    let before = server.now();
    let mut browser = server.browser();
    assert_eq!(browser.ask(JANE).location(), "/login/sent/");
    let link = smtp::link(&smtp.mails(1)[0]);
    assert_eq!(browser.get(&link).location(), "/account/");
    assert_eq!(browser.get("/account/").status, 200);

    let after = server.once("mail-sent", 1.0);
    // Labels by their names: method, route, status; detail, event.
    let expected = owned(&[
        ("GET account 2xx", 1.0),
        ("GET auth 3xx", 1.0),
        ("GET login 2xx", 1.0),
        ("POST login 3xx", 1.0),
    ]);
    assert_eq!(after.since(&before, "magiclink_requests_total"), expected);
    let expected = owned(&[("account", 1.0), ("auth", 1.0), ("login", 2.0)]);
    let durations = after.since(&before, "magiclink_request_duration_seconds_count");
    assert_eq!(durations, expected);
    let expected = owned(&[
        ("link logged-in", 1.0),
        ("login-asked", 1.0),
        ("mail-sent", 1.0),
    ]);
    assert_eq!(after.since(&before, "magiclink_events_total"), expected);
    let mails = after.since(&before, "magiclink_mail_duration_seconds_count");
    assert_eq!(mails, owned(&[("", 1.0)]));
    assert!(after.sum("magiclink_mail_duration_seconds_sum", &[]) > 0.0);
}

#[test]
fn refusals_and_limits_are_counted_by_their_reason() {
    let (server, _smtp) = measured(&[]);
    let mut browser = server.browser();
    for token in ["nonsense", "3.AAAA", "3.AAAA"] {
        let answer = browser.get(&format!("/login/auth/?sesame={token}"));
        assert_eq!(answer.status, 403, "{token}");
    }
    assert_eq!(browser.ask(JANE).status, 303);
    assert_eq!(browser.ask(JANE).status, 429, "too soon");
    let metrics = server.now();
    let count = |event, detail| metrics.events(event, detail).to_bits();
    assert_eq!(count("login-refused", ""), 3_f64.to_bits());
    assert_eq!(count("limited", "mails"), 1_f64.to_bits());
    assert_eq!(count("limited", ""), 1_f64.to_bits());
    assert_eq!(count("login-asked", ""), 1_f64.to_bits());
    assert_eq!(
        metrics.requests("auth", "GET", "4xx").to_bits(),
        3_f64.to_bits()
    );
    assert_eq!(
        metrics.requests("login", "POST", "4xx").to_bits(),
        1_f64.to_bits()
    );
    let reasons = metrics.since(&Metrics::default(), "magiclink_events_total");
    let reasons: Vec<_> = reasons
        .iter()
        .filter(|(labels, _)| labels.ends_with("login-refused"))
        .collect();
    assert!(
        reasons.iter().all(|(labels, _)| labels.contains(' ')),
        "{reasons:?}"
    );
}

#[test]
fn private_links_are_counted_when_they_are_opened_and_refused() {
    let site = "[[site]]\npath = \"/\"\nroot = \"site\"\n";
    let server = Server::measured(running::folder_with_site(site), &[]);
    let more = ["--account", JANE, "--path", "/booking/1/"];
    let made = server.folder.run(&[&["link", "add"][..], &more].concat());
    let link = String::from_utf8(made.stdout).expect("the link is text");
    let link = link.trim().trim_start_matches("http://localhost");
    let mut guest = server.browser();
    assert_eq!(guest.get(link).status, 303);
    assert_eq!(guest.get("/booking/1/").body, "booking one");
    let mut stranger = server.browser();
    stranger.get(&format!("{link}x"));
    let metrics = server.now();
    assert_eq!(metrics.events("link-opened", "").to_bits(), 1_f64.to_bits());
    assert_eq!(
        metrics.events("link-refused", "").to_bits(),
        1_f64.to_bits()
    );
    assert_eq!(
        metrics.requests("site", "GET", "2xx").to_bits(),
        1_f64.to_bits()
    );
}

#[test]
fn mails_that_fail_are_counted_and_what_waits_is_told() {
    let (server, _smtp) = measured(&[("RCPT", "550 nobody here")]);
    server.browser().ask(JANE);
    let metrics = server.once("mail-refused", 1.0);
    assert_eq!(metrics.events("mail-sent", "").to_bits(), 0_f64.to_bits());
    assert_eq!(
        metrics.sum("magiclink_mails_sending", &[]).to_bits(),
        0_f64.to_bits()
    );

    // The second start finds the mail of the first one.
    let (server, _smtp) = measured(&[("RCPT", "451 come back later")]);
    server.browser().ask(JANE);
    server.once("mail-delayed", 1.0);
    let (_, folder) = server.stop();
    let server = Server::measured(folder, &[]);
    let metrics = server.now();
    assert_eq!(
        metrics.sum("magiclink_mails_waiting", &[]).to_bits(),
        1_f64.to_bits()
    );
    assert!(metrics.sum("magiclink_mail_oldest_age_seconds", &[]) < 600.0);
    assert_eq!(
        metrics.sum("magiclink_database_up", &[]).to_bits(),
        1_f64.to_bits()
    );
    assert_eq!(
        metrics
            .sum("magiclink_database_failures_total", &[])
            .to_bits(),
        0_f64.to_bits()
    );
}

#[test]
fn there_are_only_so_many_series_and_nothing_that_was_sent_is_in_them() {
    let (server, _smtp) = measured(&[]);
    let address = server.address.clone();
    let before = server.now();
    for number in 0..40 {
        for path in ["", "login/", "login/auth/", "admin/", "links/", "dev/"] {
            let request = format!(
                "CANARY{number} /{path}canary{number}?sesame=canary{number} HTTP/1.1\r\n\
                 host: localhost\r\nx-canary{number}: canary{number}\r\n\
                 cookie: session=canary{number}\r\nconnection: close\r\n\r\n"
            );
            exchange(&address, &request).expect("the server answers");
        }
        let email = format!("canary{number}@example.com");
        server.browser().ask(&email);
        server
            .browser()
            .get(&format!("/login/auth/?sesame=canary{number}"));
    }
    let text = scrape(&server.metrics);
    assert!(!text.to_lowercase().contains("canary"), "{text}");
    let after = server.now();
    let is_reason = |name: &str| name == "magiclink_events_total";
    let names = |metrics: &Metrics| -> BTreeSet<_> {
        let samples = metrics.samples.keys();
        samples
            .filter(|(name, _)| !is_reason(name))
            .cloned()
            .collect()
    };
    assert_eq!(names(&after), names(&before), "no series is new");
    let reasons = after.samples.len() - before.samples.len();
    assert!(
        reasons < 10,
        "{reasons} reasons to refuse one kind of nonsense"
    );
    assert!(after.requests("site", "other", "4xx") >= 40.0);
}

#[test]
fn the_address_of_the_metrics_has_nothing_else() {
    let server = Server::measured(folder_with("file:mails"), &[]);
    let ask = |lines: &str| {
        let answer = exchange(&server.metrics, &format!("{lines}\r\nhost: x\r\n\r\n"));
        Answer::parse(&answer.expect("an answer"))
    };
    let page = ask("GET /metrics HTTP/1.1");
    assert_eq!(page.status, 200);
    let format = "application/openmetrics-text; version=1.0.0; charset=utf-8";
    assert_eq!(page.header("content-type"), format);
    assert_eq!(page.header("connection"), "close");
    let head = ask("HEAD /metrics HTTP/1.1");
    assert_eq!((head.status, &*head.body), (200, ""));
    assert_eq!(head.header("content-type"), format);
    for (lines, status) in [
        ("GET / HTTP/1.1", 404),
        ("GET /metrics/ HTTP/1.1", 404),
        ("GET /login/ HTTP/1.1", 404),
        ("GET /health/live HTTP/1.1", 404),
        ("POST /metrics HTTP/1.1\r\ncontent-length: 0", 405),
        ("DELETE /metrics HTTP/1.1", 405),
        ("OPTIONS /metrics HTTP/1.1", 405),
    ] {
        let answer = ask(lines);
        assert_eq!((answer.status, &*answer.body), (status, ""), "{lines}");
    }
    assert_eq!(server.browser().get("/metrics").status, 404);
    let unmeasured = Server::start(folder_with("file:mails"), &[]);
    assert_eq!(
        unmeasured.metrics, "",
        "by default there is no such address"
    );
}

#[test]
fn an_address_that_is_taken_stops_the_start() {
    let server = Server::measured(folder_with("file:mails"), &[]);
    let folder = folder_with("file:mails");
    for address in [&server.metrics, &server.address] {
        let output = folder
            .command(&["serve"])
            .env("MAGICLINK_LISTEN", "127.0.0.1:0")
            .env("MAGICLINK_METRICS_LISTEN", address)
            .output()
            .expect("the program runs");
        let error = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(1), "{error}");
        assert!(
            error.contains(&format!("cannot listen on {address}")),
            "{error}"
        );
    }
}

/// The page of the book that describes the metrics, and what is made of them.
const BOOK: &str = include_str!("../../../../docs/pages/operations/metrics.md");
const RULES: &str = include_str!("../../../../deploy/magiclink.rules.yml");
const DASHBOARD: &str = include_str!("../../../../deploy/grafana.json");

/// What a row of the book says of a metric: its name, its type and its labels.
type Row = (String, String, String);

/// The rows of the tables of the book whose first cell is a word of the program.
fn rows() -> impl Iterator<Item = Vec<String>> {
    let rows = BOOK.lines().filter_map(|line| line.strip_prefix("| `"));
    rows.map(|row| row.split(" | ").map(|cell| cell.replace('`', "")).collect())
}

#[test]
fn every_metric_and_every_event_is_described_in_the_book() {
    let (server, _smtp) = measured(&[]);
    let metrics = server.now();
    let types = ["counter", "gauge", "histogram"];
    let (metric_rows, event_rows): (Vec<_>, Vec<_>) =
        rows().partition(|row| types.contains(&&*row[1]));
    let described = metric_rows.into_iter().map(|row| {
        let [name, kind, labels, _] = row.try_into().expect("four cells");
        (name, kind, labels)
    });
    let found = metrics.families.iter().map(|(name, family)| {
        assert!(!family.help.is_empty(), "{name}");
        let end = if family.kind == "counter" {
            "_total"
        } else {
            ""
        };
        let full = format!("{name}{end}");
        (full, family.kind.clone(), labels(&metrics, name))
    });
    let found: BTreeSet<Row> = found.collect();
    assert_eq!(described.collect::<BTreeSet<Row>>(), found);

    let described: BTreeSet<_> = event_rows.into_iter().map(|row| row[0].clone()).collect();
    let samples = metrics.samples.keys();
    let events = samples.filter_map(|(_, labels)| labels.get("event").cloned());
    assert_eq!(described, events.collect());
}

/// The labels of a family, as the book writes them.
fn labels(metrics: &Metrics, family: &str) -> String {
    let samples = metrics.samples.keys();
    let samples = samples.filter(|(sample, _)| sample.starts_with(family));
    let labels: BTreeSet<_> = samples.flat_map(|(_, labels)| labels.keys()).collect();
    let labels: Vec<_> = labels
        .into_iter()
        .filter(|label| *label != "le")
        .cloned()
        .collect();
    if labels.is_empty() {
        "none".to_owned()
    } else {
        labels.join(", ")
    }
}

#[test]
fn queries_alerts_and_the_dashboard_name_metrics_that_there_are() {
    let (server, _smtp) = measured(&[]);
    let metrics = server.now();
    let names: BTreeSet<_> = metrics.samples.keys().map(|(name, _)| &**name).collect();
    let histograms = metrics
        .families
        .iter()
        .filter(|(_, family)| family.kind == "histogram");
    let histograms: BTreeSet<_> = histograms.map(|(name, _)| &**name).collect();
    serde_json::from_str::<serde_json::Value>(DASHBOARD).expect("the dashboard is JSON");
    for (text, least) in [(BOOK, 30), (RULES, 9), (DASHBOARD, 20)] {
        let words = text.split(|letter: char| !letter.is_ascii_alphanumeric() && letter != '_');
        let named =
            words.filter(|word| word.starts_with("magiclink_") || word.starts_with("process_"));
        let mut count = 0;
        for name in named {
            assert!(names.contains(name) || histograms.contains(name), "{name}");
            count += 1;
        }
        assert!(count >= least, "{count} names");
    }
}
