//! Mails of which the server makes trouble are the first of the queue; the others come after them.

use std::{
    collections::BTreeMap,
    ops::Range,
    sync::{Arc, Mutex},
    time::Duration,
};

use crate::{
    ground::Ground,
    kinds::mail_server::office::{Office, person, tell_forms},
    report::Report,
    server::time_until,
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

/// So many poisonous mails, of so many kinds, before as many good ones.
#[derive(Clone, Copy)]
struct Queue {
    count: usize,
    kinds: usize,
}

impl Queue {
    fn poisonous(self) -> Range<usize> {
        1..self.count + 1
    }

    fn good(self) -> Range<usize> {
        self.count + 1..2 * self.count + 1
    }

    /// Which trouble the server makes of somebody's mail, if any.
    fn poison(self, person: usize) -> Option<(&'static str, Reply)> {
        let is_poisonous = self.poisonous().contains(&person);
        is_poisonous.then(|| POISONS[person % self.kinds])
    }

    fn is_refused(self, person: usize) -> bool {
        let is_final = |reply| matches!(reply, Reply::Say(text) if text.starts_with("55"));
        self.poison(person)
            .is_some_and(|(_, reply)| is_final(reply))
    }

    /// Whether the server may have taken the mail without saying so.
    fn is_taken_in_silence(self, person: usize) -> bool {
        let says = |reply| matches!(reply, Reply::Say(_));
        self.poison(person)
            .is_some_and(|(step, reply)| step == "." && !says(reply))
    }

    fn make_trouble(self, said: &Said<'_>, troubles: &Troubles) -> Reply {
        let person = person(said.recipient).unwrap_or_default();
        match self.poison(person) {
            Some((step, reply)) if said.line.starts_with(step) => {
                let mut troubles = troubles.lock().expect("nobody panics with it");
                *troubles.entry(person).or_default() += 1;
                reply
            }
            _ => Reply::Usual,
        }
    }
}

/// All sorts of poison, after a time in which the server took no mails.
pub(super) fn run(ground: &Ground, report: &mut Report) {
    let queue = Queue {
        count: ground.times(2 * QUICK, 100),
        kinds: ground.times(QUICK, POISONS.len()),
    };
    let count = queue.count;
    report.title(format!("{count} poisonous mails before {count} good ones"));
    let office = Office::open(ground, 2 * count, &[]);
    office.smtp.follow(&[("CONNECT", "421 busy")]);
    let mut times = office.ask(queue.poisonous());
    times.extend(office.ask(queue.good()));
    tell_forms(times, ground, report);

    let troubles = Troubles::default();
    let made = Arc::clone(&troubles);
    office
        .smtp
        .behave(move |said| queue.make_trouble(said, &made));
    let limit = Duration::from_secs(30);
    let time = office.time_until_all_have_mail(queue.good(), limit * 2);
    report.within("until all good mails have arrived", time, limit);
    recover(&office, queue, &troubles, report);
    tell_ends(&office, queue, &troubles, report);
    office.tell_memory(report);
}

/// The server is well, but for the mails that it refuses for good.
fn recover(office: &Office<'_>, queue: Queue, troubles: &Troubles, report: &mut Report) {
    let made = Arc::clone(troubles);
    office
        .smtp
        .behave(move |said| match person(said.recipient) {
            Some(person) if queue.is_refused(person) => queue.make_trouble(said, &made),
            _ => Reply::Usual,
        });
    // A conversation that hangs at its end is left after a minute, and the mail tried again after that.
    let is_slow = queue.kinds > QUICK;
    let limit = Duration::from_secs(if is_slow { 120 } else { 40 });
    let time = time_until(limit, || office.mails("waiting") == 0);
    report.within("until none waits, once the server is well", time, limit);
}

fn tell_ends(office: &Office<'_>, queue: Queue, troubles: &Troubles, report: &mut Report) {
    let refused: Vec<_> = queue
        .poisonous()
        .filter(|person| queue.is_refused(*person))
        .collect();
    let sent = 2 * queue.count - refused.len();
    report.exactly(
        "mails refused for good",
        office.mails("refused"),
        refused.len(),
    );
    report.exactly("mails sent", office.mails("sent"), sent);
    let troubles = troubles.lock().expect("nobody panics with it");
    let again = refused
        .iter()
        .filter(|person| troubles.get(person) != Some(&1));
    report.exactly("refused mails tried again, or never", again.count(), 0);

    let (mut lost, mut copies, mut needless) = (0, 0, 0);
    for (person, taken) in office.taken(1..2 * queue.count + 1) {
        lost += usize::from(taken == 0 && !queue.is_refused(person));
        if queue.is_taken_in_silence(person) {
            copies += taken.saturating_sub(1);
        } else {
            needless += taken.saturating_sub(1);
        }
    }
    report.exactly("mails lost", lost, 0);
    report.note("copies of mails that were taken in silence", copies);
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
    let limit = Duration::from_mins(1);
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
