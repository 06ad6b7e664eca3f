//! Where the fingerprint of the settings of tokens is kept, and its check at the start.

use async_trait::async_trait;

use crate::{
    settings::{Fingerprint, FingerprintError},
    store::StoreError,
};

/// Keeps the fingerprint of the settings that tokens were made with last.
#[async_trait]
pub trait FingerprintStore: std::fmt::Debug + Send + Sync {
    /// Finds it; `None` if none has been kept yet.
    async fn find_fingerprint(&self) -> Result<Option<Fingerprint>, StoreError>;

    /// Keeps `present` if what is kept is `earlier`; false, and nothing is changed, otherwise.
    async fn keep_fingerprint(
        &self,
        present: &Fingerprint,
        earlier: Option<&Fingerprint>,
    ) -> Result<bool, StoreError>;
}

/// Keeps the fingerprint of the present settings, if they may take the place of those that tokens were
/// made with before. To be done at the start, before any token is made or accepted.
///
/// ```
/// # use magiclink::{Tokens, memory::MemoryStore, secret::Secret, settings::Settings, store};
/// # let secret = Secret::generate()?;
/// # let wait = magiclink::contract::Threads::default();
/// # let database = MemoryStore::new();
/// # wait.block_on(async {
/// let tokens = Tokens::<i16>::new(Settings::django(secret.clone()))?;
/// store::follow(&database, &tokens.fingerprint()).await?;
///
/// // A later version of the application, with larger keys:
/// let tokens = Tokens::<i32>::new(Settings::django(secret))?;
/// assert!(store::follow(&database, &tokens.fingerprint()).await.is_err());
/// # Ok::<(), Box<dyn std::error::Error + Send + Sync>>(())
/// # })?;
/// # Ok::<(), Box<dyn std::error::Error + Send + Sync>>(())
/// ```
///
/// # Errors
///
/// The settings may not take their place, or the store failed.
pub async fn follow(
    store: &dyn FingerprintStore,
    present: &Fingerprint,
) -> Result<(), FollowError> {
    loop {
        let earlier = store.find_fingerprint().await?;
        if let Some(earlier) = &earlier {
            present.follows(earlier)?;
        }
        if store.keep_fingerprint(present, earlier.as_ref()).await? {
            return Ok(());
        }
        // Another server has started with settings of its own meanwhile.
    }
}

/// Settings of tokens were not taken into use.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum FollowError {
    /// They may not take the place of the earlier ones.
    #[error(transparent)]
    Settings(#[from] FingerprintError),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}
