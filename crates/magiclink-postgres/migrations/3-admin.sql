-- Who administers the others, and which mails a worker has now.

ALTER TABLE people ADD COLUMN is_admin boolean NOT NULL DEFAULT false;

-- True from a lease until its worker reports; a lease whose time is over no longer counts.
ALTER TABLE mails ADD COLUMN is_leased boolean NOT NULL DEFAULT false;
