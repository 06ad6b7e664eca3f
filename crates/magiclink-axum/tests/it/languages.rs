//! Pages and mails in the visitor's language.

use magiclink::{
    account::marker,
    email::Email,
    store::{NewPerson, PersonStore as _},
};

use crate::app::{JANE, TestApp};

#[tokio::test]
async fn pages_follow_the_browser() {
    let app = TestApp::new().await;
    for (accepted, lang, title) in [
        ("", "en", "Log in"),
        ("de-CH,de;q=0.9", "de", "Anmelden"),
        ("nl, fr;q=0.5", "fr", "Se connecter"),
        ("es", "es", "Iniciar sesión"),
        ("nl", "en", "Log in"),
    ] {
        let page = app
            .browser()
            .with("accept-language", accepted)
            .get("/login/")
            .await;
        page.assert(200, title);
        assert!(page.body.contains(&format!("<html lang=\"{lang}\">")));
    }
}

#[tokio::test]
async fn a_mail_follows_the_account_before_the_browser() {
    let app = TestApp::new().await;
    let email = Email::parse("heidi@example.com").unwrap();
    let person = NewPerson {
        email: email.as_str(),
        email_key: email.key(),
        marker: &marker().unwrap(),
        language: Some("de"),
        created: app.clock.now(),
    };
    app.store.create_person(&person).await.unwrap().unwrap();
    app.browser()
        .with("accept-language", "fr")
        .ask("heidi@example.com")
        .await;
    let mail = app.mail().await;
    assert_eq!(mail.subject, "Anmelden bei Vacation rentals");
    assert!(mail.text.contains("unter Linux"), "{}", mail.text);
    app.browser().with("accept-language", "fr").ask(JANE).await;
    assert_eq!(app.mail().await.subject, "Se connecter à Vacation rentals");
}

#[tokio::test]
async fn both_parts_of_a_mail_say_the_same_and_load_nothing() {
    let app = TestApp::new().await;
    app.browser().ask(JANE).await;
    let mail = app.mail().await;
    assert_eq!(mail.subject, "Log in to Vacation rentals");
    let links = |text: &str| -> Vec<String> {
        let mut links: Vec<_> = text
            .split(['"', '\n', '<', '>'])
            .filter(|piece| piece.starts_with("https://"))
            .map(str::to_owned)
            .collect();
        links.sort();
        links.dedup();
        links
    };
    assert_eq!(links(&mail.text).len(), 2);
    assert_eq!(links(&mail.text), links(&mail.html));
    let code = crate::app::Letter::code(&mail);
    let html = mail.html.replace('\u{a0}', " ");
    for text in [
        code.as_str(),
        "10 minutes",
        "22 November 2026, 15:35 UTC",
        "Firefox on Linux",
        "It wasn’t me",
        JANE,
    ] {
        assert!(html.contains(text), "{text}");
    }
    for remote in ["src=", "url(", "<img", "<link", "<script", "@import"] {
        assert!(!mail.html.contains(remote), "{remote}");
    }
    assert!(!mail.subject.contains(['\r', '\n']));
}
