//! `magiclink mail`.

use clap::{Args, Subcommand};

use crate::outbox::Standing;

/// Mails.
#[derive(Debug, Subcommand)]
pub(crate) enum Mail {
    /// Send a test mail now and say what the server answered.
    Test {
        /// Where to.
        email: String,
    },
    /// The mails that wait to be sent, and what has become of others; nothing of their texts.
    Queue(Queue),
}

/// The outbox.
#[derive(Args, Debug)]
#[command(
    args_conflicts_with_subcommands = true,
    after_help = "Example:\n  magiclink mail queue --state waiting"
)]
pub(crate) struct Queue {
    #[command(subcommand)]
    pub(crate) action: Option<Action>,
    #[command(flatten)]
    pub(crate) list: List,
}

/// What to do with mails.
#[derive(Debug, Subcommand)]
pub(crate) enum Action {
    /// List mails, the newest first: those that were not delivered, if no state is named.
    List(List),
    /// Show one mail, without its text.
    Show {
        /// Its number, as the list shows it.
        id: i64,
        /// As JSON.
        #[arg(long)]
        json: bool,
    },
    /// Send mails that wait as soon as a server looks, which it does all the time.
    Retry(Ids),
    /// Do not send mails that wait.
    Drop(Ids),
}

/// Which mails to list, and how.
#[derive(Args, Debug)]
pub(crate) struct List {
    /// Only those in this state.
    #[arg(long, value_enum)]
    pub(crate) state: Option<Standing>,
    /// As JSON, one array.
    #[arg(long)]
    pub(crate) json: bool,
}

/// Some mails.
#[derive(Args, Debug)]
pub(crate) struct Ids {
    /// Their numbers, as the list shows them.
    #[arg(required = true, value_name = "ID")]
    pub(crate) ids: Vec<i64>,
}
