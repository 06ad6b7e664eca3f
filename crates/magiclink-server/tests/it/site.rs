//! Folders that are served to accounts that are logged in.

use crate::{
    http::Answer,
    running::{JANE, Server, folder_with_site},
};

fn assert_private(answer: &Answer, cache: &str) {
    assert_eq!(answer.header("cache-control"), cache);
    assert_eq!(answer.header("x-content-type-options"), "nosniff");
    assert_eq!(answer.header("x-robots-tag"), "noindex, nofollow");
    assert_eq!(
        answer.header("content-security-policy"),
        "frame-ancestors 'self'"
    );
    assert!(!answer.header("referrer-policy").is_empty());
}

#[test]
fn an_account_that_is_logged_in_sees_the_files() {
    let server = Server::with_site();
    let mut jane = server.jane();
    for (path, body, kind) in [
        ("/", "start page", "text/html"),
        ("/index.html", "start page", "text/html"),
        ("/style.css", "body {}", "text/css; charset=utf-8"),
        ("/booking/1/", "booking one", "text/html"),
        ("/booking/1/?a=b", "booking one", "text/html"),
        ("/%62ooking/1/house.svg", "<svg/>", "image/svg+xml"),
    ] {
        let answer = jane.get(path);
        assert_eq!((answer.status, &*answer.body), (200, body), "{path}");
        assert_eq!(answer.header("content-type"), kind, "{path}");
        assert_private(&answer, "private, no-cache");
    }
    let head = jane.request("HEAD", "/booking/1/", &[]);
    assert_eq!(
        (head.status, head.header("content-length"), &*head.body),
        (200, "11", "")
    );
    let folder = jane.get("/booking/1?a=b");
    assert_eq!((folder.status, folder.location()), (303, "/booking/1/?a=b"));
}

#[test]
fn a_file_is_sent_in_parts_and_only_once() {
    let server = Server::with_site();
    let mut jane = server.jane();
    let whole = jane.get("/docs/report/a.pdf");
    let (etag, modified) = (whole.header("etag"), whole.header("last-modified"));
    assert!(!etag.is_empty() && !modified.is_empty());
    for unchanged in [("if-none-match", etag), ("if-modified-since", modified)] {
        let answer = jane.request("GET", "/docs/report/a.pdf", &[unchanged]);
        assert_eq!((answer.status, &*answer.body), (304, ""), "{unchanged:?}");
    }
    let mut part = |range: &str, condition: &str| {
        let headers = [("range", range), ("if-range", condition)];
        let count = if condition.is_empty() { 1 } else { 2 };
        let answer = jane.request("GET", "/docs/report/a.pdf", &headers[..count]);
        (answer.status, answer.body)
    };
    assert_eq!(part("bytes=0-4", ""), (206, "pages".to_owned()));
    assert_eq!(part("bytes=0-4", etag), (206, "pages".to_owned()));
    assert_eq!(
        part("bytes=0-4", "\"old\""),
        (200, "pages of the report".to_owned())
    );
    assert_eq!(
        part("bytes=900-", "\"old\""),
        (200, "pages of the report".to_owned())
    );
    assert_eq!(part("bytes=900-", "").0, 416);
}

#[test]
fn whoever_is_not_logged_in_is_sent_to_the_login_page() {
    let server = Server::with_site();
    let mut browser = server.browser();
    let sent = browser.get("/booking/1/?a=b&c");
    let login = "/login/?next=%2Fbooking%2F1%2F%3Fa%3Db%26c";
    assert_eq!((sent.status, sent.location()), (303, login));
    assert_eq!(
        browser.get("/not/there").location(),
        "/login/?next=%2Fnot%2Fthere"
    );
    assert_eq!(browser.get(login).field("next"), "/booking/1/?a=b&amp;c");
}

#[test]
fn what_is_no_click_is_not_sent_to_the_login_page() {
    let server = Server::with_site();
    let mut browser = server.browser();
    for (method, headers) in [
        ("HEAD", &[][..]),
        ("POST", &[]),
        ("PUT", &[]),
        ("OPTIONS", &[]),
        (
            "GET",
            &[("sec-fetch-dest", "image"), ("sec-fetch-mode", "no-cors")],
        ),
        (
            "GET",
            &[("sec-fetch-dest", "iframe"), ("sec-fetch-mode", "navigate")],
        ),
        ("GET", &[("sec-purpose", "prefetch")]),
    ] {
        let answer = browser.request(method, "/booking/1/", headers);
        assert_eq!(answer.status, 401, "{method} {headers:?}");
        assert!(!answer.body.contains("booking one"));
        assert_eq!(answer.header("cache-control"), "no-store");
    }
    let german = browser.request("POST", "/booking/1/", &[("accept-language", "de")]);
    assert!(
        german.body.contains("Bitte zuerst anmelden"),
        "{}",
        german.body
    );
}

