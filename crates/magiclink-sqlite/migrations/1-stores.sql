-- The stores of magiclink. Times are microseconds since 1970 in UTC. Identifiers of sessions, codes,
-- browsers and limits are digests: none of them opens anything.

CREATE TABLE people (
    -- AUTOINCREMENT: an id is used once, also after its account was deleted.
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    email      TEXT    NOT NULL,
    -- Compared byte by byte (BINARY is the default collation).
    email_key  TEXT    NOT NULL UNIQUE,
    marker     TEXT    NOT NULL,
    language   TEXT,
    is_active  INTEGER NOT NULL DEFAULT 1 CHECK (is_active IN (0, 1)),
    epoch      INTEGER NOT NULL DEFAULT 0,
    created    INTEGER NOT NULL,
    last_login INTEGER
) STRICT;

CREATE TABLE sessions (
    id      BLOB    NOT NULL PRIMARY KEY CHECK (length(id) = 32),
    -- The encoded primary key of the account, which may be in a table of the application.
    account BLOB    NOT NULL,
    created INTEGER NOT NULL,
    seen    INTEGER NOT NULL,
    expires INTEGER NOT NULL,
    address TEXT,
    browser TEXT    NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX sessions_of_account ON sessions (account, created);
CREATE INDEX sessions_by_expiry ON sessions (expires);

CREATE TABLE logins (
    id             BLOB    NOT NULL PRIMARY KEY CHECK (length(id) = 8),
    browser        BLOB    NOT NULL CHECK (length(browser) = 32),
    account        BLOB,
    code           BLOB    NOT NULL CHECK (length(code) = 32),
    code_expires   INTEGER NOT NULL,
    code_tries     INTEGER NOT NULL,
    next           TEXT,
    asked          INTEGER NOT NULL,
    client_address TEXT,
    client_browser TEXT    NOT NULL,
    expires        INTEGER NOT NULL,
    spent          INTEGER
) STRICT, WITHOUT ROWID;

CREATE INDEX logins_of_browser ON logins (browser, asked);
CREATE INDEX logins_of_account ON logins (account) WHERE account IS NOT NULL;
CREATE INDEX logins_by_expiry ON logins (expires);

CREATE TABLE mails (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    message_id TEXT    NOT NULL,
    -- What a reader could use, kept until the mail has ended.
    recipient  TEXT,
    subject    TEXT,
    text       TEXT,
    html       TEXT,
    written    INTEGER NOT NULL,
    expires    INTEGER NOT NULL,
    due        INTEGER NOT NULL,
    attempts   INTEGER NOT NULL DEFAULT 0,
    -- What the server said last.
    reason     TEXT,
    ended      INTEGER,
    state      TEXT    NOT NULL DEFAULT 'waiting',
    CHECK ((state = 'waiting') = (ended IS NULL)),
    CHECK (ended IS NULL OR coalesce(recipient, subject, text, html) IS NULL)
) STRICT;

CREATE INDEX waiting_mails ON mails (due) WHERE ended IS NULL;
CREATE INDEX ended_mails ON mails (ended) WHERE ended IS NOT NULL;

CREATE TABLE limits (
    key     BLOB    NOT NULL PRIMARY KEY CHECK (length(key) = 32),
    -- Times, 8 bytes each, little-endian; only the policy knows what they mean.
    history BLOB    NOT NULL CHECK (length(history) % 8 = 0),
    expires INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX limits_by_expiry ON limits (expires);
