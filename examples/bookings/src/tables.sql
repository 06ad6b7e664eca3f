CREATE TABLE IF NOT EXISTS app_users (
    id        INTEGER PRIMARY KEY,
    email     TEXT    NOT NULL,
    email_key TEXT    NOT NULL UNIQUE,
    password  TEXT    NOT NULL,
    is_staff  INTEGER NOT NULL,
    is_active INTEGER NOT NULL DEFAULT 1
) STRICT;

CREATE TABLE IF NOT EXISTS app_bookings (
    id       INTEGER PRIMARY KEY,
    customer INTEGER NOT NULL REFERENCES app_users,
    home     TEXT    NOT NULL,
    dates    TEXT    NOT NULL
) STRICT;

CREATE INDEX IF NOT EXISTS app_bookings_of_customer ON app_bookings (customer);
