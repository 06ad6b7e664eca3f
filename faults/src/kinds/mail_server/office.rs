//! A server with its mail server, and people who ask for links.

use std::{
    collections::BTreeMap,
    fs,
    ops::Range,
    thread,
    time::{Duration, Instant},
};

use crate::{
    ground::Ground,
    place::Place,
    report::Report,
    server::Server,
    smtp::Smtp,
    visitor::{email, is_accepted},
};

/// How many ask at the same time.
const ASKERS: usize = 4;

/// A server with its mail server.
pub(super) struct Office<'g> {
    pub(super) smtp: Smtp,
    pub(super) place: Place<'g>,
    pub(super) server: Server,
}

impl<'g> Office<'g> {
    /// Opens an office for so many people, with settings that differ.
    pub(super) fn open(ground: &'g Ground, people: usize, settings: &[(&str, &str)]) -> Self {
        let smtp = Smtp::start(&[]);
        let mut place = Place::sqlite(ground, &smtp);
        for (name, value) in settings {
            place.set(name, &value.replace("PORT", &smtp.port.to_string()));
        }
        place.add_people(people);
        let server = Server::start(&place);
        Self {
            smtp,
            place,
            server,
        }
    }

    /// Has these people ask for links; how long each form took.
    pub(super) fn ask(&self, people: Range<usize>) -> Vec<Duration> {
        let all = |asker| people.clone().skip(asker).step_by(ASKERS);
        thread::scope(|scope| {
            let ask = |asker| scope.spawn(move || all(asker).map(|person| self.ask_one(person)));
            let askers: Vec<_> = (0..ASKERS).map(ask).collect();
            let times = askers.into_iter().map(thread::ScopedJoinHandle::join);
            times.flat_map(|times| times.expect("they ask")).collect()
        })
    }

    /// How long the form took.
    pub(super) fn ask_one(&self, person: usize) -> Duration {
        let mut browser = self.server.browser(person);
        let form_token = browser.get("/login/").field("form_token");
        let fields = [("form_token", &*form_token), ("email", &*email(person))];
        let start = Instant::now();
        let answer = browser.post("/login/", &fields);
        let time = start.elapsed();
        assert!(is_accepted(&answer), "{}", answer.head);
        time
    }

    /// How many mails are in this state.
    pub(super) fn mails(&self, state: &str) -> usize {
        let sql = format!("SELECT count(*) FROM mails WHERE state = '{state}'");
        self.place.database.count(&sql)
    }

    /// How often each of these people's mails was taken.
    pub(super) fn taken(&self, people: Range<usize>) -> BTreeMap<usize, usize> {
        let mut counts: BTreeMap<_, _> = people.map(|person| (person, 0)).collect();
        for mail in self.smtp.wait(Duration::ZERO, |_| true) {
            if let Some(count) = person(&mail.recipient).and_then(|person| counts.get_mut(&person))
            {
                *count += 1;
            }
        }
        counts
    }

    /// How long it takes until each of these people has a mail; waits for this time at most.
    pub(super) fn time_until_all_have_mail(
        &self,
        people: Range<usize>,
        time: Duration,
    ) -> Duration {
        let start = Instant::now();
        while self.taken(people.clone()).values().any(|count| *count == 0) && start.elapsed() < time
        {
            thread::sleep(Duration::from_millis(50));
        }
        start.elapsed()
    }

    /// Tells the most memory that the server has ever had, in MB.
    pub(super) fn tell_memory(&self, report: &mut Report) {
        let status = fs::read_to_string(format!("/proc/{}/status", self.server.process()));
        let status = status.expect("the server runs");
        let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let kilobytes = line.and_then(|line| line.trim().split(' ').next()?.parse::<usize>().ok());
        let megabytes = kilobytes.expect("Linux tells it") / 1024;
        report.at_most("memory at most, MB", megabytes, 128);
    }
}

/// The number of whoever has this address.
pub(super) fn person(address: &str) -> Option<usize> {
    let number = address
        .strip_prefix("person")?
        .strip_suffix("@example.com")?;
    number.parse().ok()
}

/// Tells how long forms took. A debug build on a busy machine promises nothing.
pub(super) fn tell_forms(mut times: Vec<Duration>, ground: &Ground, report: &mut Report) {
    times.sort_unstable();
    let what = "99 of 100 forms answered within";
    let time = times[(times.len() * 99).div_ceil(100) - 1];
    if ground.is_short {
        report.note(what, format!("{time:.0?}"));
    } else {
        report.within(what, time, Duration::from_millis(50));
    }
}
