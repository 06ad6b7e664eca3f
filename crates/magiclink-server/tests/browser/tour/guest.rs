//! The pages of whoever has a private link and no account.

use crate::{
    harness::Browser,
    making_links::BUTTON,
    server::{JANE, Server},
    tour::links::PASSPHRASE,
};

const ERROR: &str = "#passphrase-error";

/// Opens links, one of them with a passphrase.
pub(super) async fn open(browser: &Browser, server: &Server, with_passphrase: &str) {
    let add = ["link", "add", "--account", JANE, "--path", "/booking/1/"];
    let limited = server.run(&[add.as_slice(), &["--prefix", "--max-uses=1"]].concat());
    browser.go(limited.trim()).await;
    browser.see("open").await;

    browser.go(with_passphrase).await;
    browser.see("open-passphrase").await;
    browser.click(BUTTON).await;
    browser.find(ERROR).await;
    browser.see("open-passphrase-empty").await;
    browser.go(with_passphrase).await;
    browser.fill("#passphrase", "lighthouse").await;
    browser.click(BUTTON).await;
    browser.find(ERROR).await;
    browser.see("open-passphrase-wrong").await;
    browser.fill("#passphrase", PASSPHRASE).await;
    browser.click(BUTTON).await;
    browser.arrive("/booking/2/").await;
    browser.see("shared-booking").await;

    let forged = format!("{}A", limited.trim());
    browser.go(&forged).await;
    browser.see("private-refused").await;
    send_a_form_to_the_site(browser).await;
    browser.see("site-anonymous").await;
}

/// What loads a part of a page, or sends something, is not led to the login page.
async fn send_a_form_to_the_site(browser: &Browser) {
    let script = "
        const form = document.createElement('form');
        form.method = 'post';
        form.action = '/booking/3/';
        document.body.append(form);
        form.submit();
    ";
    browser.run(script).await;
    browser.arrive("/booking/3/").await;
    assert_eq!(browser.status().await, 401);
}
