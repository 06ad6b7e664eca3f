//! Where settings come from: a file, and environment variables, which win.

use std::path::{Path, PathBuf};

use toml::{Table, Value};

use crate::config::{Config, exposed, file};

const PREFIX: &str = "MAGICLINK_";

/// A configuration that is refused: one sentence that says where and what to do.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub(crate) struct ConfigError(pub(crate) String);

/// The file and the environment variables that settings come from.
#[derive(Clone, Debug, Default)]
pub(crate) struct Origin {
    pub(crate) file: Option<PathBuf>,
    pub(crate) variables: Vec<String>,
}

/// The settings as they were found, and where.
#[derive(Debug)]
pub(crate) struct Sources {
    file_name: String,
    file: String,
    table: Table,
    /// The settings that come from the environment, such as `login.max_age`.
    variables: Vec<String>,
    /// Of a file that others can read.
    pub(super) warning: Option<String>,
}

impl Sources {
    pub(super) fn read(
        file: Option<&Path>,
        environment: impl IntoIterator<Item = (String, String)>,
    ) -> Result<Self, ConfigError> {
        let found = file::read(file)?;
        let (path, text) = found.clone().unwrap_or_default();
        let mut sources = Self {
            file_name: path.display().to_string(),
            table: Table::new(),
            variables: Vec::new(),
            warning: None,
            file: text,
        };
        // Read on its own first: its mistakes have a line, those of the environment have none.
        let in_file: Config =
            toml::from_str(&sources.file).map_err(|error| sources.syntax(&error))?;
        sources.warning = exposed::check(&path, &in_file).map_err(|(setting, text)| {
            ConfigError(format!("{}: {text}", sources.place(setting)))
        })?;
        sources.table = sources
            .file
            .parse()
            .map_err(|error| sources.syntax(&error))?;
        let known = Table::try_from(Config::default())
            .map_err(|error| ConfigError(format!("the defaults cannot be written: {error}")))?;
        for (name, value) in environment {
            if let Some(name) = name.strip_prefix(PREFIX)
                && name != "CONFIG"
            {
                sources.set(&known, name, &value)?;
            }
        }
        if found.is_none() && sources.variables.is_empty() {
            return Err(file::nowhere());
        }
        Ok(sources)
    }

    /// The file and the variables that settings were found in.
    pub(super) fn origin(&self) -> Origin {
        let file = Some(&self.file_name).filter(|name| !name.is_empty());
        let variables = self.variables.iter().map(|setting| self.place(setting));
        Origin {
            file: file.map(PathBuf::from),
            variables: variables.collect(),
        }
    }

    pub(super) fn config(&self) -> Result<Config, ConfigError> {
        self.table
            .clone()
            .try_into()
            .map_err(|error: toml::de::Error| {
                ConfigError(format!(
                    "the environment: {}",
                    without_value(error.message())
                ))
            })
    }

    /// Where a setting stands, for the beginning of a sentence.
    pub(super) fn place(&self, setting: &str) -> String {
        let whole = list_entry(setting).map_or(setting, |(name, _)| name);
        if self.variables.iter().any(|name| name == whole) {
            let setting = whole;
            return format!("{PREFIX}{}", setting.replace('.', "_").to_uppercase());
        }
        match self.line(setting) {
            Some(line) => format!("{}:{line}", self.file_name),
            None => setting.to_owned(),
        }
    }

