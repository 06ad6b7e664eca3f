//! Opening a link.

use crate::{
    bearer::{Bearer, Digest},
    client::Client,
    clock::Timestamp,
    limit::{PASSPHRASES_OF_CLIENT, PASSPHRASES_OF_LINK},
    link::{
        CONTINUATION, LONGEST_OPENING, Link, LinkError, LinkRefusal, Links, Needs, Opening, Pending,
    },
    passphrase::PassphraseHash,
    store::{AccountStore, Demand},
    token::TokenId,
};

/// A link that a browser has opened: it sees what the link is for, and nothing else.
#[derive(Clone, Debug)]
pub struct Opened<A> {
    /// Whose link it is. Nobody is logged in by it.
    pub account: A,
    /// The link.
    pub link: Link,
    /// The browser.
    pub opening: Opening,
}

/// A try at the passphrase of a link, counted already.
#[derive(Clone, Debug)]
#[must_use = "nothing is checked yet"]
pub struct PassphraseTry {
    link: TokenId,
    hash: PassphraseHash,
}

/// The proof that the passphrase of a link was typed.
#[derive(Clone, Copy, Debug)]
pub struct Unlocked(TokenId);

impl PassphraseTry {
    /// Checks what was typed. This takes tens of milliseconds of one core and 19 MiB: an async
    /// application does it on a thread for such work, and bounds how many do it at the same moment.
    ///
    /// # Errors
    ///
    /// The passphrase is another one.
    pub fn check(&self, typed: &str) -> Result<Unlocked, LinkRefusal> {
        if self.hash.matches(typed) {
            Ok(Unlocked(self.link))
        } else {
            Err(LinkRefusal::WrongPassphrase)
        }
    }
}

impl<A: AccountStore> Links<A> {
    /// Counts a try at the passphrase of a link, by this client and by anyone; `None` if the link needs
    /// no passphrase.
    ///
    /// # Errors
    ///
    /// Too many were tried, or the store failed.
    pub async fn try_passphrase(
        &self,
        pending: &Pending<A::Account>,
        client: &Client,
    ) -> Result<Option<PassphraseTry>, LinkError> {
        let Some(hash) = &pending.link.passphrase else {
            return Ok(None);
        };
        let id = pending.link.id.to_bytes();
        let of_link = Demand {
            key: Digest::of(&[b"passphrases-of-link", &id]),
            policy: &PASSPHRASES_OF_LINK,
        };
        let of_client = Demand {
            key: Digest::of(&[b"passphrases-of-client", &id, client.network().as_bytes()]),
            policy: &PASSPHRASES_OF_CLIENT,
        };
        self.store
            .count(&[of_client, of_link], self.clock.now())
            .await??;
        Ok(Some(PassphraseTry {
            link: pending.link.id,
            hash: hash.clone(),
        }))
    }

    /// Opens a link: counts a use, and returns what the browser is to hold from now on; `None` if it goes
    /// on with what it holds, which counts nothing.
    ///
    /// Whether a person has confirmed it, where [`Needs`] says so, the caller sees to; the passphrase is
    /// `unlocked`.
    ///
    /// # Errors
    ///
    /// The link needs its passphrase, was used up or revoked meanwhile, or something failed.
    pub async fn open(
        &self,
        pending: Pending<A::Account>,
        unlocked: Option<Unlocked>,
    ) -> Result<(Opened<A::Account>, Option<Bearer>), LinkError> {
        let needs = pending.needs();
        let Pending {
            account,
            link,
            continued,
        } = pending;
        if let Some(opening) = continued {
            let opened = Opened {
                account,
                link,
                opening,
            };
            return Ok((opened, None));
        }
        let is_unlocked = unlocked.is_some_and(|Unlocked(id)| id == link.id);
        if needs == Needs::Passphrase && !is_unlocked {
            return Err(LinkRefusal::WrongPassphrase.into());
        }
        let now = self.clock.now();
        let bearer = Bearer::random_at(now)?;
        let opening = begin(&bearer, &link, now);
        if !self.store.open_link(&opening).await? {
            return Err(self.refusal(link.id, now).await?);
        }
        let link = Link {
            uses: link.uses.saturating_add(1),
            last_opened: Some(now),
            ..link
        };
        let opened = Opened {
            account,
            link,
            opening,
        };
        Ok((opened, Some(bearer)))
    }

    /// Why a link could be looked at and then not be opened.
    async fn refusal(&self, id: TokenId, now: Timestamp) -> Result<LinkError, LinkError> {
        let refusal = match self.store.find_link(id).await? {
            // Others have taken its last use in between.
            Some(link) => LinkRefusal::of(&link, now).unwrap_or(LinkRefusal::UsedUp),
            None => LinkRefusal::NotRegistered,
        };
        Ok(refusal.into())
    }
}

fn begin(bearer: &Bearer, link: &Link, now: Timestamp) -> Opening {
    let longest = match link.max_uses {
        Some(_) => CONTINUATION,
        None => LONGEST_OPENING,
    };
    Opening {
        id: bearer.digest(),
        link: link.id,
        opened: now,
        expires: now.saturating_add(longest).min(link.expires),
    }
}
