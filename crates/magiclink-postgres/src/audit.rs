//! The audit log.

use async_trait::async_trait;
use magiclink::{
    clock::Timestamp,
    primary_key::AccountKey,
    store::{AuditEntry, AuditList, AuditRow, AuditStore, StoreError},
};

use crate::{
    PostgresStore,
    error::Failure,
    query::{Columns, execute, limit, list},
    text::escape,
    transaction::Transaction,
};

queries! {
    APPEND = "INSERT INTO audit (at, what, actor, admin, account, address, browser, link, detail, count)
              VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    LIST = "SELECT id, at, what, actor, admin, account, address, browser, link, detail, count
            FROM audit WHERE at >= $1 AND (at, id) < ($2, $3)
            ORDER BY at DESC, id DESC LIMIT $4";
    LIST_OF_WHAT = "SELECT id, at, what, actor, admin, account, address, browser, link, detail, count
                    FROM audit WHERE what = $5 AND at >= $1 AND (at, id) < ($2, $3)
                    ORDER BY at DESC, id DESC LIMIT $4";
    LIST_OF_ADDRESS = "SELECT id, at, what, actor, admin, account, address, browser, link, detail, count
                       FROM audit WHERE address = $6 AND at >= $1 AND (at, id) < ($2, $3)
                           AND ($5::text IS NULL OR what = $5)
                       ORDER BY at DESC, id DESC LIMIT $4";
    LIST_OF_ACCOUNT = "SELECT id, at, what, actor, admin, account, address, browser, link, detail, count
                       FROM audit WHERE account = $7 AND at >= $1 AND (at, id) < ($2, $3)
                           AND ($5::text IS NULL OR what = $5) AND ($6::inet IS NULL OR address = $6)
                       ORDER BY at DESC, id DESC LIMIT $4";
    DELETE = "DELETE FROM audit WHERE id = ANY (ARRAY (
                  SELECT id FROM audit WHERE at < $1 ORDER BY at LIMIT $2
                  FOR UPDATE SKIP LOCKED))";
}

#[async_trait]
impl AuditStore for PostgresStore {
    async fn append_audit(&self, entries: &[AuditEntry]) -> Result<(), StoreError> {
        if entries.is_empty() {
            return Ok(());
        }
        self.write(|transaction| async move {
            for entry in entries {
                append(&transaction, entry).await?;
            }
            Ok(())
        })
        .await
    }

    async fn audit(&self, wanted: AuditList<'_>) -> Result<Vec<AuditRow>, StoreError> {
        let since = wanted.since.map_or(i64::MIN, Timestamp::unix_micros);
        let (at, id) = wanted
            .after
            .map_or((i64::MAX, i64::MAX), |(at, id)| (at.unix_micros(), id));
        let count = limit(wanted.count);
        let (what, address) = (wanted.what.map(escape), wanted.client);
        let account = wanted.account.map(AccountKey::as_bytes);
        let all = params![since, at, id, count, what, address, account];
        // Each statement has as many parameters as it uses.
        let (sql, params) = match (account, address, &what) {
            (Some(_), ..) => (LIST_OF_ACCOUNT, all.as_slice()),
            (None, Some(_), _) => (LIST_OF_ADDRESS, &all[..6]),
            (None, None, Some(_)) => (LIST_OF_WHAT, &all[..5]),
            (None, None, None) => (LIST, &all[..4]),
        };
        self.read(|client| async move { list(&client, sql, params, row).await })
            .await
    }

    async fn delete_audit(&self, before: Timestamp) -> Result<u64, StoreError> {
        self.clean_up(DELETE, before).await
    }
}

async fn append(transaction: &Transaction, entry: &AuditEntry) -> Result<(), Failure> {
    let params = params![
        entry.at.unix_micros(),
        escape(&entry.what),
        escape(&entry.by),
        entry.admin.as_ref().map(AccountKey::as_bytes),
        entry.account.as_ref().map(AccountKey::as_bytes),
        entry.client.address,
        escape(&entry.client.browser),
        entry.link.map(|link| link.to_bytes().to_vec()),
        escape(&entry.detail),
        i64::try_from(entry.count).unwrap_or(i64::MAX),
    ];
    execute(transaction, APPEND, params).await.map(drop)
}

fn row(columns: &mut Columns) -> Result<AuditRow, Failure> {
    Ok(AuditRow {
        id: columns.value()?,
        entry: AuditEntry {
            at: columns.time()?,
            what: columns.text()?,
            by: columns.text()?,
            admin: columns.account_or_none()?,
            account: columns.account_or_none()?,
            client: columns.client()?,
            link: columns.token_id_or_none()?,
            detail: columns.text()?,
            count: columns.count()?,
        },
    })
}
