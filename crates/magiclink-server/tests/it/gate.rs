//! Private links: they open one page or one folder, for reading, and nothing else.

use crate::{
    http::{Answer, Browser},
    running::{JANE, Server},
};

/// Follows a private link to its clean address, and returns the answer there.
fn follow(browser: &mut Browser, link: &str) -> Answer {
    let sent = browser.get(link);
    assert_eq!(sent.status, 303, "{}", sent.body);
    let clean = link.split('?').next().unwrap_or_default();
    assert_eq!(sent.location(), clean);
    let cookie = sent.header("set-cookie");
    assert!(
        cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax"),
        "{cookie}"
    );
    assert!(!cookie.contains("Domain"), "{cookie}");
    browser.get(clean)
}

pub(crate) fn assert_closed(browser: &mut Browser, path: &str) {
    let answer = browser.get(path);
    assert_eq!(answer.status, 303, "{path}");
    assert!(answer.location().starts_with("/login/"), "{path}");
    let image = [("sec-fetch-dest", "image"), ("sec-fetch-mode", "no-cors")];
    assert_eq!(browser.request("GET", path, &image).status, 401, "{path}");
}

#[test]
fn a_link_to_a_page_opens_exactly_that() {
    let server = Server::with_site();
    let link = server.private_link("/booking/1/", &[]);
    let mut guest = server.browser();
    let page = follow(&mut guest, &link);
    assert_eq!((page.status, &*page.body), (200, "booking one"));
    assert_eq!(page.header("cache-control"), "no-store");
    assert_eq!(page.header("referrer-policy"), "no-referrer");
    assert_eq!(page.header("x-robots-tag"), "noindex, nofollow");
    assert_eq!(page.header("x-content-type-options"), "nosniff");
    let head = guest.request("HEAD", "/booking/1/", &[]);
    assert_eq!((head.status, head.header("content-length")), (200, "11"));
    for path in [
        "/",
        "/style.css",
        "/booking/1",
        "/booking/1/index.html",
        "/booking/1/house.svg",
        "/booking/1/garden/",
        "/booking/11/",
        "/booking/2/",
        "/docs/report/",
    ] {
        assert_closed(&mut guest, path);
    }
    for method in ["POST", "PUT", "DELETE", "OPTIONS"] {
        assert_eq!(
            guest.request(method, "/booking/1/", &[]).status,
            401,
            "{method}"
        );
    }
    for path in ["/account/", "/login/"] {
        assert!(
            !guest.get(path).body.contains(JANE),
            "{path}: nobody is logged in"
        );
    }
    assert!(guest.get("/account/").location().starts_with("/login/"));
}

#[test]
fn a_link_to_a_folder_opens_all_that_is_in_it() {
    let server = Server::with_site();
    let link = server.private_link("/booking/1/", &["--prefix"]);
    let mut guest = server.browser();
    let sent = guest.get(&link);
    assert!(
        sent.header("set-cookie").contains("; Path=/booking/1/;"),
        "{}",
        sent.head
    );
    for (path, body) in [
        ("/booking/1/", "booking one"),
        ("/booking/1/index.html", "booking one"),
        ("/booking/1/house.svg", "<svg/>"),
        ("/booking/1/garden/", "garden of one"),
    ] {
        assert_eq!(guest.get(path).body, body, "{path}");
    }
    assert_eq!(guest.get("/booking/1/nothing").status, 404);
    assert_eq!(
        guest.get("/booking/1/garden").location(),
        "/booking/1/garden/"
    );
    for path in [
        "/",
        "/booking/1",
        "/booking/",
        "/booking/11/",
        "/booking/2/",
        "/style.css",
    ] {
        assert_closed(&mut guest, path);
    }
}

#[test]
fn a_path_with_spaces_and_letters_of_any_script_has_links() {
    let server = Server::with_site();
    let link = server.private_link("/photos/Ferien, am Süd'see/", &["--prefix"]);
    let path = link.split('?').next().unwrap_or_default();
    assert_eq!(path, "/photos/Ferien%2C%20am%20S%C3%BCd%27see/");
    assert_eq!(server.private_link(path, &[]).split('?').next(), Some(path));
    let mut guest = server.browser();
    assert_eq!(follow(&mut guest, &link).body, "photos");
}

#[test]
fn a_folder_is_opened_whatever_the_path_tries() {
    let server = Server::with_site();
    let link = server.private_link("/docs/report/", &["--prefix"]);
    let mut guest = server.browser();
    follow(&mut guest, &link);
    let rows = include_str!("../../testdata/paths.tsv").lines().skip(1);
    for row in rows {
        let cells: Vec<_> = row.split('\t').collect();
        let [id, path, expected] = cells[..] else {
            panic!("{row} has three cells");
        };
        let answer = guest.get(path);
        assert_eq!(
            answer.status == 200,
            expected == "opens",
            "{id} {path}: {}",
            answer.status
        );
        assert!(!answer.body.contains("other"), "{id} {path}");
    }
}

