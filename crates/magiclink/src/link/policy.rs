//! What the links of one kind of thing may be.

use std::time::Duration;

use crate::settings::{LONGEST_PRIVATE_MAX_AGE, PRIVATE_MAX_AGE};

/// What the links of one kind of thing, a namespace of scopes, may be.
///
/// ```
/// use std::time::Duration;
/// use magiclink::link::Policy;
///
/// let payslips = Policy {
///     longest_max_age: Duration::from_hours(7 * 24),
///     needs_passphrase: true,
///     ..Policy::default()
/// };
/// ```
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Policy {
    /// How long a link lives if nothing else is said: 7 days.
    pub default_max_age: Duration,
    /// How long a link may live: 400 days, which is also the most that can be allowed.
    pub longest_max_age: Duration,
    /// Whether every link must have a passphrase: no.
    pub needs_passphrase: bool,
}

impl Default for Policy {
    fn default() -> Self {
        Self {
            default_max_age: PRIVATE_MAX_AGE,
            longest_max_age: LONGEST_PRIVATE_MAX_AGE,
            needs_passphrase: false,
        }
    }
}

impl Policy {
    /// Whether links can be made under it.
    pub(super) fn is_sound(&self) -> bool {
        SHORTEST_MAX_AGE <= self.default_max_age
            && self.default_max_age <= self.longest_max_age
            && self.longest_max_age <= LONGEST_PRIVATE_MAX_AGE
    }
}

/// Tokens count whole seconds: in a shorter life one could be dead when it is made.
pub(super) const SHORTEST_MAX_AGE: Duration = Duration::from_mins(1);
