//! Login by email in an axum application with a users table of its own: `cargo run -p own-users`.
use std::{error::Error, net::SocketAddr, sync::Arc};

use axum::{Router, routing::get};
use magiclink::store::{AccountStore, EmailAccountStore, StoreError};
use magiclink::{Account, account, email::Email, memory::MemoryStore, secret::Secret};
use magiclink_axum::{CurrentAccount, MagicLink, WebSettings};
use tokio::{net::TcpListener, time::sleep};

#[derive(Clone)]
struct User {
    id: i64,
    email: String,
    marker: String, // in place of a password: links end with its change
}
#[rustfmt::skip] // a line for each
impl Account for User {
    type Key = i64;
    fn primary_key(&self) -> i64 { self.id }
    fn is_active(&self) -> bool { true }
    fn password(&self) -> Option<&str> { Some(&self.marker) }
    fn email(&self) -> &str { &self.email }
    fn last_login(&self) -> Option<account::LastLogin> { None }
}
#[derive(Clone)]
struct Users(Arc<[User]>); // in earnest: a pool of connections to the database
impl AccountStore for Users {
    type Account = User;
    async fn find(&self, id: &i64) -> Result<Option<User>, StoreError> {
        Ok(self.0.iter().find(|user| user.id == *id).cloned())
    }
}
impl EmailAccountStore for Users {
    async fn find_by_email(&self, email: &Email) -> Result<Option<User>, StoreError> {
        Ok(self.0.iter().find(|user| email.is(&user.email)).cloned())
    }
}
async fn home(current: CurrentAccount<Users>) -> String {
    format!("Hello {}, only you see this.\n", current.account.email)
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let base_url = format!("http://{}", listener.local_addr()?);
    let settings = WebSettings::new(Secret::generate()?, base_url.parse()?); // a kept one in earnest
    let (id, email, marker) = (1, "jane.doe@example.com".into(), account::marker()?);
    let users = Users([User { id, email, marker }].into());
    let magic_link = MagicLink::new(settings, users, Arc::new(MemoryStore::new()))?; // or SqliteStore
    let mails: magiclink_lettre::MailUrl = "console:".parse()?; // in earnest smtps://…
    let delivery = magic_link.delivery(mails.mailer("login@rentals.example".parse()?)?.mailer);
    tokio::spawn(delivery.run(sleep, |sent| println!("{sent:?}")));
    println!("open {base_url}/ and log in as jane.doe@example.com");
    let app = magic_link.mount(Router::new().route("/", get(home)));
    let app = app.with_state(magic_link);
    let service = app.into_make_service_with_connect_info::<SocketAddr>();
    axum::serve(listener, service).await?;
    Ok(())
}
