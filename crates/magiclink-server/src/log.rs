//! The log: lines on standard error.

use tracing_subscriber::{filter::Targets, fmt, prelude::*};

use crate::{
    config::{Log, LogFormat},
    failure::Failure,
};

/// Starts the log.
///
/// # Errors
///
/// The level is not one.
pub(crate) fn start(log: &Log) -> Result<(), Failure> {
    let filter = filter(&log.level)?;
    let lines = fmt::layer().with_writer(std::io::stderr).with_target(false);
    let lines = match log.format {
        LogFormat::Text => lines.with_ansi(false).boxed(),
        LogFormat::Json => lines.json().flatten_event(true).boxed(),
    };
    // A second start, in a test, keeps the first.
    let _ = tracing_subscriber::registry()
        .with(lines.with_filter(filter))
        .try_init();
    Ok(())
}

/// Reads `info,magiclink_axum=debug`. `EnvFilter` would read more than is offered, and bring an engine for
/// regular expressions.
fn filter(level: &str) -> Result<Targets, Failure> {
    let parsed = level.replace(' ', "").parse::<Targets>();
    parsed.map_err(|error| Failure::Usage(format!("log.level: `{level}` is not a level: {error}")))
}

#[cfg(test)]
mod tests {
    use tracing::Level;

    use super::*;

    #[test]
    fn a_part_has_a_level_of_its_own() {
        let filter = filter("warn, magiclink_axum=debug").unwrap_or_else(|_| Targets::new());
        assert!(filter.would_enable("magiclink_axum::serve", &Level::DEBUG));
        assert!(!filter.would_enable("magiclink_axum::serve", &Level::TRACE));
        assert!(filter.would_enable("hyper", &Level::WARN));
        assert!(!filter.would_enable("hyper", &Level::INFO));
    }
}
