//! Templates of the operator's own, and settings that stop the start.

use std::{fs, path::PathBuf, sync::Arc};

use axum::{Router, response::Response, routing::get};
use magiclink::{base_url::BaseUrl, memory::MemoryStore, person::People, secret::Secret};
use magiclink_axum::{Form, MagicLink, PageError, Visit, WebSettings, minijinja::context};

use crate::app::TestApp;

/// A folder that is deleted at the end.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str, files: &[(&str, &str)]) -> Self {
        let path =
            std::env::temp_dir().join(format!("magiclink-axum-{}-{name}", std::process::id()));
        for (file, text) in files {
            let file = path.join(file);
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(file, text).unwrap();
        }
        Self(path)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn refused(change: impl FnOnce(WebSettings) -> WebSettings) -> String {
    let base_url = BaseUrl::parse("https://testserver").unwrap();
    let settings = change(WebSettings::new(Secret::generate().unwrap(), base_url));
    let store = Arc::new(MemoryStore::new());
    let made = MagicLink::new(settings, People::new(store.clone()), store);
    made.unwrap_err().to_string()
}

#[tokio::test]
async fn a_file_takes_the_place_of_a_template() {
    let page = "{% extends \"pages/base.html\" %}{% block main %}<h1>Bonjour {{ t(\"login-title\") }}</h1>{% endblock %}";
    let folder = Folder::new(
        "good",
        &[
            ("pages/login.html", page),
            ("style.css", "h1 { color: red }"),
        ],
    );
    let app = TestApp::with(|settings| settings.with_templates(&folder.0)).await;
    let page = app.browser().get("/login/").await;
    page.assert(200, "Bonjour Log in");
    let start = page.body.find("/login/style-").unwrap();
    let path = &page.body[start..start + page.body[start..].find('"').unwrap()];
    assert_eq!(app.browser().get(path).await.body, "h1 { color: red }");
}

#[test]
fn a_mistake_in_a_template_stops_the_start_with_file_and_line() {
    for (name, page, line) in [
        ("syntax", "a\n{% if %}\n", 2),
        ("name", "a\nb\n{{ emial }}\n", 3),
        ("text", "{{ t(\"no-such-text\") }}", 1),
        ("filter", "\n\n\n{{ email|nothing }}", 4),
        ("branch", "{% if account %}\n{{ acount }}{% endif %}", 2),
    ] {
        let folder = Folder::new(name, &[("pages/login.html", page)]);
        let error = refused(|settings| settings.with_templates(&folder.0));
        let file = folder.0.join("pages/login.html").display().to_string();
        assert!(
            error.starts_with(&format!("the template {file}, line {line}: ")),
            "{error}"
        );
    }
}

#[test]
fn other_mistakes_stop_the_start_too() {
    let error = refused(|settings| settings.with_templates("/nowhere/at/all"));
    assert!(error.contains("/nowhere/at/all"), "{error}");
    let error = refused(|settings| settings.with_redirect_to("https://evil.example/"));
    assert!(error.contains("not a page of the site"), "{error}");
    let error = refused(|settings| settings.with_allowed_host("https://a.example"));
    assert!(error.contains("is not a host"), "{error}");
    let error = refused(|settings| settings.with_tokens(|tokens| tokens.with_fallback("short")));
    assert!(error.contains("fewer than 32 bytes"), "{error}");
}

#[tokio::test]
async fn an_application_adds_pages_and_texts_of_its_own() {
    let page = "{% extends \"pages/base.html\" %}{% block main %}<h1>{{ t(\"own-hello\", name=name) }}</h1>\
        <form method=\"post\" action=\"/own/\"><input type=\"hidden\" name=\"form_token\" value=\"{{ form_token }}\"></form>\
        {% endblock %}";
    let own = |settings: WebSettings| {
        settings
            .with_page(
                "own.html",
                page,
                context! { name => "x", form_token => "x" },
            )
            .with_texts("en", "own-hello = Hello { $name }\nlogin-title = Come in")
            .with_texts("de", "own-hello = Hallo { $name }")
            .with_texts("fr", "own-hello = Bonjour { $name }")
            .with_texts("es", "own-hello = Hola { $name }")
    };
    let routes = Router::new().route("/own/", get(hello).post(greet));
    let app = TestApp::build("https://testserver", own, |magic_link| {
        magic_link.protect(routes)
    })
    .await;
    let mut browser = app.browser();
    browser.get("/login/").await.assert(200, "Come in");
    let page = browser.get("/own/").await;
    page.assert(200, "Hello <Jane>");
    assert_eq!(
        browser
            .submit(&page, "/own/", &[("name", "Joe")])
            .await
            .body,
        "Joe"
    );
    assert_eq!(browser.post("/own/", &[]).await.status, 403);
    app.browser()
        .with("accept-language", "es")
        .get("/own/")
        .await
        .assert(200, "Hola <Jane>");

    let error =
        refused(|settings| own(settings).with_page("b.html", "{{ t(\"x\") }}", context! {}));
    assert!(
        error.contains("the template b.html, line 1: there is no text `x`"),
        "{error}"
    );
    let error = refused(|settings| settings.with_texts("nl", "a = b"));
    assert!(error.contains("no texts in the language `nl`"), "{error}");
    let error = refused(|settings| settings.with_texts("de", "= b"));
    assert!(
        error.contains("of the language `de` cannot be read"),
        "{error}"
    );
}

async fn hello(visit: Visit) -> Result<Response, PageError> {
    visit.form_page("own.html", context! { name => "<Jane>" })
}

async fn greet(form: Form) -> Result<String, PageError> {
    Ok(form.required("name")?.to_owned())
}
