//! The log: lines on standard error.

use tracing_subscriber::{EnvFilter, fmt, prelude::*};

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
    let filter = EnvFilter::try_new(&log.level).map_err(|error| {
        Failure::Usage(format!(
            "log.level: `{}` is not a level: {error}",
            log.level
        ))
    })?;
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
