-- The stores of magiclink. Times are microseconds since 1970 in UTC. Identifiers of sessions, codes,
-- browsers and limits are digests: none of them opens anything. Texts that people write have no NUL
-- (see src/text.rs), and "C" compares them byte by byte, whatever the language of the database.

CREATE TABLE people (
    -- An id is used once, also after its account was deleted.
    id         bigint  GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    email      text    NOT NULL,
    email_key  text    COLLATE "C" NOT NULL UNIQUE,
    marker     text    NOT NULL,
    language   text,
    is_active  boolean NOT NULL DEFAULT true,
    epoch      bigint  NOT NULL DEFAULT 0,
    created    bigint  NOT NULL,
    last_login bigint
);

CREATE TABLE sessions (
    id      bytea  NOT NULL PRIMARY KEY CHECK (octet_length(id) = 32),
    -- The encoded primary key of the account, which may be in a table of the application.
    account bytea  NOT NULL,
    created bigint NOT NULL,
    seen    bigint NOT NULL,
    expires bigint NOT NULL,
    address inet,
    browser text   NOT NULL
);

CREATE INDEX sessions_of_account ON sessions (account, created, id);
CREATE INDEX sessions_by_expiry ON sessions (expires);

CREATE TABLE logins (
    id             bytea  NOT NULL PRIMARY KEY CHECK (octet_length(id) = 8),
    browser        bytea  NOT NULL CHECK (octet_length(browser) = 32),
    account        bytea,
    code           bytea  NOT NULL CHECK (octet_length(code) = 32),
    code_expires   bigint NOT NULL,
    code_tries     bigint NOT NULL,
    next           text,
    asked          bigint NOT NULL,
    client_address inet,
    client_browser text   NOT NULL,
    expires        bigint NOT NULL,
    spent          bigint
);

CREATE INDEX logins_of_browser ON logins (browser, asked, id);
CREATE INDEX logins_of_account ON logins (account) WHERE account IS NOT NULL;
CREATE INDEX logins_by_expiry ON logins (expires);

CREATE TABLE mails (
    id         bigint  GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    message_id text    NOT NULL,
    -- What a reader could use, kept until the mail has ended.
    recipient  text,
    subject    text,
    text       text,
    html       text,
    written    bigint  NOT NULL,
    expires    bigint  NOT NULL,
    due        bigint  NOT NULL,
    attempts   bigint  NOT NULL DEFAULT 0,
    -- What the server said last.
    reason     text,
    ended      bigint,
    state      text    NOT NULL DEFAULT 'waiting',
    CHECK ((state = 'waiting') = (ended IS NULL)),
    CHECK (ended IS NULL OR coalesce(recipient, subject, text, html) IS NULL)
);

CREATE INDEX waiting_mails ON mails (due, id) WHERE ended IS NULL;
CREATE INDEX ended_mails ON mails (ended) WHERE ended IS NOT NULL;

CREATE TABLE limits (
    key     bytea  NOT NULL PRIMARY KEY CHECK (octet_length(key) = 32),
    -- Times, 8 bytes each, little-endian; only the policy knows what they mean.
    history bytea  NOT NULL CHECK (octet_length(history) % 8 = 0),
    expires bigint NOT NULL
);

CREATE INDEX limits_by_expiry ON limits (expires);
