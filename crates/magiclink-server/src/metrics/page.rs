//! `/metrics`, on an address of its own that has nothing else.

use std::sync::Arc;

use axum::{
    Router,
    extract::State,
    http::{
        HeaderName, StatusCode,
        header::{CONNECTION, CONTENT_TYPE},
    },
    response::{IntoResponse, Response},
    routing::get,
};
use magiclink::clock::Clock;
use tower::util::MapResponseLayer;

use crate::{
    database::Database,
    metrics::{Metrics, outlook::Outlook},
};

/// The format of the text, which everything that reads metrics of Prometheus reads.
const FORMAT: [(HeaderName, &str); 1] = [(
    CONTENT_TYPE,
    "application/openmetrics-text; version=1.0.0; charset=utf-8",
)];

#[derive(Clone, Debug)]
struct Page {
    metrics: Arc<Metrics>,
    outlook: Arc<Outlook>,
}

/// The page with the metrics, and no other.
pub(crate) fn router(metrics: Arc<Metrics>, store: Arc<dyn Database>, clock: Clock) -> Router {
    let outlook = Arc::new(Outlook::new(store, clock));
    Router::new()
        .route("/metrics", get(show))
        .with_state(Page { metrics, outlook })
        // Nobody keeps one of the few connections by asking again, or by not reading the answers.
        .layer(MapResponseLayer::new(|answer: Response| {
            ([(CONNECTION, "close")], answer).into_response()
        }))
}

async fn show(State(page): State<Page>) -> Response {
    let backlog = page.outlook.backlog().await;
    match page.metrics.text(backlog, page.outlook.pressure()) {
        Ok(text) => (FORMAT, text).into_response(),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}
