//! axe-core, the checker of accessibility, from a package of Python that has it in it.

use std::{fs, process::Command, sync::LazyLock};

use fantoccini::Client;
use serde_json::Value;

use super::venv::Venv;

/// Says where the script is.
const WHERE: &str = "from importlib.resources import files; \
                     print(files('axe_playwright_python') / 'axe.min.js')";

const PACKAGE: Venv = Venv {
    name: "axe-core",
    // Of the package only the script is needed, not what it is for.
    requirements: &["--no-deps", "axe-playwright-python>=0.1.8,<0.2"],
    probe: WHERE,
};

static SCRIPT: LazyLock<String> = LazyLock::new(|| {
    let mut python = Command::new(PACKAGE.python());
    let said = python.args(["-c", WHERE]).output();
    let said = said.expect("a Python that was just made can be started");
    let path = String::from_utf8(said.stdout).expect("the path is text");
    fs::read_to_string(path.trim()).expect("the package has axe-core in it")
});

/// Runs after the script has been read; the last argument takes the result.
const RUN: &str = "
    const done = arguments[arguments.length - 1];
    const what = { resultTypes: ['violations', 'incomplete'] };
    axe.run(document, what).then(done, (error) => done({ error: String(error) }));
";

/// What is in the way of people who cannot see, or point: one line for each element and rule.
pub(super) async fn barriers(client: &Client) -> Vec<String> {
    // It is given to the browser, not to the page, so the page's policy against scripts stays as it is.
    let frames = client.find_all(fantoccini::Locator::Css("iframe")).await;
    for frame in frames.expect("the page can be searched") {
        frame.enter_frame().await.expect("a frame can be entered");
        let read = client.execute(&SCRIPT, Vec::new()).await;
        read.expect("axe-core can be read");
        let left = client.enter_parent_frame().await;
        left.expect("a frame can be left");
    }
    let script = format!("{}\n{RUN}", *SCRIPT);
    let result = client.execute_async(&script, Vec::new()).await;
    let result = result.expect("axe-core can be run");
    let rules = |kind: &str| result[kind].as_array().cloned().unwrap_or_default();
    assert!(
        rules("passes").len() > 9,
        "axe-core looked at next to nothing: {}",
        result["error"]
    );
    let found = [rules("violations"), rules("incomplete")].concat();
    found.iter().flat_map(lines).collect()
}

fn lines(rule: &Value) -> Vec<String> {
    let (id, help) = (&rule["id"], &rule["help"]);
    let nodes = rule["nodes"].as_array().cloned().unwrap_or_default();
    let line = |node: &Value| {
        format!(
            "{id}: {help}\n    {}\n    {}",
            node["html"], node["failureSummary"]
        )
    };
    nodes.iter().map(line).collect()
}
