-- What is in the tables of the program after people have logged in for a while: all accounts, sessions of
-- some, and one in a hundred times as many mails, login requests and limits.

BEGIN;

INSERT INTO people (email, email_key, marker, created)
WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < :accounts)
SELECT printf('person%08d@load.example', n), printf('person%08d@load.example', n),
       lower(hex(randomblob(16))), 1790000000000000
FROM numbers;

INSERT INTO sessions (id, account, created, seen, expires, browser)
WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < :sessions)
SELECT unhex(printf('%012x', now / 1000) || hex(randomblob(26))), unhex(printf('%016x', 1 + n * 7919 % :accounts)),
       now, now, now + 7 * 86400000000, 'Firefox on Linux'
FROM numbers, (SELECT CAST(strftime('%s', 'now') AS INTEGER) * 1000000 AS now);

INSERT INTO logins (id, browser, account, code, code_expires, code_tries, asked, client_browser, expires,
                    spent)
WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < :accounts / 100)
SELECT randomblob(8), unhex(printf('%012x', now / 1000) || hex(randomblob(26))),
       unhex(printf('%016x', 1 + n * 7919 % :accounts)), randomblob(32), now, 5, now, 'Firefox on Linux', now, now
FROM numbers, (SELECT CAST(strftime('%s', 'now') AS INTEGER) * 1000000 AS now);

INSERT INTO mails (message_id, written, expires, due, attempts, ended, state)
WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < :accounts / 100)
SELECT lower(hex(randomblob(8))), now, now, now, 1, now, 'sent'
FROM numbers, (SELECT CAST(strftime('%s', 'now') AS INTEGER) * 1000000 AS now);

INSERT INTO limits (key, history, expires)
WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < :accounts / 100)
SELECT randomblob(32), randomblob(8), now + 86400000000
FROM numbers, (SELECT CAST(strftime('%s', 'now') AS INTEGER) * 1000000 AS now);

COMMIT;
