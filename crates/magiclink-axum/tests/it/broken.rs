//! A database that does not answer.

use std::sync::Arc;

use axum::Router;
use magiclink::{
    base_url::BaseUrl,
    email::Email,
    memory::MemoryStore,
    person::Person,
    secret::Secret,
    store::{AccountStore, EmailAccountStore, StoreError},
};
use magiclink_axum::{MagicLink, WebSettings};

use crate::{
    app::{JANE, TestApp},
    browser::Browser,
};

#[derive(Clone)]
struct Broken;

impl AccountStore for Broken {
    type Account = Person;

    async fn find(&self, _: &i64) -> Result<Option<Person>, StoreError> {
        Err(StoreError::new("db.internal refused the password"))
    }
}

impl EmailAccountStore for Broken {
    async fn find_by_email(&self, _: &Email) -> Result<Option<Person>, StoreError> {
        Err(StoreError::new("db.internal refused the password"))
    }
}

#[tokio::test]
async fn a_store_that_fails_is_told_as_such_and_no_more() {
    let app = TestApp::new().await;
    let store = Arc::new(MemoryStore::new());
    let base_url = BaseUrl::parse("https://testserver").unwrap();
    let settings = WebSettings::new(Secret::generate().unwrap(), base_url);
    let magic_link = MagicLink::new(settings, Broken, store).unwrap();
    let router = magic_link.mount(Router::new());
    let mut browser = Browser::new(TestApp { router, ..app });
    let page = browser.ask(JANE).await;
    page.assert(503, "This cannot be done right now.");
    assert!(!page.body.contains("db.internal"), "{}", page.body);
    assert_eq!(page.header("cache-control"), "no-store");
}
