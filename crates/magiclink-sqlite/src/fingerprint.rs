//! The fingerprint of the settings of tokens.

use async_trait::async_trait;
use magiclink::{
    settings::Fingerprint,
    store::{FingerprintStore, StoreError},
};
use rusqlite::{Connection, params};

use crate::{
    SqliteStore,
    query::{Columns, execute, find},
};

queries! {
    FIND = "SELECT value FROM settings WHERE name = 'token fingerprint'";
    CREATE = "INSERT INTO settings (name, value) VALUES ('token fingerprint', ?1)
              ON CONFLICT (name) DO NOTHING";
    UPDATE = "UPDATE settings SET value = ?1 WHERE name = 'token fingerprint' AND value = ?2";
}

#[async_trait]
impl FingerprintStore for SqliteStore {
    async fn find_fingerprint(&self) -> Result<Option<Fingerprint>, StoreError> {
        let kept = self.read(kept)?;
        let parsed = kept.map(|text| text.parse()).transpose();
        parsed.map_err(StoreError::new)
    }

    async fn keep_fingerprint(
        &self,
        present: &Fingerprint,
        earlier: Option<&Fingerprint>,
    ) -> Result<bool, StoreError> {
        let present = present.to_string();
        let earlier = earlier.map(ToString::to_string);
        self.write(move |connection| {
            let changed = match earlier {
                None => execute(connection, CREATE, [present])?,
                Some(earlier) => execute(connection, UPDATE, params![present, earlier])?,
            };
            Ok(changed == 1)
        })
        .await
    }
}

/// What is kept, as it stands there.
pub(crate) fn kept(connection: &Connection) -> rusqlite::Result<Option<String>> {
    find(connection, FIND, [], text)
}

fn text(columns: &mut Columns<'_>) -> rusqlite::Result<String> {
    columns.value()
}
