//! Login by email in an axum application with a users table of its own: `cargo run -p own-users`.
//!
//! Open the address that it prints, log in as jane.doe@example.com, and click the link in the mail that
//! is written to this console.

mod users;

use std::{error::Error, net::SocketAddr, sync::Arc, time::Duration};

use axum::{Router, extract::FromRef, routing::get};
use magiclink::{
    base_url::BaseUrl, clock::Clock, delivery::Delivery, memory::MemoryStore, secret::Secret,
};
use magiclink_axum::{CurrentAccount, MagicLink, WebSettings};
use magiclink_lettre::{MailUrl, Sender};
use tokio::{net::TcpListener, time::sleep};

use crate::users::Users;

#[derive(Clone)]
struct App {
    magic_link: MagicLink<Users>,
}

impl FromRef<App> for MagicLink<Users> {
    fn from_ref(app: &App) -> Self {
        app.magic_link.clone()
    }
}

/// A page for those who are logged in; others are sent to the login page and back.
async fn home(current: CurrentAccount<Users>) -> String {
    format!("Hello {}, only you see this.\n", current.account.name)
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let base_url = format!("http://{}", listener.local_addr()?);
    let store = Arc::new(MemoryStore::new()); // in earnest: magiclink_sqlite::SqliteStore
    let secret = Secret::generate()?; // in earnest: read from a file
    let settings = WebSettings::new(secret, BaseUrl::parse(&base_url)?).with_site_name("Bookings");
    let magic_link = MagicLink::new(settings, Users::example()?, store.clone())?;

    let sender: Sender = "Bookings <login@rentals.example>".parse()?;
    let outgoing = "console:".parse::<MailUrl>()?.mailer(sender)?; // in earnest: smtps://…
    let delivery = Delivery::new(store, outgoing.mailer, Clock::System);
    tokio::spawn(async move {
        loop {
            if !matches!(delivery.send_next().await, Ok(Some(_))) {
                sleep(Duration::from_millis(200)).await;
            }
        }
    });

    let pages = magic_link.mount(Router::new().route("/", get(home)));
    let app = pages.with_state(App { magic_link });
    println!("open {base_url}/ and log in as jane.doe@example.com");
    axum::serve(
        listener,
        app.into_make_service_with_connect_info::<SocketAddr>(),
    )
    .await?;
    Ok(())
}
