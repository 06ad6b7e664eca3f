//! A browser with a profile of its own, and what a person does with it.

use std::{
    cell::Cell,
    time::{Duration, Instant},
};

use fantoccini::{Client, ClientBuilder, Locator, elements::Element, error::CmdError};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use tempfile::TempDir;
use url::Url;

use super::{
    developer_tools,
    driver::{ADVICE, Driver},
    eyes,
    look::Look,
};

/// Long enough for a machine that does much else.
const PATIENCE: Duration = Duration::from_mins(1);

/// A browser; it is closed with the test. Its fields end in this order.
pub(crate) struct Browser {
    pub(crate) client: Client,
    _driver: Driver,
    _profile: TempDir,
    pub(super) look: Look,
    /// What the browser is used for: the folder of its screenshots.
    pub(super) way: &'static str,
    /// How many screenshots there are.
    pub(super) seen: Cell<u32>,
}

impl Browser {
    pub(crate) async fn open(way: &'static str, look: Look) -> Self {
        eyes::forget(way);
        let profile = TempDir::new_in(env!("CARGO_TARGET_TMPDIR"));
        let profile = profile.expect("the target folder can be written");
        let mut driver = Driver::start();
        let client = ClientBuilder::new(HttpConnector::new())
            .capabilities(look.capabilities(profile.path()))
            .connect(&driver.url())
            .await
            .unwrap_or_else(|error| panic!("no browser: {error}\n{ADVICE}"));
        driver.hold(client.session_id().await.expect("the browser answers"));
        let scheme = if look.is_dark { "dark" } else { "light" };
        let features = json!([{ "name": "prefers-color-scheme", "value": scheme }]);
        let media = json!({ "features": features });
        developer_tools::run(&client, "Emulation.setEmulatedMedia", media).await;
        Self {
            client,
            _driver: driver,
            _profile: profile,
            look,
            way,
            seen: Cell::new(0),
        }
    }

    pub(crate) async fn go(&self, url: &str) {
        self.client.goto(url).await.expect("the page loads");
    }

    /// The element, once it is there.
    pub(crate) async fn find(&self, selector: &str) -> Element {
        let end = Instant::now() + PATIENCE;
        loop {
            let wait = self.client.wait().at_most(PATIENCE);
            let wait = wait.every(Duration::from_millis(20));
            match wait.for_element(Locator::Css(selector)).await {
                Ok(element) => return element,
                Err(error) if is_overtaken(&error) && Instant::now() < end => {}
                Err(error) => panic!("no `{selector}`: {error}\n{}", self.text().await),
            }
        }
    }

    /// All such elements that are there now.
    pub(crate) async fn find_all(&self, selector: &str) -> Vec<Element> {
        let found = self.client.find_all(Locator::Css(selector)).await;
        found.expect("the page can be searched")
    }

    pub(crate) async fn click(&self, selector: &str) {
        let end = Instant::now() + PATIENCE;
        while let Err(error) = self.find(selector).await.click().await {
            let is_passing = is_overtaken(&error) && Instant::now() < end;
            assert!(is_passing, "`{selector}` cannot be clicked: {error}");
        }
    }

    /// Types a text into a field, in place of what is in it.
    pub(crate) async fn fill(&self, selector: &str, text: &str) {
        let field = self.find(selector).await;
        field.clear().await.expect("the field can be emptied");
        field
            .send_keys(text)
            .await
            .expect("the field can be filled");
    }

    /// What can be read on the page.
    pub(crate) async fn text(&self) -> String {
        let text = self.run("return document.body.innerText").await;
        text.as_str().unwrap_or_default().to_owned()
    }

    /// The status with which the page was answered.
    pub(crate) async fn status(&self) -> u64 {
        let script = "return performance.getEntriesByType('navigation')[0].responseStatus";
        self.run(script).await.as_u64().unwrap_or_default()
    }

    /// Runs a script of the test on the page.
    pub(crate) async fn run(&self, script: &str) -> Value {
        let result = self.client.execute(script, Vec::new()).await;
        result.expect("the script runs")
    }

    /// Runs a command of Chromium's developer tools.
    pub(crate) async fn command(&self, name: &'static str, parameters: Value) -> Value {
        developer_tools::run(&self.client, name, parameters).await
    }

    pub(crate) async fn url(&self) -> Url {
        self.client.current_url().await.expect("a page is open")
    }

    /// Waits until the page at this path is there.
    pub(crate) async fn arrive(&self, path: &str) {
        let arrived = until(async || (self.url().await.path() == path).then_some(())).await;
        if arrived.is_none() {
            let (url, text) = (self.url().await, self.text().await);
            panic!("not at {path} but at {url}:\n{text}");
        }
    }
}

/// Whether the next page came while the driver was at the one before.
fn is_overtaken(error: &CmdError) -> bool {
    let text = error.to_string();
    text.contains("navigation") || text.contains("stale element")
}

/// Tries again until there is something, for as long as a slow machine may take.
pub(crate) async fn until<T>(mut attempt: impl AsyncFnMut() -> Option<T>) -> Option<T> {
    let mut pause = tokio::time::interval(Duration::from_millis(20));
    let found = async {
        loop {
            pause.tick().await;
            if let Some(found) = attempt().await {
                return found;
            }
        }
    };
    tokio::time::timeout(PATIENCE, found).await.ok()
}
