-- What sqlite.sql does, for PostgreSQL.

INSERT INTO people (email, email_key, marker, created)
SELECT format('person%s@load.example', lpad(n::text, 8, '0')),
       format('person%s@load.example', lpad(n::text, 8, '0')), md5(random()::text), 1790000000000000
FROM generate_series(1, :accounts) AS n;

INSERT INTO sessions (id, account, created, seen, expires, browser)
SELECT substr(int8send(now / 1000), 3) || substr(sha256(n::text::bytea), 7),
       int8send(1 + n * 7919 % :accounts), now, now, now + 7 * 86400000000, 'Firefox on Linux'
FROM generate_series(1::bigint, :sessions) AS n,
     (SELECT (extract(epoch FROM now()) * 1000000)::bigint AS now) AS clock;

INSERT INTO logins (id, browser, account, code, code_expires, code_tries, asked, client_browser, expires,
                    spent)
SELECT substr(sha256(n::text::bytea), 1, 8), substr(int8send(now / 1000), 3) || substr(sha256(n::text::bytea), 7),
       int8send(1 + n * 7919 % :accounts), sha256(n::text::bytea), now, 5, now, 'Firefox on Linux', now, now
FROM generate_series(1::bigint, :accounts / 100) AS n,
     (SELECT (extract(epoch FROM now()) * 1000000)::bigint AS now) AS clock;

INSERT INTO mails (message_id, written, expires, due, attempts, ended, state)
SELECT md5(random()::text), now, now, now, 1, now, 'sent'
FROM generate_series(1, :accounts / 100) AS n,
     (SELECT (extract(epoch FROM now()) * 1000000)::bigint AS now) AS clock;

INSERT INTO limits (key, history, expires)
SELECT sha256(n::text::bytea), int8send(n), now + 86400000000
FROM generate_series(1::bigint, :accounts / 100) AS n,
     (SELECT (extract(epoch FROM now()) * 1000000)::bigint AS now) AS clock;

