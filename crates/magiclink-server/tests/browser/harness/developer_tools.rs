//! Commands of Chromium's developer tools, for what the standard of drivers does not have.

use axum::http::Method;
use fantoccini::{Client, wd::WebDriverCompatibleCommand};
use serde_json::{Value, json};
use url::{ParseError, Url};

/// Runs a command, such as `Page.captureScreenshot`, and returns its result.
pub(super) async fn run(client: &Client, name: &'static str, parameters: Value) -> Value {
    let command = Command { name, parameters };
    let result = client.issue_cmd(command).await;
    result.unwrap_or_else(|error| panic!("{name}: {error}"))
}

#[derive(Debug)]
struct Command {
    name: &'static str,
    parameters: Value,
}

impl WebDriverCompatibleCommand for Command {
    fn endpoint(&self, base_url: &Url, session: Option<&str>) -> Result<Url, ParseError> {
        let session = session.unwrap_or_default();
        base_url.join(&format!("session/{session}/goog/cdp/execute"))
    }

    fn method_and_body(&self, _request_url: &Url) -> (Method, Option<String>) {
        let body = json!({ "cmd": self.name, "params": self.parameters });
        (Method::POST, Some(body.to_string()))
    }
}
