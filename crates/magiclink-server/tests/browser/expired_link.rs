//! A person who reads the mail too late.

use std::{fs, sync::Arc, time::Duration};

use magiclink::{
    clock::{Clock, ManualClock},
    email::Email,
    person::People,
    store::PersonStore as _,
};
use magiclink_axum::{MagicLink, WebSettings};
use magiclink_sqlite::SqliteStore;

use crate::{
    browser::Browser,
    look::Look,
    server::{JANE, Server},
};

#[tokio::test]
async fn an_expired_link_offers_a_new_one_which_works() {
    let server = Server::start();
    let link = link_of_an_hour_ago(&server).await;
    let browser = Browser::open("expired-link", Look::DESK).await;
    browser.go(&link).await;
    browser.see("refused").await;
    assert!(browser.text().await.contains("This link does not work"));
    let report = server.run(&["token", "inspect", &link]);
    assert!(report.contains("the token has expired"), "{report}");

    browser.click("main .button").await;
    browser.arrive("/login/").await;
    browser.ask(&server, JANE).await;
    browser.open_mail(&server, 1).await;
    browser.click_link().await;
    browser.is_logged_in(JANE).await;
}

/// Makes a link with the key and the database of the server, by a clock that is an hour slow.
async fn link_of_an_hour_ago(server: &Server) -> String {
    let place = &server.place;
    let key = fs::read_to_string(place.folder.path("magiclink.key")).expect("the key is a file");
    let base_url = place.base_url.parse().expect("the server has a base URL");
    let then = Clock::System.now().saturating_sub(Duration::from_hours(1));
    let settings = WebSettings::new(key.trim(), base_url).with_clock(ManualClock::new(then));
    let store = SqliteStore::open(place.folder.path("magiclink.db"));
    let store = Arc::new(store.expect("the database can be opened by two"));
    let email = Email::parse(JANE).expect("Jane has an address");
    let jane = store.find_person_by_email(email.key()).await;
    let jane = jane
        .expect("the database can be read")
        .expect("Jane has an account");
    let pages = MagicLink::new(settings, People::new(store.clone()), store);
    let pages = pages.expect("the settings are those of the server");
    let link = pages.flow().make_link(&jane).await;
    link.expect("a link can be made")
}
