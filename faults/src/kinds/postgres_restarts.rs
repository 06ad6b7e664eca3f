//! PostgreSQL crashes and comes back while people log in and look at pages.

use std::{
    collections::BTreeMap,
    sync::{
        Mutex,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

use temporary_postgres::TemporaryPostgres;

use crate::{
    fault::Fault,
    ground::Ground,
    halves,
    http::{Answer, Browser},
    place::Place,
    report::Report,
    server::{Server, time_until},
    smtp::{self, Smtp},
    visitor::{ask, email, is_accepted},
};

pub(crate) const FAULT: Fault = Fault {
    name: "postgres-restarts",
    sentence: "while PostgreSQL is away pages say so, and when it is back all goes on by itself",
    short: "2 restarts under load",
    full: "20 restarts under load",
    run,
};

const VISITORS: usize = 4;
const SOON: Duration = Duration::from_secs(5);
/// How long people go on before each restart, and after the last.
const CALM: Duration = Duration::from_millis(1500);

fn run(ground: &Ground, report: &mut Report) {
    // One that keeps what it has committed, as in earnest.
    let postgres = TemporaryPostgres::start_durable();
    let smtp = Smtp::start(&[]);
    let place = Place::postgres(ground, postgres.create_database(), &smtp);
    let times = ground.times(2, 20);
    place.add_people(2000 * times);
    let mut server = Server::start(&place);
    let load = Load::new(&server, &smtp);
    let longest = thread::scope(|scope| {
        for _ in 0..VISITORS {
            scope.spawn(|| load.visit());
        }
        let recoveries: Vec<_> = (0..times).map(|_| restart(&postgres, &load)).collect();
        load.is_over.store(true, Ordering::SeqCst);
        recoveries.into_iter().max()
    });
    report.note("restarts", times);
    report.within(
        "longest until a log-in works again",
        longest.unwrap_or_default(),
        SOON,
    );
    load.tell(times, report);
    halves::tell(&place.database, report);
    report.exactly(
        "servers that still run",
        usize::from(server.is_running()),
        1,
    );
}

/// How long it takes from the return of the database until somebody has logged in.
fn restart(postgres: &TemporaryPostgres, load: &Load<'_>) -> Duration {
    thread::sleep(CALM);
    postgres.crash();
    thread::sleep(Duration::from_millis(300));
    postgres.start_again();
    let (start, before) = (Instant::now(), load.begun.load(Ordering::SeqCst));
    // One that began when the database was there.
    time_until(SOON * 4, || load.has_logged_in_since(before));
    start.elapsed()
}

/// People who log in and look at their page, again and again.
struct Load<'s> {
    server: &'s Server,
    smtp: &'s Smtp,
    is_over: AtomicBool,
    /// The number of the newest person.
    begun: AtomicUsize,
    /// The newest person who has logged in.
    newest: AtomicUsize,
    log_ins: AtomicUsize,
    pages: AtomicUsize,
    strangers: AtomicUsize,
    cut_off: AtomicUsize,
    /// How often each status came that is not that of success.
    refusals: Mutex<BTreeMap<u16, usize>>,
    /// The longest time that a refusal took.
    patience: Mutex<Duration>,
    /// Pages of an error that tell more than they should.
    talkative: AtomicUsize,
}

impl<'s> Load<'s> {
    fn new(server: &'s Server, smtp: &'s Smtp) -> Self {
        Self {
            server,
            smtp,
            is_over: AtomicBool::new(false),
            begun: AtomicUsize::new(0),
            newest: AtomicUsize::new(0),
            log_ins: AtomicUsize::new(0),
            pages: AtomicUsize::new(0),
            strangers: AtomicUsize::new(0),
            cut_off: AtomicUsize::new(0),
            refusals: Mutex::default(),
            patience: Mutex::default(),
            talkative: AtomicUsize::new(0),
        }
    }

    fn has_logged_in_since(&self, begun: usize) -> bool {
        self.newest.load(Ordering::SeqCst) > begun
    }

    fn visit(&self) {
        while !self.is_over.load(Ordering::SeqCst) {
            let person = self.begun.fetch_add(1, Ordering::SeqCst) + 1;
            let mut browser = self.server.browser(person);
            if self.log_in(&mut browser, &email(person)).is_none() {
                continue;
            }
            self.log_ins.fetch_add(1, Ordering::SeqCst);
            self.newest.fetch_max(person, Ordering::SeqCst);
            for _ in 0..5 {
                self.look(&mut browser, &email(person));
            }
        }
    }

    /// Logs a person in; nothing if the database was away on the way.
    fn log_in(&self, browser: &mut Browser, email: &str) -> Option<()> {
        self.expect(|| ask(browser, email), is_accepted)?;
        let mail = self.smtp.find(email, Duration::from_secs(30));
        let link = smtp::link(&mail.expect("a mail that was promised comes").text);
        let is_in = |answer: &Answer| answer.status == 303 && answer.location() == "/account/";
        self.expect(|| browser.try_get(&link), is_in)?;
        Some(())
    }

    fn look(&self, browser: &mut Browser, email: &str) {
        let page = self.expect(|| browser.try_get("/account/"), |page| page.status == 200);
        if let Some(page) = page {
            self.pages.fetch_add(1, Ordering::SeqCst);
            // No address is the end of another.
            let is_theirs = page.body.contains(email);
            self.strangers
                .fetch_add(usize::from(!is_theirs), Ordering::SeqCst);
        }
    }

    /// An answer if it is the right one; others are counted.
    fn expect(
        &self,
        request: impl FnOnce() -> Option<Answer>,
        is_right: impl FnOnce(&Answer) -> bool,
    ) -> Option<Answer> {
        let start = Instant::now();
        let Some(answer) = request() else {
            self.cut_off.fetch_add(1, Ordering::SeqCst);
            return None;
        };
        if is_right(&answer) {
            return Some(answer);
        }
        let mut patience = self.patience.lock().expect("nobody panics with it");
        *patience = (*patience).max(start.elapsed());
        let mut refusals = self.refusals.lock().expect("nobody panics with it");
        *refusals.entry(answer.status).or_default() += 1;
        let says = |word: &&str| answer.body.to_lowercase().contains(word);
        let is_talkative = ["postgres", "sql", "connection", "panick"].iter().any(says);
        self.talkative
            .fetch_add(usize::from(is_talkative), Ordering::SeqCst);
        None
    }

    fn tell(&self, times: usize, report: &mut Report) {
        let count = |count: &AtomicUsize| count.load(Ordering::SeqCst);
        report.at_least("log-ins", count(&self.log_ins), times);
        report.at_least("pages of people logged in", count(&self.pages), times);
        report.exactly("pages of somebody else", count(&self.strangers), 0);
        report.exactly("requests without an answer", count(&self.cut_off), 0);
        let refusals = self.refusals.lock().expect("nobody panics with it");
        report.at_least("answers 503", *refusals.get(&503).unwrap_or(&0), 1);
        let others: Vec<_> = refusals
            .iter()
            .filter(|(status, _)| **status != 503)
            .collect();
        report.note("other refusals, by status", format!("{others:?}"));
        report.exactly("statuses but 503", others.len(), 0);
        report.exactly(
            "pages of an error that tell too much",
            count(&self.talkative),
            0,
        );
        let patience = self.patience.lock().expect("nobody panics with it");
        report.within(
            "longest until a refusal",
            *patience,
            Duration::from_secs(11),
        );
    }
}
