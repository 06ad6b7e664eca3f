//! Sample data: each page in each of its forms, to be written once at the start.

use minijinja::{Value, context};

const TOKEN: &str = "3.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
const EMAIL: &str = "jane.doe@example.com";

/// Every template that is a page or a mail, with values for each of its branches.
pub(super) fn all() -> Vec<(&'static str, Value)> {
    let mut all = vec![
        ("pages/cancelled.html", context! {}),
        (
            "pages/error.html",
            context! { key => "not-found", reference => "" },
        ),
        (
            "pages/error.html",
            context! { key => "internal", reference => "0123abcd" },
        ),
        ("pages/refused.html", context! { key => "refused" }),
        ("pages/refused.html", context! { key => "cancel-refused" }),
        ("pages/limited.html", context! { seconds => 30 }),
        ("pages/limited.html", context! { seconds => 86_400 }),
        ("mail/login.html", mail()),
        ("mail/login.txt", mail()),
    ];
    for value in ["", EMAIL] {
        let form_token = TOKEN;
        all.push(("pages/logout.html", context! { form_token, email => value }));
        let error = if value.is_empty() { "" } else { "email-no-at" };
        all.push((
            "pages/login.html",
            context! {
                form_token, next => value, email => value, account => value, error
            },
        ));
        all.push(("pages/sent.html", context! {
            form_token, has_code => !value.is_empty(), seconds => value.len(), is_wrong => !value.is_empty()
        }));
        let link = context! {
            form_token, token_name => "sesame", token => TOKEN, email => EMAIL, ago_seconds => value.len() * 60,
            asked => "22 November 2026, 15:35 UTC", asked_iso => "2026-11-22T15:35:00Z",
            browser => value, system => value, address => value
        };
        all.push((
            "pages/confirm.html",
            context! { next => value, other => value, ..link.clone() },
        ));
        all.push(("pages/cancel.html", link));
        let session = context! {
            id => "00", browser => value, system => value, address => value, is_current => value.is_empty(),
            since => "22 November 2026, 15:35 UTC", since_iso => "2026-11-22T15:35:00Z"
        };
        all.push(("pages/account.html", context! {
            form_token, email => EMAIL, since => "22 November 2026, 15:35 UTC", since_iso => "2026-11-22T15:35:00Z",
            sessions => vec![session; value.len().min(2) + 1], has_others => !value.is_empty()
        }));
    }
    all
}

fn mail() -> Value {
    context! {
        email => EMAIL, link => "https://a.example/login/auth/?sesame=3.AAAA",
        cancel_link => "https://a.example/login/cancel/?sesame=3.AAAA", code => "ABCD-EFGH",
        seconds => 600, asked => "22 November 2026, 15:35 UTC", browser => "Firefox", system => "Linux"
    }
}
