//! The pages of the login.

use crate::{
    harness::Browser,
    making_links::BUTTON,
    server::{JANE, JOHN, Server},
};

/// The way from the page of the limit back to the code.
const TO_CODE: &str = ".foot a[href='/login/sent/']";

/// Jane, who mistypes first, and asks once too often.
pub(super) async fn log_in(browser: &Browser, server: &Server) {
    browser.go(&server.url("/dev/mail/")).await;
    browser.see("mailbox-empty").await;
    browser.go(&server.url("/login/?next=/account/")).await;
    browser.see("login").await;
    browser.fill("#email", "jane.doe").await;
    browser.click(BUTTON).await;
    browser.find("#email-error").await;
    browser.see("login-mistake").await;
    browser.ask(server, JANE).await;
    browser.arrive("/login/sent/").await;
    browser.ask(server, JANE).await;
    browser.find(TO_CODE).await;
    browser.see("limited").await;
    browser.click(TO_CODE).await;
    browser.arrive("/login/sent/").await;
    browser.see("sent").await;
    browser.fill("#code", "AAAA-AAAA").await;
    browser.click(BUTTON).await;
    browser.arrive("/login/code/").await;
    browser.see("wrong-code").await;
    browser.open_mail(server, 1).await;
    browser.see("mail").await;
    browser.code().await;
    browser.see("mail-text").await;
    browser.click_link().await;
    browser.is_logged_in(JANE).await;
    browser.see("account").await;
}

/// A link for John comes to Jane's browser.
pub(super) async fn stop_a_login(browser: &Browser, server: &Server) {
    browser.go(&server.url("/login/")).await;
    browser.see("login-already").await;
    browser.ask(server, JOHN).await;
    browser.arrive("/login/sent/").await;
    browser.open_mail(server, 2).await;
    browser.go(&server.url("/dev/mail/")).await;
    browser.see("mailbox").await;
    browser.click("li:first-child a").await;
    browser.click_link().await;
    browser.arrive("/login/auth/").await;
    browser.see("confirm").await;
    browser.click(".foot a").await;
    browser.arrive("/login/cancel/").await;
    let stop = browser.url().await;
    browser.see("cancel").await;
    browser.click(BUTTON).await;
    browser.arrive("/login/cancelled/").await;
    browser.see("cancelled").await;
    browser.go(stop.as_str()).await;
    browser.see("cancel-refused").await;
}

/// Logs out at the end of a day.
pub(super) async fn log_out(browser: &Browser, server: &Server) {
    browser.go(&server.url("/logout/")).await;
    browser.see("log-out").await;
    browser.click(BUTTON).await;
    browser.find("main .button").await;
    browser.see("logged-out").await;
}

/// Mistakes of somebody who is not logged in.
pub(super) async fn go_wrong(browser: &Browser, server: &Server) {
    browser
        .go(&server.url("/login/auth/?sesame=3.nothing"))
        .await;
    browser.see("refused").await;
    browser.go(&server.url("/dev/mail/99/")).await;
    browser.see("mail-not-found").await;
    browser.go(&server.url("/login/")).await;
    let forgotten = browser.client.delete_all_cookies().await;
    forgotten.expect("cookies can be deleted");
    browser.fill("#email", JANE).await;
    browser.click(BUTTON).await;
    browser.find(".foot a").await;
    browser.see("forged").await;
}