    fn set(&mut self, known: &Table, name: &str, value: &str) -> Result<(), ConfigError> {
        let name = name.to_lowercase();
        let unknown = || {
            ConfigError(format!(
                "{PREFIX}{}: there is no such setting; magiclink.example.toml lists them",
                name.to_uppercase()
            ))
        };
        let (section, key) = match name.split_once('_') {
            Some((section, key)) if known.get(section).is_some_and(Value::is_table) => {
                (Some(section), key)
            }
            _ => (None, name.as_str()),
        };
        let known = section
            .and_then(|section| known.get(section)?.as_table())
            .unwrap_or(known);
        let default = known.get(key).ok_or_else(unknown)?;
        // Empty is not set, but where empty is what the setting is by default.
        if value.is_empty() && default.as_str() != Some("") {
            return Ok(());
        }
        let value = if default.is_array() {
            let parts = value
                .split(',')
                .map(str::trim)
                .filter(|part| !part.is_empty());
            Value::Array(parts.map(|part| Value::String(part.to_owned())).collect())
        } else if default.is_bool()
            && let Ok(value) = value.parse()
        {
            Value::Boolean(value)
        } else if default.is_integer()
            && let Ok(value) = value.parse()
        {
            Value::Integer(value)
        } else {
            Value::String(value.to_owned())
        };
        let mut alone = Table::from_iter([(key.to_owned(), value.clone())]);
        if let Some(section) = section {
            alone = Table::from_iter([(section.to_owned(), Value::Table(alone))]);
        }
        // On its own first, so that a mistake has the name of its variable.
        alone.try_into::<Config>().map_err(|error| {
            let text = without_value(error.message());
            ConfigError(format!("{PREFIX}{}: {text}", name.to_uppercase()))
        })?;
        let table = match section {
            None => &mut self.table,
            Some(section) => self
                .table
                .entry(section)
                .or_insert_with(|| Value::Table(Table::new()))
                .as_table_mut()
                .ok_or_else(unknown)?,
        };
        table.insert(key.to_owned(), value);
        self.variables
            .push(section.map_or(key.to_owned(), |section| format!("{section}.{key}")));
        Ok(())
    }

    fn syntax(&self, error: &toml::de::Error) -> ConfigError {
        let place = match error.span() {
            Some(span) => format!("{}:{}", self.file_name, line_at(&self.file, span.start)),
            None => self.file_name.clone(),
        };
        ConfigError(format!("{place}: {}", without_value(error.message())))
    }

    /// The line of the file on which a setting is given.
    fn line(&self, setting: &str) -> Option<usize> {
        let table = toml::de::DeTable::parse(&self.file).ok()?;
        if let Some((name, index)) = list_entry(setting) {
            let list = table.get_ref().get(name)?.get_ref().as_array()?;
            return Some(line_at(&self.file, list.get(index)?.span().start));
        }
        let (section, key) = match setting.split_once('.') {
            Some((section, key)) => (table.get_ref().get(section)?.get_ref().as_table()?, key),
            None => (table.get_ref(), setting),
        };
        let (key, _) = section.get_key_value(key)?;
        Some(line_at(&self.file, key.span().start))
    }
}

/// The name and the number of an entry in a list, such as `site.0`.
fn list_entry(setting: &str) -> Option<(&str, usize)> {
    let (name, index) = setting.rsplit_once('.')?;
    Some((name, index.parse().ok()?))
}

fn line_at(text: &str, offset: usize) -> usize {
    text.bytes()
        .take(offset)
        .filter(|byte| *byte == b'\n')
        .count()
        + 1
}

/// What is wrong, on one line and without the value, which may be a secret in the wrong place.
///
/// Of `invalid type: string "…", expected a sequence` the kind of the value is left.
fn without_value(message: &str) -> String {
    let line = message.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.rsplit_once(", expected ") {
        Some((found, expected)) if found.starts_with("invalid ") => {
            let kind = found.split(['"', '`']).next().unwrap_or_default();
            format!("{}, expected {expected}", kind.trim_end())
        }
        _ => line,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mistake_is_told_without_the_value() {
        for (message, told) in [
            (
                "invalid type: string \"hunter2\", expected a sequence",
                "invalid type: string, expected a sequence",
            ),
            (
                "invalid type: integer `7`, expected a string\n",
                "invalid type: integer, expected a string",
            ),
            (
                "invalid type: string \"a, expected b\", expected a boolean",
                "invalid type: string, expected a boolean",
            ),
            (
                "invalid type: map, expected a string",
                "invalid type: map, expected a string",
            ),
            ("unknown field `secrets`", "unknown field `secrets`"),
        ] {
            assert_eq!(without_value(message), told);
        }
    }
}
