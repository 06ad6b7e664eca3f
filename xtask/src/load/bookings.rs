//! The private links of `examples/bookings`, beside plain axum and Django.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use crate::command_line::CommandLine;
use crate::failure::Failure;
use crate::load::Effort;
use crate::load::contest::{self, Contestant, Results};
use crate::load::django::Django;
use crate::load::http;
use crate::load::server::Server;
use crate::load::wrk::CONNECTIONS;

const LINK: &str = "private link";
const REFUSED: &str = "refused private link";
const MEMORY: &str = "axum, page from memory";
const ROW: &str = "axum, page from one row";
const GUNICORN: &str = "Django under gunicorn";
const GRANIAN: &str = "Django under granian";

/// Starts all servers, checks that they answer with the same page, and compares them.
pub(crate) fn run(effort: Effort) -> Result<(), Failure> {
    let folder = folder()?;
    CommandLine::new(
        "cargo build --release --locked --package bookings --package magiclink-benches",
    )
    .with_argument("--bin=bookings")
    .with_argument("--bin=plain_server")
    .run()?;
    let (bookings, printed) = Server::announced(&program("bookings"), "sesame=")?;
    let link = word_with(&printed, "sesame=")?;
    let page = page(&link)?;

    let (page_file, database) = (folder.join("page.html"), folder.join("plain.db"));
    for file in ["plain.db", "plain.db-wal", "plain.db-shm"] {
        // They are not there in the first run.
        let _ = fs::remove_file(folder.join(file));
    }
    fs::write(&page_file, &page)
        .map_err(|error| Failure::new(format!("cannot write the page: {error}")))?;
    let plain = program("plain_server")
        .with_argument(page_file.display().to_string())
        .with_argument(database.display().to_string());
    let (plain, printed) = Server::announced(&plain, "listening on")?;
    let plain_url = word_with(&printed, "http://")?;

    let django = Django::make(&folder.join("django"), style_of(&page)?)?;
    let (gunicorn, gunicorn_url) = django.gunicorn()?;
    let (granian, granian_url) = django.granian()?;

    // The link of one booking at another.
    let refused = link.replace("/booking/1/", "/booking/2/");
    let contestants = [
        (LINK, &bookings, link),
        (MEMORY, &plain, format!("{plain_url}/memory/")),
        (ROW, &plain, format!("{plain_url}/row/1/")),
        (REFUSED, &bookings, refused),
        (GUNICORN, &gunicorn, gunicorn_url),
        (GRANIAN, &granian, granian_url),
    ]
    .map(|(name, server, url)| Contestant {
        name,
        server,
        url,
        is_page: name != REFUSED,
    });
    check(&contestants, &page)?;
    let results = contest::run(&contestants, effort)?;
    report(&results, page.len(), effort)
}

/// All good links show the same page, and the bad one is refused.
fn check(contestants: &[Contestant<'_>], page: &str) -> Result<(), Failure> {
    for contestant in contestants {
        let answer = http::get(&contestant.url)?;
        let is_right = if contestant.is_page {
            // Django keeps the line break at the end of a template.
            answer.status == 200 && answer.body.trim_end() == page.trim_end()
        } else {
            answer.status == 403
        };
        if !is_right {
            let (name, http::Answer { status, body }) = (contestant.name, answer);
            return Err(Failure::new(format!("{name}: {status}\n{body}")));
        }
    }
    Ok(())
}

fn report(results: &Results<'_>, length: usize, effort: Effort) -> Result<(), Failure> {
    let find = |name| results.find(name);
    let (link, gunicorn, granian) = (find(LINK)?, find(GUNICORN)?, find(GRANIAN)?);
    let rate = |index| results.per_second(index).middle;
    let django = if rate(gunicorn) > rate(granian) {
        gunicorn
    } else {
        granian
    };
    println!(
        "\nA page of {length} bytes, {CONNECTIONS} connections, {} rounds of {} s for each.\n\n{}",
        effort.rounds,
        effort.seconds,
        results.table()
    );
    println!(
        "{:<44}{:>8}{:>8}{:>8}{:>8}",
        "ratio of requests/s in the same round", "least", "middle", "most", "wanted"
    );
    for (title, one, other, wanted) in [
        ("private link to page from memory", link, find(MEMORY)?, 0.5),
        ("private link to page from one row", link, find(ROW)?, 0.65),
        ("private link to the better Django", link, django, 20.0),
        (
            "refused private link to private link",
            find(REFUSED)?,
            link,
            1.0,
        ),
    ] {
        let ratio = results.ratio(one, other);
        let note = if ratio.middle < wanted {
            "  missed"
        } else {
            ""
        };
        println!(
            "{title:<44}{:>8.2}{:>8.2}{:>8.2}{wanted:>8.2}{note}",
            ratio.least, ratio.middle, ratio.greatest
        );
    }
    Ok(())
}

/// Where the servers have their files.
fn folder() -> Result<PathBuf, Failure> {
    let failed = |error| Failure::new(format!("cannot make a folder: {error}"));
    let folder = target().join("load");
    fs::create_dir_all(&folder).map_err(failed)?;
    std::path::absolute(folder).map_err(failed)
}

fn program(name: &str) -> CommandLine {
    let path = target().join("release").join(name);
    CommandLine::of_program(path.display().to_string())
}

fn target() -> PathBuf {
    env::var_os("CARGO_TARGET_DIR").map_or_else(|| Path::new("target").to_owned(), PathBuf::from)
}

/// The first word of a text from `http://` on that has `mark` in it.
fn word_with(text: &str, mark: &str) -> Result<String, Failure> {
    let mut words = text.split_whitespace();
    let found = words.find(|word| word.starts_with("http://") && word.contains(mark));
    found
        .map(str::to_owned)
        .ok_or_else(|| Failure::new(format!("there is no `{mark}` in\n{text}")))
}

fn page(url: &str) -> Result<String, Failure> {
    match http::get(url)? {
        http::Answer { status: 200, body } => Ok(body),
        http::Answer { status, .. } => Err(Failure::new(format!("{url} is answered by {status}"))),
    }
}

/// The path of the style sheet of a page.
fn style_of(page: &str) -> Result<&str, Failure> {
    let link = page.split_once("<link rel=\"stylesheet\" href=\"");
    let style = link.and_then(|(_, rest)| rest.split_once('"'));
    style
        .map(|(style, _)| style)
        .ok_or_else(|| Failure::new("the page has no style sheet"))
}
