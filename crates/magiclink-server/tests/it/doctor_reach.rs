//! What `magiclink doctor` says of the base URL, the proxies and the clock.

use std::fs;

use crate::{
    examined::{Site, VISITOR},
    front::Does,
};

#[test]
fn what_a_base_url_leads_to_is_told() {
    for (does, words) in [
        (
            Does::Say("HTTP/1.1 301 Moved\r\nlocation: https://www.example.com/"),
            "sends visitors on to https://www.example.com/",
        ),
        (
            Does::Say("HTTP/1.1 200 OK"),
            "is not this server with these settings: status 200",
        ),
        (Does::Say("HTTP/1.1 404 Not Found"), "status 404"),
        (Does::Say("SSH-2.0-x"), "it does not speak HTTP"),
    ] {
        let (server, site) = Site::new(&[], does, None).running();
        site.examine_in(&server.folder, &[])
            .has("base URL", "wrong", words);
    }
    let (server, site) = Site::new(&[], Does::Hang, None).running();
    let said = site.examine_in(&server.folder, &["--time-limit", "1s"]);
    said.has("base URL", "wrong", "no answer within 1s");
}

#[test]
fn a_server_with_another_key_is_another_server() {
    let (server, site) = Site::new(&[], Does::HandOn, None).running();
    let key = fs::read_to_string(server.folder.path("magiclink.key")).expect("the key is there");
    let other: String = key.trim().chars().rev().collect();
    fs::write(server.folder.path("magiclink.key"), other).expect("the file can be written");
    let said = site.examine_in(&server.folder, &[]);
    said.has("server", "wrong", "is not this server");
    said.has("base URL", "wrong", "is not this server");
}

#[test]
fn what_proxies_do_with_the_address_of_a_visitor_is_told() {
    for (does, trusted, state, words) in [
        (
            Does::Forward(VISITOR),
            "",
            "wrong",
            "the proxy at 127.0.0.1 is not trusted",
        ),
        (
            Does::Forward(VISITOR),
            "127.0.0.1",
            "good",
            "each visitor counts",
        ),
        (
            Does::HandOn,
            "127.0.0.1",
            "warning",
            "127.0.0.1 is trusted as one",
        ),
        (
            Does::HandOn,
            "",
            "good",
            "what visitors claim is not believed",
        ),
    ] {
        let mut site = Site::new(&[], does, None);
        site.variables
            .insert("MAGICLINK_TRUSTED_PROXIES", trusted.to_owned());
        let (server, site) = site.running();
        site.examine_in(&server.folder, &[])
            .has("proxies", state, words);
    }
    let mut site = Site::new(&[], Does::HandOn, None);
    site.variables
        .insert("MAGICLINK_BASE_URL", "https://localhost:1".to_owned());
    site.examine()
        .has("proxies", "warning", "all visitors count as one");
}

#[test]
fn a_clock_that_is_wrong_is_told() {
    let does = Does::Date("Fri, 31 Dec 1999 23:59:59 GMT");
    let (server, site) = Site::new(&[], does, None).running();
    site.examine_in(&server.folder, &[])
        .has("clock", "wrong", "s ahead of that of http://");
}
