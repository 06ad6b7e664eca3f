//! Floods: of tokens that are made up, of requests with as many parts as fit, of logins that ended long ago.

use std::{
    thread,
    time::{Duration, Instant},
};

use crate::{
    fault::Fault,
    ground::Ground,
    place::Place,
    process::memory,
    report::Report,
    sample::Sample,
    server::{Server, time_until},
    smtp::Smtp,
    visitor::email,
    wire::{Form, Wire, head},
};

pub(crate) const FAULT: Fault = Fault {
    name: "flood",
    sentence: "made-up tokens and huge requests cost little memory and no row; logins that ended are deleted",
    short: "4,000 tokens; 20 requests of each shape; 5,000 ended logins",
    full: "200,000 tokens; 1,000 requests of each shape; 1,000,000 ended logins",
    run,
};

/// How much the memory may grow, in KiB.
const MEMORY: usize = 48 << 10;
const SENDERS: usize = 4;
/// A request with as many parts as fit may take so much longer than a plain one: it is some 300 times as
/// long. Quadratic work would take longer by thousands.
const FACTOR: usize = 100;
/// The longest that a form may wait for the deleting.
const WAIT: Duration = Duration::from_millis(500);

fn run(ground: &Ground, report: &mut Report) {
    let smtp = Smtp::start(&[]);
    let place = Place::sqlite(ground, &smtp);
    place.add_people(1);
    let server = Server::start(&place);
    tokens(ground, (&place, &server), report);
    parts(ground, &server, report);
    drop(server);
    ended_logins(ground, &place, report);
}

