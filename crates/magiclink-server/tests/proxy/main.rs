//! The program behind the proxies that `deploy/` has files for: real ones, with TLS.
#![cfg(target_os = "linux")]

mod place;
#[path = "../it/program.rs"]
mod program;
mod proxy;
mod visitor;

use crate::{
    place::{JANE, Place},
    proxy::Proxy,
    visitor::Visitor,
};

#[test]
fn nginx_in_front_keeps_tokens_out_of_its_logs_and_tells_visitors_apart() {
    try_with(Proxy::nginx);
}

#[test]
fn caddy_in_front_keeps_tokens_out_of_its_logs_and_tells_visitors_apart() {
    try_with(Proxy::caddy);
}

fn try_with(start: impl Fn(&Place) -> Proxy) {
    let mut place = Place::new();
    let proxy = start(&place);

    let jane = Visitor::new(&place, "127.0.0.2");
    let link = log_in(&place, &jane);
    only_who_asks_often_has_to_wait(&place);
    assert_eq!(jane.get("/health/ready").status, 404);
    assert_eq!(jane.get("/health/../health/live").status, 404);
    assert_eq!(jane.get("/%68ealth/live").status, 404);

    // The worst moment for a click: an error, which proxies log with all they know.
    place.stop_the_program();
    assert_eq!(jane.get(&link).status, 502);

    let logs = proxy.stop();
    assert!(
        logs.contains("/login/auth/"),
        "the requests are there:\n{logs}"
    );
    assert!(logs.contains("502"), "so is what went wrong:\n{logs}");
    let token = link.split_once('=').expect("it has a token").1;
    for secret in ["sesame", token, jane.session().as_str()] {
        assert!(!logs.contains(secret), "`{secret}` is in the log:\n{logs}");
    }
}

/// Logs in by the link in the mail, in another browser than the one that asked for it: there the page of the
/// link has a form. Returns the link.
fn log_in(place: &Place, visitor: &Visitor) -> String {
    let asked = Visitor::new(place, "127.0.0.3").ask(JANE);
    assert_eq!((asked.status, &*asked.location), (303, "/login/sent/"));
    let link = place.link_in_the_mail();
    let page = visitor.get(&link);
    let token = link.split_once('=').expect("it has a token").1;
    let form_token = page.field("form_token");
    let fields = [("form_token", &*form_token), ("sesame", token)];
    let done = visitor.post(&link, "/login/auth/", &fields);
    assert_eq!((done.status, &*done.location), (303, "/account/"));
    assert!(visitor.get("/account/").body.contains(JANE));
    link
}

/// Five mails at once are what one client can have; the sixth says which address was counted.
fn only_who_asks_often_has_to_wait(place: &Place) {
    let eager = Visitor::new(place, "127.0.0.4");
    for number in 0..5 {
        let asked = eager.ask(&format!("nobody-{number}@example.com"));
        assert_eq!(asked.status, 303, "{number}");
    }
    assert_eq!(eager.ask("one-more@example.com").status, 429);
    let other_name = Visitor::new(place, "127.0.0.4").claiming_to_be("203.0.113.9");
    assert_eq!(other_name.ask("another@example.com").status, 429);
    let other = Visitor::new(place, "127.0.0.5");
    assert_eq!(other.ask("somebody@example.com").status, 303);
}
