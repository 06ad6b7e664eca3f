-- The audit log: what has happened, when, to whose account, from where and by whom. Times are microseconds
-- since 1970 in UTC. No token, code, cookie or passphrase is in it, and no address that somebody typed.

CREATE TABLE audit (
    id      bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at      bigint NOT NULL,
    what    text NOT NULL,
    -- Who did it, and if that was an admin, the encoded primary key of the admin's account.
    actor   text NOT NULL,
    admin   bytea,
    -- The encoded primary key of the account that it concerns.
    account bytea,
    address inet,
    browser text NOT NULL,
    link    bytea,
    detail  text NOT NULL,
    -- How many: refusals in masses are counted together.
    count   bigint NOT NULL
);

CREATE INDEX audit_by_time ON audit (at, id);
CREATE INDEX audit_of_account ON audit (account, at, id) WHERE account IS NOT NULL;
CREATE INDEX audit_of_address ON audit (address, at, id) WHERE address IS NOT NULL;
CREATE INDEX audit_of_what ON audit (what, at, id);
