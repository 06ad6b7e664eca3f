//! Many mails, and two servers that share the work.

use std::{
    collections::BTreeSet,
    thread,
    time::{Duration, Instant},
};

use crate::{
    fault::Fault,
    ground::Ground,
    place::Place,
    report::Report,
    server::Server,
    smtp::{Reply, Smtp, Taken},
    visitor::{ask, email, is_accepted},
};

pub(crate) const FAULT: Fault = Fault {
    name: "many-mails",
    sentence: "two servers on one PostgreSQL send each of many mails, and none twice",
    short: "300 mails",
    full: "10,000 mails, then 1,000 through a mail server that takes 100 ms for each answer",
    run,
};

/// How many ask at the same time.
const ASKERS: usize = 8;
/// The longest that all may take behind the last who asked.
const REST: Duration = Duration::from_mins(2);

fn run(ground: &Ground, report: &mut Report) {
    let (count, distant) = (ground.times(300, 10_000), ground.times(0, 1000));
    let smtp = Smtp::start(&[]);
    let place = Place::postgres(ground, ground.postgres().create_database(), &smtp);
    place.add_people(count + distant);
    let servers = [Server::start(&place), Server::start(&place)];
    report.title(format!("{count} mails"));
    send(&servers, &smtp, (1, count), report);
    if distant > 0 {
        report.title(format!(
            "{distant} mails, and 100 ms for each answer of the mail server"
        ));
        smtp.behave(|_| Reply::Late(Duration::from_millis(100)));
        send(&servers, &smtp, (count + 1, distant), report);
    }
    let again = "SELECT count(*) FROM mails WHERE attempts <> 1 OR state <> 'sent'";
    report.exactly(
        "mails tried twice or not sent",
        place.database.count(again),
        0,
    );
}

/// Has people ask, from this number on, and tells what became of their mails.
fn send(servers: &[Server; 2], smtp: &Smtp, (first, count): (usize, usize), report: &mut Report) {
    let start = Instant::now();
    let accepted = ask_all(servers, first..first + count);
    let rate = |since: Instant| {
        let rate = count as u128 * 1000 / since.elapsed().as_millis().max(1);
        format!("{rate}/s")
    };
    report.note("forms taken", rate(start));
    report.exactly("forms taken", accepted, count);
    let before = first - 1;
    let mails = smtp.wait(REST, |mails| mails.len() >= before + count);
    report.note("mails sent, from the first form on", rate(start));
    thread::sleep(Duration::from_secs(1));
    let mails_later = smtp.wait(Duration::ZERO, |_| true);
    report.exactly("mails that arrived", mails_later.len() - before, count);
    report.exactly("mails that arrived in time", mails.len() - before, count);
    let named = |name: fn(&Taken) -> &str| {
        mails_later[before..]
            .iter()
            .map(name)
            .collect::<BTreeSet<_>>()
    };
    report.exactly("different mails", named(Taken::message_id).len(), count);
    report.exactly(
        "people with a mail",
        named(|mail| &mail.recipient).len(),
        count,
    );
}

/// Has these people ask for links, on one server or the other; how many were accepted.
fn ask_all(servers: &[Server; 2], people: std::ops::Range<usize>) -> usize {
    let ask_some = |asker: usize| {
        let people = people.clone().skip(asker).step_by(ASKERS);
        let asked = people.filter(|person| {
            let server = &servers[person / ASKERS % 2];
            ask(&mut server.browser(*person), &email(*person))
                .is_some_and(|answer| is_accepted(&answer))
        });
        asked.count()
    };
    thread::scope(|scope| {
        let askers: Vec<_> = (0..ASKERS)
            .map(|asker| scope.spawn(move || ask_some(asker)))
            .collect();
        let counts = askers.into_iter().map(thread::ScopedJoinHandle::join);
        counts.map(|count| count.expect("they ask")).sum()
    })
}
