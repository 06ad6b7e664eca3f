//! Which mails this process is sending, and which leases nobody seems to extend.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use crate::{clock::Timestamp, store::MailId};

/// How often a lease is seen unchanged until whoever holds it is taken for dead.
const LOOKS: u32 = 6;

/// What is shared by all who send for one outbox in this process.
#[derive(Clone, Debug, Default)]
pub(super) struct Watch(Arc<Mutex<State>>);

#[derive(Debug, Default)]
struct State {
    sending: BTreeSet<MailId>,
    /// The leases that were there at the last look: their end, and how often that was the same before.
    seen: BTreeMap<MailId, (Timestamp, u32)>,
}

impl Watch {
    /// A mail is being sent for as long as what this returns is kept.
    #[must_use]
    pub(super) fn sending(&self, id: MailId) -> Sending {
        self.state().sending.insert(id);
        Sending {
            watch: self.clone(),
            id,
        }
    }

    /// The mails that are being sent.
    pub(super) fn sent_now(&self) -> Vec<MailId> {
        self.state().sending.iter().copied().collect()
    }

    /// Takes a look at all leases; those that are dead.
    ///
    /// Nobody's clock is compared with another's: whoever lives extends its leases between two looks.
    pub(super) fn look(&self, leases: &[(MailId, Timestamp)]) -> Vec<(MailId, Timestamp)> {
        let mut state = self.state();
        let count = |(id, until): &(MailId, Timestamp)| match state.seen.get(id) {
            Some((seen, count)) if seen == until => (*id, (*until, count + 1)),
            _ => (*id, (*until, 0)),
        };
        state.seen = leases.iter().map(count).collect();
        let seen = state.seen.iter();
        let dead = seen.filter(|(_, (_, count))| *count >= LOOKS);
        dead.map(|(id, (until, _))| (*id, *until)).collect()
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A mail that is being sent.
#[derive(Debug)]
pub(super) struct Sending {
    watch: Watch,
    id: MailId,
}

impl Drop for Sending {
    fn drop(&mut self) {
        self.watch.state().sending.remove(&self.id);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FIRST: (MailId, Timestamp) = (MailId(1), Timestamp::from_unix_seconds(60));
    const SECOND: (MailId, Timestamp) = (MailId(2), Timestamp::from_unix_seconds(60));
    const EXTENDED: (MailId, Timestamp) = (MailId(2), Timestamp::from_unix_seconds(61));

    #[test]
    fn a_lease_that_stays_the_same_is_dead_and_one_that_changes_is_not() {
        let watch = Watch::default();
        for look in 0..LOOKS {
            let second = if look < 3 { SECOND } else { EXTENDED };
            assert_eq!(watch.look(&[FIRST, second]), []);
        }
        assert_eq!(watch.look(&[FIRST, EXTENDED]), [FIRST]);
    }

    #[test]
    fn a_lease_that_was_gone_is_counted_anew() {
        let watch = Watch::default();
        for _ in 0..LOOKS {
            assert_eq!(watch.look(&[FIRST]), []);
        }
        assert_eq!(watch.look(&[]), []);
        assert_eq!(watch.look(&[FIRST]), []);
    }

    #[test]
    fn a_mail_is_being_sent_until_its_guard_is_dropped() {
        let watch = Watch::default();
        let sending = watch.sending(MailId(7));
        assert_eq!(watch.clone().sent_now(), [MailId(7)]);
        drop(sending);
        assert_eq!(watch.sent_now(), []);
    }
}
