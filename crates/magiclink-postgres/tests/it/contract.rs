//! The rules that every store keeps.

mod with_one_connection {
    use crate::server::{store, threads};

    magiclink::test_store!(store(1), threads());
    magiclink::test_person_store!(store(1), threads());
    magiclink::test_fingerprint_store!(store(1), threads());
    magiclink::test_audit_store!(store(1), threads());
}

mod with_sixteen_connections {
    use crate::server::{store, threads};

    magiclink::test_store!(store(16), threads());
    magiclink::test_person_store!(store(16), threads());
    magiclink::test_fingerprint_store!(store(16), threads());
    magiclink::test_audit_store!(store(16), threads());
}
