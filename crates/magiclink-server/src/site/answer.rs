//! The answer to a request for a file: the file, or a part of it, with the headers that keep it private.

use std::{path::Path, sync::Arc};

use axum::{
    body::Body,
    extract::Request,
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header, request::Parts},
    response::{IntoResponse as _, Redirect, Response},
};
use magiclink_axum::PageError;
use mime_guess::{Mime, mime};
use tower::ServiceExt as _;
use tower_http::services::ServeFile;

use crate::site::{Found, SitePath, Sites};

/// Who is looking: what browsers may keep and tell depends on it.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Viewer {
    /// An account that is logged in.
    Account,
    /// Somebody with a private link.
    Guest,
}

/// The pages are the operator's: they may have scripts. No other site may frame them.
const POLICY: HeaderValue = HeaderValue::from_static("frame-ancestors 'self'");

impl Viewer {
    fn headers(self) -> [(HeaderName, HeaderValue); 5] {
        let (cache, referrer) = match self {
            Self::Account => ("private, no-cache", "same-origin"),
            Self::Guest => ("no-store", "no-referrer"),
        };
        [
            (header::CACHE_CONTROL, HeaderValue::from_static(cache)),
            (header::REFERRER_POLICY, HeaderValue::from_static(referrer)),
            (header::CONTENT_SECURITY_POLICY, POLICY),
            (
                header::X_FRAME_OPTIONS,
                HeaderValue::from_static("SAMEORIGIN"),
            ),
            (
                HeaderName::from_static("cross-origin-resource-policy"),
                HeaderValue::from_static("same-origin"),
            ),
        ]
    }
}

/// Answers with what is shown at `path`.
pub(super) async fn show(
    sites: &Arc<Sites>,
    path: &SitePath,
    viewer: Viewer,
    request: &Parts,
) -> Result<Response, PageError> {
    let (sites, wanted) = (Arc::clone(sites), path.clone());
    let found = tokio::task::spawn_blocking(move || sites.look_up(&wanted)).await;
    let found = found.map_err(PageError::internal)?.unwrap_or_else(|error| {
        tracing::warn!(
            error = &error as &dyn std::error::Error,
            "a file cannot be read"
        );
        None
    });
    match found {
        None => Err(PageError::NotFound),
        Some(Found::Folder) => {
            let query = request.uri.query();
            let query = query.map(|query| format!("?{query}")).unwrap_or_default();
            let folder = path.as_folder().to_url();
            Ok(Redirect::to(&format!("{folder}{query}")).into_response())
        }
        Some(Found::File { file, name }) => {
            let service = ServeFile::new_with_mime(file, &kind(&name));
            let mut answer = serve(&service, request).await;
            answer.headers_mut().extend(viewer.headers());
            Ok(answer)
        }
    }
}

/// Serves the file, or the range that is asked for.
async fn serve(service: &ServeFile, request: &Parts) -> Response {
    let answer = once(service, request, request.headers.clone()).await;
    // The service knows no `If-Range`: a part of a new file must not be joined to one of an old one.
    let Some(condition) = request.headers.get(header::IF_RANGE) else {
        return answer;
    };
    let is_same = [header::ETAG, header::LAST_MODIFIED]
        .iter()
        .any(|name| answer.headers().get(name) == Some(condition));
    if answer.status() == StatusCode::PARTIAL_CONTENT && is_same {
        return answer;
    }
    let mut headers = request.headers.clone();
    headers.remove(header::RANGE);
    once(service, request, headers).await
}

async fn once(service: &ServeFile, request: &Parts, headers: HeaderMap) -> Response {
    let mut asked = Request::new(Body::empty());
    *asked.method_mut() = request.method.clone();
    *asked.headers_mut() = headers;
    match service.clone().oneshot(asked).await {
        Ok(answer) => answer.into_response(),
        Err(never) => match never {},
    }
}

/// What kind of file a name tells: its text, if it is one, is UTF-8. A page says so itself.
fn kind(name: &Path) -> Mime {
    let kind = mime_guess::from_path(name).first_or_octet_stream();
    if kind.type_() == mime::TEXT && kind.subtype() != mime::HTML {
        let with_charset = format!("{kind}; charset=utf-8").parse();
        return with_charset.unwrap_or(kind);
    }
    kind
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_texts_are_utf_8() {
        for (name, written) in [
            ("index.html", "text/html"),
            ("a.txt", "text/plain; charset=utf-8"),
            ("style.css", "text/css; charset=utf-8"),
            ("a.PNG", "image/png"),
            ("a", "application/octet-stream"),
        ] {
            assert_eq!(kind(Path::new(name)).to_string(), written);
        }
    }
}
