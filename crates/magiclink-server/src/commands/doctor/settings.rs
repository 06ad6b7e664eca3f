//! The settings, the secret key, the settings of tokens, and the templates.

use magiclink::settings::Fingerprint;

use crate::{
    commands::token_settings,
    config::Checked,
    database,
    finding::{Finding, State},
    server,
};

/// Where the settings come from, what is odd about them, and the keys.
pub(super) fn look(checked: &Checked) -> Vec<Finding> {
    let origin = &checked.origin;
    let file = origin.file.as_ref().map(|file| file.display().to_string());
    let places: Vec<_> = file.into_iter().chain(origin.variables.clone()).collect();
    let mut findings = vec![Finding::good(
        "settings",
        format!("read from {}", places.join(", ")),
    )];
    let warning = |text| Finding::said("settings", State::Warning, text);
    findings.extend(checked.warnings.iter().map(warning));
    findings.push(Finding::good(
        "secret key",
        format!(
            "{} bytes, and none to be guessed",
            checked.secret.expose().len()
        ),
    ));
    findings.extend(fallbacks(checked));
    findings
}

fn fallbacks(checked: &Checked) -> Option<Finding> {
    let text = match checked.config.secret_key_fallbacks.len() {
        0 => return None,
        1 => "an earlier key is still accepted".to_owned(),
        count => format!("{count} earlier keys are still accepted"),
    };
    let age = humantime::format_duration(checked.config.link.default_age);
    let advice = format!(
        "take it out of secret_key_fallbacks once the links made with it have expired: private links live \
         for {age} if nothing else is said"
    );
    Some(Finding::warning("secret key", text, &advice))
}

/// Whether tokens are read as they were before; `kept` is what the database remembers.
pub(super) fn tokens(checked: &Checked, kept: Option<&Fingerprint>) -> Finding {
    let present = match token_settings::fingerprint(checked) {
        Ok(present) => present,
        Err(failure) => return Finding::said("tokens", State::Wrong, failure.to_string()),
    };
    match kept {
        None => Finding::unknown(
            "tokens",
            "the database has kept no settings to compare with",
        ),
        Some(kept) if present == *kept => Finding::good("tokens", "made as they were before"),
        Some(kept) if present.follows(kept).is_ok() => {
            Finding::good("tokens", "the key is a new one since the last start")
        }
        Some(_) => Finding::said("tokens", State::Wrong, token_settings::CHANGED),
    }
}

/// Whether the templates make pages, if there are any besides the built-in ones.
pub(super) fn pages(checked: &Checked) -> Option<Finding> {
    if checked.config.templates.is_empty() {
        return None;
    }
    Some(match server::pages(checked, database::empty()) {
        Ok(_) => Finding::good("pages", format!("made with {}", checked.config.templates)),
        Err(failure) => Finding::said("pages", State::Wrong, failure.to_string()),
    })
}
