//! `magiclink serve`: starts with a configuration, answers, and stops when it is told to.

use crate::{
    http::Browser,
    server::{Server, folder, folder_with},
    smtp::{self, Smtp},
};

const JANE: &str = "jane.doe@example.com";

#[cfg(unix)]
#[test]
fn it_answers_and_stops_when_it_is_told_to() {
    let server = Server::start(folder_with("file:mails"), &[]);
    assert_eq!(server.browser().get("/health/ready").body, "ready\n");
    assert_eq!(server.browser().get("/login/").status, 200);
    let mut elsewhere = Browser::at(&server.address, "evil.example");
    assert_eq!(elsewhere.get("/login/").status, 400);
    assert_eq!(server.browser().get("/dev/mail/").status, 404);
    let (status, _folder) = server.stop();
    assert_eq!(status.code(), Some(0), "{status}");
}

#[cfg(unix)]
#[test]
fn a_login_survives_a_second_start() {
    let smtp = Smtp::start(&[]);
    let folder = folder(&smtp);
    assert!(folder.run(&["account", "add", JANE]).status.success());
    let server = Server::start(folder, &[]);
    let mut browser = server.browser();
    assert_eq!(browser.ask(JANE).location(), "/login/sent/");
    let mail = smtp.mails(1).remove(0);
    let (_, folder) = server.stop();

    let server = Server::start(folder, &[]);
    let mut again = server.browser();
    again.cookies = browser.cookies;
    assert_eq!(again.get(&smtp::link(&mail)).location(), "/account/");
    let (_, folder) = server.stop();

    let server = Server::start(folder, &[]);
    let mut third = server.browser();
    third.cookies = again.cookies;
    assert!(third.get("/account/").body.contains(JANE));
    assert_eq!(server.complaints(), [""; 0]);
}

#[cfg(unix)]
#[test]
fn a_stop_under_load_drops_no_answer() {
    use std::sync::atomic::{AtomicUsize, Ordering};

    let server = Server::start(folder_with("file:mails"), &[]);
    let answered = AtomicUsize::new(0);
    std::thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| {
                // Until nobody listens any more. Whoever gets through gets a whole answer.
                while let Some(answer) = server.browser().try_get("/login/") {
                    assert!(
                        answer.body.trim_end().ends_with("</html>"),
                        "{}",
                        answer.body
                    );
                    if answered.fetch_add(1, Ordering::SeqCst) == 200 {
                        server.tell_to_stop();
                    }
                }
            });
        }
    });
    assert!(answered.load(Ordering::SeqCst) > 200);
    let (status, _folder) = server.wait();
    assert_eq!(status.code(), Some(0), "{status}");
}

#[test]
fn a_broken_template_stops_the_start_with_its_file() {
    let folder = folder_with("file:mails");
    let pages = folder.path("templates").join("pages");
    std::fs::create_dir_all(&pages).expect("the folder can be made");
    std::fs::write(pages.join("login.html"), "{{ nothing( }}").expect("the file can be written");
    let mut command = folder.command(&["serve"]);
    let output = command
        .env("MAGICLINK_TEMPLATES", "templates")
        .output()
        .expect("the program runs");
    assert_eq!(output.status.code(), Some(1));
    let sentence = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(sentence.contains("login.html"), "{sentence}");
}
