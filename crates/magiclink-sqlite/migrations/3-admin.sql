-- Who administers the others, and which mails a worker has now.

ALTER TABLE people ADD COLUMN is_admin INTEGER NOT NULL DEFAULT 0 CHECK (is_admin IN (0, 1));

-- 1 from a lease until its worker reports; a lease whose time is over no longer counts.
ALTER TABLE mails ADD COLUMN is_leased INTEGER NOT NULL DEFAULT 0 CHECK (is_leased IN (0, 1));
