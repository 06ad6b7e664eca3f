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

use crate::{
    PostgresStore,
    error::Failure,
    lock,
    query::{Columns, execute, find, limit, list},
    text::escape,
    transaction::Transaction,
};

queries! {
    CREATE = "INSERT INTO links (id, account, state, scope, label, created, expires, max_uses, uses,
                  last_opened, passphrase, revoked)
              VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) ON CONFLICT (id) DO NOTHING";
    FIND = "SELECT id, account, state, scope, label, created, expires, max_uses, uses, last_opened,
                passphrase, revoked
            FROM links WHERE id = $1";
    LIST = "SELECT id, account, state, scope, label, created, expires, max_uses, uses, last_opened,
                passphrase, revoked
            FROM links WHERE (created, id) < ($1, $2)
                AND (strpos(lower(label), lower($3 COLLATE \"C\")) > 0
                    OR strpos(lower(scope), lower($3 COLLATE \"C\")) > 0)
            ORDER BY created DESC, id DESC LIMIT $4";
    LIST_OF = "SELECT id, account, state, scope, label, created, expires, max_uses, uses, last_opened,
                   passphrase, revoked
               FROM links WHERE account = $5 AND (created, id) < ($1, $2)
                   AND (strpos(lower(label), lower($3 COLLATE \"C\")) > 0
                       OR strpos(lower(scope), lower($3 COLLATE \"C\")) > 0)
               ORDER BY created DESC, id DESC LIMIT $4";
    OPEN = "WITH used AS (
                UPDATE links SET uses = least(uses + 1, 4294967295),
                    last_opened = greatest($3, last_opened)
                WHERE id = $2 AND revoked IS NULL AND expires > $3
                    AND (max_uses IS NULL OR uses < max_uses)
                RETURNING id
            )
            INSERT INTO openings (id, link, opened, expires) SELECT $1, id, $3, $4 FROM used";
    FIND_OPENING = "SELECT openings.id, openings.link, openings.opened, openings.expires,
                        links.id, account, state, scope, label, created, links.expires, max_uses, uses,
                        last_opened, passphrase, revoked
                    FROM openings JOIN links ON links.id = openings.link
                    WHERE openings.id = $1 AND openings.expires > $2";
    REVOKE = "UPDATE links SET revoked = $2
              WHERE id = $1 AND revoked IS NULL AND ($3::bytea IS NULL OR account = $3)";
    REVOKE_ALL = "UPDATE links SET revoked = $2 WHERE account = $1 AND revoked IS NULL";
    // Openings are locked in the order of their identifiers, whoever ends them.
    END = "DELETE FROM openings WHERE id = ANY (ARRAY (
               SELECT id FROM openings WHERE link = $1 ORDER BY id FOR UPDATE))";
    END_ALL = "DELETE FROM openings WHERE id = ANY (ARRAY (
                   SELECT openings.id FROM links JOIN openings ON openings.link = links.id
                   WHERE account = $1 ORDER BY openings.id FOR UPDATE OF openings))";
    DELETE_ALL = "DELETE FROM links WHERE account = $1";
    DELETE_EXPIRED = "DELETE FROM links WHERE id = ANY (ARRAY (
                          SELECT id FROM links WHERE expires < $1 ORDER BY expires LIMIT $2
                          FOR UPDATE SKIP LOCKED))";
    DELETE_REVOKED = "DELETE FROM links WHERE id = ANY (ARRAY (
                          SELECT id FROM links WHERE revoked < $1 ORDER BY revoked LIMIT $2
                          FOR UPDATE SKIP LOCKED))";
    DELETE_OPENINGS = "DELETE FROM openings WHERE id = ANY (ARRAY (
                           SELECT id FROM openings WHERE expires < $1 ORDER BY expires LIMIT $2
                           FOR UPDATE SKIP LOCKED))";
}

/// Comes after every place in a list: bytes are after those that they begin with.
const END_OF_TIME: (i64, [u8; 9]) = (i64::MAX, [u8::MAX; 9]);

#[async_trait]
impl LinkStore for PostgresStore {
    async fn create_link(&self, link: &Link) -> Result<bool, StoreError> {
        let passphrase = link.passphrase.as_ref().map(PassphraseHash::as_str);
        let params = params![
            link.id.to_bytes().to_vec(),
            link.account.as_bytes(),
            link.state.as_bytes().as_slice(),
            escape(&link.scope),
            escape(&link.label),
            link.created.unix_micros(),
            link.expires.unix_micros(),
            link.max_uses.map(i64::from),
            i64::from(link.uses),
            link.last_opened.map(Timestamp::unix_micros),
            passphrase.map(escape),
            link.revoked.map(Timestamp::unix_micros),
        ];
        Ok(self.change(CREATE, params).await? > 0)
    }

