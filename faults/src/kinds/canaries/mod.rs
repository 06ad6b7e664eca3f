//! Everything that opens something is a canary: it must not be heard outside.

mod walk;

use std::{fs, time::Duration};

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};

use self::walk::Walk;
use crate::{
    database::Database,
    fault::Fault,
    ground::Ground,
    http::Browser,
    place::Place,
    report::Report,
    server::{Server, time_until},
    smtp::{Script, Smtp},
};

pub(crate) const FAULT: Fault = Fault {
    name: "canaries",
    sentence: "no secret is in the log at its most talkative, in the metrics, on a page of a refusal, or in a dump of the database",
    short: "a walk through the pages on both databases, with a log for people and one for machines",
    full: "the same",
    run,
};

const SMTP_PASSWORD: &str = "canary-smtp-password";
const FALLBACK: &str = "canary-fallback-q8Zt5Jw2Yx7Nc4Vb9Mh3Kd6Fg1Ls0Pa8";
/// Accounts; mails to two of them are not taken, for now and for good.
const ACCOUNTS: [&str; 5] = [
    "canary.admin@example.com",
    "canary.jane@example.com",
    "canary.bob@example.com",
    "canary.later@example.com",
    "canary.never@example.com",
];
const SCRIPT: Script = &[
    (
        "RCPT TO:<canary.later",
        "451 come back later, canary.later@example.com",
    ),
    (
        "RCPT TO:<canary.never",
        "550 no canary.never@example.com here",
    ),
];

fn run(ground: &Ground, report: &mut Report) {
    for format in ["text", "json"] {
        let smtp = Smtp::start(SCRIPT);
        report.title(format!("SQLite, the log as {format}"));
        look(Place::sqlite(ground, &smtp), &smtp, format, report);
        report.title(format!("PostgreSQL, the log as {format}"));
        let smtp = Smtp::start(SCRIPT);
        let database = ground.postgres().create_database();
        look(
            Place::postgres(ground, database, &smtp),
            &smtp,
            format,
            report,
        );
    }
}

fn look(mut place: Place<'_>, smtp: &Smtp, format: &str, report: &mut Report) {
    prepare(&mut place, smtp, format);
    let mut server = Server::start(&place);
    let mut walk = Walk::new(&place, &server, smtp);
    walk.go();
    let Walk {
        mut secrets,
        refusals,
        ..
    } = walk;
    secrets.extend([SMTP_PASSWORD.to_owned(), FALLBACK.to_owned()]);
    let key = fs::read_to_string(place.path("magiclink.key")).expect("the key is there");
    secrets.push(key.trim().to_owned());
    if let Database::Postgres(database) = &place.database {
        secrets.push(database.server().password().to_owned());
    }
    secrets.sort_unstable();
    secrets.dedup();
    report.at_least("secrets that are looked for", secrets.len(), 40);

    let found = |text: &str| {
        secrets
            .iter()
            .filter(|secret| text.contains(*secret))
            .count()
    };
    report.at_least("pages of refusals", refusals.len(), 8);
    let told: usize = refusals.iter().map(|page| found(page)).sum();
    report.exactly("secrets on pages of refusals", told, 0);
    let told = commands(&place).iter().map(|errors| found(errors)).sum();
    report.exactly("secrets in what commands complain of", told, 0);
    let metrics = server.metrics.as_deref().expect("it measures");
    let metrics = Browser::at(metrics, "localhost").get("/metrics").body;
    report.at_least("lines of metrics", metrics.lines().count(), 100);
    report.exactly("secrets in the metrics", found(&metrics), 0);
    end_mails(&place);
    server.tell_to_stop();
    let ended = server.end(Duration::from_secs(15));
    report.exactly("servers that stopped", usize::from(ended.is_some()), 1);

    let log = fs::read_to_string(place.path("log")).expect("the log is text");
    report.at_least("lines of the log", log.lines().count(), 80);
    let told = log
        .lines()
        .filter(|line| found(line) > 0 || line.contains("canary"));
    report.exactly(
        "lines of the log with a secret or an address",
        told.count(),
        0,
    );
    dump(&place, &secrets, report);
}

