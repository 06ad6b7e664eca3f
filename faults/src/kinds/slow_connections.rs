//! Clients that hold connections and do nothing with them, or next to nothing.

use std::{
    fs,
    io::{Read as _, Write as _},
    net::TcpStream,
    process::{Command, id},
    sync::atomic::{AtomicBool, Ordering},
    thread,
    time::{Duration, Instant},
};

use crate::{
    fault::Fault,
    ground::Ground,
    http::Browser,
    place::Place,
    process::{files, memory},
    report::Report,
    sample::Sample,
    server::Server,
    smtp::Smtp,
    visitor::{self, email},
    wire::{Wire, head},
};

pub(crate) const FAULT: Fault = Fault {
    name: "slow-connections",
    sentence: "clients that are silent, slow to ask or slow to read keep nobody waiting, and are cut off",
    short: "200 of them, of which those that do not read are not waited for",
    full: "2,000 of them",
    run,
};

/// How many others are served meanwhile, and how fast.
const OTHERS: usize = 1000;
const OTHERS_TIME: Duration = Duration::from_millis(200);
/// The limits of the program for a head, for a form, and for taking an answer.
const ASK_TIME: Duration = Duration::from_secs(10);
const READ_TIME: Duration = Duration::from_secs(30);
/// What a machine that is busy may add.
const SLACK: Duration = Duration::from_secs(5);
/// What each slow connection may cost the server.
const KIB_EACH: usize = 64;
/// More than the system takes for a client that does not read.
const LARGE: usize = 16 << 20;

/// How a client is slow. One of ten does not read: the system keeps megabytes for each.
#[derive(Clone, Copy, PartialEq)]
enum Slow {
    Silent,
    Head,
    Body,
    Reader,
}

impl Slow {
    fn of(number: usize) -> Self {
        match number % 10 {
            0..3 => Self::Silent,
            3..6 => Self::Head,
            6..9 => Self::Body,
            _ => Self::Reader,
        }
    }
}

fn run(ground: &Ground, report: &mut Report) {
    let count = ground.times(200, 2000);
    allow_files();
    let smtp = Smtp::start(&[]);
    let place = Place::sqlite(ground, &smtp);
    place.add_people(1);
    serve_large_file(&place);
    let server = Server::start(&place);
    let mut reader = server.browser(0);
    visitor::log_in(&mut reader, &smtp, &email(1));
    let (files_before, memory_before) = (files(server.process()), memory(server.process()));

    let begin = Instant::now();
    let mut slow: Vec<_> = (0..count)
        .map(|number| open(&server, number, &reader))
        .collect();
    let ended = AtomicBool::new(false);
    let others = thread::scope(|scope| {
        scope.spawn(|| drip(&mut slow, &ended));
        let others = others(&server);
        // Until the last of those that had to ask is gone, and a moment for the server to close them.
        thread::sleep((ASK_TIME + SLACK).saturating_sub(begin.elapsed()));
        ended.store(true, Ordering::Relaxed);
        others
    });
    report.note("slow connections", count);
    report.exactly("others that were served meanwhile", others.len(), OTHERS);
    let slowest = Duration::from_secs_f64(others.share(99) / 1e6);
    report.note(
        "half of the others within",
        format!("{:.1} ms", others.median() / 1e3),
    );
    report.within("99 of 100 of the others", slowest, OTHERS_TIME);
    let grown = memory(server.process()).saturating_sub(memory_before);
    report.at_most("KiB of memory for each", grown / count, KIB_EACH);
    let is_asking = |(kind, _): &&(Slow, TcpStream)| *kind != Slow::Reader;
    let held = slow
        .iter()
        .filter(is_asking)
        .filter(|(_, stream)| is_open(stream));
    let what = format!(
        "silent and slow to ask, after {} s",
        (ASK_TIME + SLACK).as_secs()
    );
    report.exactly(&what, held.count(), 0);
    if !ground.is_short {
        thread::sleep((READ_TIME + SLACK).saturating_sub(begin.elapsed()));
        let what = format!("files open, after {} s", (READ_TIME + SLACK).as_secs());
        report.at_most(&what, files(server.process()), files_before + 2);
    }
}

/// Lets this process, and the servers that it starts, have many files.
fn allow_files() {
    let mut command = Command::new("prlimit");
    let set = command.args(["--pid", &id().to_string(), "--nofile=8192:"]);
    let is_set = set.status().is_ok_and(|status| status.success());
    assert!(
        is_set,
        "prlimit cannot allow 8192 open files: raise the hard limit (ulimit -Hn)"
    );
}

/// Has the program serve a file that fits into no buffer.
fn serve_large_file(place: &Place<'_>) {
    fs::create_dir(place.path("site")).expect("the folder is new");
    fs::write(place.path("site/large.bin"), vec![b'x'; LARGE]).expect("there is room");
    let file = place.path("magiclink.toml");
    let written = fs::read_to_string(&file).expect("it is there");
    let more = "\n[[site]]\npath = \"/\"\nroot = \"site\"\n";
    fs::write(file, written + more).expect("it is ours");
}

/// A slow connection, and all that it sends at once.
fn open(server: &Server, number: usize, reader: &Browser) -> (Slow, TcpStream) {
    let (kind, client) = (Slow::of(number), 1000 + number);
    let mut stream = TcpStream::connect(&server.address).expect("the server listens");
    let start = match kind {
        Slow::Silent => String::new(),
        Slow::Head => head("GET", "/login/", client),
        Slow::Body => {
            let form =
                "content-type: application/x-www-form-urlencoded\r\ncontent-length: 1000\r\n";
            head("POST", "/login/", client) + form + "origin: http://localhost\r\n\r\n"
        }
        Slow::Reader => {
            let (head, value) = (
                head("GET", "/large.bin", client),
                &reader.cookies["session"],
            );
            format!("{head}cookie: session={value}\r\n\r\n")
        }
    };
    stream
        .write_all(start.as_bytes())
        .expect("the server listens");
    (kind, stream)
}

/// A byte each second from those that are slow to ask.
fn drip(slow: &mut [(Slow, TcpStream)], ended: &AtomicBool) {
    while !ended.load(Ordering::Relaxed) {
        for (kind, stream) in &mut *slow {
            if matches!(kind, Slow::Head | Slow::Body) {
                // The server may have cut it off.
                let _ = stream.write_all(b"x");
            }
        }
        thread::sleep(Duration::from_secs(1));
    }
}

/// Pages and forms for others, each on a connection of its own.
fn others(server: &Server) -> Sample {
    let form = crate::wire::Form::of(server.browser(1));
    let mut times = Sample::default();
    for number in 0..OTHERS {
        let start = Instant::now();
        let (request, status) = if number % 2 == 0 {
            (head("GET", "/login/", number) + "\r\n", 200)
        } else {
            let address = format!("other{number}@example.com");
            (
                form.post("/login/", ("email", &address), None, 10_000 + number),
                303,
            )
        };
        let reply = Wire::to(&server.address).send(&request);
        assert_eq!(reply.status, status, "{}", reply.head);
        times.add(start.elapsed());
    }
    times
}

/// Whether the server still holds a connection, when all that it has sent is read.
fn is_open(stream: &TcpStream) -> bool {
    stream.set_nonblocking(true).expect("it is a socket");
    let (mut stream, mut part) = (stream, [0; 4096]);
    loop {
        match stream.read(&mut part) {
            Ok(0) => return false,
            Ok(_) => {}
            Err(error) => return error.kind() == std::io::ErrorKind::WouldBlock,
        }
    }
}
