//! Private links that ask first: whether somebody means to open them, or for a passphrase.

use crate::{
    gate::assert_closed,
    http::{Answer, Browser},
    link::add_with_passphrase,
    program::text,
    running::Server,
};

#[test]
fn a_link_with_a_limit_opens_as_often_as_people_confirm_it() {
    let server = Server::with_site();
    let link = server.private_link("/booking/1/", &["--max-uses=1", "--label=For Bob"]);
    let (mut bob, mut other) = (server.browser(), server.browser());
    for _ in 0..3 {
        assert_eq!(bob.request("HEAD", &link, &[]).status, 200);
        let question = bob.get(&link);
        assert_eq!(question.status, 200);
        assert!(question.body.contains("For Bob") && !question.body.contains("booking one"));
    }
    assert_eq!(server.newest_link()["uses"], 0, "looking counts nothing");
    let unused = confirm(&mut other, &link, &[]);
    assert_eq!(unused.status, 303);
    assert_eq!(other.get(unused.location()).body, "booking one");
    assert_eq!(server.newest_link()["state"], "used up");

    assert_eq!(bob.get(&link).status, 403);
    assert_closed(&mut bob, "/booking/1/");
    assert_eq!(
        other.get("/booking/1/").body,
        "booking one",
        "the browser goes on"
    );
    assert_eq!(
        other.get(&link).status,
        303,
        "and may come back by the link"
    );
}

#[test]
fn a_passphrase_is_asked_for() {
    let server = Server::with_site();
    let made = add_with_passphrase(&server.folder, "correct horse battery\n");
    let link = text(&made.stdout);
    let link = link.trim().trim_start_matches("http://localhost");
    let mut guest = server.browser();
    for (typed, status) in [("", 422), ("wrong horse battery", 403)] {
        let answer = confirm(&mut guest, link, &[("passphrase", typed)]);
        assert_eq!(answer.status, status, "{typed}");
        assert_closed(&mut guest, "/booking/1/");
    }
    let opened = confirm(&mut guest, link, &[("passphrase", "correct horse battery")]);
    assert_eq!((opened.status, opened.location()), (303, "/booking/1/"));
    assert_eq!(guest.get("/booking/1/").body, "booking one");
}

/// Sends the form of the page that a link shows.
fn confirm(browser: &mut Browser, link: &str, more: &[(&str, &str)]) -> Answer {
    let question = browser.get(link);
    assert_eq!(question.status, 200, "{}", question.head);
    let names = ["form_token", "sesame", "scope", "next"];
    let values = names.map(|name| question.field(name));
    let fields: Vec<_> = names
        .iter()
        .zip(&values)
        .map(|(name, value)| (*name, &**value))
        .collect();
    browser.post("/link/open/", &[&fields[..], more].concat())
}
