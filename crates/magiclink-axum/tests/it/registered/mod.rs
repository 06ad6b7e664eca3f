//! Registered private links: opened by a click, by a button or by a passphrase, and gone on with.

mod cookie;
mod counting;
mod events;
mod loads;
mod passphrase;
mod race;
mod refused;
mod shared;

use axum::{
    Router,
    extract::{Request, State},
    response::{IntoResponse as _, Response},
    routing::{any, get},
};
use magiclink::{
    account::Account as _,
    link::{Link, MadeLink, NewLink},
    passphrase::Passphrase,
    person::{People, Person},
    scope::{Namespace, Private, Scope as _},
    store::{LinkStore as _, PersonStore as _},
};
use magiclink_axum::{
    Access, LinkScope, MagicLink, PageError, PrivatePage, Shared, Visit, WebSettings,
};

use crate::{
    app::TestApp,
    browser::{Browser, Page},
};

const BOOKING: Namespace = Namespace::from_static("booking");
const FILE: Namespace = Namespace::from_static("page");
const FOLDER: Namespace = Namespace::from_static("folder");
const OPEN: &str = "/link/open/";

struct Booking;

impl LinkScope for Booking {
    type Path = i64;

    fn scope(id: i64) -> Private {
        BOOKING.scope(id)
    }
}

async fn booking(shared: Shared<People, Booking>) -> String {
    let label = shared.link.map(|link| link.label);
    format!("{} {label:?}", shared.account.email())
}

async fn optional(shared: Option<Shared<People, Booking>>) -> String {
    shared.map_or_else(
        || "nobody".to_owned(),
        |shared| shared.account.email().to_owned(),
    )
}

/// Pages in folders, as a program serves them: a link opens one page, or a folder and what is in it.
async fn file(
    State(magic_link): State<MagicLink<People>>,
    visit: Visit,
    request: Request,
) -> Result<Response, PageError> {
    let path = request.uri().path().to_owned();
    let scopes = [FILE.scope(&path), FOLDER.scope(&path)];
    let is_covered = |link: &Link| {
        let is_in = |folder: &str| FOLDER.scope(folder).text() == link.scope;
        let folders = path.match_indices('/').map(|(end, _)| &path[..=end]);
        link.scope == scopes[0].text() || folders.into_iter().any(is_in)
    };
    let page = PrivatePage {
        method: request.method(),
        uri: request.uri(),
        scopes: &scopes,
        is_covered: &is_covered,
    };
    match magic_link.private_page(&visit, &page).await? {
        Access::Opened(opened) => Ok(format!("{path} of {}", opened.account.email).into_response()),
        Access::Answer(answer) => Ok(answer),
        Access::Nobody => Ok("nobody".into_response()),
    }
}

async fn app() -> TestApp {
    app_at("https://testserver").await
}

async fn app_at(base_url: &str) -> TestApp {
    app_with(base_url, |settings| settings).await
}

async fn app_with(base_url: &str, observe: impl FnOnce(WebSettings) -> WebSettings) -> TestApp {
    let routes = |magic_link: &MagicLink<People>| {
        Router::new()
            .route("/booking/{id}/share/", get(booking))
            .route("/optional/{id}/", get(optional))
            .route("/files/{*path}", any(file))
            .with_state(magic_link.clone())
    };
    let change = |settings: WebSettings| {
        let namespaces = [BOOKING, FILE, FOLDER];
        observe(settings).with_tokens(|tokens| {
            namespaces
                .into_iter()
                .fold(tokens, magiclink::settings::Settings::with_namespace)
        })
    };
    TestApp::build(base_url, change, routes).await
}

async fn jane(app: &TestApp) -> Person {
    app.store.find_person(1).await.unwrap().unwrap()
}

async fn make(app: &TestApp, scope: &Private, new: NewLink) -> MadeLink {
    let links = app.magic_link.links();
    links.create(&jane(app).await, scope, new).await.unwrap()
}

async fn row(app: &TestApp, made: &MadeLink) -> Link {
    app.store.find_link(made.link.id).await.unwrap().unwrap()
}

async fn revoke(app: &TestApp, made: &MadeLink) {
    let links = app.magic_link.links();
    assert!(links.revoke(&jane(app).await, made.link.id).await.unwrap());
}

fn labelled(label: &str) -> NewLink {
    NewLink {
        label: label.to_owned(),
        ..NewLink::default()
    }
}

fn limited(max_uses: u32) -> NewLink {
    NewLink {
        max_uses: Some(max_uses),
        ..labelled("For Bob")
    }
}

fn locked(passphrase: &str) -> NewLink {
    NewLink {
        passphrase: Some(Passphrase::parse(passphrase).unwrap().hash().unwrap()),
        ..labelled("For Bob")
    }
}

fn url(path: &str, made: &MadeLink) -> String {
    format!("{path}?sesame={}", made.token.expose())
}

/// The link that the browser has opened, by its cookie.
fn has_cookie(browser: &Browser, made: &MadeLink) -> bool {
    let name = format!("__Secure-magiclink-link-{}", made.link.id);
    browser.cookies.contains_key(&name)
}

#[track_caller]
fn assert_private(page: &Page) {
    assert_eq!(page.header("cache-control"), "no-store", "{page:?}");
    assert_eq!(page.header("x-robots-tag"), "noindex, nofollow", "{page:?}");
    let expected = if page.body.contains("<form") {
        "same-origin"
    } else {
        "no-referrer"
    };
    assert_eq!(page.header("referrer-policy"), expected, "{page:?}");
}
