//! How much memory processes have.

use std::fmt;

/// The memory of some processes, in KiB.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub(crate) struct Memory {
    /// What is there, counted in each process that has it.
    pub(crate) resident: u64,
    /// Of that, what is not read from a file: heaps and stacks.
    pub(crate) anonymous: u64,
    /// The most that was ever there.
    pub(crate) peak: u64,
    /// What is there, counted once if several processes share it.
    pub(crate) shared_once: u64,
}

impl Memory {
    /// Adds a process, from its files `status` and `smaps_rollup` in `/proc`.
    pub(crate) fn add(&mut self, status: &str, rollup: &str) {
        self.resident += number(status, "VmRSS:");
        self.anonymous += number(status, "RssAnon:");
        self.peak += number(status, "VmHWM:");
        self.shared_once += number(rollup, "Pss:");
    }
}

fn number(text: &str, name: &str) -> u64 {
    let rest = text.lines().find_map(|line| line.strip_prefix(name));
    let number = rest.and_then(|rest| rest.split_whitespace().next()?.parse().ok());
    number.unwrap_or_default()
}

impl fmt::Display for Memory {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [resident, anonymous, peak, once] =
            [self.resident, self.anonymous, self.peak, self.shared_once].map(mebibytes);
        write!(f, "{resident:>8.1}{anonymous:>8.1}{peak:>8.1}{once:>8.1}")
    }
}

/// The heading of what a [`Memory`] prints.
pub(crate) const HEADING: &str = "     RSS    heap    peak     PSS";

/// MiB of KiB.
pub(crate) fn mebibytes(kibibytes: u64) -> f64 {
    f64::from(u32::try_from(kibibytes).unwrap_or(u32::MAX)) / 1024.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_memory_of_processes_is_added_up() {
        let status = "Name:\tx\nVmHWM:\t   20 kB\nVmRSS:\t   10 kB\nRssAnon:\t    4 kB\n";
        let rollup = "0-1 ---p 0 0:0 0 [rollup]\nRss: 10 kB\nPss:   7 kB\nPss_Dirty: 3 kB\n";
        let mut memory = Memory::default();
        memory.add(status, rollup);
        memory.add(status, "");
        assert_eq!((memory.resident, memory.peak), (20, 40));
        assert_eq!((memory.anonymous, memory.shared_once), (8, 7));
    }
}
