//! Durations as people write them: `10m`, `7d`.

use std::time::Duration;

use serde::{Deserialize as _, Deserializer, Serializer, de::Error as _};

pub(super) fn deserialize<'de, D: Deserializer<'de>>(source: D) -> Result<Duration, D::Error> {
    let text = String::deserialize(source)?;
    humantime::parse_duration(&text)
        .map_err(|_| D::Error::custom(format!("`{text}` is not a time like 30s, 10m, 2h or 14d")))
}

pub(super) fn serialize<S: Serializer>(duration: &Duration, sink: S) -> Result<S::Ok, S::Error> {
    sink.serialize_str(&text(*duration))
}

/// The largest unit that needs no fraction: `14d`, not `2weeks`.
fn text(duration: Duration) -> String {
    let seconds = duration.as_secs();
    let units = [(86_400, "d"), (3600, "h"), (60, "m")];
    let fits = |(unit, _): &&(u64, &str)| seconds >= *unit && seconds.is_multiple_of(*unit);
    match units.iter().find(fits) {
        Some((unit, name)) => format!("{}{name}", seconds / unit),
        None => format!("{seconds}s"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_duration_is_written_as_it_is_read() {
        for written in ["0s", "30s", "90s", "10m", "2h", "14d", "400d"] {
            assert_eq!(text(humantime::parse_duration(written).unwrap()), written);
        }
    }
}
