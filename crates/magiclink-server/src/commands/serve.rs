//! `magiclink serve`: runs the server.

use crate::{commands, config::Checked, failure::Failure, server::Server};

pub(super) async fn run(checked: &Checked) -> Result<(), Failure> {
    let store = commands::open(&checked.database)?;
    let server = Server::new(checked, store)?;
    server
        .run(checked.config.listen, |address| {
            println!("listening on http://{address}");
        })
        .await
}
