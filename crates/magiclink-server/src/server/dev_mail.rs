//! `/dev/mail/`: the mails of `inbox:`, in the browser, for trying out.

use axum::{
    extract::{Path, State},
    http::{
        HeaderName, StatusCode,
        header::{CONTENT_SECURITY_POLICY, CONTENT_TYPE, X_FRAME_OPTIONS},
    },
    response::{Html, IntoResponse, Response},
    routing::{MethodRouter, get},
};
use magiclink_axum::{
    PageError, Visit, WebSettings,
    minijinja::{Value, context},
};
use magiclink_lettre::{Inbox, Received};

use crate::routes::Route;

/// The template of both pages.
const PAGE: &str = "inbox.html";

/// The page of a mail has the mail in a frame,
const PAGE_POLICY: [(HeaderName, &str); 1] = [(
    CONTENT_SECURITY_POLICY,
    "default-src 'none'; style-src 'self'; frame-src 'self'; base-uri 'none'; frame-ancestors 'none'",
)];
/// and a mail has its styles in itself, as mails must.
const MAIL_POLICY: [(HeaderName, &str); 2] = [
    (
        CONTENT_SECURITY_POLICY,
        "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'self'",
    ),
    (X_FRAME_OPTIONS, "SAMEORIGIN"),
];

/// What the head of a mail begins with in its frame.
const FRAMED: &str = "<head><base target=\"_top\"><style>html { background: Canvas }</style>";

/// Adds the template of the pages.
pub(super) fn with_page(settings: WebSettings) -> WebSettings {
    let source = include_str!("../../templates/inbox.html");
    let (number, subject, from, to) = (1, "Log in", "login@example.com", "jane@example.com");
    let mail = context! { number, subject, from, to };
    let words = words("open https://example.com/");
    let one = context! { mail => mail.clone(), words };
    let all = context! { mail => false, mails => vec![mail] };
    settings
        .with_page(PAGE, source, all)
        .with_page(PAGE, source, one)
}

/// What a route does; `None` if it is none of these pages.
pub(super) fn handlers(route: Route) -> Option<MethodRouter<Inbox>> {
    match route {
        Route::DevMails => Some(get(list)),
        Route::DevMail => Some(get(show)),
        Route::DevMailHtml => Some(get(show_html)),
        Route::DevMailStyle => Some(get(style)),
        _ => None,
    }
}

/// All mails, the newest first.
async fn list(visit: Visit, State(inbox): State<Inbox>) -> Result<Response, PageError> {
    let mails: Vec<_> = inbox.mails().iter().map(row).collect();
    page(&visit, context! { mail => false, mails })
}

/// One mail, as its reader sees it.
async fn show(
    visit: Visit,
    State(inbox): State<Inbox>,
    Path(number): Path<u64>,
) -> Result<Response, PageError> {
    let mail = inbox.find(number).ok_or(PageError::NotFound)?;
    page(
        &visit,
        context! { mail => row(&mail), words => words(&mail.text) },
    )
}

/// The HTML of a mail; its links leave the frame, and it stands on the ground of its own colours.
async fn show_html(State(inbox): State<Inbox>, Path(number): Path<u64>) -> Response {
    match inbox.find(number) {
        Some(mail) => {
            let html = mail.html.replacen("<head>", FRAMED, 1);
            (MAIL_POLICY, Html(html)).into_response()
        }
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

async fn style() -> impl IntoResponse {
    (
        [(CONTENT_TYPE, "text/css; charset=utf-8")],
        include_str!("../../templates/inbox.css"),
    )
}

fn page(visit: &Visit, values: Value) -> Result<Response, PageError> {
    Ok((PAGE_POLICY, visit.page(PAGE, values)?).into_response())
}

fn row(mail: &Received) -> Value {
    let Received {
        number,
        subject,
        from,
        to,
        ..
    } = mail;
    context! { number, subject, from, to }
}

/// The words of a text, each with the spaces after it; URLs are to be links.
fn words(text: &str) -> Vec<Value> {
    let words = text.split_inclusive(char::is_whitespace).map(|word| {
        let text = word.trim_end();
        let is_url = text.starts_with("https://") || text.starts_with("http://");
        context! { text, is_url, space => &word[text.len()..] }
    });
    words.collect()
}
