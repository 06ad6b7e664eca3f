//! `/dev/doctor/`: tells `magiclink doctor` that this is the server, and what it sees of a request.
//!
//! Not under `/health/`, which proxies keep to themselves: the doctor comes the way that visitors come.

use std::net::SocketAddr;

use axum::{
    Extension,
    extract::{ConnectInfo, State},
    http::{HeaderMap, header},
    response::{IntoResponse as _, Response},
};
use magiclink_axum::{PageError, Visit};

use crate::{
    app::App,
    proof::{HEADER, Seen},
};

/// For everybody but the doctor there is no such page.
pub(super) async fn answer(
    State(app): State<App>,
    peer: Option<Extension<ConnectInfo<SocketAddr>>>,
    visit: Visit,
    headers: HeaderMap,
) -> Result<Response, PageError> {
    let question = headers.get(HEADER).and_then(|header| header.to_str().ok());
    let question = question.and_then(|header| app.proof.asked(header));
    let question = question.ok_or(PageError::NotFound)?;
    let lines = headers.get_all("x-forwarded-for").into_iter();
    let lines = lines.map(|line| String::from_utf8_lossy(line.as_bytes()));
    let seen = Seen {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        peer: peer.map(|Extension(ConnectInfo(peer))| peer.ip().to_canonical()),
        client: visit.client().address,
        forwarded: lines.collect::<Vec<_>>().join(", "),
    };
    let text = serde_json::to_string(&seen).map_err(PageError::internal)?;
    let proof = app.proof.answer(&question, &text);
    let kind = (header::CONTENT_TYPE.as_str(), "application/json");
    Ok(([kind, (HEADER, &proof)], text).into_response())
}
