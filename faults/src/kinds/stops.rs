//! The server is told to stop while people ask for links.

use std::{
    collections::BTreeSet,
    io::{Read as _, Write as _},
    net::TcpStream,
    sync::atomic::{AtomicUsize, Ordering},
    thread,
    time::{Duration, Instant},
};

use crate::{
    fault::Fault,
    ground::Ground,
    http::Answer,
    kinds::kills::{has_all, lost},
    place::Place,
    report::Report,
    server::{Server, some_time},
    smtp::Smtp,
    visitor::{ask, email, is_accepted},
};

pub(crate) const FAULT: Fault = Fault {
    name: "stops",
    sentence: "told to stop, the server answers what it has begun to read, and ends in time",
    short: "3 stops under load",
    full: "50 stops under load",
    run,
};

/// How many ask at the same time, and how many are in the middle of sending a form.
const ASKERS: usize = 4;
const SLOW: usize = 4;
const LIFE: Duration = Duration::from_millis(400);
/// How long the server may take to end.
const STOP: Duration = Duration::from_secs(10);
/// Until a connection that was made is surely being read.
const MOMENT: Duration = Duration::from_millis(300);
const PATIENCE: Duration = Duration::from_mins(3);

fn run(ground: &Ground, report: &mut Report) {
    let smtp = Smtp::start(&[]);
    let place = Place::sqlite(ground, &smtp);
    let times = ground.times(3, 50);
    place.add_people(times * 500);
    let mut seen = Seen::default();
    for _ in 0..times {
        seen.stop(Server::start(&place));
    }
    let _server = Server::start(&place);
    let mails = smtp.wait(PATIENCE, |mails| has_all(mails, &seen.promised));
    report.note("stops", times);
    report.at_least("mails promised", seen.promised.len(), times);
    report.exactly("mails lost", lost(&mails, &seen.promised), 0);
    report.exactly(
        "forms finished after the stop and taken",
        seen.finished,
        times * SLOW,
    );
    report.exactly("answers that were cut short or wrong", seen.wrong, 0);
    report.exactly("servers that ended well", seen.ended, times);
    report.within("longest time to end", seen.longest, STOP);
}

/// What was seen of all stops.
#[derive(Default)]
struct Seen {
    next: AtomicUsize,
    promised: BTreeSet<String>,
    finished: usize,
    wrong: usize,
    ended: usize,
    longest: Duration,
}

impl Seen {
    fn stop(&mut self, mut server: Server) {
        let slow: Vec<_> = (0..SLOW)
            .map(|_| SlowForm::begin(&server, self.person()))
            .collect();
        thread::sleep(MOMENT);
        let (told, asked) = thread::scope(|scope| {
            let ask = |_| scope.spawn(|| self.ask_on(&server));
            let askers: Vec<_> = (0..ASKERS).map(ask).collect();
            thread::sleep(some_time(LIFE));
            server.tell_to_stop();
            let told = Instant::now();
            let asked = askers
                .into_iter()
                .map(|asker| asker.join().expect("it ends"));
            (told, asked.collect::<Vec<_>>())
        });
        thread::sleep(MOMENT);
        for form in slow {
            let email = form.email.clone();
            if form.finish().is_some_and(|answer| is_accepted(&answer)) {
                self.promised.insert(email);
                self.finished += 1;
            }
        }
        for (promised, wrong) in asked {
            self.promised.extend(promised);
            self.wrong += wrong;
        }
        let ended = server.end(STOP * 2);
        self.longest = self.longest.max(told.elapsed());
        self.ended += usize::from(ended.is_some_and(|status| status.success()));
    }

    fn person(&self) -> usize {
        self.next.fetch_add(1, Ordering::SeqCst) + 1
    }

    /// Asks for links until nobody listens any more: who was promised one, and how many answers were
    /// not what they should be.
    fn ask_on(&self, server: &Server) -> (Vec<String>, usize) {
        let (mut promised, mut wrong) = (Vec::new(), 0);
        loop {
            let person = self.person();
            match ask(&mut server.browser(person), &email(person)) {
                None => return (promised, wrong),
                Some(answer) if is_accepted(&answer) => promised.push(email(person)),
                Some(_) => wrong += 1,
            }
        }
    }
}

/// A form of which the last byte is not sent yet.
struct SlowForm {
    stream: TcpStream,
    email: String,
}

impl SlowForm {
    fn begin(server: &Server, person: usize) -> Self {
        let mut browser = server.browser(person);
        let form_token = browser.get("/login/").field("form_token");
        let pairs = browser.cookies.iter();
        let cookies: Vec<_> = pairs
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        let email = email(person);
        let body = format!("form_token={form_token}&email={email}").replace('@', "%40");
        let (cookies, length) = (cookies.join("; "), body.len());
        let text = format!(
            "POST /login/ HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\ncookie: {cookies}\r\n\
             origin: http://localhost\r\ncontent-type: application/x-www-form-urlencoded\r\n\
             x-forwarded-for: 192.0.2.{}\r\ncontent-length: {length}\r\n\r\n{body}",
            person % 250
        );
        let mut stream = TcpStream::connect(&server.address).expect("it listens");
        let sent = stream.write_all(&text.as_bytes()[..text.len() - 1]);
        sent.expect("it reads");
        Self { stream, email }
    }

    /// Sends the last byte, which is that of every address, and reads the answer.
    fn finish(mut self) -> Option<Answer> {
        self.stream.write_all(b"m").ok()?;
        let mut text = String::new();
        self.stream.read_to_string(&mut text).ok()?;
        (!text.is_empty()).then(|| Answer::parse(&text))
    }
}
