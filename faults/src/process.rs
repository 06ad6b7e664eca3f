//! What the system tells about a process.

use std::fs;

/// The memory that it has, in KiB.
pub(crate) fn memory(process: u32) -> usize {
    let status = fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let number = line.and_then(|line| line.split_whitespace().next()?.parse().ok());
    number.expect("the process runs")
}

/// How many files it has open, connections included.
pub(crate) fn files(process: u32) -> usize {
    let files = fs::read_dir(format!("/proc/{process}/fd"));
    files.expect("the process runs").count()
}
