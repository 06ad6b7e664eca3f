//! Somebody has many mails sent: to one address, over hours, or to many at the same moment.

use std::{
    net::{Ipv4Addr, SocketAddr},
    sync::{Arc, Barrier},
    thread,
    time::{Duration, Instant},
};

use axum::{
    Router,
    body::{Body, to_bytes},
    extract::ConnectInfo,
    http::Request,
};
use magiclink::{
    base_url::BaseUrl,
    clock::{ManualClock, Timestamp},
    person::People,
    secret::Secret,
};
use magiclink_axum::{MagicLink, WebSettings};
use magiclink_sqlite::SqliteStore;
use tower::ServiceExt as _;

use crate::{
    fault::Fault,
    ground::Ground,
    place::Place,
    report::Report,
    server::Server,
    smtp::Smtp,
    wire::{Form, Wire},
};

pub(crate) const FAULT: Fault = Fault {
    name: "one-address",
    sentence: "nobody's mailbox is flooded, and of many requests at the same moment as many pass as may",
    short: "2,000 requests for one address within an hour; 500 at the same moment on each database",
    full: "100,000 requests for one address within an hour; 500 at the same moment, 10 times",
    run,
};

const HOUR: Duration = Duration::from_hours(1);
/// As promised; an hour allows 5.
const MAILS: usize = 20;
/// How many ask at the same moment, and how many of them may: those that one client has at once.
const CALLERS: usize = 500;
const LIMIT: usize = 5;

fn run(ground: &Ground, report: &mut Report) {
    an_hour(ground.times(2000, 100_000), report);
    let smtp = Smtp::start(&[]);
    let rounds = ground.times(1, 10);
    for servers in [1, 2] {
        report.title(format!("SQLite, servers: {servers}"));
        at_once(&Place::sqlite(ground, &smtp), servers, rounds, report);
        report.title(format!("PostgreSQL, servers: {servers}"));
        let database = ground.postgres().create_database();
        let place = Place::postgres(ground, database, &smtp);
        at_once(&place, servers, rounds, report);
    }
}

/// Many clients ask for one address, on a clock that is moved: the router of the library on its database.
fn an_hour(count: usize, report: &mut Report) {
    report.title("one address within an hour, each request from a client of its own");
    let store = Arc::new(SqliteStore::temporary().expect("a file can be made"));
    let start = Timestamp::from_unix_seconds(1_795_361_700);
    let clock = ManualClock::new(start);
    let base_url = BaseUrl::parse("http://localhost").expect("it is one");
    let secret = Secret::generate().expect("the system has randomness");
    let settings = WebSettings::new(secret, base_url).with_clock(clock.clone());
    let people = People::new(store.clone());
    let magic_link = MagicLink::new(settings, people, store.clone());
    let router = magic_link
        .expect("the settings are right")
        .mount(Router::new());
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .build();
    let statuses = runtime.expect("it can be built").block_on(async {
        let form = form(&router).await;
        let mut statuses = Vec::new();
        for number in 0..count {
            statuses.push(ask(&router, &form, number).await);
            clock.advance(HOUR / u32::try_from(count).unwrap_or(u32::MAX));
        }
        statuses
    });
    let asked = store.read(|connection| {
        let sql = "SELECT count(*) FROM logins";
        connection.query_row(sql, [], |row| row.get::<_, usize>(0))
    });
    let asked = asked.expect("the file is there");
    let passed = statuses.iter().filter(|status| **status == 303).count();
    report.note("requests", count);
    let limited = statuses.iter().filter(|status| **status == 429).count();
    report.exactly("refused as too many", limited, count - passed);
    report.at_least("requests that a mail may follow", passed, 2);
    report.at_most("requests that a mail may follow", passed, MAILS);
    report.exactly("logins that wait", asked, passed);
}

/// The cookie and the token of a form.
async fn form(router: &Router) -> (String, String) {
    let request = Request::get("/login/").header("host", "localhost");
    let request = request.body(Body::empty()).expect("it is a request");
    let Ok(answer) = router.clone().oneshot(request).await;
    let cookie = answer.headers()["set-cookie"].to_str().expect("it is text");
    let cookie = cookie.split(';').next().unwrap_or_default().to_owned();
    let body = to_bytes(answer.into_body(), usize::MAX)
        .await
        .expect("it ends");
    let page = String::from_utf8_lossy(&body).into_owned();
    let (_, rest) = page
        .split_once("name=\"form_token\" value=\"")
        .expect("it has a form");
    (
        cookie,
        rest.split('"').next().unwrap_or_default().to_owned(),
    )
}

/// Asks for the address, written a little differently each second time.
async fn ask(router: &Router, (cookie, token): &(String, String), number: usize) -> u16 {
    let email = ["person1@example.com", "Person1@EXAMPLE.com"][number % 2];
    let client = Ipv4Addr::from(0x0a00_0000 | u32::try_from(number).unwrap_or(0));
    let request = Request::post("/login/")
        .header("host", "localhost")
        .header("origin", "http://localhost")
        .header("cookie", cookie)
        .header("content-type", "application/x-www-form-urlencoded")
        .extension(ConnectInfo(SocketAddr::from((client, 1))));
    let body = format!("form_token={token}&email={}", email.replace('@', "%40"));
    let request = request.body(Body::from(body)).expect("it is a request");
    let Ok(answer) = router.clone().oneshot(request).await;
    answer.status().as_u16()
}

/// One client asks for many addresses at the same moment, a new one each round.
fn at_once(place: &Place<'_>, servers: usize, rounds: usize, report: &mut Report) {
    let servers: Vec<_> = (0..servers).map(|_| Server::start(place)).collect();
    let forms: Vec<_> = servers
        .iter()
        .map(|server| Form::of(server.browser(0)))
        .collect();
    let (mut seen, start) = (Vec::new(), Instant::now());
    for round in 1..=rounds {
        let barrier = Barrier::new(CALLERS);
        let statuses: Vec<_> = thread::scope(|scope| {
            let call = |caller: usize| {
                let (barrier, server) = (&barrier, caller % servers.len());
                let (address, form) = (&servers[server].address, &forms[server]);
                scope.spawn(move || {
                    let email = format!("round{round}caller{caller}@example.com");
                    let request = form.post("/login/", ("email", &email), None, 1000 + round);
                    barrier.wait();
                    Wire::to(address).send(&request).status
                })
            };
            let callers: Vec<_> = (0..CALLERS).map(call).collect();
            let statuses = callers.into_iter().map(thread::ScopedJoinHandle::join);
            statuses
                .map(|status| status.expect("it does not panic"))
                .collect()
        });
        seen.extend(statuses);
    }
    report.note("time", format!("{:.1} s", start.elapsed().as_secs_f64()));
    report.exactly(
        "requests that passed",
        statuses_of(&seen, 303),
        LIMIT * rounds,
    );
    // So many at once may be more than a busy machine takes; those are told to come later.
    let away = statuses_of(&seen, 503);
    report.note("requests that found no room", away);
    let refused = statuses_of(&seen, 429) + away;
    report.exactly("requests refused", refused, (CALLERS - LIMIT) * rounds);
}

fn statuses_of(seen: &[u16], status: u16) -> usize {
    seen.iter().filter(|seen| **seen == status).count()
}
