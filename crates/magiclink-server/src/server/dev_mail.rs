//! `/dev/mail/`: the mails of `inbox:`, in the browser, for trying out.

use axum::{
    Router,
    extract::{Path, State},
    http::StatusCode,
    response::{Html, IntoResponse, Redirect, Response},
    routing::get,
};
use magiclink_lettre::{Inbox, Received};

pub(super) fn routes(inbox: Inbox) -> Router {
    Router::new()
        .route("/dev/mail/", get(list))
        .route("/dev/mail/{number}/", get(show))
        .with_state(inbox)
}

/// All mails, the newest first; a mail alone is shown at once.
async fn list(State(inbox): State<Inbox>) -> Html<String> {
    let mails = inbox.mails();
    let rows: String = mails.iter().map(row).collect();
    let body = if rows.is_empty() {
        "<p>No mail yet. It comes here a moment after it was asked for; reload this page.</p>"
            .to_owned()
    } else {
        format!("<ul>{rows}</ul>")
    };
    page("Mailbox", &body)
}

/// One mail, as its reader sees it.
async fn show(State(inbox): State<Inbox>, Path(number): Path<u64>) -> Response {
    let Some(mail) = inbox.find(number) else {
        return (StatusCode::NOT_FOUND, Redirect::to("/dev/mail/")).into_response();
    };
    let body = format!(
        "<p><a href=\"/dev/mail/\">All mails</a></p>\
         <dl><dt>From</dt><dd>{}</dd><dt>To</dt><dd>{}</dd></dl>\
         <pre>{}</pre>",
        escape(&mail.from),
        escape(&mail.to),
        linked(&mail.text),
    );
    page(&mail.subject, &body).into_response()
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

fn page(title: &str, body: &str) -> Html<String> {
    let title = escape(title);
    Html(format!(
        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width\"><title>{title}</title></head>\
         <body><main><h1>{title}</h1>{body}</main></body></html>"
    ))
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
