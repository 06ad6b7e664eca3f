//! `/health/live` and `/health/ready`, for whatever watches the server.

use std::sync::Arc;

use axum::{Router, extract::State, http::StatusCode, routing::get};
use magiclink_sqlite::SqliteStore;

pub(super) fn routes(store: Arc<SqliteStore>) -> Router {
    Router::new()
        .route("/health/live", get(|| async { "live\n" }))
        .route("/health/ready", get(ready))
        .with_state(store)
}

/// Ready is a server whose database can be read and written.
async fn ready(State(store): State<Arc<SqliteStore>>) -> (StatusCode, &'static str) {
    match store.health().await {
        Ok(()) => (StatusCode::OK, "ready\n"),
        Err(error) => {
            tracing::error!(
                error = &error as &dyn std::error::Error,
                "the database is not ready"
            );
            (
                StatusCode::SERVICE_UNAVAILABLE,
                "the database is not ready\n",
            )
        }
    }
}
