//! Mails of which the server makes trouble are the first of the queue; the others come after them.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex},
    time::Duration,
};

use crate::{
    ground::Ground,
    kinds::mail_server::office::{Office, person, tell_forms},
    report::Report,
    smtp::{Reply, Said},
};

/// What the server does, and at which step. The first are over at once.
const POISONS: [(&str, Reply); 19] = [
    ("RCPT", Reply::Say("450 4.2.0 greylisted")),
    ("RCPT", Reply::Say("550 5.1.1 nobody here")),
    ("RCPT", Reply::Say("421 too many recipients")),
    ("RCPT", Reply::Close),
    ("RCPT", Reply::Repeat("2222222222222222")),
    ("DATA", Reply::Say("451 4.3.0 later")),
    ("DATA", Reply::Say("554 5.6.0 no")),
    ("DATA", Reply::Close),
    ("DATA", Reply::Repeat("250-and another thing\r\n")),
    (".", Reply::Say("452 4.3.1 no space")),
    (".", Reply::Say("552 5.2.2 mailbox full")),
    (".", Reply::Say("421 shutting down")),
    (".", Reply::Close),
    // These take as long as the program waits.
    ("RCPT", Reply::Hang),
    ("RCPT", Reply::Drip(Duration::from_secs(10))),
    ("RCPT", Reply::Late(Duration::from_secs(30))),
    ("DATA", Reply::Hang),
    (".", Reply::Hang),
    (".", Reply::Repeat("2222222222222222")),
];
/// How many are over at once.
const QUICK: usize = 13;

/// How often the trouble of each person was made.
type Troubles = Arc<Mutex<BTreeMap<usize, usize>>>;

/// Which trouble the server makes of a mail; `None` with a mail that is good.
fn poison(person: usize, poisonous: usize, kinds: usize) -> Option<(&'static str, Reply)> {
    (1..=poisonous)
        .contains(&person)
        .then(|| POISONS[person % kinds])
}

/// All sorts of poison, after a time in which the server took no mails.
pub(super) fn run(ground: &Ground, report: &mut Report) {
    let kinds = if ground.is_short {
        QUICK
    } else {
        POISONS.len()
    };
    let count = ground.times(2 * QUICK, 100);
    let (poisonous, good) = (1..count + 1, count + 1..2 * count + 1);
    report.title(format!("{count} poisonous mails before {count} good ones"));
    let office = Office::open(ground, 2 * count, &[]);
    office.smtp.follow(&[("CONNECT", "421 busy")]);
    let mut times = office.ask(poisonous.clone());
    times.extend(office.ask(good.clone()));
    times.sort_unstable();
    tell_forms(&times, ground, report);

    let troubles = Troubles::default();
    let seen = Arc::clone(&troubles);
    office
        .smtp
        .behave(move |said| make_trouble(said, (count, kinds), &seen));
    let limit = Duration::from_secs(30);
    let time = office.time_until_all_have_mail(good.clone(), limit * 2);
    report.within("until all good mails have arrived", time, limit);

    office.smtp.follow(&[]);
    let is_refused = |person: &usize| {
        poison(*person, count, kinds)
            .is_some_and(|(_, reply)| matches!(reply, Reply::Say(text) if text.starts_with("55")))
    };
    let (refused, delayed): (Vec<_>, Vec<_>) = poisonous.clone().partition(is_refused);
    let limit = Duration::from_secs(if ground.is_short { 40 } else { 120 });
    let sent = good.len() + delayed.len();
    let time = crate::server::time_until(limit, || office.mails("sent") == sent);
    report.within(
        "until the others have, once the server is well",
        time,
        limit,
    );
    tell_ends(&office, (&refused, &delayed), sent, report);
    tell_copies(&office, (count, kinds), report);
    let troubles = troubles.lock().expect("nobody panics with it");
    let again = refused
        .iter()
        .filter(|person| troubles.get(person) != Some(&1));
    report.exactly("refused mails tried again, or never", again.count(), 0);
    office.tell_memory(report);
}

fn make_trouble(said: &Said<'_>, (count, kinds): (usize, usize), troubles: &Troubles) -> Reply {
    let person = person(said.recipient).unwrap_or_default();
    match poison(person, count, kinds) {
        Some((step, reply)) if said.line.starts_with(step) => {
            let mut troubles = troubles.lock().expect("nobody panics with it");
            *troubles.entry(person).or_default() += 1;
            reply
        }
        _ => Reply::Usual,
    }
}

fn tell_ends(
    office: &Office<'_>,
    (refused, delayed): (&[usize], &[usize]),
    sent: usize,
    report: &mut Report,
) {
    report.exactly(
        "mails refused for good",
        office.mails("refused"),
        refused.len(),
    );
    report.exactly("mails sent", office.mails("sent"), sent);
    report.exactly("mails that still wait", office.mails("waiting"), 0);
    let all = office.taken(1..sent + refused.len() + 1);
    let lost = delayed.iter().filter(|person| all[person] == 0);
    report.exactly("mails lost", lost.count(), 0);
    let wrong = refused.iter().filter(|person| all[person] != 0);
    report.exactly("refused mails that arrived", wrong.count(), 0);
}

/// A mail may arrive twice where the server had taken it and did not say so.
fn tell_copies(office: &Office<'_>, (count, kinds): (usize, usize), report: &mut Report) {
    let (mut needless, mut copies) = (0, 0);
    for (person, taken) in office.taken(1..2 * count + 1) {
        let more = taken.saturating_sub(1);
        match poison(person, count, kinds) {
            Some((".", Reply::Close | Reply::Hang | Reply::Repeat(_))) => copies += more,
            _ => needless += more,
        }
    }
    report.note("copies of mails whose end was not confirmed", copies);
    report.exactly("copies of any other mail", needless, 0);
}

/// Nothing but mails that the server never answers for, while it is well otherwise.
pub(super) fn run_slow(ground: &Ground, report: &mut Report) {
    report.title("100 mails without an answer before 100 good ones");
    let office = Office::open(ground, 200, &[]);
    office.smtp.behave(|said| match person(said.recipient) {
        Some(1..=100) if said.line.starts_with("RCPT") => Reply::Hang,
        _ => Reply::Usual,
    });
    office.ask(1..101);
    office.ask(101..201);
    let limit = Duration::from_secs(30);
    let time = office.time_until_all_have_mail(101..201, limit * 2);
    report.within("until all good mails have arrived", time, limit);
    office.smtp.follow(&[]);
    let limit = Duration::from_secs(60);
    let time = office.time_until_all_have_mail(1..101, limit);
    report.within(
        "until the others have, once the server is well",
        time,
        limit,
    );
    let copies = office.taken(1..201);
    report.exactly(
        "mails that arrived once",
        copies.values().filter(|count| **count == 1).count(),
        200,
    );
    office.tell_memory(report);
}
