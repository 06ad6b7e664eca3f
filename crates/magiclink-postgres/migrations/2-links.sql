-- Registered private links, and the browsers that have opened them. Times are microseconds since 1970 in
-- UTC. The identifier of an opening is a digest and opens nothing; tokens are kept nowhere.

CREATE TABLE links (
    id          bytea  NOT NULL PRIMARY KEY CHECK (octet_length(id) = 8),
    -- The encoded primary key of the account, which may be in a table of the application.
    account     bytea  NOT NULL,
    -- The digest of what of the account revokes its links.
    state       bytea  NOT NULL CHECK (octet_length(state) = 32),
    -- "C" knows the cases of ASCII only, so a search finds the same in every database.
    scope       text   COLLATE "C" NOT NULL,
    label       text   COLLATE "C" NOT NULL,
    created     bigint NOT NULL,
    expires     bigint NOT NULL,
    max_uses    bigint,
    uses        bigint NOT NULL,
    last_opened bigint,
    -- An Argon2id hash.
    passphrase  text,
    revoked     bigint
);

CREATE INDEX links_of_account ON links (account, created, id);
CREATE INDEX links_by_time ON links (created, id);
CREATE INDEX links_by_expiry ON links (expires);
CREATE INDEX revoked_links ON links (revoked) WHERE revoked IS NOT NULL;

CREATE TABLE openings (
    id      bytea  NOT NULL PRIMARY KEY CHECK (octet_length(id) = 32),
    link    bytea  NOT NULL,
    opened  bigint NOT NULL,
    expires bigint NOT NULL
);

CREATE INDEX openings_of_link ON openings (link);
CREATE INDEX openings_by_expiry ON openings (expires);
