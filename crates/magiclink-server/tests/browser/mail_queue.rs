//! An admin looks into the outbox while the mail server cannot be reached.

use std::net::TcpListener;

use crate::{
    harness::{Browser, Look, until},
    server::{JANE, JOHN, Server},
};

/// A mail server that nobody listens for.
fn nowhere() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("there is a free port");
    let address = listener.local_addr().expect("a listener has an address");
    format!("smtp://{address}")
}

#[tokio::test]
async fn a_mail_that_waits_is_tried_again_or_dropped() {
    let server = Server::start_with(&[("MAGICLINK_MAIL_URL", &nowhere())]);
    server.run(&["account", "admin", JANE]);
    let jane = Browser::open("mail-queue", Look::DESK).await;
    jane.log_in(&server, JANE).await;
    jane.go(&server.url("/admin/mails/")).await;
    jane.see("empty").await;
    let john = Browser::open("mail-queue-other", Look::DESK).await;
    john.ask(&server, JOHN).await;
    john.arrive("/login/sent/").await;

    let has_failed = until(async || {
        jane.go(&server.url("/admin/mails/")).await;
        let text = jane.text().await;
        text.contains("The server said").then_some(text)
    });
    let text = has_failed.await.expect("the mail is tried");
    assert!(text.contains("Next attempt in"), "{text}");
    assert!(!text.contains(JOHN), "an address is not for admins: {text}");
    jane.see("waiting").await;
    let has_failed_again = until(async || {
        jane.click("form[action$='/retry/'] button").await;
        let text = jane.text().await;
        text.contains("attempts").then_some(())
    });
    assert!(has_failed_again.await.is_some());
    jane.click("form[action$='/drop/'] button").await;
    jane.find("tbody tr:only-child td:last-child:not(:has(button))")
        .await;
    assert!(jane.text().await.contains("Dropped by an admin"));
    jane.see("dropped").await;
}
