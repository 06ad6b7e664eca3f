//! Whether links can be made and taken under the present settings of tokens.

use magiclink::{
    Tokens,
    settings::Fingerprint,
    store::{self, FollowError},
};

use crate::{config::Checked, database::Database, failure::Failure};

/// What is wrong if they may not.
pub(super) const CHANGED: &str = "the settings of tokens have changed, but not the secret key, so a link could \
    be taken for another account's: make a new secret key, and do not name the old one in secret_key_fallbacks; \
    or, if all links have expired since, run `magiclink token accept-settings`";

/// Keeps the present settings of tokens in the database, if they may take the place of those that it was
/// used with before.
pub(super) async fn check(store: &dyn Database, checked: &Checked) -> Result<(), Failure> {
    let followed = store::follow(store, &fingerprint(checked)?).await;
    followed.map_err(|error| match error {
        FollowError::Store(error) => error.into(),
        _ => Failure::Usage(CHANGED.to_owned()),
    })
}

/// Takes the present settings of tokens whatever was there before.
pub(super) async fn accept(checked: &Checked) -> Result<(), Failure> {
    let store = checked.database.open().await?;
    let present = fingerprint(checked)?;
    loop {
        let earlier = store.find_fingerprint().await?;
        if store.keep_fingerprint(&present, earlier.as_ref()).await? {
            println!("the present settings of tokens are those to compare with from now on");
            return Ok(());
        }
    }
}

/// The fingerprint of the present settings.
pub(super) fn fingerprint(checked: &Checked) -> Result<Fingerprint, Failure> {
    Tokens::<i64>::new(checked.tokens.clone())
        .map(|tokens| tokens.fingerprint())
        .map_err(|error| Failure::Usage(error.to_string()))
}
