//! `magiclink doctor`: whether all is well, and what to do where it is not. Changes nothing.

mod base_url;
mod client;
mod clock;
mod files;
mod mail;
mod proxies;
mod question;
mod report;
mod settings;

use std::time::Duration;

use tokio::time::timeout;

use self::question::Place;
use crate::{
    cli::Doctor,
    commands::threads,
    config::{Checked, ConfigError},
    database::Inspection,
    failure::Failure,
    finding::{Finding, State},
    proof::Proof,
};

pub(super) fn run(options: &Doctor, read: Result<Checked, ConfigError>) -> Result<(), Failure> {
    let findings = match read {
        Err(error) => vec![Finding::said("settings", State::Wrong, error.to_string())],
        Ok(checked) => {
            let runtime = threads()?;
            let findings = runtime.block_on(look(&checked, options));
            // A look-up of a name may hang in the system for longer than anyone wants to wait.
            runtime.shutdown_background();
            findings?
        }
    };
    report::print(options, &findings)
}

/// Looks at everything that can take its time at the same moment.
async fn look(checked: &Checked, options: &Doctor) -> Result<Vec<Finding>, Failure> {
    let limit = options.time_limit;
    let proof = Proof::new(checked.secret.clone(), &checked.config.base_url);
    let tls = client::tls(options.ca_file.as_deref())?;
    let listen = Place::of_listen(checked)?;
    let site = Place::of_base_url(checked)?;
    let (database, mail, server, reached) = tokio::join!(
        inspect(checked, limit),
        mail::look(checked, limit),
        question::ask(&listen, &proof, &tls, limit),
        question::ask(&site, &proof, &tls, limit),
    );
    let mut findings = settings::look(checked);
    findings.extend(files::look(checked));
    findings.push(settings::tokens(
        checked,
        database.inspection.fingerprint.as_ref(),
    ));
    findings.extend(settings::pages(checked));
    findings.extend(database.inspection.findings.iter().cloned());
    findings.extend(mail);
    findings.extend(base_url::look(checked, &server, &reached));
    findings.extend(proxies::look(checked, &reached));
    findings.push(clock::look(&[database.clock(), reached.clock(&site)]));
    Ok(findings)
}

/// What was found in the database, and when it was asked.
struct Inspected {
    inspection: Inspection,
    asked: clock::Span,
}

impl Inspected {
    fn clock(&self) -> Option<clock::Told> {
        let time = self.inspection.time?;
        Some(clock::Told {
            by: "the database".to_owned(),
            time,
            exact: Duration::from_millis(1),
            asked: self.asked,
        })
    }
}

async fn inspect(checked: &Checked, limit: Duration) -> Inspected {
    let (looked, asked) = clock::Span::of(timeout(limit, checked.database.inspect())).await;
    let silent = |_| Inspection::failed(&Silent(limit));
    Inspected {
        inspection: looked.unwrap_or_else(silent),
        asked,
    }
}

/// Somebody did not answer.
#[derive(Debug, thiserror::Error)]
#[error("there was no answer within {}", humantime::format_duration(*.0))]
struct Silent(Duration);
