//! What a visitor does: asks for a link, looks into the mailbox, clicks.

use crate::{
    harness::{Browser, until},
    server::Server,
};

/// The button in a mail.
const BUTTON: &str = "a[href*='/login/auth/']";

impl Browser {
    /// Fills in the form that asks for a login link.
    pub(crate) async fn ask(&self, server: &Server, email: &str) {
        self.go(&server.url("/login/")).await;
        self.fill("#email", email).await;
        self.click("form button").await;
    }

    /// Opens the newest mail in the mailbox, once there are `count` of them.
    pub(crate) async fn open_mail(&self, server: &Server, count: usize) {
        // Mails are sent in the background, and a mailbox is looked into again.
        let come = until(async || {
            self.go(&server.url("/dev/mail/")).await;
            let mails = self.find_all("li a").await;
            (mails.len() == count).then_some(())
        });
        assert!(come.await.is_some(), "there are not {count} mails");
        self.click("li:first-child a").await;
        self.arrive(&format!("/dev/mail/{count}/")).await;
    }

    /// Clicks the button in the mail that is open.
    pub(crate) async fn click_link(&self) {
        self.enter_mail().await;
        self.click(BUTTON).await;
        let out = self.client.enter_parent_frame().await;
        out.expect("the frame can be left");
    }

    /// The address behind the button in the mail that is open.
    pub(crate) async fn link(&self) -> String {
        self.enter_mail().await;
        let link = self.find(BUTTON).await.attr("href").await;
        let out = self.client.enter_parent_frame().await;
        out.expect("the frame can be left");
        link.ok().flatten().expect("a link has an address")
    }

    /// The code in the mail that is open.
    pub(crate) async fn code(&self) -> String {
        self.click("summary").await;
        let text = self
            .find("pre")
            .await
            .text()
            .await
            .expect("the mail has a text");
        let is_code = |line: &&str| line.len() == 9 && line.as_bytes()[4] == b'-';
        let code = text.lines().map(str::trim).find(is_code);
        code.expect("the mail has a code").to_owned()
    }

    /// Checks that the page says who is logged in.
    pub(crate) async fn is_logged_in(&self, email: &str) {
        self.arrive("/account/").await;
        let text = self.text().await;
        assert!(text.contains(email), "{text}");
    }

    async fn enter_mail(&self) {
        let frame = self.find("iframe").await;
        frame.enter_frame().await.expect("the mail can be entered");
    }
}