    async fn find_link(&self, id: TokenId) -> Result<Option<Link>, StoreError> {
        let params = params![id.to_bytes().to_vec()];
        self.read(|client| async move { find(&client, FIND, params, link).await })
            .await
    }

    async fn links(&self, wanted: LinkList<'_>) -> Result<Vec<Link>, StoreError> {
        let (last, first) = (wanted.after, END_OF_TIME);
        let created = last.map_or(first.0, |(created, _)| created.unix_micros());
        let id = last.map_or(first.1.to_vec(), |(_, id)| id.to_bytes().to_vec());
        let (search, count) = (escape(wanted.search), limit(wanted.count));
        let account = wanted.account.map(AccountKey::as_bytes);
        let all = params![created, id, search, count];
        let theirs = params![created, id, search, count, account];
        let (sql, params) = match account {
            Some(_) => (LIST_OF, theirs.as_slice()),
            None => (LIST, all.as_slice()),
        };
        self.read(|client| async move { list(&client, sql, params, link).await })
            .await
    }

    async fn open_link(&self, opening: &Opening) -> Result<bool, StoreError> {
        let params = params![
            opening.id.as_bytes().as_slice(),
            opening.link.to_bytes().to_vec(),
            opening.opened.unix_micros(),
            opening.expires.unix_micros(),
        ];
        Ok(self.change(OPEN, params).await? > 0)
    }

    async fn find_opening(
        &self,
        id: &Digest,
        now: Timestamp,
    ) -> Result<Option<(Opening, Link)>, StoreError> {
        let params = params![id.as_bytes().as_slice(), now.unix_micros()];
        self.read(|client| async move { find(&client, FIND_OPENING, params, opened).await })
            .await
    }

    async fn revoke_link(
        &self,
        id: TokenId,
        account: Option<&AccountKey>,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        let id = &id.to_bytes().to_vec();
        let account = account.map(AccountKey::as_bytes);
        self.write(|transaction| async move {
            let params = params![id, now.unix_micros(), account];
            let is_revoked = execute(&transaction, REVOKE, params).await? > 0;
            if is_revoked {
                // In a statement of its own, so that it sees what was opened while the first one
                // waited for the link.
                execute(&transaction, END, params![id]).await?;
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
        self.write(|transaction| async move {
            lock::account(&transaction, account).await?;
            revoke_all(&transaction, account, now).await
        })
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

/// Revokes all links of an account, which must be locked, and ends their openings; how many links it
/// revoked.
pub(crate) async fn revoke_all(
    transaction: &Transaction,
    account: &AccountKey,
    now: Timestamp,
) -> Result<u64, Failure> {
    let params = params![account.as_bytes(), now.unix_micros()];
    let count = execute(transaction, REVOKE_ALL, params).await?;
    // After the links, so that it sees what was opened while that waited for them.
    end_all(transaction, account).await?;
    Ok(count)
}

/// Ends the openings of all links of an account, which must be locked.
pub(crate) async fn end_all(
    transaction: &Transaction,
    account: &AccountKey,
) -> Result<(), Failure> {
    let params = params![account.as_bytes()];
    execute(transaction, END_ALL, params).await.map(drop)
}

/// Deletes all links of an account, which must be locked.
pub(crate) async fn delete_all(
    transaction: &Transaction,
    account: &AccountKey,
) -> Result<(), Failure> {
    end_all(transaction, account).await?;
    let params = params![account.as_bytes()];
    execute(transaction, DELETE_ALL, params).await.map(drop)
}

fn link(columns: &mut Columns) -> Result<Link, Failure> {
    Ok(Link {
        id: columns.token_id()?,
        account: columns.account()?,
        state: columns.digest()?,
        scope: columns.text()?,
        label: columns.text()?,
        created: columns.time()?,
        expires: columns.time()?,
        max_uses: columns.count_or_none()?,
        uses: columns.count()?,
        last_opened: columns.time_or_none()?,
        passphrase: columns.text_or_none()?.map(PassphraseHash::from_text),
        revoked: columns.time_or_none()?,
    })
}

fn opened(columns: &mut Columns) -> Result<(Opening, Link), Failure> {
    let opening = Opening {
        id: columns.digest()?,
        link: columns.token_id()?,
        opened: columns.time()?,
        expires: columns.time()?,
    };
    Ok((opening, link(columns)?))
}
