//! The checks of settings, before any token is made with them.

use std::time::Duration;

use crate::{
    base_url::BaseUrl,
    scope::Purpose,
    secret::Secret,
    settings::{
        Danger, LOGIN_MAX_AGE, LONGEST_LOGIN_MAX_AGE, LONGEST_PRIVATE_MAX_AGE, Settings,
        SettingsError, Warning,
    },
    version::Version,
};

const MIN_SECRET_LENGTH: usize = 32;
const MIN_DISTINCT_BYTES: usize = 5;

/// Marks of secrets that stand in documentation, lowercase. The first is what `django-admin
/// startproject` writes into a file that projects commit.
const EXAMPLES: [&str; 7] = [
    "django-insecure-",
    "changeme",
    "change-me",
    "change_me",
    "replace-me",
    "your-secret",
    "your_secret",
];

pub(super) fn check(settings: &Settings) -> Result<(), SettingsError> {
    check_secrets(settings)?;
    check_signature_size(settings)?;
    check_token_name(&settings.token_name)?;
    check_namespaces(settings)?;
    let is_bound = |purpose| settings.bindings(purpose).password;
    if settings.max_age.is_none()
        && !(is_bound(Purpose::Login) && is_bound(Purpose::PrivateLink))
        && !settings.dangers.contains(Danger::Irrevocable)
    {
        return Err(SettingsError::Irrevocable);
    }
    #[cfg(feature = "v1")]
    if settings.knows(Version::V1) && settings.iterations == 0 {
        return Err(SettingsError::Iterations);
    }
    if settings.knows(Version::V3) {
        check_v3(settings)?;
    }
    Ok(())
}

pub(super) fn warnings(settings: &Settings) -> Vec<Warning> {
    let mut warnings = Vec::new();
    if settings.knows(Version::V2) && settings.signature_size < 10 {
        warnings.push(Warning::ShortSignature(settings.signature_size));
    }
    if settings
        .max_age
        .is_none_or(|max_age| max_age > LOGIN_MAX_AGE)
    {
        warnings.push(Warning::LongLogin);
    }
    #[cfg(feature = "v1")]
    if settings.knows(Version::V1) {
        warnings.push(Warning::OldVersion);
    }
    warnings
}

fn check_secrets(settings: &Settings) -> Result<(), SettingsError> {
    if settings.dangers.contains(Danger::WeakSecret) {
        return Ok(());
    }
    for secret in [&settings.secret].into_iter().chain(&settings.fallbacks) {
        check_secret(secret)?;
    }
    if settings.knows(Version::V2) {
        let joined = [&settings.secret].into_iter().chain(&settings.fallbacks);
        for (name, text) in joined
            .map(|secret| ("a secret key", secret.expose()))
            .chain([("the key", settings.key.expose())])
            .chain([("the packer", &*settings.packer)])
            .chain([("the primary key field", &*settings.primary_key_field)])
        {
            if text.contains('|') {
                return Err(SettingsError::Ambiguous(name));
            }
        }
    }
    Ok(())
}

fn check_secret(secret: &Secret) -> Result<(), SettingsError> {
    let text = secret.expose();
    if text.len() < MIN_SECRET_LENGTH {
        return Err(SettingsError::ShortSecret);
    }
    let mut seen = [false; 256];
    for byte in text.bytes() {
        seen[usize::from(byte)] = true;
    }
    if seen.into_iter().filter(|seen| *seen).count() < MIN_DISTINCT_BYTES {
        return Err(SettingsError::MonotonousSecret);
    }
    let lowercase = zeroize::Zeroizing::new(text.to_ascii_lowercase());
    if EXAMPLES.iter().any(|example| lowercase.contains(example)) {
        return Err(SettingsError::ExampleSecret);
    }
    Ok(())
}

fn check_signature_size(settings: &Settings) -> Result<(), SettingsError> {
    let shortest = if settings.dangers.contains(Danger::ShortSignature) {
        1
    } else {
        8
    };
    if (shortest..=64).contains(&settings.signature_size) {
        Ok(())
    } else {
        Err(SettingsError::SignatureSize(settings.signature_size))
    }
}

fn check_token_name(name: &str) -> Result<(), SettingsError> {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
    if !name.is_empty() && name.bytes().all(is_plain) {
        Ok(())
    } else {
        Err(SettingsError::TokenName(name.to_owned()))
    }
}

fn check_namespaces(settings: &Settings) -> Result<(), SettingsError> {
    for one in &settings.namespaces {
        for other in &settings.namespaces {
            if one != other && other.as_str().ends_with(one.as_str()) {
                let (one, other) = (one.as_str().to_owned(), other.as_str().to_owned());
                return Err(SettingsError::Namespaces(one, other));
            }
        }
    }
    Ok(())
}

fn check_v3(settings: &Settings) -> Result<(), SettingsError> {
    let base_url = settings
        .base_url
        .as_deref()
        .ok_or(SettingsError::NoBaseUrl)?;
    if BaseUrl::parse(base_url).is_err() {
        return Err(SettingsError::BaseUrl(base_url.to_owned()));
    }
    if settings.version != Version::V3 {
        return Ok(());
    }
    let max_age = settings.max_age.ok_or(SettingsError::NoMaxAge)?;
    // A v3 token carries whole seconds.
    let shortest = max_age.min(settings.private_max_age.unwrap_or(max_age));
    if shortest < Duration::from_secs(1) {
        return Err(SettingsError::ShortMaxAge);
    }
    if max_age > LONGEST_LOGIN_MAX_AGE {
        return Err(SettingsError::LongMaxAge("login"));
    }
    if settings
        .private_max_age
        .is_some_and(|max_age| max_age > LONGEST_PRIVATE_MAX_AGE)
    {
        return Err(SettingsError::LongMaxAge("private"));
    }
    Ok(())
}
