//! Whether logins become slower as accounts become more.

use std::fs;
use std::path::{Path, PathBuf};

use crate::command_line::CommandLine;
use crate::failure::Failure;
use crate::load::contest::{self, Contestant, Results};
use crate::load::deed::{Deed, Mails, Runner};
use crate::load::magiclink::Magiclink;
use crate::load::server::Server;
use crate::load::sink::Sink;
use crate::load::wrk::CONNECTIONS;
use crate::load::{Effort, build, folder, program};

const FEW: &str = "few accounts";
const MANY: &str = "many accounts";
const FEW_ACCOUNTS: u64 = 1000;
/// One in so many accounts has a session.
const FOR_A_SESSION: u64 = 10;
/// As many visitors as there are sessions, and no more than these.
const VISITORS: u64 = 10_000;
/// So many times as slow the many may be.
const WANTED: f64 = 1.5;
/// A row with its indexes, and as much again in the log of changes while it is written.
const BYTES_OF_ACCOUNT: u64 = 600;

/// Compares few accounts with many, in both databases; the files are deleted at the end.
pub(crate) fn run(effort: Effort, is_short: bool) -> Result<(), Failure> {
    build()?;
    let folder = Emptied(folder()?.join("growth"));
    let (in_sqlite, in_postgres) = if is_short {
        (100_000, 50_000)
    } else {
        (10_000_000, 1_000_000)
    };
    check_room(&folder.0, in_sqlite * BYTES_OF_ACCOUNT)?;
    let sink = Sink::start()?;
    {
        let make =
            |name: &str, accounts| Magiclink::make(&folder.0.join(name), sink.port, accounts);
        let few = make("few", FEW_ACCOUNTS)?;
        let many = make("many", in_sqlite)?;
        compare("SQLite", [&few, &many], (&sink, effort))?;
    }
    let postgres = program("load_data").with_argument("postgres");
    let (_postgres, printed) = Server::announced(&postgres, "ready")?;
    let mut urls = printed.lines();
    let mut make = |name: &str, accounts| {
        let url = urls.next().unwrap_or_default();
        Magiclink::with_database(&folder.0.join(name), url, (sink.port, accounts))
    };
    let few = make("few", FEW_ACCOUNTS)?;
    let many = make("many", in_postgres)?;
    compare("PostgreSQL", [&few, &many], (&sink, effort))
}

fn compare(
    database: &str,
    [few, many]: [&Magiclink; 2],
    (sink, effort): (&Sink, Effort),
) -> Result<(), Failure> {
    for ours in [few, many] {
        ours.fill(ours.accounts() / FOR_A_SESSION)?;
        println!("{database} has {} accounts", ours.accounts());
    }
    let (few_server, few_host) = few.serve()?;
    let (many_server, many_host) = many.serve()?;
    let accounts = [few.accounts(), many.accounts()];
    let visitors = accounts.map(|accounts| VISITORS.min(accounts / FOR_A_SESSION));
    let runner = |name, server, host| Runner {
        name,
        server,
        host,
        application: if name == FEW { few } else { many },
        sink: Some(sink),
        visitors: visitors[usize::from(name == MANY)],
        // Both the same number in a turn, and each account once.
        most: Some(FEW_ACCOUNTS),
    };
    let runners = [
        runner(FEW, &few_server, &*few_host),
        runner(MANY, &many_server, &*many_host),
    ];
    for (deed, title) in [
        (Deed::Ask, "asking for a login link"),
        (Deed::Redeem, "redeeming a login link"),
        (Deed::Visit, "the page of the account, with a session"),
    ] {
        let mails = Mails::default();
        let [of_few, of_many] = runners
            .each_ref()
            .map(|runner| runner.contestant(deed, &mails));
        let contestants = [in_memory(of_few, few), in_memory(of_many, many)];
        let results = contest::run(&contestants, effort)?;
        println!(
            "\n{database}, {title}: {CONNECTIONS} connections, {} rounds",
            effort.rounds
        );
        print(&results, many.accounts())?;
    }
    Ok(())
}

/// With the database in memory before each turn: a system may give up what nobody has read for a while, and
/// then it would be the disk that is compared.
fn in_memory<'a>(contestant: Contestant<'a>, database: &'a Magiclink) -> Contestant<'a> {
    let Contestant { name, server, load } = contestant;
    let load = move |seconds| {
        database.read()?;
        load(seconds)
    };
    Contestant {
        name,
        server,
        load: Box::new(load),
    }
}

fn print(results: &Results<'_>, accounts: u64) -> Result<(), Failure> {
    let (few, many) = (results.find(FEW)?, results.find(MANY)?);
    let slower = results.ratio(few, many);
    let work = results.processor(many) / results.processor(few);
    let note = if slower.middle > WANTED {
        "  missed"
    } else {
        ""
    };
    println!(
        "{}{accounts} accounts are {:.2} times as slow as {FEW_ACCOUNTS}, from {:.2} to {:.2}, \
         and {work:.2} times the work of the processor; wanted: at most {WANTED}{note}\n",
        results.table(),
        slower.middle,
        slower.least,
        slower.greatest
    );
    Ok(())
}

/// A folder that is deleted when it is dropped.
struct Emptied(PathBuf);

impl Drop for Emptied {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// Refuses to begin what would fill the disk.
fn check_room(folder: &Path, bytes: u64) -> Result<(), Failure> {
    fs::create_dir_all(folder)
        .map_err(|error| Failure::new(format!("cannot make {}: {error}", folder.display())))?;
    let command = CommandLine::new("df --output=avail --block-size=1")
        .with_argument(folder.display().to_string());
    let printed = command.printed()?;
    let free = printed.output.lines().nth(1);
    match free.and_then(|free| free.trim().parse::<u64>().ok()) {
        Some(free) if free > bytes => Ok(()),
        Some(free) => Err(Failure::new(format!(
            "the accounts need {bytes} bytes and {free} are free"
        ))),
        None => {
            Err(Failure::new("`df` does not say how much room there is").with_command(&command))
        }
    }
}
