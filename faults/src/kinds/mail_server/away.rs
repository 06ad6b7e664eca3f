//! The mail server is away for longer than a link is good for, while people go on asking.

use std::{
    collections::BTreeMap,
    thread,
    time::{Duration, Instant},
};

use crate::{
    ground::Ground,
    kinds::mail_server::office::{Office, person, tell_forms},
    report::Report,
};

/// In place of an hour and of links that are good for ten minutes: what counts is that many expire.
const AWAY: Duration = Duration::from_secs(200);
const MAX_AGE: Duration = Duration::from_mins(1);
/// Between two who ask.
const PAUSE: Duration = Duration::from_millis(100);
const PEOPLE: usize = 2000;
const RECOVERY: Duration = Duration::from_secs(30);
/// A conversation that began in time may end a little later.
const CONVERSATION: Duration = Duration::from_secs(1);

pub(super) fn run(ground: &Ground, report: &mut Report) {
    report.title(format!(
        "away for {AWAY:?}, with links that are good for {MAX_AGE:?}"
    ));
    let office = Office::open(ground, PEOPLE, &[("MAGICLINK_LOGIN_MAX_AGE", "1m")]);
    office.smtp.follow(&[("CONNECT", "")]);
    let start = Instant::now();
    let (mut times, mut asked) = (Vec::new(), BTreeMap::new());
    for person in 1..=PEOPLE {
        if start.elapsed() > AWAY {
            break;
        }
        asked.insert(person, Instant::now());
        times.push(office.ask_one(person));
        thread::sleep(PAUSE);
    }
    tell_forms(times, ground, report);
    report.at_most("knocks at its door", office.smtp.connections(), 60);

    office.smtp.follow(&[]);
    let back = Instant::now();
    let fresh = |asked: &Instant| back + RECOVERY < *asked + MAX_AGE;
    let first = asked
        .iter()
        .find(|(_, asked)| fresh(asked))
        .map(|(person, _)| *person);
    let fresh = first.expect("somebody has just asked")..asked.len() + 1;
    report.at_least("links that are still good", fresh.len(), 100);
    let time = office.time_until_all_have_mail(fresh, RECOVERY * 2);
    report.within("until their mails have arrived", time, RECOVERY);
    thread::sleep(RECOVERY);
    tell_ends(&office, &asked, report);
}

fn tell_ends(office: &Office<'_>, asked: &BTreeMap<usize, Instant>, report: &mut Report) {
    let (sent, expired) = (office.mails("sent"), office.mails("expired"));
    report.note("mails sent", sent);
    report.at_least("mails dropped and counted", expired, 100);
    report.exactly("mails sent or dropped", sent + expired, asked.len());
    let arrived = office.smtp.wait(Duration::ZERO, |_| true);
    report.exactly("mails that arrived", arrived.len(), sent);
    let late = arrived.iter().filter(|mail| {
        let asked = person(&mail.recipient).and_then(|person| asked.get(&person));
        asked.is_none_or(|asked| mail.at > *asked + MAX_AGE + CONVERSATION)
    });
    report.exactly("mails sent after their link had expired", late.count(), 0);
    office.tell_memory(report);
}