#[test]
fn revoking_a_link_acts_at_the_next_request() {
    let server = Server::with_site();
    let link = server.private_link("/booking/1/", &["--prefix"]);
    let mut guest = server.browser();
    assert_eq!(follow(&mut guest, &link).body, "booking one");
    let row = server.newest_link();
    assert_eq!((&row["uses"], &row["state"]), (&1.into(), &"open".into()));
    assert!(row["last_opened"].is_string());

    server.ok(&["link", "revoke", row["id"].as_str().unwrap_or_default()]);
    for path in ["/booking/1/", "/booking/1/house.svg"] {
        assert_closed(&mut guest, path);
    }
    for browser in [&mut guest, &mut server.browser()] {
        let refused = browser.get(&link);
        assert_eq!(refused.status, 403);
        assert!(refused.body.contains("This link does not work"));
    }
}

#[test]
fn what_happens_to_the_owner_happens_to_the_link() {
    for command in ["disable", "log-out", "delete"] {
        let server = Server::with_site();
        let link = server.private_link("/booking/1/", &[]);
        let mut guest = server.browser();
        assert_eq!(follow(&mut guest, &link).status, 200);
        server.ok(&["account", command, JANE]);
        assert_closed(&mut guest, "/booking/1/");
        assert_eq!(guest.get(&link).status, 403, "{command}");
    }
}

#[test]
fn two_links_open_two_things() {
    let server = Server::with_site();
    let mut guest = server.browser();
    for path in ["/booking/1/", "/docs/report/"] {
        let link = server.private_link(path, &[]);
        assert_eq!(follow(&mut guest, &link).status, 200);
    }
    assert_eq!(guest.get("/booking/1/").body, "booking one");
    assert_eq!(guest.get("/docs/report/").body, "report");
    assert_closed(&mut guest, "/booking/2/");
}

#[test]
fn whoever_is_logged_in_stays_so_and_uses_nothing_up() {
    let server = Server::with_site();
    let link = server.private_link("/booking/1/", &["--max-uses=1"]);
    let mut jane = server.jane();
    let sent = jane.get(&format!("{link}&a=b"));
    assert_eq!((sent.status, sent.location()), (303, "/booking/1/?a=b"));
    assert_eq!(
        jane.get("/booking/1/").header("cache-control"),
        "private, no-cache"
    );
    assert_eq!(jane.get("/booking/2/").body, "booking two");
    assert_eq!(jane.get("/account/").status, 200);
    assert_eq!(server.newest_link()["uses"], 0);
}

#[test]
fn a_token_that_is_none_for_the_page_is_refused() {
    let server = Server::with_site();
    let link = server.private_link("/booking/1/", &["--prefix"]);
    let token = link.split_once('=').expect("the link has a token").1;
    let login = server.ok(&["link", "login", JANE]);
    let login = login
        .trim()
        .split_once('=')
        .expect("the link has a token")
        .1;
    let mut guest = server.browser();
    for (path, status) in [
        (format!("/booking/2/?sesame={token}"), 403),
        (format!("/booking/11/?sesame={token}"), 403),
        (format!("/booking/1?sesame={token}"), 403),
        (format!("/?sesame={token}"), 403),
        (format!("/booking/1/?sesame={token}x"), 403),
        (
            format!("/booking/1/?sesame={}", &token[..token.len() - 1]),
            403,
        ),
        (format!("/booking/1/?sesame={login}"), 403),
        (format!("/booking/1/?sesame={token}&sesame={token}"), 400),
        (format!("/login/auth/?sesame={token}"), 403),
        ("/booking/1/?sesame=x".to_owned(), 403),
    ] {
        let answer = guest.get(&path);
        assert_eq!(answer.status, status, "{path}");
        assert!(
            answer.header("set-cookie").is_empty() || !answer.header("set-cookie").contains("link")
        );
        assert_closed(&mut guest, "/booking/1/");
    }
    assert_eq!(server.newest_link()["uses"], 0);
    // Inside of the folder the token leads anywhere.
    let sent = guest.get(&format!("/booking/1/garden/?sesame={token}&a=b"));
    assert_eq!(
        (sent.status, sent.location()),
        (303, "/booking/1/garden/?a=b")
    );
    assert_eq!(guest.get("/booking/1/garden/").body, "garden of one");
}
