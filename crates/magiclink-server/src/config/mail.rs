//! The checks of where mails go and from whom they are.

use std::{fs, path::Path};

use magiclink_lettre::{MailUrl, MailUrlError, Sender, SenderError};

use crate::config::{Config, check::Refused, secret};

/// Where mails go.
pub(super) fn url(config: &Config) -> Result<MailUrl, Refused> {
    let refused = |error: MailUrlError| ("mail_url", error.to_string());
    let mut url: MailUrl = config.mail_url.parse().map_err(refused)?;
    if !config.mail_password_file.is_empty() {
        let password = secret::read(Path::new(&config.mail_password_file))
            .map_err(|text| ("mail_password_file", text))?;
        url = url
            .with_password(password.expose().to_owned().into())
            .map_err(refused)?;
    }
    if !config.mail_ca_file.is_empty() {
        url = with_authority(url, &config.mail_ca_file).map_err(|text| ("mail_ca_file", text))?;
    }
    if url.is_for_development() && !config.listen.ip().is_loopback() {
        let text = "mails would stay on this machine while others can reach the server: use smtp:// \
                    or smtps://, or listen on 127.0.0.1";
        return Err(("mail_url", text.to_owned()));
    }
    Ok(url)
}

fn with_authority(url: MailUrl, file: &str) -> Result<MailUrl, String> {
    let pem = fs::read(file).map_err(|error| format!("cannot read {file}: {error}"))?;
    url.with_root_certificates(&pem)
        .map_err(|error| format!("{file}: {error}"))
}

/// From whom mails are. A name that cannot stand in a mail is left out, with a warning: it is only for the
/// looks.
pub(super) fn sender(
    config: &Config,
    warnings: &mut Vec<(&'static str, String)>,
) -> Result<Sender, Refused> {
    let refused = |error: SenderError| {
        let text = format!("{error}: write it like login@example.com");
        ("mail_from", text)
    };
    match config.mail_from.parse() {
        Err(error @ (SenderError::ControlCharacter | SenderError::TooLong)) => {
            let (_, address) = config.mail_from.rsplit_once('<').unwrap_or_default();
            let sender = Sender::new(None, address.trim_end_matches('>')).map_err(refused)?;
            warnings.push(("mail_from", format!("{error}; until then mails have none")));
            Ok(sender)
        }
        parsed => parsed.map_err(refused),
    }
}
