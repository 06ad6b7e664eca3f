//! What has become of a mail, in one word, and what an operator can do with it: for the page and the command.

use clap::ValueEnum;
use magiclink::{
    clock::Timestamp,
    store::{ListedMail, MailId, MailState, StoreError, Undelivered},
};
use serde::Serialize;

use crate::database::Database;

/// What has become of a mail.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, ValueEnum)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Standing {
    /// It is sent when it is due.
    Waiting,
    /// A worker has it.
    Sending,
    /// The next server has taken it.
    Sent,
    /// Its link expired first.
    Expired,
    /// The mail server refused it for good.
    Refused,
    /// An operator did not want it sent.
    Dropped,
}

impl Standing {
    pub(crate) fn of(mail: &ListedMail, now: Timestamp) -> Self {
        match mail.state {
            MailState::Leased(until) if until > now => Self::Sending,
            MailState::Waiting(_) | MailState::Leased(_) => Self::Waiting,
            MailState::Sent => Self::Sent,
            MailState::Undelivered(Undelivered::Expired) => Self::Expired,
            MailState::Undelivered(Undelivered::Dropped) => Self::Dropped,
            _ => Self::Refused,
        }
    }

    /// The word for it, here and in the language files.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Sending => "sending",
            Self::Sent => "sent",
            Self::Expired => "expired",
            Self::Refused => "refused",
            Self::Dropped => "dropped",
        }
    }
}

/// When a mail that waits is due; `None` if it does not wait.
pub(crate) fn due(mail: &ListedMail) -> Option<Timestamp> {
    match mail.state {
        MailState::Waiting(due) => Some(due),
        _ => None,
    }
}

/// Why nothing was done with a mail.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
pub(crate) enum Unchanged {
    #[error("there is no such mail")]
    Unknown,
    #[error("it is being sent just now")]
    Sending,
    #[error("its link has expired, so it is sent no more: a new one has to be asked for")]
    Expired,
    #[error("it has ended ({}), and its text is deleted", .0.word())]
    Ended(Standing),
}

/// Has a mail that waits sent as soon as a server looks.
pub(crate) async fn retry(
    store: &dyn Database,
    id: MailId,
    now: Timestamp,
) -> Result<Result<(), Unchanged>, StoreError> {
    Ok(match find_open(store, id, now).await? {
        Ok(mail) if mail.expires <= now => Err(Unchanged::Expired),
        Ok(_) => known(store.retry_mail(id, now).await?),
        Err(unchanged) => Err(unchanged),
    })
}

/// Ends a mail that waits without sending it.
pub(crate) async fn drop(
    store: &dyn Database,
    id: MailId,
    now: Timestamp,
) -> Result<Result<(), Unchanged>, StoreError> {
    Ok(match find_open(store, id, now).await? {
        Ok(_) => known(store.drop_mail(id, now).await?),
        Err(unchanged) => Err(unchanged),
    })
}

/// Finds a mail with which something can still be done. What happens to it between this and the deed, the
/// store sees to.
async fn find_open(
    store: &dyn Database,
    id: MailId,
    now: Timestamp,
) -> Result<Result<ListedMail, Unchanged>, StoreError> {
    let Some(mail) = store.find_mail(id).await? else {
        return Ok(Err(Unchanged::Unknown));
    };
    Ok(match Standing::of(&mail, now) {
        Standing::Waiting => Ok(mail),
        Standing::Sending => Err(Unchanged::Sending),
        ended => Err(Unchanged::Ended(ended)),
    })
}

/// It may have been deleted meanwhile.
fn known(is_there: bool) -> Result<(), Unchanged> {
    is_there.then_some(()).ok_or(Unchanged::Unknown)
}
