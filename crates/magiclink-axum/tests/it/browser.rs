//! A browser: it keeps cookies, sends the headers of a click, and fills in forms.

use std::{collections::BTreeMap, net::SocketAddr};

use axum::{
    body::Body,
    extract::ConnectInfo,
    http::{HeaderMap, Method, Request, StatusCode, header},
};
use http_body_util::BodyExt as _;
use url::form_urlencoded;

use crate::{app::TestApp, html};

pub(crate) const FIREFOX: &str =
    "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";

pub(crate) struct Browser {
    app: TestApp,
    pub(crate) cookies: BTreeMap<String, String>,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) peer: SocketAddr,
}

/// An answer, read to its end.
#[derive(Debug)]
pub(crate) struct Page {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: String,
}

impl Page {
    pub(crate) fn location(&self) -> &str {
        self.header("location")
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .map_or("", |value| value.to_str().unwrap())
    }

    #[track_caller]
    pub(crate) fn assert(&self, status: u16, text: &str) {
        assert_eq!(self.status, status, "{}", self.body);
        assert!(
            html::text(&self.body).contains(text),
            "no `{text}` in {}",
            self.body
        );
    }

    /// The hidden fields of the form with this action.
    #[track_caller]
    pub(crate) fn form(&self, action: &str) -> Vec<(String, String)> {
        html::hidden_fields(&self.body, action)
            .unwrap_or_else(|| panic!("no form {action} in {}", self.body))
    }
}

impl Browser {
    pub(crate) fn new(app: TestApp) -> Self {
        let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        Self {
            app,
            cookies: BTreeMap::new(),
            peer: SocketAddr::from(([192, 0, 2, 1], 4711)),
            headers: vec![
                pair("host", "testserver"),
                pair("user-agent", FIREFOX),
                pair("accept", "text/html,application/xhtml+xml"),
                pair("sec-fetch-mode", "navigate"),
                pair("sec-fetch-dest", "document"),
            ],
        }
    }

    pub(crate) fn with(mut self, name: &str, value: &str) -> Self {
        self.headers.retain(|(other, _)| other != name);
        if !value.is_empty() {
            self.headers.push((name.to_owned(), value.to_owned()));
        }
        self
    }

    pub(crate) async fn get(&mut self, path: &str) -> Page {
        self.send(Method::GET, path, None).await
    }

    pub(crate) async fn head(&mut self, path: &str) -> Page {
        self.send(Method::HEAD, path, None).await
    }

    /// Sends a form as it stands on a page, with what the visitor has typed.
    pub(crate) async fn submit(
        &mut self,
        page: &Page,
        action: &str,
        typed: &[(&str, &str)],
    ) -> Page {
        let mut fields = page.form(action);
        for (name, value) in typed {
            fields.retain(|(other, _)| other != name);
            fields.push(((*name).to_owned(), (*value).to_owned()));
        }
        self.post(action, &fields).await
    }

    pub(crate) async fn post(&mut self, path: &str, fields: &[(String, String)]) -> Page {
        let body = form_urlencoded::Serializer::new(String::new())
            .extend_pairs(fields)
            .finish();
        self.send(Method::POST, path, Some(body)).await
    }

    /// Asks for a link, from the form on.
    pub(crate) async fn ask(&mut self, email: &str) -> Page {
        let form = self.get("/login/").await;
        self.submit(&form, "/login/", &[("email", email)]).await
    }

    pub(crate) async fn send(&mut self, method: Method, path: &str, body: Option<String>) -> Page {
        let peer = ConnectInfo(self.peer);
        let mut request = Request::builder().method(method).uri(path).extension(peer);
        for (name, value) in &self.headers {
            request = request.header(name, value);
        }
        for (name, value) in &self.cookies {
            request = request.header(header::COOKIE, format!("{name}={value}"));
        }
        if body.is_some() {
            request = request
                .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
                .header(header::ORIGIN, "https://testserver")
                .header("sec-fetch-site", "same-origin");
        }
        let request = request
            .body(body.map_or_else(Body::empty, Body::from))
            .unwrap();
        let answer = self.app.send(request).await;
        let (parts, body) = answer.into_parts();
        let bytes = body.collect().await.unwrap().to_bytes();
        self.keep_cookies(&parts.headers);
        Page {
            status: parts.status,
            headers: parts.headers,
            body: String::from_utf8(bytes.to_vec()).unwrap(),
        }
    }

    fn keep_cookies(&mut self, headers: &HeaderMap) {
        for line in headers.get_all(header::SET_COOKIE) {
            let line = line.to_str().unwrap();
            let (name, rest) = line.split_once('=').unwrap();
            let (value, attributes) = rest.split_once(';').unwrap();
            if attributes.contains("Max-Age=0") {
                self.cookies.remove(name);
            } else {
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
    }

    pub(crate) fn is_logged_in(&self) -> bool {
        self.cookies.contains_key("__Host-session")
    }
}
