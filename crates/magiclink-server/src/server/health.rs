//! `/health/live` and `/health/ready`, for whatever watches the server.

use std::sync::Arc;

use axum::{extract::State, http::StatusCode};

use crate::database::Database;

/// Live is a server that answers.
pub(super) async fn live() -> &'static str {
    "live\n"
}

/// Ready is a server whose database can be read and written.
pub(super) async fn ready(State(store): State<Arc<dyn Database>>) -> (StatusCode, &'static str) {
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
