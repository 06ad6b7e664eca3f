//! `magiclink migrate`: makes the tables of the database and brings them up to date.

use crate::{config::Checked, failure::Failure};

pub(super) async fn run(checked: &Checked) -> Result<(), Failure> {
    match checked.database.migrate().await? {
        (0, to) => println!("the tables are made, version {to}"),
        (from, to) if from == to => println!("the tables are up to date, version {to}"),
        (from, to) => println!("the tables were of version {from} and are of version {to} now"),
    }
    Ok(())
}
