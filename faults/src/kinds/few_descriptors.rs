//! The process may open only a few files, and many connections come.

use std::{net::TcpStream, thread, time::Duration};

use crate::{
    fault::Fault,
    ground::Ground,
    place::Place,
    report::Report,
    server::{Server, time_until},
    smtp::Smtp,
    visitor::{self, email},
};

pub(crate) const FAULT: Fault = Fault {
    name: "few-descriptors",
    sentence: "with no file descriptor left the server waits for one, and goes on",
    short: "64 descriptors, 200 idle connections, once",
    full: "64 descriptors, 200 idle connections, 10 times",
    run,
};

const CONNECTIONS: usize = 200;
const SOON: Duration = Duration::from_secs(5);
/// How long the connections stay.
const MOMENT: Duration = Duration::from_millis(500);

fn run(ground: &Ground, report: &mut Report) {
    let smtp = Smtp::start(&[]);
    let place = Place::sqlite(ground, &smtp);
    let times = ground.times(1, 10);
    place.add_people(times);
    let few = place.shell("ulimit -n 64; exec \"$0\" serve");
    let mut server = Server::start_by(few, &place);
    let (mut longest, mut most) = (Duration::ZERO, 0);
    for round in 1..=times {
        let connect = |_| TcpStream::connect(&server.address);
        let connections: Vec<_> = (0..CONNECTIONS).filter_map(|n| connect(n).ok()).collect();
        thread::sleep(MOMENT);
        most = most.max(descriptors(&server));
        drop(connections);
        let is_live = || {
            let page = server.browser(0).try_get("/health/live");
            page.is_some_and(|page| page.status == 200)
        };
        longest = longest.max(time_until(SOON * 4, is_live));
        visitor::log_in(&mut server.browser(round), &smtp, &email(round));
    }
    report.note("floods of connections", times);
    report.at_least("most descriptors in use", most, 60);
    report.within("longest until it answers again", longest, SOON);
    report.exactly(
        "servers that still run",
        usize::from(server.is_running()),
        1,
    );
}

/// How many files and connections the server has open.
fn descriptors(server: &Server) -> usize {
    let folder = format!("/proc/{}/fd", server.process());
    std::fs::read_dir(folder).map_or(0, Iterator::count)
}
