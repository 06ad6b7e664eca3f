//! One request, on its way to the router.

use std::{convert::Infallible, net::SocketAddr, sync::Arc};

use axum::{
    Router,
    body::Body,
    extract::ConnectInfo,
    http::{HeaderValue, Request, StatusCode, header},
    response::{IntoResponse as _, Response},
};
use hyper::body::Incoming;
use tower::ServiceExt as _;

use crate::metrics::{Metrics, Stopwatch};

/// The longest target of a request, path and query.
const LONGEST_TARGET: usize = 8 * 1024;

/// What answers, and what counts it if anybody wants to know.
#[derive(Clone)]
pub(in crate::server) struct Answers {
    pub(in crate::server) router: Router,
    pub(in crate::server) metrics: Option<Arc<Metrics>>,
}

impl From<Router> for Answers {
    fn from(router: Router) -> Self {
        let metrics = None;
        Self { router, metrics }
    }
}

impl Answers {
    pub(super) async fn answer(
        self,
        request: Request<Incoming>,
        peer: SocketAddr,
    ) -> Result<Response, Infallible> {
        let Some(metrics) = self.metrics else {
            return answer(self.router, request, peer).await;
        };
        let stopwatch = Stopwatch::start(&request);
        let answer = answer(self.router, request, peer).await?;
        metrics.requests.answered(&stopwatch, answer.status());
        Ok(answer)
    }
}

async fn answer(
    router: Router,
    mut request: Request<Incoming>,
    peer: SocketAddr,
) -> Result<Response, Infallible> {
    let target = request.uri().path_and_query();
    if target.is_some_and(|target| target.as_str().len() > LONGEST_TARGET) {
        return Ok(closing(StatusCode::URI_TOO_LONG.into_response()));
    }
    // hyper has dropped a length beside it. Whoever stands in front may have read that, and then does not
    // agree where the next request begins: RFC 9112, 6.3 has the connection closed.
    let is_chunked = request.headers().contains_key(header::TRANSFER_ENCODING);
    request.extensions_mut().insert(ConnectInfo(peer));
    let answer = router.oneshot(request.map(Body::new)).await?;
    Ok(if is_chunked { closing(answer) } else { answer })
}

/// The connection ends with this answer.
fn closing(mut answer: Response) -> Response {
    let close = HeaderValue::from_static("close");
    answer.headers_mut().insert(header::CONNECTION, close);
    answer
}
