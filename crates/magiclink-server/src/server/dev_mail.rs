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
use magiclink_lettre::{Inbox, Received};

use crate::routes::Route;

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
async fn list(State(inbox): State<Inbox>) -> Response {
    let rows: String = inbox.mails().iter().map(row).collect();
    if rows.is_empty() {
        let text = "No mail yet. It comes a moment after it was asked for: reload this page.";
        return page("Mailbox", &format!("<p>{text}</p>"));
    }
    page("Mailbox", &format!("<ul>{rows}</ul>"))
}

/// One mail, as its reader sees it.
async fn show(State(inbox): State<Inbox>, Path(number): Path<u64>) -> Response {
    let Some(mail) = inbox.find(number) else {
        let body = "<p><a href=\"/dev/mail/\">All mails</a></p>";
        return (StatusCode::NOT_FOUND, page("This mail is not here", body)).into_response();
    };
    let body = format!(
        "<p><a href=\"/dev/mail/\">All mails</a></p>\
         <dl><dt>From</dt><dd>{}</dd><dt>To</dt><dd>{}</dd></dl>\
         <iframe src=\"/dev/mail/{number}/html/\" title=\"The mail as HTML\"></iframe>\
         <details><summary>As plain text</summary><pre>{}</pre></details>",
        escape(&mail.from),
        escape(&mail.to),
        linked(&mail.text),
    );
    page(&mail.subject, &body)
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
        include_str!("dev_mail.css"),
    )
}

fn row(mail: &Received) -> String {
    let Received {
        number,
        subject,
        to,
        ..
    } = mail;
    let (subject, to) = (escape(subject), escape(to));
    format!("<li><a href=\"/dev/mail/{number}/\">{subject}</a> <span>to {to}</span></li>")
}

fn page(title: &str, body: &str) -> Response {
    let title = escape(title);
    let html = format!(
        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
         <title>{title}</title><link rel=\"stylesheet\" href=\"/dev/mail/style.css\"></head>\
         <body><main><h1>{title}</h1>{body}</main></body></html>"
    );
    (PAGE_POLICY, Html(html)).into_response()
}

/// Escapes a text and makes links of the URLs in it.
fn linked(text: &str) -> String {
    let mut html = String::new();
    for piece in text.split_inclusive(char::is_whitespace) {
        let url = piece.trim_end();
        if url.starts_with("https://") || url.starts_with("http://") {
            let (url, rest) = (escape(url), &piece[url.len()..]);
            html.extend(["<a href=\"", &url, "\">", &url, "</a>", rest]);
        } else {
            html.push_str(&escape(piece));
        }
    }
    html
}

fn escape(text: &str) -> String {
    let mut html = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            other => html.push(other),
        }
    }
    html
}
