//! `magiclink link`: private links are made, listed, shown and revoked.

use std::{
    io::Write as _,
    process::{Output, Stdio},
};

use serde_json::Value;

use crate::{
    program::{Folder, text},
    running::{JANE, folder_with_site},
};

pub(crate) const SITE: &str = "[[site]]\npath = \"/\"\nroot = \"site\"\n";

pub(crate) fn ok(folder: &Folder, arguments: &[&str]) -> String {
    let output = folder.run(arguments);
    let error = text(&output.stderr);
    assert!(output.status.success(), "{arguments:?}: {error}");
    text(&output.stdout)
}

pub(crate) fn json(folder: &Folder, arguments: &[&str]) -> Value {
    serde_json::from_str(&ok(folder, arguments)).expect("it is JSON")
}

/// Makes a link to a path, with more arguments.
pub(crate) fn add(folder: &Folder, path: &str, more: &[&str]) -> Output {
    let arguments = ["link", "add", "--account", JANE, "--path", path];
    folder.run(&[&arguments[..], more].concat())
}

/// Makes a link that asks for a passphrase, which comes on standard input.
pub(crate) fn add_with_passphrase(folder: &Folder, passphrase: &str) -> Output {
    let arguments = [
        "link",
        "add",
        "--account",
        JANE,
        "--path",
        "/booking/1/",
        "--passphrase",
    ];
    let mut child = folder
        .command(&arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let mut input = child.stdin.take().expect("its input is piped");
    // It may have refused before it reads.
    let _ = input.write_all(passphrase.as_bytes());
    drop(input);
    child.wait_with_output().expect("the program ends")
}

#[test]
fn a_link_is_made_listed_and_shown() {
    let folder = folder_with_site(SITE);
    let more = [
        "--prefix",
        "--max-age=30d",
        "--max-uses=3",
        "--label=For Bob",
    ];
    let made = add(&folder, "/booking/1/", &more);
    assert!(made.status.success(), "{}", text(&made.stderr));
    let url = text(&made.stdout);
    assert_eq!(url.lines().count(), 1, "the URL alone");
    assert!(
        url.starts_with("http://localhost/booking/1/?sesame=3."),
        "{url}"
    );

    let rows = json(&folder, &["link", "list", "--json"]);
    let row = &rows[0];
    for (name, value) in [
        ("state", Value::from("open")),
        ("path", "/booking/1/".into()),
        ("prefix", true.into()),
        ("account", JANE.into()),
        ("label", "For Bob".into()),
        ("max_uses", 3.into()),
        ("uses", 0.into()),
        ("passphrase", false.into()),
        ("last_opened", Value::Null),
        ("revoked", Value::Null),
    ] {
        assert_eq!(row[name], value, "{name}");
    }
    let id = row["id"].as_str().expect("it has an identifier");
    let token = url.trim().split_once('=').expect("the URL has a token").1;
    let output = ok(&folder, &["link", "list"]) + &ok(&folder, &["link", "show", id]);
    for said in [id, "open", "/booking/1/…", JANE, "0 of 3", "For Bob"] {
        assert!(output.contains(said), "{said}: {output}");
    }
    assert!(!output.contains(token), "the token is shown once");
    assert!(ok(&folder, &["account", "show", JANE]).contains("links       1 (1 can be opened)"));
    let account = json(&folder, &["account", "show", JANE, "--json"]);
    assert_eq!(account["links"], serde_json::json!({ "all": 1, "open": 1 }));
}

#[test]
fn a_link_that_is_revoked_says_so_everywhere() {
    let folder = folder_with_site(SITE);
    let made = add(&folder, "/booking/1/", &["--prefix"]);
    let url = text(&made.stdout);
    let row = &json(&folder, &["link", "list", "--json"])[0];
    let id = row["id"].as_str().expect("it has an identifier");
    let inspect = |url: &str| ok(&folder, &["token", "inspect", url.trim()]);
    let inspected = inspect(&url);
    for said in ["accepted it opens one thing", "/booking/1/…", JANE, id] {
        assert!(inspected.contains(said), "{said}: {inspected}");
    }
    let elsewhere = inspect(&url.replace("/booking/1/", "/booking/2/"));
    assert!(elsewhere.starts_with("refused  the token is refused"));

    ok(&folder, &["link", "revoke", id]);
    assert!(inspect(&url).starts_with("refused  the link has been revoked"));
    assert_eq!(
        json(&folder, &["link", "show", id, "--json"])["state"],
        "revoked"
    );
    assert!(ok(&folder, &["link", "show", id]).contains("revoked"));
    let again = folder.run(&["link", "revoke", id]);
    assert_eq!(again.status.code(), Some(1));
    assert!(text(&again.stderr).contains("revoked already"));
    assert!(ok(&folder, &["account", "show", JANE]).contains("links       1 (0 can be opened)"));
}

#[test]
fn the_list_is_of_all_accounts_or_of_one_and_the_newest_link_is_first() {
    let folder = folder_with_site(SITE);
    ok(&folder, &["account", "add", "bob@example.com"]);
    let of_bob = [
        "link",
        "add",
        "--account=bob@example.com",
        "--path=/booking/2/",
    ];
    ok(&folder, &of_bob);
    for path in ["/booking/1/", "/booking/1/house.svg"] {
        assert!(add(&folder, path, &[]).status.success());
    }
    let paths = |arguments: &[&str]| -> Vec<String> {
        let rows = json(&folder, arguments);
        let rows = rows.as_array().expect("it is a list");
        rows.iter()
            .map(|row| row["path"].as_str().unwrap_or_default().to_owned())
            .collect()
    };
    let all = paths(&["link", "list", "--json"]);
    assert_eq!(all, ["/booking/1/house.svg", "/booking/1/", "/booking/2/"]);
    let of_bob = paths(&["link", "list", "--json", "--account", "bob@example.com"]);
    assert_eq!(of_bob, ["/booking/2/"]);
}

#[test]
fn a_path_that_no_site_shows_has_no_link() {
    let folder = folder_with_site("[[site]]\npath = \"/booking/\"\nroot = \"site/booking\"\n");
    for (path, more, code, said) in [
        ("/", &[][..], 2, "no [[site]]"),
        ("/style.css", &[], 2, "no [[site]]"),
        ("/login/", &[], 2, "no [[site]]"),
        ("booking/1/", &[], 2, "begins with `/`"),
        ("/booking/../secret.html", &[], 2, "begins with `.`"),
        ("/booking/%2e%2e/secret.html", &[], 2, "begins with `.`"),
        ("/booking/%2f/", &[], 2, "no name in it is empty"),
        ("/booking/1/?a=b", &[], 2, "# or ?"),
        ("https://localhost/booking/1/", &[], 2, "begins with `/`"),
        ("/booking/1", &[], 2, "write `/booking/1/`"),
        (
            "/booking/1/house.svg",
            &["--prefix"],
            2,
            "with a slash at its end",
        ),
        ("/booking/9/", &[], 1, "no page at `/booking/9/`"),
        ("/booking/", &["--prefix"], 1, "has no index.html"),
        ("/booking/1/no.html", &[], 1, "no page at"),
    ] {
        let output = add(&folder, path, more);
        let sentence = text(&output.stderr);
        assert_eq!(output.status.code(), Some(code), "{path}: {sentence}");
        assert!(sentence.contains(said), "{path}: {sentence}");
        assert_eq!(sentence.lines().count(), 1, "{path}: {sentence}");
        assert!(output.stdout.is_empty(), "{path}");
    }
    assert_eq!(
        json(&folder, &["link", "list", "--json"]),
        serde_json::json!([])
    );
}
