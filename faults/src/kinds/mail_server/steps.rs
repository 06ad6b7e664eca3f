//! The mail server fails before it has looked at any mail.

use std::time::Duration;

use crate::{
    ground::Ground, kinds::mail_server::office::Office, report::Report, server::time_until,
    smtp::Reply, visitor::email,
};

const STEPS: [&str; 3] = ["CONNECT", "EHLO", "MAIL"];
const REPLIES: [Reply; 8] = [
    // More than 10 MB, for whoever reads them.
    Reply::Repeat("22222222222222222222222222222222"),
    Reply::Repeat("250-and another thing\r\n"),
    Reply::Say("451 4.3.0 later"),
    Reply::Say("554 5.3.0 not here"),
    Reply::Say("421 too many connections"),
    Reply::Close,
    Reply::Hang,
    Reply::Drip(Duration::from_secs(10)),
];

/// The longest that a mail may take once the server is well.
const RECOVERY: Duration = Duration::from_secs(30);

pub(super) fn run(ground: &Ground, report: &mut Report) {
    let all = STEPS
        .iter()
        .flat_map(|step| REPLIES.map(|reply| (*step, reply)));
    let rounds: Vec<_> = all
        .take(ground.times(1, STEPS.len() * REPLIES.len()))
        .collect();
    let office = Office::open(ground, rounds.len(), &[]);
    report.title(format!(
        "{} faults before a mail is looked at",
        rounds.len()
    ));
    let (mut longest, mut come) = (Duration::ZERO, 0);
    for (person, (step, reply)) in (1..).zip(&rounds) {
        let before = office.smtp.connections();
        let (step, reply) = (*step, *reply);
        office.smtp.behave(move |said| {
            if said.line.starts_with(step) {
                reply
            } else {
                Reply::Usual
            }
        });
        office.ask_one(person);
        time_until(Duration::from_secs(10), || {
            office.smtp.connections() > before
        });
        office.smtp.follow(&[]);
        let time = time_until(RECOVERY * 2, || {
            office.smtp.find(&email(person), Duration::ZERO).is_some()
        });
        if time > RECOVERY {
            report.note("too long", format!("{step} {reply:?}"));
        }
        come += usize::from(time <= RECOVERY);
        longest = longest.max(time);
    }
    report.within("longest until the mail came", longest, RECOVERY);
    report.exactly("mails that came in time", come, rounds.len());
    let taken = office.taken(1..rounds.len() + 1);
    let copies: usize = taken.values().map(|count| count.saturating_sub(1)).sum();
    report.exactly("copies", copies, 0);
    report.exactly("mails given up", office.mails("refused"), 0);
    office.tell_memory(report);
}
