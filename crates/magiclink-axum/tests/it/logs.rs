//! What is in the log, and what never is.

use std::{
    cell::RefCell,
    fmt::{Debug, Write as _},
    sync::Once,
};

use tracing::{
    Event, Metadata, Subscriber,
    field::{Field, Visit},
    span,
};

use crate::app::{JANE, Letter as _, TestApp};

thread_local! {
    /// Everything that this thread has logged, at every level.
    static TEXT: RefCell<String> = const { RefCell::new(String::new()) };
}

/// Logs of all tests: each has a thread to itself.
struct Log;

/// Begins to log, once for all tests: a subscriber of one thread only is not asked about a callsite that
/// another thread has reached first.
pub(crate) fn begin() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| tracing::subscriber::set_global_default(Log).unwrap());
}

fn write(write: impl FnOnce(&mut Line<'_>)) {
    TEXT.with_borrow_mut(|text| {
        write(&mut Line(text));
        text.push('\n');
    });
}

struct Line<'t>(&'t mut String);

impl Visit for Line<'_> {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        std::write!(self.0, "{field}={value:?} ").unwrap();
    }
}

impl Subscriber for Log {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }

    fn new_span(&self, attributes: &span::Attributes<'_>) -> span::Id {
        write(|line| attributes.record(line));
        span::Id::from_u64(1)
    }

    fn record(&self, _: &span::Id, values: &span::Record<'_>) {
        write(|line| values.record(line));
    }

    fn event(&self, event: &Event<'_>) {
        write(|line| event.record(line));
    }

    fn record_follows_from(&self, _: &span::Id, _: &span::Id) {}

    fn enter(&self, _: &span::Id) {}

    fn exit(&self, _: &span::Id) {}
}

#[tokio::test]
async fn no_token_address_or_secret_is_in_the_log() {
    let app = TestApp::new().await;
    let mut browser = app.browser();
    let form = browser.get("/login/?next=/secret-place/").await;
    browser.submit(&form, "/login/", &[("email", JANE)]).await;
    let asked = browser.cookies.clone();
    let mail = app.mail().await;
    let sent = browser.get("/login/sent/").await;
    browser
        .submit(&sent, "/login/code/", &[("code", "QQQQ-QQQQ")])
        .await;
    app.browser().get(&mail.link()).await;
    browser.get(&mail.link()).await.assert(303, "");
    browser.get("/account/").await.assert(200, JANE);
    app.browser().get(&mail.link()).await.assert(403, "");
    app.browser()
        .get("/login/auth/?sesame=3.canary")
        .await
        .assert(403, "");
    browser
        .post(
            "/login/",
            &[("email".to_owned(), "canary@x\n[FAKE]\u{1b}[2J".to_owned())],
        )
        .await;
    let account = browser.get("/account/").await;
    let cookies = browser.cookies.clone();
    browser
        .submit(&account, "/logout/", &[])
        .await
        .assert(303, "");

    let text = TEXT.with_borrow(String::clone);
    for wanted in [
        "a login link was asked for",
        "j***@example.com",
        "logged in",
        "logged out",
        "path=\"/login/auth/\"",
    ] {
        assert!(text.contains(wanted), "no `{wanted}` in {text}");
    }
    let token = mail.link().split_once('=').unwrap().1.to_owned();
    let code = mail.code();
    let mut secrets = vec![
        "jane.doe",
        "canary",
        "secret-place",
        "QQQQ",
        "[FAKE]",
        "\u{1b}",
        &token,
        &code,
    ];
    secrets.extend(asked.values().chain(cookies.values()).map(String::as_str));
    for secret in secrets {
        assert!(!text.contains(secret), "`{secret}` in {text}");
    }
}
