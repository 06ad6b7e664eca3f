//! Making a registered link.

use std::time::Duration;

use crate::{
    account::Account,
    clock::Timestamp,
    create_error::CreateError,
    letter::is_disruptive,
    link::{
        Link, Links,
        flow::key_of,
        policy::{Policy, SHORTEST_MAX_AGE},
    },
    passphrase::PassphraseHash,
    scope::{Private, Registered, Scope as _},
    secret::RandomError,
    store::{AccountStore, StoreError},
    token::{Token, TokenId},
};

/// The most characters of a label.
const LONGEST_LABEL: usize = 100;

/// What is asked for when a link is made.
#[derive(Clone, Debug, Default)]
pub struct NewLink {
    /// What the owner calls it, up to 100 characters without line breaks; it is shown to whoever opens
    /// it, too. May be empty.
    pub label: String,
    /// How long it lives, at least a minute; `None` for the policy's default.
    pub max_age: Option<Duration>,
    /// How often it can be opened, at least once; `None` for as often as one likes.
    pub max_uses: Option<u32>,
    /// The hash of the passphrase that opens it ([`Passphrase::hash`](crate::passphrase::Passphrase::hash)).
    pub passphrase: Option<PassphraseHash>,
}

/// A link that was made.
#[derive(Debug)]
pub struct MadeLink {
    /// The token: shown once, kept nowhere.
    pub token: Token<Registered>,
    /// The row.
    pub link: Link,
}

/// Why a link could not be made; the text says what to do.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum CreateLinkError {
    /// The account is not active.
    #[error("the account is disabled: enable it first")]
    Inactive,
    /// The label is too long or would break out of its line.
    #[error(
        "a label has at most 100 characters, and no line breaks, control characters or marks of direction"
    )]
    Label,
    /// The maximum age is too short to be used.
    #[error("a link lives at least a minute: choose a longer age")]
    ShortMaxAge,
    /// The policy does not allow the maximum age.
    #[error("the link would live too long: choose at most {}", in_words(*longest))]
    LongMaxAge {
        /// The longest that the policy allows.
        longest: Duration,
    },
    /// The limit of uses is zero.
    #[error("a limit of uses is at least 1: leave it out for none")]
    NoUses,
    /// The policy asks for a passphrase.
    #[error("links to this need a passphrase: choose one")]
    PassphraseNeeded,
    /// The token could not be made.
    #[error(transparent)]
    Token(#[from] CreateError),
    /// The operating system has no randomness to give.
    #[error(transparent)]
    Random(#[from] RandomError),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl<A: AccountStore> Links<A> {
    /// Makes a link of `owner` to what `scope` says, and keeps its row.
    ///
    /// # Errors
    ///
    /// The owner, the label, the age, the limit or the missing passphrase is refused; or something
    /// failed.
    pub async fn create(
        &self,
        owner: &A::Account,
        scope: &Private,
        new: NewLink,
    ) -> Result<MadeLink, CreateLinkError> {
        let policy = self.policy(scope);
        check(owner, &new, &policy)?;
        let now = self.clock.now();
        let max_age = new.max_age.unwrap_or(policy.default_max_age);
        let id = TokenId::random()?;
        let registered = Registered::new(scope);
        let tokens = self.tokens.scope(&registered).at(now).id(id);
        let token = tokens.max_age(max_age).create(owner)?;
        let link = Link {
            id,
            account: key_of(owner)?,
            state: self.tokens.state(owner),
            scope: scope.text().to_owned(),
            label: new.label,
            created: now,
            // To the second, as the token has it.
            expires: Timestamp::from_unix_seconds(now.saturating_add(max_age).unix_seconds()),
            max_uses: new.max_uses,
            uses: 0,
            last_opened: None,
            passphrase: new.passphrase,
            revoked: None,
        };
        if !self.store.create_link(&link).await? {
            return Err(StoreError::new("one identifier was drawn twice").into());
        }
        Ok(MadeLink { token, link })
    }
}

fn check(owner: &impl Account, new: &NewLink, policy: &Policy) -> Result<(), CreateLinkError> {
    if !owner.is_active() {
        return Err(CreateLinkError::Inactive);
    }
    if new.label.chars().count() > LONGEST_LABEL || new.label.contains(is_disruptive) {
        return Err(CreateLinkError::Label);
    }
    if new.max_uses == Some(0) {
        return Err(CreateLinkError::NoUses);
    }
    if new.passphrase.is_none() && policy.needs_passphrase {
        return Err(CreateLinkError::PassphraseNeeded);
    }
    match new.max_age {
        Some(age) if age < SHORTEST_MAX_AGE => Err(CreateLinkError::ShortMaxAge),
        Some(age) if age > policy.longest_max_age => Err(CreateLinkError::LongMaxAge {
            longest: policy.longest_max_age,
        }),
        _ => Ok(()),
    }
}

fn in_words(age: Duration) -> String {
    let (days, rest) = (age.as_secs() / 86_400, age.as_secs() % 86_400);
    match (days, rest) {
        (1, 0) => "1 day".to_owned(),
        (_, 0) => format!("{days} days"),
        _ => format!("{} minutes", age.as_secs() / 60),
    }
}
