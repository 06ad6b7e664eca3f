//! A browser without a screen: it keeps cookies and sends the headers of a click.

use std::collections::BTreeMap;

use axum::{
    Router,
    body::{Body, to_bytes},
    http::{HeaderMap, Method, Request, StatusCode, header},
};
use tower::ServiceExt as _;
use url::form_urlencoded::Serializer;

use crate::tests::world::BASE_URL;

pub(super) struct Browser {
    router: Router,
    pub(super) cookies: BTreeMap<String, String>,
    /// Added to the query of each request.
    pub(super) query: String,
    /// The page that requests come from.
    pub(super) referer: String,
}

/// An answer, read to its end.
pub(super) struct Page {
    pub(super) status: StatusCode,
    pub(super) headers: HeaderMap,
    pub(super) body: String,
}

impl Page {
    pub(super) fn header(&self, name: &str) -> &str {
        let value = self.headers.get(name);
        value.map_or("", |value| value.to_str().unwrap())
    }

    pub(super) fn location(&self) -> &str {
        self.header("location")
    }

    #[track_caller]
    pub(super) fn assert(&self, status: u16, text: &str) {
        assert_eq!(self.status, status, "{}", self.body);
        assert!(self.body.contains(text), "no `{text}` in {}", self.body);
    }

    /// What stands between two texts.
    pub(super) fn between(&self, start: &str, end: &str) -> &str {
        let rest = self.body.split_once(start).expect("the page has it").1;
        rest.split_once(end).expect("the page has its end").0
    }
}

impl Browser {
    pub(super) fn new(router: Router) -> Self {
        Self {
            router,
            cookies: BTreeMap::new(),
            query: String::new(),
            referer: format!("{BASE_URL}/"),
        }
    }

    pub(super) async fn get(&mut self, path: &str) -> Page {
        self.send(Method::GET, path, "").await
    }

    /// Sends a form with the token that this browser's pages have.
    pub(super) async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Page {
        let form_token = self.form_token().await;
        let mut form = Serializer::new(String::new());
        form.append_pair("form_token", &form_token);
        let body = form.extend_pairs(fields).finish();
        self.send(Method::POST, path, &body).await
    }

    async fn form_token(&mut self) -> String {
        let page = self.send(Method::GET, "/login/", "").await;
        page.between("name=\"form_token\" value=\"", "\"")
            .to_owned()
    }

    pub(super) async fn send(&mut self, method: Method, path: &str, body: &str) -> Page {
        let separator = if path.contains('?') { '&' } else { '?' };
        let query = match &*self.query {
            "" => String::new(),
            query => format!("{separator}{query}"),
        };
        let cookies = self.cookies.iter();
        let cookies = cookies.map(|(name, value)| format!("{name}={value}"));
        let mut request = Request::builder()
            .method(&method)
            .uri(format!("{path}{query}"))
            .header(header::HOST, "localhost:8000")
            .header(header::COOKIE, cookies.collect::<Vec<_>>().join("; "))
            .header(header::REFERER, &self.referer)
            .header("sec-fetch-site", "same-origin")
            .header("sec-fetch-mode", "navigate")
            .header("sec-fetch-dest", "document");
        if !method.is_safe() {
            request = request
                .header(header::ORIGIN, BASE_URL)
                .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        }
        let request = request.body(Body::from(body.to_owned())).unwrap();
        let answer = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = answer.into_parts();
        for line in parts.headers.get_all(header::SET_COOKIE) {
            let pair = line.to_str().unwrap().split(';').next().unwrap();
            let (name, value) = pair.split_once('=').unwrap();
            self.cookies.insert(name.to_owned(), value.to_owned());
        }
        self.cookies.retain(|_, value| !value.is_empty());
        let body = to_bytes(body, usize::MAX).await.unwrap();
        Page {
            status: parts.status,
            headers: parts.headers,
            body: String::from_utf8_lossy(&body).into_owned(),
        }
    }
}
