//! What a stolen copy of the database does not hold.

use std::fs;

use magiclink::{
    contract::Threads,
    store::{LoginStore as _, Outbox as _, Undelivered},
};
use magiclink_sqlite::SqliteStore;

use crate::sample::{Folder, NOW, later, mail, request};

#[test]
fn the_text_of_a_mail_is_gone_once_it_has_ended() {
    let (folder, threads) = (Folder::new(), Threads::default());
    let link = "https://rentals.example/login/auth/?sesame=3.canary";
    let store = SqliteStore::open(folder.database()).unwrap();
    threads.block_on(async {
        for number in 0..20 {
            // Long enough for pages of its own, too.
            let text = format!("{link}{}", "x".repeat(number * 500));
            let (request, mail) = (request(number), mail(&text));
            store.create_login(&request, Some(&mail)).await.unwrap();
        }
        for leased in store.lease_mails(20, NOW, later()).await.unwrap() {
            let (id, why) = (leased.id, Undelivered::Expired);
            let ended = if id.0 % 2 == 0 {
                store.mail_sent(id, NOW).await
            } else {
                store.mail_given_up(id, why, "too late", NOW).await
            };
            ended.unwrap();
        }
    });
    drop(store);
    let bytes = fs::read(folder.database()).unwrap();
    let has = |text: &str| {
        bytes
            .windows(text.len())
            .any(|part| part == text.as_bytes())
    };
    assert!(
        !has("canary") && !has("jane.doe"),
        "the link is overwritten"
    );
    assert!(has("too late"), "what the server said is kept");
}
