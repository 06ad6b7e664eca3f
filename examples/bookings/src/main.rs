//! Vacation rentals: customers log in by email, and share a booking by a private link.
//!
//! `cargo run -p bookings`, and open what it prints.

mod admin;
mod app;
mod booking;
mod home;
mod mailbox;
mod rentals;
mod settings;
mod share;
#[cfg(test)]
mod tests;
mod user;

use std::{error::Error, net::SocketAddr, sync::Arc, time::Duration};

use magiclink::{
    base_url::BaseUrl, clock::Clock, delivery::Delivery, secret::Secret,
    store::EmailAccountStore as _,
};
use magiclink_lettre::{Inbox, InboxMailer};
use magiclink_sqlite::SqliteStore;
use tokio::{net::TcpListener, signal::ctrl_c, time::sleep};

use crate::{app::App, rentals::Rentals, settings::settings};

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let base_url: BaseUrl = format!("http://{}", listener.local_addr()?).parse()?;
    let secret = Secret::generate()?; // in earnest: read from a file
    let store = Arc::new(SqliteStore::temporary()?); // in earnest: `SqliteStore::open("bookings.db")`
    let rentals = Rentals::new(store.clone()).await?;
    rentals.add_examples().await?;
    let inbox = Inbox::default();
    let app = App::new(settings(secret, base_url), rentals, inbox.clone())?;
    tokio::spawn(send_mails(store, inbox));

    say_what_to_open(&app).await?;
    let service = app
        .router()
        .into_make_service_with_connect_info::<SocketAddr>();
    let stopped = async { drop(ctrl_c().await) };
    axum::serve(listener, service)
        .with_graceful_shutdown(stopped)
        .await?;
    Ok(())
}

async fn say_what_to_open(app: &App) -> Result<(), Box<dyn Error>> {
    let base_url = app.magic_link.base_url();
    let jane = app
        .rentals
        .find_by_email(&"jane.doe@example.com".parse()?)
        .await?;
    println!("Vacation rentals, to try out. Everything is gone when you stop it with Ctrl-C.\n");
    println!("  Your bookings  {}", base_url.join("/"));
    println!("  All bookings   {}", base_url.join("/admin/"));
    println!("  Mailbox        {}", base_url.join("/mailbox/"));
    if let Some(jane) = jane {
        println!(
            "  A private link {}",
            share::link(&app.magic_link, &jane, 1)?
        );
    }
    println!("\n1. Open the bookings and log in as staff@example.com, by the link in the mailbox.");
    println!(
        "2. Follow the private sharing link of a booking in all bookings, in a private window:"
    );
    println!(
        "   it shows that booking and logs nobody in. Change the number in it: it is refused."
    );
    println!("3. Log in as jane.doe@example.com: she sees her own bookings only.");
    Ok(())
}

/// Takes mails from where the login has put them to where they go.
async fn send_mails(
    store: Arc<SqliteStore>,
    inbox: Inbox,
) -> Result<(), magiclink_lettre::SenderError> {
    // In earnest: `"smtps://…".parse::<MailUrl>()?.mailer(sender)?`
    let mailer = InboxMailer::new(inbox, "Vacation rentals <login@rentals.example>".parse()?);
    let delivery = Delivery::new(store, Arc::new(mailer), Clock::System);
    loop {
        if !matches!(delivery.send_next().await, Ok(Some(_))) {
            sleep(Duration::from_millis(200)).await;
        }
    }
}
