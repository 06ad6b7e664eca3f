//! Somebody measures how long an answer takes, to learn which addresses have an account.

use std::net::TcpListener;

use crate::{
    fault::Fault,
    ground::Ground,
    place::Place,
    report::Report,
    sample::Sample,
    server::Server,
    smtp::Smtp,
    visitor::email,
    wire::{Form, Wire, head},
};

pub(crate) const FAULT: Fault = Fault {
    name: "timing",
    sentence: "the time of an answer does not tell whether an address has an account",
    short: "300 forms for each kind of address; only a difference by a factor of 2 would be seen",
    full: "5,000 forms for each kind of address, with the mail server up and down, in random order; \
           then a wrong code for each, and forged links",
    run,
};

/// In microseconds.
const MEDIANS: f64 = 100.0;
const WELCH: f64 = 4.5;
/// Short, only a gross difference is looked for: a few samples beside other work show no more.
const FACTOR: f64 = 2.0;
/// What is measured after so much that was not.
const WARM_UP: usize = 100;

/// The kinds of addresses: with an account, without one, with one that is disabled.
const KNOWN: usize = 0;
const UNKNOWN: usize = 1;
const DISABLED: usize = 2;

fn run(ground: &Ground, report: &mut Report) {
    let count = ground.times(300, 5000);
    let smtp = Smtp::start(&[]);
    report.title("SQLite, mail server up");
    let place = Place::sqlite(ground, &smtp);
    measure(&place, count, report, ground.is_short);
    report.title("PostgreSQL, mail server up");
    let database = ground.postgres().create_database();
    measure(
        &Place::postgres(ground, database, &smtp),
        count,
        report,
        ground.is_short,
    );
    if !ground.is_short {
        report.title("SQLite, mail server down");
        let mut place = Place::sqlite(ground, &smtp);
        place.set(
            "MAGICLINK_MAIL_URL",
            &format!("smtp://127.0.0.1:{}", free_port()),
        );
        measure(&place, count, report, false);
    }
}

/// A port on which nobody listens.
fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port is free");
    listener.local_addr().expect("it has an address").port()
}

fn measure(place: &Place<'_>, count: usize, report: &mut Report, is_short: bool) {
    let total = count + WARM_UP;
    place.add_people(2 * total);
    let disable = format!("UPDATE people SET is_active = FALSE WHERE id > {total}");
    place.database.execute(&disable);
    let server = Server::start(place);
    let form = Form::of(server.browser(0));
    let mut wire = Wire::to(&server.address);
    let mut order = Order(0x2545_f491_4f6c_dd1d);

    let mut forms: [Sample; 3] = Default::default();
    let mut codes: [Sample; 3] = Default::default();
    let mut cookies = Vec::new();
    for number in 1..=total {
        for kind in order.of_three() {
            let address = match kind {
                KNOWN => email(number),
                UNKNOWN => email(number).replace("person", "nobody"),
                _ => email(number + total),
            };
            let client = cookies.len() + 1;
            let reply = wire.send(&form.post("/login/", ("email", &address), None, client));
            assert_eq!(reply.status, 303, "{}", reply.head);
            let cookie = reply.cookie("login").expect("the browser is remembered");
            cookies.push((kind, cookie.to_owned()));
            add(&mut forms, kind, &reply, number);
        }
    }
    judge("a form", &forms, report, is_short);
    for (number, (kind, cookie)) in cookies.iter().enumerate() {
        let client = cookies.len() + number + 1;
        let typed = ("code", "QQQQ-QQQQ");
        let reply = wire.send(&form.post("/login/code/", typed, Some(cookie), client));
        assert_eq!(reply.status, 403, "{}", reply.head);
        add(&mut codes, *kind, &reply, number / 3 + 1);
    }
    judge("a wrong code", &codes, report, is_short);
    links(place, &mut wire, (total, &mut order), report, is_short);
}

fn add(samples: &mut [Sample; 3], kind: usize, reply: &crate::wire::Reply, number: usize) {
    if number > WARM_UP {
        samples[kind].add(reply.time);
    }
}

/// Forged links: of an account that there is, with another signature, and of one that there is not.
fn links(
    place: &Place<'_>,
    wire: &mut Wire,
    (total, order): (usize, &mut Order),
    report: &mut Report,
    is_short: bool,
) {
    let link = place.ok(&["link", "login", &email(1)]);
    let link = link.trim().trim_start_matches("http://localhost");
    let start = link.find("=3.").expect("it has a token") + 3;
    // Of the 64 bits of the number of the account, behind 18 bytes, and of the signature at the end.
    let forged = [link.len() - 8, start + 26, start + 27].map(|place| changed_at(link, place));
    let mut samples: [Sample; 3] = Default::default();
    for number in 1..=total {
        for kind in order.of_three() {
            let client = 0x80_0000 + number * 3 + kind;
            let reply = wire.send(&format!("{}\r\n", head("GET", &forged[kind], client)));
            assert_eq!(reply.status, 403, "{}", reply.head);
            add(&mut samples, kind, &reply, number);
        }
    }
    judge("a forged link", &samples, report, is_short);
}

fn changed_at(text: &str, place: usize) -> String {
    let other = if text[place..].starts_with('A') {
        "B"
    } else {
        "A"
    };
    format!("{}{other}{}", &text[..place], &text[place + 1..])
}

fn judge(what: &str, samples: &[Sample; 3], report: &mut Report, is_short: bool) {
    let [known, unknown, disabled] = samples;
    report.note(&format!("{what}: answers of each kind"), known.len());
    let median = known.median();
    report.note("known: median", format!("{median:.0} µs"));
    report.note(
        "known: 99 of 100 within",
        format!("{:.0} µs", known.share(99)),
    );
    for (other, sample) in [("unknown", unknown), ("disabled", disabled)] {
        let difference = sample.median() - median;
        let seen = format!("{difference:+.0} µs");
        let t = known.welch(sample);
        if is_short {
            let factor = sample.median().max(median) / sample.median().min(median);
            let promise = format!("factor {factor:.2}, under {FACTOR}");
            report.figure(&format!("{other}: median"), seen, promise, factor < FACTOR);
            continue;
        }
        let is_kept = difference.abs() < MEDIANS;
        let promise = format!("within {MEDIANS} µs");
        report.figure(&format!("{other}: median"), seen, promise, is_kept);
        let promise = format!("within {WELCH}");
        let is_kept = t.abs() < WELCH;
        report.figure(
            &format!("{other}: Welch's t"),
            format!("{t:+.2}"),
            promise,
            is_kept,
        );
    }
}

/// Draws an order; good enough for that, and the same in each run.
struct Order(u64);

impl Order {
    fn of_three(&mut self) -> [usize; 3] {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        let mut order = [KNOWN, UNKNOWN, DISABLED];
        order.rotate_left(usize::try_from(self.0 % 3).unwrap_or(0));
        if (self.0 >> 32).is_multiple_of(2) {
            order.swap(1, 2);
        }
        order
    }
}
