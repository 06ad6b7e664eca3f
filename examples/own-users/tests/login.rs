//! The example logs people in.

use std::{
    env,
    io::{BufRead as _, BufReader},
    process::{Child, Command, Stdio},
};

use http::Browser;

#[expect(dead_code, reason = "the tests of the program use the rest")]
#[path = "../../../crates/magiclink-server/tests/it/http.rs"]
mod http;

/// A running example; it ends with the test.
struct Example(Child);

impl Drop for Example {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[test]
fn a_user_logs_in_by_the_link_that_is_printed() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_own-users"))
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let _example = Example(child);
    let mut printed = |start: &str| {
        let found = lines.by_ref().map(Result::unwrap);
        let mut found = found.filter(|line| line.starts_with(start));
        found.next().unwrap()
    };
    let open = printed("open http://");
    let address = open.split(['/', ' ']).nth(3).unwrap();
    let base_url = format!("http://{address}");

    let mut browser = Browser::new(&base_url);
    assert_eq!(browser.get("/").status, 303, "nobody is logged in");
    assert_eq!(browser.ask("nobody@example.com").status, 303);
    let mut jane = Browser::new(&base_url);
    assert_eq!(jane.ask("Jane.Doe@example.com").status, 303);
    let link = printed(&format!("{base_url}/login/auth/?sesame="));
    assert_eq!(jane.get(&link).status, 303);
    let home = jane.get("/").body;
    assert_eq!(home, "Hello jane.doe@example.com, only you see this.\n");
}
