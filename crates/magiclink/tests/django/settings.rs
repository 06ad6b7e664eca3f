//! The settings of a tuple.

use std::time::Duration;

use magiclink::{settings, settings::Danger, token::Version};
use serde::{Deserialize, Serialize};

#[derive(Debug, Deserialize, Serialize)]
pub(crate) struct Settings {
    /// Those that are accepted; the first is made.
    versions: Vec<u8>,
    secret: String,
    fallbacks: Vec<String>,
    key: String,
    /// In microseconds.
    max_age: Option<u64>,
    one_time: bool,
    invalidate_on_password_change: bool,
    invalidate_on_email_change: bool,
    packer: String,
    primary_key_field: String,
    signature_size: usize,
    salt: String,
    iterations: u32,
}

impl Settings {
    /// Allows everything that is refused by default: then no difference to django-sesame is left.
    pub(crate) fn to_library(&self) -> settings::Settings {
        let mut settings = settings::Settings::django(&*self.secret)
            .with_version(version(self.versions[0]))
            .with_key(&*self.key)
            .with_one_time(self.one_time)
            .with_invalidate_on_password_change(self.invalidate_on_password_change)
            .with_invalidate_on_email_change(self.invalidate_on_email_change)
            .with_packer(&*self.packer)
            .with_primary_key_field(&*self.primary_key_field)
            .with_signature_size(self.signature_size)
            .with_salt(&*self.salt)
            .with_iterations(self.iterations);
        if let Some(micros) = self.max_age {
            settings = settings.with_max_age(Duration::from_micros(micros));
        }
        for number in &self.versions {
            settings = settings.accepting(version(*number));
        }
        for secret in &self.fallbacks {
            settings = settings.with_fallback(&**secret);
        }
        Danger::ALL
            .into_iter()
            .fold(settings, settings::Settings::dangerous_allow)
    }
}

fn version(number: u8) -> Version {
    match number {
        1 => Version::V1,
        2 => Version::V2,
        _ => panic!("django-sesame has no version {number}"),
    }
}
