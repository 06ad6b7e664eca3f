//! A full disk.

use std::process::Command;

use magiclink::{
    contract::Threads,
    store::{LoginStore as _, Outbox as _, SessionStore as _},
};
use magiclink_sqlite::SqliteStore;

use crate::sample::{NOW, later, mail, request, session};

/// Not run by default: it mounts a small file system, for which it must be root.
#[test]
#[ignore = "needs to be root"]
fn a_full_disk_is_told_and_leaves_no_half_rows() {
    let folder = crate::sample::Folder::new();
    let mounted = |program: &str, arguments: &[&str]| {
        let status = Command::new(program)
            .args(arguments)
            .arg(&folder.0)
            .status();
        assert!(status.unwrap().success(), "{program}");
    };
    mounted("mount", &["-t", "tmpfs", "-o", "size=1m", "tmpfs"]);
    let threads = Threads::default();
    let store = SqliteStore::open(folder.database()).unwrap();
    threads.block_on(async {
        store.create_session(&session(1), None).await.unwrap();
        let text = mail(&"text".repeat(2000));
        let mut number = 0;
        while store
            .create_login(&request(number), Some(&text))
            .await
            .is_ok()
        {
            number += 1;
        }
        let found = store.find_session(&session(1).id, NOW).await.unwrap();
        assert_eq!(found, Some(session(1)), "sessions can still be read");
        let half = store.find_login(request(number).id).await.unwrap();
        assert_eq!(half, None, "no request without its mail");

        mounted("mount", &["-o", "remount,size=8m"]);
        let created = store.create_login(&request(number), Some(&text)).await;
        created.expect("there is room again");
        let leased = store.lease_mails(9999, NOW, later()).await.unwrap();
        assert_eq!(leased.len(), number + 1, "a mail for each request");
    });
    drop(store);
    mounted("umount", &[]);
}
