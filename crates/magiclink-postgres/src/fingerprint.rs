//! The fingerprint of the settings of tokens.

use async_trait::async_trait;
use magiclink::{
    settings::Fingerprint,
    store::{FingerprintStore, StoreError},
};

use crate::{
    PostgresStore,
    query::{Columns, find},
};

queries! {
    FIND = "SELECT value FROM settings WHERE name = 'token fingerprint'";
    CREATE = "INSERT INTO settings (name, value) VALUES ('token fingerprint', $1)
              ON CONFLICT (name) DO NOTHING";
    UPDATE = "UPDATE settings SET value = $1 WHERE name = 'token fingerprint' AND value = $2";
}

#[async_trait]
impl FingerprintStore for PostgresStore {
    async fn find_fingerprint(&self) -> Result<Option<Fingerprint>, StoreError> {
        let found = self
            .read(|client| async move { find(&client, FIND, &[], Columns::text).await })
            .await?;
        let parsed = found.map(|text| text.parse()).transpose();
        parsed.map_err(StoreError::new)
    }

    async fn keep_fingerprint(
        &self,
        present: &Fingerprint,
        earlier: Option<&Fingerprint>,
    ) -> Result<bool, StoreError> {
        let present = present.to_string();
        let changed = match earlier {
            None => self.change(CREATE, params![present]).await?,
            Some(earlier) => {
                let params = params![present, earlier.to_string()];
                self.change(UPDATE, params).await?
            }
        };
        Ok(changed == 1)
    }
}
