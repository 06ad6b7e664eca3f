//! The rules that every store keeps.

use magiclink::contract::Threads;
use magiclink_sqlite::SqliteStore;

magiclink::test_store!(SqliteStore::temporary().unwrap(), Threads::default());
magiclink::test_person_store!(SqliteStore::temporary().unwrap(), Threads::default());
magiclink::test_fingerprint_store!(SqliteStore::temporary().unwrap(), Threads::default());
magiclink::test_audit_store!(SqliteStore::temporary().unwrap(), Threads::default());
