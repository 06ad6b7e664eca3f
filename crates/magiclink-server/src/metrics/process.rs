//! The process: memory, processor time, open files; as `/proc` tells, so on Linux only.

use std::{
    fmt::Result,
    fs::{read_dir, read_to_string},
};

use prometheus_client::{encoding::DescriptorEncoder, registry::Unit};

use crate::metrics::family::Family;

const CPU: Family = Family {
    name: "process_cpu",
    unit: Some(Unit::Seconds),
    help: "Processor time of the process.",
};
const MEMORY: Family = Family {
    name: "process_resident_memory",
    unit: Some(Unit::Bytes),
    help: "Memory of the process that is in RAM.",
};
const OPEN_FILES: Family = Family {
    name: "process_open_fds",
    unit: None,
    help: "Files and connections that the process has open.",
};
const MOST_FILES: Family = Family {
    name: "process_max_fds",
    unit: None,
    help: "Files and connections that the process may have open.",
};

/// In which the system counts processor time, whatever its own clock does.
const TICKS: f64 = 100.0;

/// Writes what the system tells; what it does not tell is left out.
pub(super) fn write(encoder: &mut DescriptorEncoder<'_>) -> Result {
    if let Some(seconds) = cpu_seconds() {
        CPU.counter(encoder, seconds)?;
    }
    if let Some(kilobytes) = number_after("/proc/self/status", "VmRSS:") {
        MEMORY.gauge(encoder, kilobytes * 1024)?;
    }
    if let Ok(files) = read_dir("/proc/self/fd") {
        // One of them is for reading this.
        OPEN_FILES.gauge(encoder, files.count().saturating_sub(1))?;
    }
    if let Some(most) = number_after("/proc/self/limits", "Max open files") {
        MOST_FILES.gauge(encoder, most)?;
    }
    Ok(())
}

/// The first number on the line that begins like this.
fn number_after(file: &str, start: &str) -> Option<u64> {
    let text = read_to_string(file).ok()?;
    let line = text.lines().find_map(|line| line.strip_prefix(start))?;
    line.split_whitespace().next()?.parse().ok()
}

/// Processor time, of the program and of the system for it.
fn cpu_seconds() -> Option<f64> {
    let text = read_to_string("/proc/self/stat").ok()?;
    // The name of the program is in parentheses and may have anything in it.
    let (_, fields) = text.rsplit_once(") ")?;
    let mut times = fields.split(' ').skip(11).map(str::parse::<u32>);
    let (user, system) = (times.next()?.ok()?, times.next()?.ok()?);
    Some((f64::from(user) + f64::from(system)) / TICKS)
}
