//! A mail that goes through a real mail server.

use mailparse::{MailHeaderMap as _, parse_mail};

use crate::{
    harness::{Browser, Look},
    postfix::Postfix,
    server::{JANE, Server},
};

#[tokio::test]
async fn a_link_that_came_through_postfix_logs_in() {
    let postfix = Postfix::start(JANE, None);
    let mail_url = format!("smtp://127.0.0.1:{}", postfix.port);
    let server = Server::start_with(&[("MAGICLINK_MAIL_URL", &mail_url)]);
    let browser = Browser::open("through-postfix", Look::DESK).await;
    browser.ask(&server, JANE).await;
    browser.arrive("/login/sent/").await;

    let mails = postfix.mails(1).await;
    assert_eq!(mails.len(), 1);
    let mail = parse_mail(&mails[0]).expect("it is a mail");
    let header = |name| mail.headers.get_first_value(name).unwrap_or_default();
    assert_eq!(header("To"), JANE);
    assert!(header("From").contains("<login@rentals.example>"));
    let text = mail.subparts[0].get_body().expect("it has a text");
    let begin = server.url("/login/auth/?sesame=");
    let link = text.lines().find(|line| line.starts_with(&begin));

    browser.go(link.expect("the text has a link")).await;
    browser.is_logged_in(JANE).await;
    browser.see("account").await;
}
