//! What a person does on the pages of private links.

use serde_json::Value;

use crate::{harness::Browser, server::Server};

/// The button of a page with one form.
pub(crate) const BUTTON: &str = "main form button";

impl Browser {
    /// Logs in without a mail.
    pub(crate) async fn log_in(&self, server: &Server, email: &str) {
        self.go(&server.login_link(email)).await;
        self.click(BUTTON).await;
        self.is_logged_in(email).await;
    }

    /// Fills in the form for a private link to the folder at a path, and returns the link.
    pub(crate) async fn make_link(&self, server: &Server, fields: &[(&str, &str)]) -> String {
        self.go(&server.url("/links/")).await;
        self.click(".head .button").await;
        self.arrive("/links/new/").await;
        self.click("input[value=folder]").await;
        for (field, text) in fields {
            self.fill(field, text).await;
        }
        self.click(BUTTON).await;
        self.shown_link().await
    }

    /// The private link that the page shows.
    pub(crate) async fn shown_link(&self) -> String {
        let link = self.find("#url[readonly]").await.prop("value").await;
        link.ok().flatten().expect("the field has a value")
    }

    /// What the list says of the newest private link in a column.
    pub(crate) async fn newest_link(&self, column: u32) -> String {
        let cell = format!("tbody tr:first-child td:nth-child({column})");
        let text = self.find(&cell).await.text().await;
        text.expect("the cell has a text")
    }

    /// Where the attributes of a field lead that say what is wrong with it, as texts.
    pub(crate) async fn mistake_of(&self, field: &str) -> Value {
        let script = format!(
            "const field = document.querySelector('{field}');
            const ids = (field.getAttribute('aria-describedby') || '').split(' ');
            const errors = ids.map(id => document.getElementById(id)).filter(one => one?.matches('.error'));
            const isInvalid = field.getAttribute('aria-invalid') === 'true';
            return isInvalid && document.activeElement === field ? errors.map(one => one.innerText) : [];"
        );
        self.run(&script).await
    }
}
