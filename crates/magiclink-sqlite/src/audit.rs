//! The audit log.

use async_trait::async_trait;
use magiclink::{
    clock::Timestamp,
    primary_key::AccountKey,
    store::{AuditEntry, AuditList, AuditRow, AuditStore, StoreError},
    token::TokenId,
};
use rusqlite::{Connection, Result, params};

use crate::{
    SqliteStore,
    query::{Columns, address, execute, limit, list},
};

queries! {
    APPEND = "INSERT INTO audit (at, what, actor, admin, account, address, browser, link, detail, count)
              VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)";
    LIST = "SELECT id, at, what, actor, admin, account, address, browser, link, detail, count
            FROM audit WHERE at >= ?1 AND (at, id) < (?2, ?3)
            ORDER BY at DESC, id DESC LIMIT ?4";
    LIST_OF_WHAT = "SELECT id, at, what, actor, admin, account, address, browser, link, detail, count
                    FROM audit WHERE what = ?5 AND at >= ?1 AND (at, id) < (?2, ?3)
                    ORDER BY at DESC, id DESC LIMIT ?4";
    LIST_OF_ADDRESS = "SELECT id, at, what, actor, admin, account, address, browser, link, detail, count
                       FROM audit WHERE address = ?6 AND at >= ?1 AND (at, id) < (?2, ?3)
                           AND (?5 IS NULL OR what = ?5)
                       ORDER BY at DESC, id DESC LIMIT ?4";
    LIST_OF_ACCOUNT = "SELECT id, at, what, actor, admin, account, address, browser, link, detail, count
                       FROM audit WHERE account = ?7 AND at >= ?1 AND (at, id) < (?2, ?3)
                           AND (?5 IS NULL OR what = ?5) AND (?6 IS NULL OR address = ?6)
                       ORDER BY at DESC, id DESC LIMIT ?4";
    DELETE = "DELETE FROM audit WHERE at < ?1";
}

#[async_trait]
impl AuditStore for SqliteStore {
    async fn append_audit(&self, entries: &[AuditEntry]) -> Result<(), StoreError> {
        if entries.is_empty() {
            return Ok(());
        }
        let entries = entries.to_vec();
        self.write(move |connection| {
            entries
                .iter()
                .try_for_each(|entry| append(connection, entry))
        })
        .await
    }

    async fn audit(&self, wanted: AuditList<'_>) -> Result<Vec<AuditRow>, StoreError> {
        let since = wanted.since.map_or(i64::MIN, Timestamp::unix_micros);
        let (at, id) = wanted
            .after
            .map_or((i64::MAX, i64::MAX), |(at, id)| (at.unix_micros(), id));
        let (count, what) = (limit(wanted.count), wanted.what);
        let place = address(wanted.client);
        let account = wanted.account.map(AccountKey::as_bytes);
        self.read(|connection| match (account, &place, what) {
            (Some(_), ..) => {
                let params = params![since, at, id, count, what, place, account];
                list(connection, LIST_OF_ACCOUNT, params, row)
            }
            (None, Some(_), _) => {
                let params = params![since, at, id, count, what, place];
                list(connection, LIST_OF_ADDRESS, params, row)
            }
            (None, None, Some(_)) => {
                let params = params![since, at, id, count, what];
                list(connection, LIST_OF_WHAT, params, row)
            }
            (None, None, None) => list(connection, LIST, params![since, at, id, count], row),
        })
    }

    async fn delete_audit(&self, before: Timestamp) -> Result<u64, StoreError> {
        self.write(
            move |connection| Ok(execute(connection, DELETE, [before.unix_micros()])? as u64),
        )
        .await
    }
}

fn append(connection: &Connection, entry: &AuditEntry) -> Result<()> {
    let params = params![
        entry.at.unix_micros(),
        entry.what,
        entry.by,
        entry.admin.as_ref().map(AccountKey::as_bytes),
        entry.account.as_ref().map(AccountKey::as_bytes),
        address(entry.client.address),
        entry.client.browser,
        entry.link.map(TokenId::to_bytes),
        entry.detail,
        i64::try_from(entry.count).unwrap_or(i64::MAX),
    ];
    execute(connection, APPEND, params).map(drop)
}

fn row(columns: &mut Columns<'_>) -> Result<AuditRow> {
    Ok(AuditRow {
        id: columns.value()?,
        entry: AuditEntry {
            at: columns.time()?,
            what: columns.value()?,
            by: columns.value()?,
            admin: columns.account_or_none()?,
            account: columns.account_or_none()?,
            client: columns.client()?,
            link: columns.value::<Option<[u8; 8]>>()?.map(TokenId::from_bytes),
            detail: columns.value()?,
            count: columns.value::<i64>()?.unsigned_abs(),
        },
    })
}
