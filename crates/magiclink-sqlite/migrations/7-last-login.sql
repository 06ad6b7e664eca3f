-- The session that begins with a login keeps its time, and the account gets it when that session goes. So a
-- login writes one page less, which is its own among millions of accounts.

-- NULL in a session that began otherwise, or that began before there was this column.
ALTER TABLE sessions ADD COLUMN login INTEGER;

DROP INDEX sessions_of_account;
CREATE INDEX sessions_of_account ON sessions (account, login);

CREATE VIEW accounts AS
SELECT id, email, email_key, marker, language, is_active, is_admin, epoch, created,
       coalesce(
           -- 8 bytes, big-endian: the encoded primary key. `unhex` came with SQLite 3.41.
           (SELECT max(login, coalesce(people.last_login, 0)) FROM sessions
            WHERE account = unhex(format('%016x', people.id)) ORDER BY login DESC LIMIT 1),
           last_login
       ) AS last_login
FROM people;
