//! Registered private links.

use async_trait::async_trait;
use magiclink::{
    bearer::Digest,
    clock::Timestamp,
    link::{Link, Opening},
    passphrase::PassphraseHash,
    primary_key::AccountKey,
    store::{LinkList, LinkStore, StoreError},
    token::TokenId,
};
use rusqlite::{Connection, Result, params};

use crate::{
    SqliteStore,
    query::{Columns, execute, find, limit, list},
};

queries! {
    CREATE = "INSERT INTO links (id, account, state, scope, label, created, expires, max_uses, uses,
                  last_opened, passphrase, revoked)
              VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12) ON CONFLICT (id) DO NOTHING";
    FIND = "SELECT id, account, state, scope, label, created, expires, max_uses, uses, last_opened,
                passphrase, revoked
            FROM links WHERE id = ?1";
    // `lower` knows ASCII only, and `instr` no wildcards.
    LIST = "SELECT id, account, state, scope, label, created, expires, max_uses, uses, last_opened,
                passphrase, revoked
            FROM links WHERE (created, id) < (?1, ?2)
                AND (instr(lower(label), lower(?3)) OR instr(lower(scope), lower(?3)))
            ORDER BY created DESC, id DESC LIMIT ?4";
    LIST_OF = "SELECT id, account, state, scope, label, created, expires, max_uses, uses, last_opened,
                   passphrase, revoked
               FROM links WHERE account = ?5 AND (created, id) < (?1, ?2)
                   AND (instr(lower(label), lower(?3)) OR instr(lower(scope), lower(?3)))
               ORDER BY created DESC, id DESC LIMIT ?4";
    COUNT_USE = "UPDATE links SET uses = min(uses + 1, 4294967295),
                     last_opened = max(?2, coalesce(last_opened, ?2))
                 WHERE id = ?1 AND revoked IS NULL AND expires > ?2
                     AND (max_uses IS NULL OR uses < max_uses)";
    OPEN = "INSERT INTO openings (id, link, opened, expires) VALUES (?1, ?2, ?3, ?4)";
    FIND_OPENING = "SELECT openings.id, openings.link, openings.opened, openings.expires,
                        links.id, account, state, scope, label, created, links.expires, max_uses, uses,
                        last_opened, passphrase, revoked
                    FROM openings JOIN links ON links.id = openings.link
                    WHERE openings.id = ?1 AND openings.expires > ?2";
    REVOKE = "UPDATE links SET revoked = ?2
              WHERE id = ?1 AND revoked IS NULL AND (?3 IS NULL OR account = ?3)";
    REVOKE_ALL = "UPDATE links SET revoked = ?2 WHERE account = ?1 AND revoked IS NULL";
    END = "DELETE FROM openings WHERE link = ?1";
    END_ALL = "DELETE FROM openings WHERE link IN (SELECT id FROM links WHERE account = ?1)";
    DELETE_ALL = "DELETE FROM links WHERE account = ?1";
    DELETE_EXPIRED = "DELETE FROM links WHERE id IN (
                          SELECT id FROM links WHERE expires < ?1 ORDER BY expires LIMIT ?2)";
    DELETE_REVOKED = "DELETE FROM links WHERE id IN (
                          SELECT id FROM links WHERE revoked < ?1 ORDER BY revoked LIMIT ?2)";
    DELETE_OPENINGS = "DELETE FROM openings WHERE id IN (
                           SELECT id FROM openings WHERE expires < ?1 ORDER BY expires LIMIT ?2)";
}

/// Comes after every place in a list: a blob is after those that it begins with.
const END_OF_TIME: (i64, [u8; 9]) = (i64::MAX, [u8::MAX; 9]);

#[async_trait]
impl LinkStore for SqliteStore {
    async fn create_link(&self, link: &Link) -> Result<bool, StoreError> {
        let link = link.clone();
        self.write(move |connection| create(connection, &link))
            .await
    }

    async fn find_link(&self, id: TokenId) -> Result<Option<Link>, StoreError> {
        self.read(|connection| find(connection, FIND, [id.to_bytes()], link))
    }

    async fn links(&self, wanted: LinkList<'_>) -> Result<Vec<Link>, StoreError> {
        let (last, first) = (wanted.after, END_OF_TIME);
        let created = last.map_or(first.0, |(created, _)| created.unix_micros());
        let id = last.map_or(first.1.to_vec(), |(_, id)| id.to_bytes().to_vec());
        let count = limit(wanted.count);
        self.read(|connection| {
            if let Some(account) = wanted.account {
                let account = account.as_bytes();
                let params = params![created, id, wanted.search, count, account];
                list(connection, LIST_OF, params, link)
            } else {
                let params = params![created, id, wanted.search, count];
                list(connection, LIST, params, link)
            }
        })
    }

