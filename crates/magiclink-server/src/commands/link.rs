//! `magiclink link`: links, made without a mail.

use crate::{cli::Link, commands, config::Checked, failure::Failure, server};

pub(super) async fn run(command: Link, checked: &Checked) -> Result<(), Failure> {
    let Link::Login { email } = command;
    let store = commands::open(&checked.database)?;
    let person = commands::account::find(&store, &email).await?;
    if !person.is_active {
        let text =
            format!("{email} is disabled: `magiclink account enable {email}` lets them log in");
        return Err(Failure::Refused(text));
    }
    println!(
        "{}",
        server::pages(checked, store)?
            .flow()
            .make_link(&person)
            .await?
    );
    Ok(())
}
