//! What observers are told: each thing once, with the account and the browser.

use std::sync::{Arc, Mutex};

use magiclink::{
    event::{Event, Observer},
    primary_key::AccountKey,
};
use magiclink_axum::WebSettings;

use crate::app::{JANE, Letter as _, TestApp};

/// Writes down what it is told.
#[derive(Debug, Default)]
pub(crate) struct Notes(Mutex<Vec<String>>);

impl Observer for Notes {
    fn observe(&self, event: &Event<'_>) {
        let account = event.account.and_then(AccountKey::decode::<i64>);
        let account = account.map_or("nobody".to_owned(), |id| id.to_string());
        let client = event.client.and_then(|client| client.address);
        let from = client.map_or("nowhere".to_owned(), |address| address.to_string());
        let detail = event.what.detail().unwrap_or("-");
        let note = format!("{} {detail} {account} {from}", event.what.name());
        self.0.lock().unwrap().push(note);
    }
}

impl Notes {
    /// An application that this observes.
    pub(crate) fn observe(self: &Arc<Self>, settings: WebSettings) -> WebSettings {
        settings.with_observer(Arc::clone(self) as Arc<dyn Observer>)
    }

    /// What was told since the last time that this was asked.
    pub(crate) fn take(&self) -> Vec<String> {
        std::mem::take(&mut self.0.lock().unwrap())
    }
}

async fn app() -> (TestApp, Arc<Notes>) {
    let notes = Arc::new(Notes::default());
    let app = TestApp::with(|settings| notes.observe(settings)).await;
    (app, notes)
}

#[tokio::test]
async fn a_login_is_told_from_the_form_to_the_logout() {
    let (app, notes) = app().await;
    let mut browser = app.browser();
    browser.ask(JANE).await.assert(303, "");
    assert_eq!(notes.take(), ["login-asked - 1 192.0.2.1"]);
    let link = app.mail().await.link();
    app.browser().get(&link).await.assert(200, "");
    assert_eq!(notes.take(), [""; 0], "a scanner has looked at it");
    browser.get(&link).await.assert(303, "");
    assert_eq!(notes.take(), ["logged-in link 1 192.0.2.1"]);
    browser.get(&link).await.assert(303, "");
    assert_eq!(notes.take(), [""; 0], "a second click is no refusal");
    app.browser().get(&link).await.assert(403, "");
    assert_eq!(notes.take(), ["login-refused spent nobody 192.0.2.1"]);
    let account = browser.get("/account/").await;
    browser.submit(&account, "/logout/", &[]).await;
    assert_eq!(notes.take(), ["logged-out - 1 192.0.2.1"]);
}

#[tokio::test]
async fn an_unknown_address_is_told_without_an_account() {
    let (app, notes) = app().await;
    app.browser().ask("nobody@example.com").await;
    assert_eq!(notes.take(), ["login-asked - nobody 192.0.2.1"]);
}

#[tokio::test]
async fn codes_are_told_when_they_are_wrong_and_when_they_are_right() {
    let (app, notes) = app().await;
    let mut browser = app.browser();
    browser.ask(JANE).await;
    let code = app.mail().await.code();
    let sent = browser.get("/login/sent/").await;
    for (typed, status) in [("QQQQ-QQQQ", 403), (&*code, 303)] {
        let typed = [("code", typed)];
        let answer = browser.submit(&sent, "/login/code/", &typed).await;
        answer.assert(status, "");
    }
    let told = notes.take();
    assert_eq!(
        told[1..],
        [
            "code-refused wrong-code nobody 192.0.2.1",
            "logged-in code 1 192.0.2.1"
        ]
    );
}

#[tokio::test]
async fn a_login_that_is_called_off_is_told_and_so_is_a_refusal() {
    let (app, notes) = app().await;
    app.browser().ask(JANE).await;
    let link = app.mail().await.cancel_link();
    let mut reader = app.browser();
    let page = reader.get(&link).await;
    reader.submit(&page, "/login/cancel/", &[]).await;
    reader.get(&link).await.assert(403, "");
    let told = notes.take();
    assert_eq!(
        told[1..],
        [
            "login-cancelled - 1 192.0.2.1",
            "cancel-refused spent nobody 192.0.2.1"
        ]
    );
}

#[tokio::test]
async fn other_browsers_that_are_logged_out_are_told() {
    let (app, notes) = app().await;
    let mut browser = app.logged_in_by_link(JANE).await;
    app.logged_in_by_link(JANE).await;
    app.logged_in_by_link(JANE).await;
    notes.take();
    let account = browser.get("/account/").await;
    browser.submit(&account, "/account/log-out/", &[]).await;
    let account = browser.get("/account/").await;
    browser
        .submit(&account, "/account/log-out-others/", &[])
        .await;
    assert_eq!(
        notes.take(),
        [
            "other-logged-out - 1 192.0.2.1",
            "others-logged-out - 1 192.0.2.1"
        ]
    );
}

#[tokio::test]
async fn whoever_has_to_wait_is_told_with_the_limit() {
    let (app, notes) = app().await;
    app.browser().ask(JANE).await;
    app.browser().ask(JANE).await.assert(429, "");
    for _ in 0..31 {
        app.browser().get("/login/auth/?sesame=3.forged").await;
    }
    let told = notes.take();
    assert_eq!(told[1], "limited mails nobody 192.0.2.1");
    assert_eq!(told[2], "login-refused encoding nobody 192.0.2.1");
    assert_eq!(told.last().unwrap(), "limited failures nobody 192.0.2.1");
    assert_eq!(told.len(), 33);
}
