//! How large the program is, on the disk and in memory, and how soon it answers.

use std::fs;
use std::thread::sleep;
use std::time::Duration;

use crate::failure::Failure;
use crate::load::browser::click;
use crate::load::contest;
use crate::load::deed::{Deed, Mails, Runner, VISITORS};
use crate::load::login::accounts;
use crate::load::magiclink::Magiclink;
use crate::load::median::Spread;
use crate::load::memory::mebibytes;
use crate::load::server::{Server, free_port};
use crate::load::sink::Sink;
use crate::load::{Effort, build, folder, target};

const STARTS: usize = 20;
/// After a start the program cleans up, and after a load it ends what it has begun.
const REST: Duration = Duration::from_secs(2);

/// What may not be exceeded.
struct Bounds {
    megabytes: f64,
    idle_mebibytes: f64,
    loaded_mebibytes: f64,
    start_milliseconds: f64,
}

const WANTED: Bounds = Bounds {
    megabytes: 12.0,
    idle_mebibytes: 15.0,
    loaded_mebibytes: 64.0,
    start_milliseconds: 60.0,
};

/// Measures the program: its file, starts on a database with accounts, and memory before and after a load
/// of logins.
pub(crate) fn run(effort: Effort) -> Result<(), Failure> {
    build()?;
    let file = target().join("release").join("magiclink");
    let bytes = fs::metadata(file).map_err(|error| Failure::new(error.to_string()))?;
    let bytes = u32::try_from(bytes.len()).unwrap_or(u32::MAX);

    let sink = Sink::start()?;
    let ours = Magiclink::make(&folder()?.join("size"), sink.port, accounts(effort))?;
    ours.fill(0)?;
    let starts = starts(&ours)?;
    let (idle, loaded, peak) = memory(&ours, &sink, effort)?;

    println!();
    print(
        "release build, in MB",
        f64::from(bytes) / 1e6,
        WANTED.megabytes,
    );
    let title = format!("start to first answer, middle of {STARTS}, in ms");
    print(&title, starts.middle, WANTED.start_milliseconds);
    print("    the slowest start", starts.greatest, f64::INFINITY);
    print(
        "memory (RSS) when idle, in MiB",
        idle,
        WANTED.idle_mebibytes,
    );
    print(
        "memory (RSS) after logins, in MiB",
        loaded,
        WANTED.loaded_mebibytes,
    );
    print("    the most it had, in MiB", peak, f64::INFINITY);
    Ok(())
}

fn print(title: &str, is: f64, wanted: f64) {
    let note = if is > wanted { "  missed" } else { "" };
    if wanted.is_finite() {
        println!("{title:<50}{is:>8.1}   at most {wanted}{note}");
    } else {
        println!("{title:<50}{is:>8.1}");
    }
}

/// In milliseconds, from the start of the program to the end of the first answer.
fn starts(ours: &Magiclink) -> Result<Spread, Failure> {
    let mut times = Vec::new();
    for _ in 0..STARTS {
        let host = format!("127.0.0.1:{}", free_port()?);
        let request = click("/login/", "", 0);
        let (_, time) = Server::timed(&ours.server(&host), &host, &request)?;
        times.push(time.as_secs_f64() * 1e3);
    }
    Ok(Spread::of(times))
}

/// In MiB: idle, after a load, and the most.
fn memory(ours: &Magiclink, sink: &Sink, effort: Effort) -> Result<(f64, f64, f64), Failure> {
    let (server, host) = ours.serve()?;
    sleep(REST);
    let idle = server.memory()?;
    let runner = Runner {
        name: "magiclink",
        server: &server,
        host: &host,
        application: ours,
        sink: Some(sink),
        visitors: VISITORS,
        most: None,
    };
    let mails = Mails::default();
    for deed in [Deed::Ask, Deed::Redeem] {
        let contestants = [runner.contestant(deed, &mails)];
        contest::run(&contestants, effort)?;
        println!("after it: {:.1} MiB", mebibytes(server.memory()?.resident));
    }
    sleep(REST);
    let loaded = server.memory()?;
    println!(
        "of which heaps and stacks: {:.1} MiB",
        mebibytes(loaded.anonymous)
    );
    let [idle, loaded, peak] = [idle.resident, loaded.resident, loaded.peak].map(mebibytes);
    Ok((idle, loaded, peak))
}