/// Settings with secrets in every place that takes one, accounts, and a page that is served.
fn prepare(place: &mut Place<'_>, smtp: &Smtp, format: &str) {
    let port = smtp.port;
    let mail_url = format!("smtp://canary-user:{SMTP_PASSWORD}@127.0.0.1:{port}");
    place.set("MAGICLINK_MAIL_URL", &mail_url);
    fs::create_dir_all(place.path("site/page")).expect("the folder is ours");
    fs::write(place.path("site/page/index.html"), "shared").expect("the folder is ours");
    let file = place.path("magiclink.toml");
    let written = fs::read_to_string(&file).expect("it is there");
    let fallback = format!("secret_key_fallbacks = [\"{FALLBACK}\"]\n");
    let site = "\n[[site]]\npath = \"/\"\nroot = \"site\"\n";
    fs::write(&file, fallback + &written + site).expect("it is ours");
    for account in ACCOUNTS {
        place.ok(&["account", "add", account]);
    }
    place.ok(&["account", "admin", ACCOUNTS[0]]);
    place.set("MAGICLINK_METRICS_LISTEN", "127.0.0.1:0");
    place.set("MAGICLINK_LOG_LEVEL", "trace");
    place.set("MAGICLINK_LOG_FORMAT", format);
}

/// What commands say on standard error, where a log may be kept of it.
fn commands(place: &Place<'_>) -> Vec<String> {
    let all: [&[&str]; 6] = [
        &["account", "list"],
        &["account", "show", ACCOUNTS[1]],
        &["link", "login", ACCOUNTS[1]],
        &["link", "list"],
        &["mail", "test", ACCOUNTS[3]],
        &["account", "add", "canary"],
    ];
    let outputs = all
        .iter()
        .map(|arguments| place.command(arguments).output());
    outputs
        .map(|output| String::from_utf8_lossy(&output.expect("it runs").stderr).into_owned())
        .collect()
}

/// Lets the links of all mails that wait expire, and has the server find that out.
fn end_mails(place: &Place<'_>) {
    let waiting = || {
        place
            .database
            .count("SELECT count(*) FROM mails WHERE ended IS NULL")
    };
    assert!(waiting() > 0, "one waits: the mail server takes it later");
    place
        .database
        .execute("UPDATE mails SET expires = 1, due = 1 WHERE ended IS NULL");
    let limit = Duration::from_secs(30);
    assert!(
        time_until(limit, || waiting() == 0) < limit,
        "none waits any longer"
    );
}

/// Looks into the database as a thief would who has a copy of it. The addresses of accounts are there, and
/// what is kept of a login or a session, as digests; nobody who has no account is.
fn dump(place: &Place<'_>, secrets: &[String], report: &mut Report) {
    let dump = match &place.database {
        Database::Sqlite(path) => {
            let folder = path.parent().expect("it is in a folder");
            let files = fs::read_dir(folder).expect("the folder is there").flatten();
            let is_database =
                |path: &std::path::Path| path.to_string_lossy().contains("magiclink.db");
            let files = files
                .map(|file| file.path())
                .filter(|path| is_database(path));
            files
                .flat_map(|path| fs::read(path).expect("it is ours"))
                .collect()
        }
        Database::Postgres(database) => database.dump().into_bytes(),
    };
    report.at_least("bytes of the dump", dump.len(), 10_000);
    let contains = |text: &[u8]| dump.windows(text.len()).any(|part| part == text);
    let account = contains(ACCOUNTS[1].as_bytes());
    report.exactly(
        "addresses of accounts, which belong there",
        usize::from(account),
        1,
    );
    let stranger = contains(walk::STRANGER.as_bytes());
    report.exactly("addresses of others", usize::from(stranger), 0);
    let is_there = |secret: &&String| forms(secret).iter().any(|form| contains(form));
    report.exactly(
        "secrets in the dump",
        secrets.iter().filter(is_there).count(),
        0,
    );
    report.exactly(
        "links of mails in the dump",
        usize::from(contains(b"sesame=")),
        0,
    );
}

/// A secret as it is written, its bytes, and these as PostgreSQL shows them.
fn forms(secret: &str) -> Vec<Vec<u8>> {
    let mut forms = vec![secret.as_bytes().to_vec()];
    if let Ok(bytes) = URL_SAFE_NO_PAD.decode(secret)
        && bytes.len() >= 16
    {
        let hex = bytes
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect::<Vec<_>>();
        forms.extend([hex.concat().into_bytes(), bytes]);
    }
    forms
}
