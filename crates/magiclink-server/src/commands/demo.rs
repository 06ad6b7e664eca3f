//! `magiclink demo`: a server to try out, with nothing to set up.

use std::{
    net::{Ipv4Addr, SocketAddr},
    sync::Arc,
};

use magiclink::{clock::Clock, secret::Secret};
use magiclink_sqlite::SqliteStore;
use tokio::net::TcpListener;

use crate::{
    cli::Demo,
    commands::account,
    config::{Checked, Config},
    failure::Failure,
    log,
    server::Server,
};

/// Who can log in.
const JANE: &str = "jane.doe@example.com";

pub(super) async fn run(options: &Demo) -> Result<(), Failure> {
    let listen = free_port(options.port).await?;
    let checked = configuration(listen)?;
    log::start(&checked.config.log)?;
    let store = SqliteStore::temporary()
        .map_err(|error| Failure::doing("cannot make a temporary database", &error))?;
    account::create(&store, JANE, None, Clock::System.now()).await?;
    let server = Server::new(&checked, Arc::new(store))?;
    server
        .run(listen, |address| {
            let base_url = format!("http://{address}");
            println!("magiclink, to try out. Everything is gone when you stop it with Ctrl-C.\n");
            println!("  Log in    {base_url}/login/");
            println!("  Mailbox   {base_url}/dev/mail/\n");
            println!("1. Open the login page and enter {JANE}.");
            println!("2. Open the mailbox, click the link in the mail: you are logged in.");
            println!("3. Ask for another link and open it in a private window: it asks first.");
            println!("   Or type the code from the mail where you asked for it.\n");
            println!("listening on {base_url}");
        })
        .await
}

fn configuration(listen: SocketAddr) -> Result<Checked, Failure> {
    let secret =
        Secret::generate().map_err(|error| Failure::doing("cannot make a secret key", &error))?;
    let config = Config {
        base_url: format!("http://{listen}"),
        listen,
        secret_key: secret.expose().to_owned(),
        mail_url: "inbox:".to_owned(),
        mail_from: "Vacation rentals <login@rentals.example>".to_owned(),
        site_name: "Vacation rentals".to_owned(),
        log: crate::config::Log {
            level: "warn".to_owned(),
            ..Default::default()
        },
        ..Config::default()
    };
    Ok(config.check()?)
}

/// The port that was asked for, or any that is free: the base URL must name it.
async fn free_port(port: u16) -> Result<SocketAddr, Failure> {
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
    let listener = TcpListener::bind(address).await.map_err(|error| {
        Failure::doing(
            &format!(
                "port {port} is taken: try `magiclink demo --port {}`",
                port.wrapping_add(1)
            ),
            &error,
        )
    })?;
    listener
        .local_addr()
        .map_err(|error| Failure::doing("no port is free", &error))
}
