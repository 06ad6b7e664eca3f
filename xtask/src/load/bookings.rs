//! The private links of `examples/bookings`, beside plain axum and Django.

use std::fs;
use std::num::NonZeroU32;

use crate::command_line::CommandLine;
use crate::failure::Failure;
use crate::load::contest::{self, Aim, Contestant, Results};
use crate::load::django::{self, Django};
use crate::load::http;
use crate::load::server::{Server, word_with};
use crate::load::wrk::{self, CONNECTIONS, Turn};
use crate::load::{Effort, folder, program};

const LINK: &str = "private link";
const REFUSED: &str = "refused private link";
const MEMORY: &str = "axum, page from memory";
const ROW: &str = "axum, page from one row";
const GUNICORN: &str = "Django under gunicorn";
const GRANIAN: &str = "Django under granian";

const TEMPLATES: &str = "examples/bookings/templates";

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
    let link = word_with(&printed, "http://", "sesame=")?;
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
    let plain_url = word_with(&printed, "http://", "")?;

    let variables = vec![
        ("MAGICLINK_LOAD_STYLE", style_of(&page)?.to_owned()),
        ("MAGICLINK_LOAD_TEMPLATES", TEMPLATES.to_owned()),
    ];
    let django = Django::make(&folder.join("django"), django::BOOKINGS, variables)?;
    let path = django.run(&[])?;
    let url = |host: &str| format!("http://{host}{}", path.trim());
    let (gunicorn, gunicorn_host) = django.gunicorn(4)?;
    let (granian, granian_host) = django.granian(1)?;

    // The link of one booking at another.
    let refused = link.replace("/booking/1/", "/booking/2/");
    let contestants = [
        (LINK, &bookings, link),
        (MEMORY, &plain, format!("{plain_url}/memory/")),
        (ROW, &plain, format!("{plain_url}/row/1/")),
        (REFUSED, &bookings, refused),
        (GUNICORN, &gunicorn, url(&gunicorn_host)),
        (GRANIAN, &granian, url(&granian_host)),
    ]
    .map(|(name, server, url)| Page { name, server, url });
    check(&contestants, &page)?;
    let contestants = contestants.each_ref().map(Page::contestant);
    let results = contest::run(&contestants, effort)?;
    report(&results, page.len(), effort)
}

/// One page of one server.
struct Page<'s> {
    name: &'static str,
    server: &'s Server,
    url: String,
}

impl Page<'_> {
    /// Whether every answer must be a page, or none.
    fn is_page(&self) -> bool {
        self.name != REFUSED
    }

    fn contestant(&self) -> Contestant<'_> {
        Contestant {
            name: self.name,
            server: self.server,
            load: Box::new(|seconds| self.load(seconds)),
        }
    }

    fn load(&self, seconds: NonZeroU32) -> Result<Turn, Failure> {
        let turn = wrk::run(&self.url, seconds)?;
        let Turn {
            refused, requests, ..
        } = turn;
        let expected = if self.is_page() { 0.0 } else { requests };
        if (refused - expected).abs() > 0.5 {
            let message = format!("{refused} of {requests} requests were refused");
            return Err(Failure::new(message));
        }
        Ok(turn)
    }
}

/// All good links show the same page, and the bad one is refused.
fn check(contestants: &[Page<'_>], page: &str) -> Result<(), Failure> {
    for contestant in contestants {
        let answer = http::get(&contestant.url)?;
        let is_right = if contestant.is_page() {
            // Django keeps the line break at the end of a template.
            answer.status == 200 && answer.body.trim_end() == page.trim_end()
        } else {
            answer.status == 403
        };
        if !is_right {
            let (name, http::Answer { status, body, .. }) = (contestant.name, answer);
            return Err(Failure::new(format!("{name}: {status}\n{body}")));
        }
    }
    Ok(())
}

fn report(results: &Results<'_>, length: usize, effort: Effort) -> Result<(), Failure> {
    let find = |name| results.find(name);
    let link = find(LINK)?;
    let django = results.fastest(&[GUNICORN, GRANIAN])?;
    println!(
        "\nA page of {length} bytes, {CONNECTIONS} connections, {} rounds of {} s for each.\n\n{}",
        effort.rounds,
        effort.seconds,
        results.table()
    );
    let aims = [
        ("private link to page from memory", link, find(MEMORY)?, 0.5),
        ("private link to page from one row", link, find(ROW)?, 0.65),
        ("private link to the better Django", link, django, 20.0),
        (
            "refused private link to private link",
            find(REFUSED)?,
            link,
            1.0,
        ),
    ]
    .map(|(title, one, other, wanted)| Aim {
        title,
        one,
        other,
        wanted,
    });
    println!("{}", results.ratios(&aims));
    Ok(())
}

fn page(url: &str) -> Result<String, Failure> {
    match http::get(url)? {
        http::Answer {
            status: 200, body, ..
        } => Ok(body),
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