fn tokens(ground: &Ground, (place, server): (&Place<'_>, &Server), report: &mut Report) {
    report.title("made-up tokens, each from a client of its own");
    let count = ground.times(4000, 200_000) / SENDERS * SENDERS;
    let link = place.ok(&["link", "login", &email(1)]);
    let link = link.trim().trim_start_matches("http://localhost");
    // The first characters are those of a real one, so that it is decoded and its signature checked.
    let forged = format!("{}AAAA", &link[..link.len() - 4]);
    let long = format!("/login/auth/?sesame=3.{}", "A".repeat(7000));
    let form = Form::of(server.browser(0));
    let rows = "SELECT (SELECT count(*) FROM limits) + (SELECT count(*) FROM logins)";
    let (rows_before, memory_before) = (place.database.count(rows), memory(server.process()));
    let start = Instant::now();
    let refused = thread::scope(|scope| {
        let send = |sender| {
            let (forged, long, form) = (&*forged, &*long, &form);
            scope.spawn(move || {
                let mut wire = Wire::to(&server.address);
                let numbers = (0..count / SENDERS).map(|number| number * SENDERS + sender);
                let refused = numbers.filter(|&client| {
                    let request = match client / SENDERS % 4 {
                        0 => head("GET", forged, client) + "\r\n",
                        1 => head("GET", "/login/auth/?sesame=3.AAAA", client) + "\r\n",
                        2 => head("GET", long, client) + "\r\n",
                        _ => form.post(
                            "/login/auth/",
                            ("sesame", &"A".repeat(10_000)),
                            None,
                            client,
                        ),
                    };
                    wire.send(&request).status == 403
                });
                refused.count()
            })
        };
        let senders: Vec<_> = (0..SENDERS).map(send).collect();
        let counts = senders
            .into_iter()
            .map(|sender| sender.join().expect("it does not panic"));
        counts.sum::<usize>()
    });
    let time = start.elapsed();
    report.exactly("refused", refused, count);
    report.note("refused in a second", per_second(count, time));
    report.exactly("rows written", place.database.count(rows) - rows_before, 0);
    let grown = memory(server.process()).saturating_sub(memory_before);
    report.at_most("KiB by which the memory grew", grown, MEMORY);
}

#[expect(clippy::cast_precision_loss, reason = "it is for people")]
fn per_second(count: usize, time: Duration) -> String {
    format!("{:.0}", count as f64 / time.as_secs_f64())
}

/// Requests with as many parts as the program takes: 8 KiB of target, 16 KiB of head or form.
fn parts(ground: &Ground, server: &Server, report: &mut Report) {
    report.title("requests with as many parts as fit");
    let form = Form::of(server.browser(0));
    let mut plain = 0.0;
    for name in SHAPES {
        let (mut wire, mut times) = (Wire::to(&server.address), Sample::default());
        for client in 0..ground.times(20, 1000) {
            let reply = wire.send(&shape(name, &form, client));
            assert!([200, 403].contains(&reply.status), "{name}: {}", reply.head);
            times.add(reply.time);
        }
        let median = times.median();
        if name == "plain" {
            plain = median;
            report.note("plain: median", format!("{median:.0} µs"));
        } else {
            #[expect(clippy::cast_precision_loss, reason = "it is small")]
            let is_kept = median < plain * FACTOR as f64;
            let promise = format!("under {FACTOR} times the plain one");
            report.figure(
                &format!("{name}: median"),
                format!("{median:.0} µs"),
                promise,
                is_kept,
            );
        }
    }
}

const SHAPES: [&str; 7] = [
    "plain",
    "query",
    "cookies",
    "languages",
    "types",
    "proxies",
    "fields",
];

/// Each comes from a client of its own, as wrong links of one are refused after a while.
fn shape(name: &str, form: &Form, client: usize) -> String {
    let get = |target: &str, line: &str| format!("{}{line}\r\n", head("GET", target, client));
    let line = |line: &str, part: &str, count| {
        get("/login/", &format!("{line}: {}\r\n", part.repeat(count)))
    };
    match name {
        "query" => get(&format!("/login/?{}", "a&".repeat(4000)), ""),
        "cookies" => line("cookie", "a=b; ", 3000),
        "languages" => line("accept-language", "de,", 5000),
        "types" => line("accept", "a/b,", 3500),
        "proxies" => line("x-forwarded-for", "127.0.0.1,", 1500),
        "fields" => {
            let fields: Vec<_> = (0..1400).map(|number| format!("field{number}=x")).collect();
            let token = format!("x&{}", fields.join("&"));
            form.post("/login/auth/", ("sesame", &token), None, client)
        }
        _ => get("/login/", ""),
    }
}

/// Logins that were never finished, far more than a server sees: the start deletes them while people log in.
fn ended_logins(ground: &Ground, place: &Place<'_>, report: &mut Report) {
    report.title("logins that ended long ago");
    let count = ground.times(5_000, 1_000_000);
    place.database.execute(&format!(
        "WITH RECURSIVE numbers (number) AS (
             SELECT 1 UNION ALL SELECT number + 1 FROM numbers WHERE number < {count}
         )
         INSERT INTO logins (id, browser, code, code_expires, code_tries, asked, client_browser, expires)
         SELECT randomblob(8), randomblob(32), randomblob(32), 0, 5, 0, '', number FROM numbers"
    ));
    let left = || {
        place
            .database
            .count("SELECT count(*) FROM logins WHERE asked = 0")
    };
    report.note("there are", left());
    let (server, start) = (Server::start(place), Instant::now());
    let (form, mut wire) = (Form::of(server.browser(0)), Wire::to(&server.address));
    let mut times = Sample::default();
    let mut client = 100_000;
    while (times.len() < 50 || left() > 0) && start.elapsed() < Duration::from_mins(5) {
        client += 1;
        let address = format!("other{client}@example.com");
        let reply = wire.send(&form.post("/login/", ("email", &address), None, client));
        assert_eq!(reply.status, 303, "{}", reply.head);
        times.add(reply.time);
    }
    let time = time_until(Duration::ZERO, || left() == 0);
    report.exactly("left", left(), 0);
    report.note(
        "time to delete them",
        format!(
            "{:.1} s",
            start.elapsed().saturating_sub(time).as_secs_f64()
        ),
    );
    report.note("forms meanwhile", times.len());
    report.note(
        "half of them within",
        format!("{:.1} ms", times.median() / 1e3),
    );
    let slowest = Duration::from_secs_f64(times.share(99) / 1e6);
    // A few rows on a busy machine say nothing about it.
    if ground.is_short {
        report.note(
            "99 of 100 of them",
            format!("{:.1} ms", times.share(99) / 1e3),
        );
    } else {
        report.within("99 of 100 of them", slowest, WAIT);
    }
}