    async fn open_link(&self, opening: &Opening) -> Result<bool, StoreError> {
        let opening = opening.clone();
        self.write(move |connection| {
            let (link, opened) = (opening.link.to_bytes(), opening.opened.unix_micros());
            let is_open = execute(connection, COUNT_USE, params![link, opened])? > 0;
            if is_open {
                let (id, expires) = (opening.id.as_bytes(), opening.expires.unix_micros());
                execute(connection, OPEN, params![id, link, opened, expires])?;
            }
            Ok(is_open)
        })
        .await
    }

    async fn find_opening(
        &self,
        id: &Digest,
        now: Timestamp,
    ) -> Result<Option<(Opening, Link)>, StoreError> {
        let params = params![id.as_bytes(), now.unix_micros()];
        self.read(|connection| {
            find(connection, FIND_OPENING, params, |columns| {
                Ok((opening(columns)?, link(columns)?))
            })
        })
    }

    async fn revoke_link(
        &self,
        id: TokenId,
        account: Option<&AccountKey>,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        let account = account.cloned();
        self.write(move |connection| {
            let account = account.as_ref().map(AccountKey::as_bytes);
            let params = params![id.to_bytes(), now.unix_micros(), account];
            let is_revoked = execute(connection, REVOKE, params)? > 0;
            if is_revoked {
                execute(connection, END, [id.to_bytes()])?;
            }
            Ok(is_revoked)
        })
        .await
    }

    async fn revoke_links_of(
        &self,
        account: &AccountKey,
        now: Timestamp,
    ) -> Result<u64, StoreError> {
        let account = account.clone();
        self.write(move |connection| revoke_all(connection, &account, now))
            .await
    }

    async fn delete_links(&self, before: Timestamp) -> Result<u64, StoreError> {
        let mut count = 0;
        for sql in [DELETE_EXPIRED, DELETE_REVOKED, DELETE_OPENINGS] {
            count += self.clean_up(sql, before).await?;
        }
        Ok(count)
    }
}

/// Revokes all links of an account and ends their openings; how many links it revoked.
pub(crate) fn revoke_all(
    connection: &Connection,
    account: &AccountKey,
    now: Timestamp,
) -> Result<u64> {
    end_all(connection, account)?;
    let params = params![account.as_bytes(), now.unix_micros()];
    Ok(execute(connection, REVOKE_ALL, params)? as u64)
}

/// Ends the openings of all links of an account.
pub(crate) fn end_all(connection: &Connection, account: &AccountKey) -> Result<()> {
    execute(connection, END_ALL, [account.as_bytes()]).map(drop)
}

/// Deletes all links of an account.
pub(crate) fn delete_all(connection: &Connection, account: &AccountKey) -> Result<()> {
    end_all(connection, account)?;
    execute(connection, DELETE_ALL, [account.as_bytes()]).map(drop)
}

fn create(connection: &Connection, link: &Link) -> Result<bool> {
    let params = params![
        link.id.to_bytes(),
        link.account.as_bytes(),
        link.state.as_bytes(),
        link.scope,
        link.label,
        link.created.unix_micros(),
        link.expires.unix_micros(),
        link.max_uses,
        link.uses,
        link.last_opened.map(Timestamp::unix_micros),
        link.passphrase.as_ref().map(PassphraseHash::as_str),
        link.revoked.map(Timestamp::unix_micros),
    ];
    Ok(execute(connection, CREATE, params)? > 0)
}

fn link(columns: &mut Columns<'_>) -> Result<Link> {
    Ok(Link {
        id: columns.token_id()?,
        account: columns.account()?,
        state: columns.digest()?,
        scope: columns.value()?,
        label: columns.value()?,
        created: columns.time()?,
        expires: columns.time()?,
        max_uses: columns.value()?,
        uses: columns.value()?,
        last_opened: columns.time_or_none()?,
        passphrase: columns
            .value::<Option<String>>()?
            .map(PassphraseHash::from_text),
        revoked: columns.time_or_none()?,
    })
}

fn opening(columns: &mut Columns<'_>) -> Result<Opening> {
    Ok(Opening {
        id: columns.digest()?,
        link: columns.token_id()?,
        opened: columns.time()?,
        expires: columns.time()?,
    })
}
