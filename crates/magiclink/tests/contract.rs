//! The rules that every store keeps, checked on the one in memory.

use std::fs;

use magiclink::{contract::Threads, memory::MemoryStore};

magiclink::test_store!(MemoryStore::new(), Threads::default());
magiclink::test_person_store!(MemoryStore::new(), Threads::default());
magiclink::test_fingerprint_store!(MemoryStore::new(), Threads::default());
magiclink::test_audit_store!(MemoryStore::new(), Threads::default());

/// A runtime of an application can wait for a store, too.
mod on_tokio {
    use super::*;

    fn threads() -> Threads {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .build()
            .expect("threads can be started");
        Threads::new(move |task| runtime.block_on(task))
    }

    magiclink::test_store!(MemoryStore::new(), threads());
}

#[test]
fn every_rule_has_its_test() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/contract");
    let tests = fs::read_to_string(format!("{folder}/tests.rs")).unwrap();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let module = path.file_stem().unwrap().to_string_lossy().into_owned();
        let text = fs::read_to_string(&path).unwrap();
        for rule in text.split("\npub async fn ").skip(1) {
            let name = rule.split('(').next().unwrap();
            let entry = format!("{module}: {name}(");
            assert!(tests.contains(&entry), "{entry} is not in tests.rs");
        }
    }
}