#[test]
fn files_are_only_read() {
    let server = Server::with_site();
    let mut jane = server.jane();
    for method in ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "PROPFIND"] {
        for path in ["/booking/1/", "/booking/1", "/nothing"] {
            let answer = jane.request(method, path, &[]);
            assert_eq!(answer.status, 405, "{method} {path}");
            assert!(!answer.body.contains("booking one"));
        }
    }
}

#[test]
fn an_account_that_is_disabled_sees_nothing_from_then_on() {
    let server = Server::with_site();
    let mut jane = server.jane();
    assert_eq!(jane.get("/booking/1/").status, 200);
    server.ok(&["account", "disable", JANE]);
    assert_eq!(jane.get("/booking/1/").status, 303);
    assert_eq!(jane.request("HEAD", "/style.css", &[]).status, 401);
}

#[test]
fn of_two_folders_the_inner_one_counts() {
    let sites = "[[site]]\npath = \"/\"\nroot = \"site\"\n[[site]]\npath = \"/docs/\"\nroot = \"site/booking\"\n";
    let server = Server::start(folder_with_site(sites));
    let mut jane = server.jane();
    assert_eq!(jane.get("/docs/1/").body, "booking one");
    assert_eq!(jane.get("/docs/report/").status, 404);
    assert_eq!(jane.get("/booking/1/").body, "booking one");
}

#[test]
fn without_a_folder_nothing_is_served() {
    let server = Server::start(folder_with_site(""));
    assert_eq!(server.jane().get("/booking/1/").status, 404);
    assert_eq!(server.browser().get("/booking/1/").status, 404);
}

#[test]
fn the_environment_can_name_the_folders() {
    let folder = folder_with_site("");
    let run = |value: &str| {
        let mut command = folder.command(&["account", "list"]);
        command
            .env("MAGICLINK_SITE", value)
            .output()
            .expect("the program runs")
    };
    assert!(run("/=site, /docs/=site/docs").status.success());
    for (value, said) in [
        ("/=nowhere", "MAGICLINK_SITE: root `nowhere`"),
        ("site", "`site` is not like /=folder"),
        ("/=site,/=site/docs", "MAGICLINK_SITE: two folders"),
    ] {
        let output = run(value);
        let sentence = crate::program::text(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{sentence}");
        assert!(
            sentence.contains(said) && sentence.lines().count() == 1,
            "{sentence}"
        );
    }
}

#[test]
fn a_folder_that_cannot_be_served_is_one_sentence_with_its_line() {
    for (path, root, said) in [
        ("docs/", "site", "begins with `/`"),
        ("/docs", "site", "with a slash at its end"),
        ("/a//", "site", "no name in it is empty"),
        ("/../", "site", "begins with `.`"),
        ("/.git/", "site", "begins with `.`"),
        ("/login/", "site", "magiclink's own"),
        ("/account/x/", "site", "magiclink's own"),
        ("/link/", "site", "magiclink's own"),
        ("/links/", "site", "magiclink's own"),
        ("/admin/", "site", "magiclink's own"),
        ("/dev/", "site", "magiclink's own"),
        ("/health/", "site", "magiclink's own"),
        ("/logout/", "site", "magiclink's own"),
        ("/", "site", "two folders"),
        ("/docs/", "nowhere", "root `nowhere`"),
        ("/docs/", "site/style.css", "is not a folder"),
        ("/docs/", "", "root = "),
    ] {
        let first = "[[site]]\npath = \"/\"\nroot = \"site\"\n";
        let second = format!("[[site]]\npath = \"{path}\"\nroot = \"{root}\"\n");
        let folder = folder_with_site(&format!("{first}{second}"));
        let written = std::fs::read_to_string(folder.path("magiclink.toml"));
        let line = written.expect("the file can be read").lines().count() - 2;
        let output = folder.run(&["serve"]);
        let sentence = crate::program::text(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{sentence}");
        assert!(sentence.contains(said), "{sentence}");
        assert!(
            sentence.contains(&format!("magiclink.toml:{line}:")),
            "{line}: {sentence}"
        );
        assert_eq!(sentence.lines().count(), 1, "{sentence}");
    }
}
