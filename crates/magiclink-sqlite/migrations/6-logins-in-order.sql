-- Login requests lie in the order in which they were asked for. By their random ids, each lay on a page of its
-- own, which was read and written again for each login.

CREATE TABLE ordered_logins (
    id             BLOB    NOT NULL UNIQUE CHECK (length(id) = 8),
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
) STRICT;

INSERT INTO ordered_logins SELECT * FROM logins ORDER BY asked;
DROP TABLE logins;
ALTER TABLE ordered_logins RENAME TO logins;

CREATE INDEX logins_of_browser ON logins (browser, asked, id);
CREATE INDEX logins_of_account ON logins (account) WHERE account IS NOT NULL;
CREATE INDEX logins_by_expiry ON logins (expires);
