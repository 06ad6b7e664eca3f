//! Which database it is, as the settings have it.

use std::path::PathBuf;

use magiclink::secret::Secret;
use magiclink_postgres::PostgresSettings;

/// Which database, and whether its tables may be changed when it is opened.
#[derive(Clone, Debug)]
pub(crate) struct DatabaseUrl {
    pub(super) place: Place,
    pub(super) migrates: bool,
}

#[derive(Clone, Debug)]
pub(super) enum Place {
    Sqlite(PathBuf),
    Postgres(Box<PostgresSettings>),
}

impl DatabaseUrl {
    /// Reads `sqlite:FILE` or `postgres://…`.
    pub(crate) fn parse(text: &str, migrates: bool) -> Result<Self, String> {
        let place = match text.split_once(':') {
            Some(("sqlite", file)) if !file.is_empty() => Place::Sqlite(file.into()),
            Some(("postgres" | "postgresql", _)) => {
                let settings: PostgresSettings = text.parse().map_err(|error| sentence(&error))?;
                Place::Postgres(Box::new(settings.with_migration(migrates)))
            }
            _ => {
                return Err(
                    "write sqlite: and the name of a file, or postgres://user@host/database"
                        .to_owned(),
                );
            }
        };
        Ok(Self { place, migrates })
    }

    /// At most so many connections at the same time; for a file they are no matter of settings.
    pub(crate) fn with_connections(self, connections: usize) -> Self {
        let place = match self.place {
            Place::Sqlite(file) => Place::Sqlite(file),
            Place::Postgres(settings) => {
                Place::Postgres(Box::new(settings.with_connections(connections)))
            }
        };
        Self { place, ..self }
    }

    /// Whether the password is in the text.
    pub(crate) fn has_password(&self) -> bool {
        match &self.place {
            Place::Sqlite(_) => false,
            Place::Postgres(settings) => settings.has_password(),
        }
    }

    /// Takes the password from a file.
    pub(crate) fn with_password(self, password: &Secret) -> Result<Self, String> {
        let place = match self.place {
            Place::Sqlite(_) => return Err("a file has no password: take it out".to_owned()),
            Place::Postgres(settings) if settings.has_password() => {
                return Err("database_url has a password, too: keep one of them".to_owned());
            }
            Place::Postgres(settings) => {
                Place::Postgres(Box::new(settings.with_password(password)))
            }
        };
        Ok(Self { place, ..self })
    }
}

fn sentence(error: &(dyn std::error::Error + 'static)) -> String {
    match error.source() {
        Some(source) => format!("{error}: {source}"),
        None => error.to_string(),
    }
}
