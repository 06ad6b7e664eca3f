//! Fills databases of the program for loads, and prints what is in them that a load needs.
//!
//! ```text
//! load_data fill URL ACCOUNTS SESSIONS                    accounts, and sessions of some of them
//! load_data logins URL SECRET BASE_URL COUNT FIRST STEP OF  login links, a line `token bearer` for each
//! load_data sessions URL COUNT FIRST STEP OF              sessions, a line `bearer` for each
//! load_data count URL                                     prints how many sessions there are
//! load_data forget URL                                    counts nobody's attempts any longer
//! load_data read URL                                      reads everything, so that it is in memory
//! load_data postgres                                      runs a PostgreSQL server, and prints where
//! ```
//!
//! The accounts are `FIRST`, `FIRST + STEP` and so on, and after account number `OF` comes the first; the lines
//! are in no order of theirs.

mod fill;
mod open;
mod people;
mod postgres;

use std::{env, error::Error, path::Path};

/// Whatever went wrong: this is a tool for loads, which stop then.
type Failure = Box<dyn Error + Send + Sync>;

#[tokio::main]
async fn main() -> Result<(), Failure> {
    let words: Vec<String> = env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["fill", url, accounts, sessions] => {
            fill::fill(url, accounts.parse()?, sessions.parse()?).await
        }
        ["logins", url, secret, base_url, numbers @ ..] => {
            let maker = people::LinkMaker::new(Path::new(secret), base_url)?;
            people::logins(&open::store(url).await?, &maker, numbers.try_into()?).await
        }
        ["sessions", url, numbers @ ..] => {
            people::sessions(&open::store(url).await?, numbers.try_into()?).await
        }
        ["count", url] => fill::count(url).await,
        ["forget", url] => fill::forget(url).await,
        ["read", url] => fill::read(url).await,
        ["postgres"] => postgres::run(),
        _ => Err("see the first lines of load_data/main.rs".into()),
    }
}
