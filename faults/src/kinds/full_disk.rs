//! The disk on which SQLite's files are is full.

use std::{
    fs::{self, File},
    io::Write as _,
    path::{Path, PathBuf},
    process::Command,
    thread,
    time::{Duration, Instant},
};

use crate::{
    fault::Fault,
    ground::Ground,
    halves,
    http::{Answer, Browser},
    place::Place,
    report::Report,
    server::{Server, time_until},
    smtp::Smtp,
    visitor::{self, ask, email, is_accepted},
};

pub(crate) const FAULT: Fault = Fault {
    name: "full-disk",
    sentence: "with no room on the disk writes are refused, reads go on, and room is all it takes",
    short: "the disk is full 2 times",
    full: "the disk is full 20 times",
    run,
};

const SOON: Duration = Duration::from_secs(5);
/// How many ask while there is no room, at least until one was refused.
const ASKERS: usize = 300;

fn run(ground: &Ground, report: &mut Report) {
    let smtp = Smtp::start(&[]);
    let mut place = Place::sqlite(ground, &smtp);
    let disk = SmallDisk::mount(&place.path("disk"));
    place.use_sqlite(disk.path().join("magiclink.db"));
    let times = ground.times(2, 20);
    place.add_people(times * (ASKERS + 10));
    let mut server = disk.start(&place);
    let mut reader = server.browser(0);
    visitor::log_in(&mut reader, &smtp, &email(1));
    let mut seen = Seen::default();
    for round in 0..times {
        disk.fill(&server);
        let first = 2 + round * (ASKERS + 10);
        seen.while_full(&server, &reader, first);
        disk.free(&server);
        seen.after(&server, first + ASKERS);
    }
    report.note("how the disk was made full", disk.kind());
    report.exactly("times that a form was refused", seen.refused, times);
    report.exactly("answers that are neither success nor 503", seen.others, 0);
    report.at_least("pages read meanwhile", seen.read, times * 10);
    report.exactly("pages not shown", seen.not_read, 0);
    report.within("longest until a form was taken again", seen.recovery, SOON);
    let outstanding = || {
        place
            .database
            .count("SELECT count(*) FROM mails WHERE ended IS NULL")
    };
    time_until(Duration::from_secs(20), || outstanding() == 0);
    report.exactly("mails that were not sent", outstanding(), 0);
    halves::tell(&place.database, report);
    report.exactly(
        "servers that still run",
        usize::from(server.is_running()),
        1,
    );
}

/// What was seen in all rounds.
#[derive(Default)]
struct Seen {
    refused: usize,
    others: usize,
    read: usize,
    not_read: usize,
    recovery: Duration,
}

impl Seen {
    /// Asks until one is refused, and reads on.
    fn while_full(&mut self, server: &Server, reader: &Browser, first: usize) {
        for person in first..first + ASKERS {
            let answer = ask(&mut server.browser(person), &email(person));
            let status = answer.map_or(0, |answer| answer.status);
            self.others += usize::from(![303, 503].contains(&status));
            if status == 503 {
                self.refused += 1;
                break;
            }
        }
        for _ in 0..10 {
            let page = reader.clone().try_get("/account/");
            let is_shown = page.is_some_and(|page: Answer| page.body.contains(&email(1)));
            self.read += 1;
            self.not_read += usize::from(!is_shown);
        }
    }

    fn after(&mut self, server: &Server, person: usize) {
        let start = Instant::now();
        // Each is another person: who was refused would have to wait before asking again.
        for person in person..person + 10 {
            let answer = ask(&mut server.browser(person), &email(person));
            if answer.as_ref().is_some_and(is_accepted) {
                break;
            }
            thread::sleep(SOON / 10);
        }
        self.recovery = self.recovery.max(start.elapsed());
    }
}

/// A disk with little room.
enum SmallDisk {
    /// A file system of its own.
    Mounted(PathBuf),
    /// Only root may mount: another user's process can be kept from making files longer.
    Limited(PathBuf),
}

/// The room on a disk that is mounted.
const ROOM: &str = "size=24m";

impl SmallDisk {
    fn mount(path: &Path) -> Self {
        fs::create_dir(path).expect("the folder can be written");
        let mut mount = Command::new("mount");
        mount.args(["-t", "tmpfs", "-o", ROOM, "magiclink-faults"]);
        if mount
            .arg(path)
            .output()
            .is_ok_and(|done| done.status.success())
        {
            Self::Mounted(path.to_owned())
        } else {
            Self::Limited(path.to_owned())
        }
    }

    fn path(&self) -> &Path {
        let (Self::Mounted(path) | Self::Limited(path)) = self;
        path
    }

    fn kind(&self) -> &'static str {
        match self {
            Self::Mounted(_) => "tmpfs",
            Self::Limited(_) => "prlimit",
        }
    }

    fn start(&self, place: &Place<'_>) -> Server {
        match self {
            Self::Mounted(_) => Server::start(place),
            Self::Limited(_) => {
                let ignore = "trap '' XFSZ; exec \"$0\" serve";
                Server::start_by(place.shell(ignore), place)
            }
        }
    }

    fn fill(&self, server: &Server) {
        match self {
            Self::Mounted(path) => {
                let mut filler = File::create(path.join("filler")).expect("it can be made");
                while filler.write_all(&[0; 4096]).is_ok() {}
            }
            Self::Limited(_) => limit(server, "0"),
        }
    }

    fn free(&self, server: &Server) {
        match self {
            Self::Mounted(path) => fs::remove_file(path.join("filler")).expect("it is there"),
            Self::Limited(_) => limit(server, "unlimited"),
        }
    }
}

fn limit(server: &Server, size: &str) {
    let mut command = Command::new("prlimit");
    let process = server.process().to_string();
    command.args(["--pid", &process, &format!("--fsize={size}:unlimited")]);
    let done = command.status();
    assert!(
        done.is_ok_and(|status| status.success()),
        "util-linux has prlimit"
    );
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        if let Self::Mounted(path) = self {
            // The server may still have it open.
            let _ = Command::new("umount").arg("--lazy").arg(path).status();
        }
    }
}
