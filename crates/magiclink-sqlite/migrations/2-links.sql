-- Registered private links, and the browsers that have opened them. Times are microseconds since 1970 in
-- UTC. The identifier of an opening is a digest and opens nothing; tokens are kept nowhere.

CREATE TABLE links (
    id          BLOB    NOT NULL PRIMARY KEY CHECK (length(id) = 8),
    -- The encoded primary key of the account, which may be in a table of the application.
    account     BLOB    NOT NULL,
    -- The digest of what of the account revokes its links.
    state       BLOB    NOT NULL CHECK (length(state) = 32),
    scope       TEXT    NOT NULL,
    label       TEXT    NOT NULL,
    created     INTEGER NOT NULL,
    expires     INTEGER NOT NULL,
    max_uses    INTEGER,
    uses        INTEGER NOT NULL,
    last_opened INTEGER,
    -- An Argon2id hash.
    passphrase  TEXT,
    revoked     INTEGER
) STRICT, WITHOUT ROWID;

CREATE INDEX links_of_account ON links (account, created, id);
CREATE INDEX links_by_time ON links (created, id);
CREATE INDEX links_by_expiry ON links (expires);
CREATE INDEX revoked_links ON links (revoked) WHERE revoked IS NOT NULL;

CREATE TABLE openings (
    id      BLOB    NOT NULL PRIMARY KEY CHECK (length(id) = 32),
    link    BLOB    NOT NULL,
    opened  INTEGER NOT NULL,
    expires INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX openings_of_link ON openings (link);
CREATE INDEX openings_by_expiry ON openings (expires);
