//! A person who is sent from one server to the other.

use std::fs;

use crate::{
    http::Browser,
    mails::link_in_mail,
    program::Folder,
    running::{JANE, Server, database, folder, ok, two_servers},
};

/// A browser in which somebody has logged in, by a link that was made on the command line.
pub(crate) fn log_in(folder: &Folder, server: &Server, email: &str) -> Browser {
    let link = ok(folder, &["link", "login", email]);
    let link = link.trim().trim_start_matches("http://localhost");
    let mut browser = server.browser();
    let form_token = browser.get(link).field("form_token");
    let token = link.split_once('=').expect("the link has a token").1;
    let fields = [("form_token", &*form_token), ("sesame", token)];
    assert_eq!(browser.post("/login/auth/", &fields).status, 303);
    browser
}

#[test]
fn a_login_that_was_asked_for_on_one_server_is_finished_on_the_other() {
    let database = database();
    let (folder, [first, second]) = two_servers(&database);
    ok(&folder, &["account", "add", JANE]);
    let mut browser = first.browser();
    assert_eq!(browser.ask(JANE).location(), "/login/sent/");
    let link = link_in_mail(&folder);

    browser.address.clone_from(&second.address);
    let clicked = browser.get(&link);
    assert_eq!((clicked.status, clicked.location()), (303, "/account/"));
    for server in [&first, &second] {
        browser.address.clone_from(&server.address);
        let account = browser.get("/account/");
        assert!(account.body.contains(JANE), "{}", account.head);
    }

    let form_token = browser.get("/account/").field("form_token");
    browser.address.clone_from(&first.address);
    let mut copy = browser.clone();
    browser.post("/logout/", &[("form_token", &form_token)]);
    copy.address.clone_from(&second.address);
    assert_ne!(copy.get("/account/").status, 200, "the session has ended");
    assert_eq!(copy.get(&link).status, 403, "the link is used");
}

#[test]
fn an_account_that_is_disabled_is_out_at_its_next_request_on_any_server() {
    let database = database();
    let (folder, [first, second]) = two_servers(&database);
    ok(&folder, &["account", "add", JANE]);
    let mut browser = log_in(&folder, &first, JANE);
    browser.address.clone_from(&second.address);
    assert_eq!(browser.get("/account/").status, 200);
    ok(&folder, &["account", "disable", JANE]);
    assert_ne!(browser.get("/account/").status, 200);
}

#[test]
fn two_servers_count_together() {
    let database = database();
    let (_folder, servers) = two_servers(&database);
    let status = |number: usize| {
        let mut browser = servers[number % 2].browser();
        browser.ask(&format!("someone{number}@example.com")).status
    };
    let asked: Vec<_> = (0..7).map(status).collect();
    assert_eq!(asked, [303, 303, 303, 303, 303, 429, 429]);
}

#[test]
fn a_link_that_is_revoked_is_refused_by_every_server() {
    let database = database();
    let folder = folder(&database);
    let configuration = folder.path("magiclink.toml");
    let written = fs::read_to_string(&configuration).unwrap();
    let site = "[[site]]\npath = \"/\"\nroot = \"site\"\n";
    fs::write(configuration, format!("{written}{site}")).unwrap();
    fs::create_dir(folder.path("site")).unwrap();
    fs::write(folder.path("site/index.html"), "the booking").unwrap();
    ok(&folder, &["account", "add", JANE]);
    let servers = [Server::start(&folder), Server::start(&folder)];
    let link = ok(&folder, &["link", "add", "--account", JANE, "--path", "/"]);
    let link = link.trim().trim_start_matches("http://localhost");

    let mut browser = servers[0].browser();
    assert_eq!(browser.get(link).status, 303, "the link opens the page");
    for server in &servers {
        browser.address.clone_from(&server.address);
        assert_eq!(browser.get("/").body, "the booking");
    }
    let rows = ok(&folder, &["link", "list", "--json"]);
    let rows: serde_json::Value = serde_json::from_str(&rows).unwrap();
    let id = rows[0]["id"].as_str().unwrap();
    ok(&folder, &["link", "revoke", id]);
    for server in &servers {
        browser.address.clone_from(&server.address);
        assert_ne!(browser.get("/").body, "the booking");
        assert_eq!(server.browser().get(link).status, 403);
    }
}
