//! `magiclink demo`: the whole way, from the form to the session.

use std::{
    io::{BufRead as _, BufReader},
    process::Child,
    time::{Duration, Instant},
};

use crate::{
    http::Browser,
    program::{Folder, LOG},
};

const JANE: &str = "jane.doe@example.com";

/// A running demo; it ends with the test.
struct Demo {
    child: Child,
    base_url: String,
    /// The private link, counted from the base URL.
    private_link: String,
    folder: Folder,
}

impl Demo {
    fn start() -> Self {
        Self::start_in(Folder::new())
    }

    fn start_in(folder: Folder) -> Self {
        let mut child = folder
            .server(&["demo", "--port=0"])
            // What it writes goes with the folder, however the demo ends.
            .env("TMPDIR", folder.path(""))
            .spawn()
            .expect("the test can do this");
        let lines = BufReader::new(child.stdout.take().expect("the test can do this")).lines();
        let mut private_link = String::new();
        let base_url = lines
            .map_while(Result::ok)
            .find_map(|line| {
                if let Some(link) = line.trim().strip_prefix("Private link") {
                    link.trim().clone_into(&mut private_link);
                }
                line.strip_prefix("listening on ").map(str::to_owned)
            })
            .expect("the demo says where it listens");
        let private_link = private_link.strip_prefix(&base_url);
        Self {
            child,
            private_link: private_link.expect("the link leads there").to_owned(),
            base_url,
            folder,
        }
    }

    fn browser(&self) -> Browser {
        Browser::new(&self.base_url)
    }

    /// Waits for the mail with this number, at most ten seconds.
    fn mail(&self, number: u32) -> String {
        let begin = Instant::now();
        let path = format!("/dev/mail/{number}/");
        while begin.elapsed() < Duration::from_secs(10) {
            let page = self.browser().get(&path);
            if page.status == 200 {
                return page.body;
            }
            std::thread::yield_now();
        }
        panic!("mail {number} did not come");
    }

    fn link(&self, number: u32) -> String {
        let mail = self.mail(number);
        let (_, rest) = mail
            .split_once("/login/auth/?sesame=")
            .expect("the mail has a link");
        let token = rest.split(['"', '<', '&']).next().unwrap_or_default();
        format!("/login/auth/?sesame={token}")
    }
}

impl Drop for Demo {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn a_person_logs_in_by_the_link_in_the_mail() {
    let demo = Demo::start();
    let mut browser = demo.browser();
    let asked = browser.ask(JANE);
    assert_eq!((asked.status, asked.location()), (303, "/login/sent/"));
    assert_eq!(browser.get("/login/sent/").status, 200);

    let link = demo.link(1);
    let html = demo.browser().get("/dev/mail/1/html/");
    assert!(
        html.body.contains("<base target=\"_top\">"),
        "links leave the frame of the mailbox"
    );
    let clicked = browser.get(&link);
    assert_eq!((clicked.status, clicked.location()), (303, "/"));
    assert!(browser.get("/").body.contains("Your bookings"));
    let account = browser.get("/account/");
    assert!(
        account
            .body
            .contains("You are logged in as jane.doe@example.com.")
    );

    assert_eq!(
        browser.get(&link).status,
        303,
        "a second click finds itself logged in"
    );
    let form_token = account.field("form_token");
    browser.post("/logout/", &[("form_token", &form_token)]);
    assert_ne!(browser.get("/account/").status, 200);
    assert_eq!(browser.get(&link).status, 403, "the link is used");
}

#[test]
fn whoever_wanted_a_page_comes_back_to_it_after_the_login() {
    let demo = Demo::start();
    let mut browser = demo.browser();
    let sent = browser.get("/booking/2/");
    assert_eq!(
        (sent.status, sent.location()),
        (303, "/login/?next=%2Fbooking%2F2%2F")
    );
    let form = browser.get(sent.location());
    let (form_token, next) = (form.field("form_token"), form.field("next"));
    let fields = [
        ("form_token", &*form_token),
        ("email", JANE),
        ("next", &*next),
    ];
    assert_eq!(browser.post("/login/", &fields).status, 303);
    let clicked = browser.get(&demo.link(1));
    assert_eq!((clicked.status, clicked.location()), (303, "/booking/2/"));
    assert!(browser.get("/booking/2/").body.contains("Larch Cabin"));
    for path in ["/style.css", "/booking/2/style.css", "/booking/2/place.svg"] {
        assert_eq!(browser.get(path).status, 200, "{path}");
    }
}

#[test]
fn the_private_link_shows_one_booking_whole_and_nothing_else() {
    let demo = Demo::start();
    let mut guest = demo.browser();
    let sent = guest.get(&demo.private_link);
    assert_eq!((sent.status, sent.location()), (303, "/booking/1/"));
    assert!(guest.get("/booking/1/").body.contains("Lighthouse Cottage"));
    for path in ["/booking/1/style.css", "/booking/1/place.svg"] {
        assert_eq!(guest.get(path).status, 200, "{path}");
    }
    for path in ["/", "/booking/2/", "/booking/2/place.svg", "/account/"] {
        assert!(guest.get(path).location().starts_with("/login/"), "{path}");
    }
}

#[test]
fn another_browser_is_asked_first() {
    let demo = Demo::start();
    demo.browser().ask(JANE);
    let (link, mut other) = (demo.link(1), demo.browser());
    let confirm = other.get(&link);
    assert_eq!(confirm.status, 200);
    assert!(confirm.body.contains(JANE));
    assert_ne!(
        other.get("/account/").status,
        200,
        "looking at the link logs nobody in"
    );

    let token = link.split_once('=').expect("the test can do this").1;
    let fields = [
        ("form_token", &*confirm.field("form_token")),
        ("sesame", token),
    ];
    let confirmed = other.post("/login/auth/", &fields);
    assert_eq!((confirmed.status, confirmed.location()), (303, "/"));
    assert_eq!(other.get("/account/").status, 200);
}

#[test]
fn an_unknown_address_gets_the_same_answer_and_no_mail() {
    let demo = Demo::start();
    let answer = demo.browser().ask("nobody@example.com");
    assert_eq!((answer.status, answer.location()), (303, "/login/sent/"));
    demo.browser().ask(JANE);
    assert!(demo.mail(1).contains(JANE), "the first mail is Jane's");
}

#[test]
fn the_server_says_that_it_is_alive_and_ready() {
    let demo = Demo::start();
    assert_eq!(demo.browser().get("/health/live").body, "live\n");
    assert_eq!(demo.browser().get("/health/ready").body, "ready\n");
}

#[cfg(unix)]
#[test]
fn a_demo_that_was_killed_leaves_nothing_once_another_one_has_run() {
    let folders = |demo: &Demo| {
        let entries = std::fs::read_dir(demo.folder.path("")).expect("the folder is there");
        let names = entries.flatten().map(|entry| entry.file_name());
        names.filter(|name| name != LOG).count()
    };
    let mut killed = Demo::start();
    killed.child.kill().expect("it runs");
    killed.child.wait().expect("it ends");
    assert_eq!(folders(&killed), 1);
    let folder = std::mem::replace(&mut killed.folder, Folder::new());
    let running = Demo::start_in(folder);
    assert_eq!(folders(&running), 1, "its own");
    let page = running.browser().get("/login/");
    assert_eq!(page.status, 200);
}
