//! Links that an operator makes.

use magiclink::{scope::Login, store::LoginStore as _};

use super::{App, JANE, LINK_URL, token_of};
use crate::{store::now, tokens::after};

#[test]
fn a_mailed_link_counts_against_nobody_and_names_no_browser() {
    let app = App::new();
    let jane = app.person(JANE);
    for _ in 0..10 {
        now(app.flow.send_link(&jane, &["es".to_owned()])).unwrap();
    }
    let mails = app.mails();
    assert_eq!(mails.len(), 10);
    let mail = &mails[0];
    assert_eq!((&*mail.to, mail.expires), (JANE, after(600)));
    let lines: Vec<&str> = mail.text.lines().collect();
    assert_eq!(lines[6..8], ["unknown", "fr es"]);
    let finished = app.finish(token_of(lines[1])).unwrap();
    assert_eq!((&*finished.account.email, finished.next), (JANE, None));
    app.ask(JANE).unwrap();
}

#[test]
fn a_link_without_a_mail_leads_where_it_is_told_to() {
    let elsewhere = "https://rentals.example/report/";
    for url in [LINK_URL, elsewhere] {
        let app = App::new();
        let jane = app.person(JANE);
        let made = if url == LINK_URL {
            now(app.flow.make_link(&jane))
        } else {
            now(app.flow.make_link_to(&jane, url))
        };
        let link = made.unwrap();
        assert!(link.starts_with(&format!("{url}?sesame=3.")), "{link}");
        assert!(app.mails().is_empty());
        let finished = app.finish(token_of(&link)).unwrap();
        assert_eq!(finished.account.email, JANE);
        let token = app.flow.tokens().decode(token_of(&link), &Login).unwrap();
        let request = now(app.store.find_login(token.id().unwrap())).unwrap();
        assert_eq!(request.unwrap().spent, Some(after(0)));
    }
}
