//! `magiclink serve`: runs the server.

use crate::{commands::token_settings, config::Checked, failure::Failure, server::Server};

pub(super) async fn run(checked: &Checked) -> Result<(), Failure> {
    for warning in &checked.warnings {
        tracing::warn!("{warning}");
    }
    let store = checked.database.open().await?;
    token_settings::check(&*store, checked).await?;
    let server = Server::new(checked, store)?;
    server
        .run(checked.config.listen, |address, metrics| {
            if let Some(metrics) = metrics {
                println!("metrics on http://{metrics}/metrics");
            }
            println!("listening on http://{address}");
        })
        .await
}
