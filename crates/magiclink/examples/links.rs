//! Makes a login link and a private link and checks them: `cargo run -p magiclink --example links`.

use std::{collections::HashMap, error::Error, time::Duration};

use magiclink::{
    Account, Tokens,
    account::{LastLogin, marker},
    clock::{ManualClock, Timestamp},
    scope::{Login, Namespace},
    secret::Secret,
    settings::Settings,
};

const BOOKING: Namespace = Namespace::from_static("booking");

/// A user of an application that has no passwords.
struct User {
    id: i64,
    email: String,
    marker: String,
}

impl Account for User {
    type Key = i64;

    fn primary_key(&self) -> i64 {
        self.id
    }

    fn is_active(&self) -> bool {
        true
    }

    fn password(&self) -> Option<&str> {
        Some(&self.marker)
    }

    fn email(&self) -> &str {
        &self.email
    }

    fn last_login(&self) -> Option<LastLogin> {
        None
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let jane = User {
        id: 1,
        email: "jane.doe@example.com".into(),
        marker: marker()?,
    };
    let users = HashMap::from([(jane.id, jane)]);
    let clock = ManualClock::new(Timestamp::from_unix_seconds(1_800_000_000));
    let settings = Settings::new(Secret::generate()?, "https://rentals.example")
        .with_namespace(BOOKING)
        .with_clock(clock.clone());
    let tokens = Tokens::new(settings)?;
    let find = |id: &i64| users.get(id);

    let login = tokens.create(&users[&1], &Login)?;
    println!("A login link, good for 10 minutes:");
    println!("  {}", login.link("https://rentals.example/login/auth/")?);
    let user = tokens
        .authenticate_with(login.expose(), &Login, find)?
        .into_account();
    println!("  logs in {}", user.email);
    clock.advance(Duration::from_mins(10));
    let late = tokens.authenticate_with(login.expose(), &Login, find);
    println!("  10 minutes later: {}\n", answer(late));

    let booking = BOOKING.scope(7);
    let private = tokens.create(&users[&1], &booking)?;
    println!("A private link to booking 7, good for 7 days:");
    println!(
        "  {}",
        private.link("https://rentals.example/booking/7/share/")?
    );
    println!(
        "  booking 7: {}",
        answer(tokens.authenticate_with(private.expose(), &booking, find))
    );
    let other = BOOKING.scope(8);
    println!(
        "  booking 8: {}",
        answer(tokens.authenticate_with(private.expose(), &other, find))
    );
    println!(
        "  login:     {}",
        answer(tokens.authenticate_with(private.expose(), &Login, find))
    );
    Ok(())
}

fn answer<T, E: Error>(result: Result<T, E>) -> String {
    match result {
        Ok(_) => "opens".to_owned(),
        Err(rejection) => format!("refused, {rejection}"),
    }
}
