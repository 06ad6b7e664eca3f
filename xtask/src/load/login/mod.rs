//! Login by email, beside Django with django-sesame.

mod dead_mail;
mod django_login;

use crate::failure::Failure;
use crate::load::contest::{self, Aim, Results};
use crate::load::deed::{Deed, Mails, Runner, VISITORS};
use crate::load::login::django_login::DjangoLogin;
use crate::load::magiclink::Magiclink;
use crate::load::median::Spread;
use crate::load::memory;
use crate::load::sink::Sink;
use crate::load::wrk::CONNECTIONS;
use crate::load::{Effort, build, folder};

const OURS: &str = "magiclink";
const GUNICORN_4: &str = "Django, gunicorn, 4 threads";
const GUNICORN_16: &str = "Django, gunicorn, 16 threads";
const GRANIAN: &str = "Django, granian, 4 threads";
const DJANGO: [&str; 3] = [GUNICORN_4, GUNICORN_16, GRANIAN];

/// So many accounts for each second of load: more than any server here is asked for.
const ACCOUNTS_A_SECOND: u64 = 16_000;

/// Starts all servers, and compares them in all that a login consists of.
pub(crate) fn run(effort: Effort) -> Result<(), Failure> {
    build()?;
    let folder = folder()?;
    let (sink, accounts) = (Sink::start()?, accounts(effort));
    let ours = Magiclink::make(&folder.join("magiclink"), sink.port, accounts)?;
    ours.fill(0)?;
    let django = DjangoLogin::make(&folder.join("django"), sink.port, accounts)?;
    let (server, host) = ours.serve()?;
    let (gunicorn_4, gunicorn_4_host) = django.django.gunicorn(4)?;
    let (gunicorn_16, gunicorn_16_host) = django.django.gunicorn(16)?;
    let (granian, granian_host) = django.django.granian(4)?;
    let runner = |name, server, host| Runner {
        name,
        server,
        host,
        application: if name == OURS { &ours } else { &django },
        sink: Some(&sink),
        visitors: VISITORS,
        most: None,
    };
    let runners = [
        runner(OURS, &server, &*host),
        runner(GUNICORN_4, &gunicorn_4, &*gunicorn_4_host),
        runner(GUNICORN_16, &gunicorn_16, &*gunicorn_16_host),
        runner(GRANIAN, &granian, &*granian_host),
    ];

    let idle = memories(&runners)?;
    println!("\nRound 0 only warms up.");
    let wanted = [(Deed::Ask, 12.0), (Deed::Redeem, 12.0), (Deed::Visit, 0.0)];
    for (deed, wanted) in wanted {
        compare(&runners, deed, (wanted, effort))?;
    }
    let loaded = memories(&runners)?;
    println!("\nMiB{:>25}{}", "", memory::HEADING);
    print!("idle\n{idle}after the load\n{loaded}");
    drop((server, gunicorn_4, gunicorn_16, granian));
    dead_mail::run(&folder, effort)
}

/// As many as a load may ask for.
pub(crate) fn accounts(effort: Effort) -> u64 {
    let seconds = u64::from(effort.seconds.get()) * u64::from(effort.rounds.get() + 1);
    ACCOUNTS_A_SECOND * seconds
}

fn compare(
    runners: &[Runner<'_>],
    deed: Deed,
    (wanted, effort): (f64, Effort),
) -> Result<(), Failure> {
    let mails: Vec<Mails> = runners.iter().map(|_| Mails::default()).collect();
    let contestants: Vec<_> = runners
        .iter()
        .zip(&mails)
        .map(|(runner, mails)| runner.contestant(deed, mails))
        .collect();
    let results = contest::run(&contestants, effort)?;
    println!("\n{}", heading(deed, effort));
    println!("{}", results.table());
    let aim = Aim {
        title: "magiclink to the better Django",
        one: results.find(OURS)?,
        other: results.fastest(&DJANGO)?,
        wanted,
    };
    println!("{}", results.ratios(&[aim]));
    if deed == Deed::Ask {
        print_mails(runners, &mails, &results);
    }
    Ok(())
}

fn heading(deed: Deed, effort: Effort) -> String {
    let what = match deed {
        Deed::Ask => "Asking for a login link by the form, each time another account and visitor",
        Deed::Redeem => "Redeeming a login link, each time another one",
        Deed::Visit => "The page of the account, with a session",
    };
    format!(
        "{what}: {CONNECTIONS} connections, {} rounds of {} s for each",
        effort.rounds, effort.seconds
    )
}

/// How many requests a second there were until all mails were with the mail server.
fn print_mails(runners: &[Runner<'_>], mails: &[Mails], results: &Results<'_>) {
    println!("until the last mail was with the mail server");
    // The first one only warms up.
    let rates = |mails: &Mails| mails.per_second.borrow().get(1..).map(<[f64]>::to_vec);
    for (index, (runner, mails)) in runners.iter().zip(mails).enumerate() {
        let rate = Spread::of(rates(mails).unwrap_or_default());
        println!(
            "{:<28}{:>12.0}{:>20}   of {:.0} asked",
            runner.name,
            rate.middle,
            format!("{:.0} to {:.0}", rate.least, rate.greatest),
            results.per_second(index).middle
        );
    }
}

/// A line for each server.
fn memories(runners: &[Runner<'_>]) -> Result<String, Failure> {
    let lines = runners.iter().map(|runner| {
        let memory = runner.server.memory()?;
        Ok(format!("{:<28}{memory}\n", runner.name))
    });
    lines.collect()
}
