//! The command line.

mod doctor;
mod mail;

use std::{net::IpAddr, path::PathBuf, time::Duration};

use clap::{Args, Parser, Subcommand};

pub(crate) use self::{
    doctor::Doctor,
    mail::{Action as MailAction, Ids as MailIds, List as MailsWanted, Mail, Queue as MailQueue},
};

/// Login by email and private links.
#[derive(Debug, Parser)]
#[command(
    name = "magiclink",
    version,
    about,
    after_help = "Try it out:\n  magiclink demo\n\nSet it up:\n  magiclink init\n  magiclink account add jane.doe@example.com\n  magiclink doctor\n  magiclink serve",
    arg_required_else_help = true
)]
pub(crate) struct Cli {
    /// The configuration; magiclink.toml if it is there, or else /etc/magiclink/magiclink.toml.
    #[arg(long, global = true, value_name = "FILE", env = "MAGICLINK_CONFIG")]
    pub(crate) config: Option<PathBuf>,
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Try it out: a server with an account, a mailbox in the browser, and nothing to set up.
    Demo(Demo),
    /// Write a first magiclink.toml and a secret key.
    Init(Init),
    /// Run the server.
    Serve,
    Doctor(Doctor),
    /// Make the tables of the database, or bring them up to date.
    Migrate,
    /// The accounts: who can log in.
    #[command(subcommand)]
    Account(Account),
    /// Links: to share a page privately, and to log in without a mail.
    #[command(subcommand)]
    Link(Link),
    /// Tokens.
    #[command(subcommand)]
    Token(Token),
    /// Mails.
    #[command(subcommand)]
    Mail(Mail),
    /// What has happened: who logged in, from where, what was refused, who changed what. The newest first.
    #[command(
        after_help = "Example:\n  magiclink audit --account jane.doe@example.com --kind logged-in --since 7d"
    )]
    Audit(Audit),
}

/// What has happened.
#[derive(Args, Debug)]
pub(crate) struct Audit {
    /// Only what concerns this account.
    #[arg(long, value_name = "EMAIL")]
    pub(crate) account: Option<String>,
    /// Only this, as the list calls it, like logged-in.
    #[arg(long, value_name = "KIND")]
    pub(crate) kind: Option<String>,
    /// Only what is not older, like 12h or 7d.
    #[arg(long, value_name = "AGE", value_parser = age)]
    pub(crate) since: Option<Duration>,
    /// Only from this network address.
    #[arg(long, value_name = "ADDRESS")]
    pub(crate) client: Option<IpAddr>,
    /// How many at most.
    #[arg(long, value_name = "N", default_value_t = 100)]
    pub(crate) limit: usize,
    /// As JSON, one array.
    #[arg(long)]
    pub(crate) json: bool,
}

/// Try it out.
#[derive(Args, Debug)]
pub(crate) struct Demo {
    /// The port to listen on, on this machine only; 0 for any that is free.
    #[arg(long, default_value_t = 8000)]
    pub(crate) port: u16,
}

/// Write a first configuration.
#[derive(Args, Debug)]
pub(crate) struct Init {
    #[arg(
        long,
        value_name = "URL",
        help = "Where people will reach the server, like https://example.com"
    )]
    pub(crate) base_url: String,
    #[arg(
        long,
        value_name = "URL",
        help = "Where mails go, like smtps://user@mail.example.com"
    )]
    pub(crate) mail_url: String,
    /// The sender of mails, like login@example.com.
    #[arg(long, value_name = "ADDRESS")]
    pub(crate) mail_from: String,
}

/// The accounts.
#[derive(Debug, Subcommand)]
#[command(after_help = "Example:\n  magiclink account add jane.doe@example.com --language de")]
pub(crate) enum Account {
    /// Add an account.
    Add {
        /// The address.
        email: String,
        /// The language of mails: en, de, fr or es.
        #[arg(long, value_name = "LANGUAGE")]
        language: Option<String>,
        /// Let it administer the others.
        #[arg(long)]
        admin: bool,
    },
    /// List all accounts.
    List {
        /// As JSON, one array.
        #[arg(long)]
        json: bool,
    },
    /// Show one account and where it is logged in.
    Show {
        /// The address.
        email: String,
        /// As JSON.
        #[arg(long)]
        json: bool,
    },
    /// Make an account an admin: the pages under /admin/ are for admins. Nothing else makes one.
    Admin {
        /// The address.
        email: String,
        /// Make it one no longer.
        #[arg(long)]
        remove: bool,
    },
    /// Keep an account from logging in, and end its sessions and links.
    Disable {
        /// The address.
        email: String,
    },
    /// Let a disabled account log in again.
    Enable {
        /// The address.
        email: String,
    },
    /// Delete an account with its sessions and links.
    Delete {
        /// The address.
        email: String,
    },
    /// End all sessions and links of an account.
    LogOut {
        /// The address.
        email: String,
    },
}

/// Links: to share a page privately, and to log in without a mail.
#[derive(Debug, Subcommand)]
#[command(
    after_help = "Example:\n  magiclink link add --account jane.doe@example.com --path /booking/1/ --prefix --max-age 30d"
)]
pub(crate) enum Link {
    /// Print a login link for an account, to hand over yourself. Nothing is sent.
    Login {
        /// The address of the account.
        email: String,
    },
    /// Print a private link: it opens one page or one folder for whoever has it, and logs nobody in.
    Add(LinkAdd),
    /// List private links, the newest first.
    List {
        /// Only those of this account.
        #[arg(long, value_name = "EMAIL")]
        account: Option<String>,
        /// As JSON, one array.
        #[arg(long)]
        json: bool,
    },
    /// Show one private link.
    Show {
        /// Its identifier, as the list shows it.
        id: String,
        /// As JSON.
        #[arg(long)]
        json: bool,
    },
    /// Revoke a private link: the next click of whoever has it is refused.
    Revoke {
        /// Its identifier, as the list shows it.
        id: String,
    },
}

/// A private link.
#[derive(Args, Debug)]
pub(crate) struct LinkAdd {
    /// The address of the account whose link it is.
    #[arg(long, value_name = "EMAIL")]
    pub(crate) account: String,
    /// What it opens: the path of a page or of a folder, like /booking/1/.
    #[arg(long, value_name = "PATH")]
    pub(crate) path: String,
    /// Open all that is in the folder, too: its images, its style sheets, the pages below it.
    #[arg(long)]
    pub(crate) prefix: bool,
    /// How long it is good for, like 12h or 30d; `[link] default_age` if it is not given.
    #[arg(long, value_name = "AGE", value_parser = age)]
    pub(crate) max_age: Option<Duration>,
    /// How often it can be opened.
    #[arg(long, value_name = "N")]
    pub(crate) max_uses: Option<u32>,
    /// Ask whoever opens it for a passphrase, which is read from the terminal or from standard input.
    #[arg(long)]
    pub(crate) passphrase: bool,
    /// What to call it in lists; whoever opens it sees it, too.
    #[arg(long, value_name = "TEXT", default_value = "")]
    pub(crate) label: String,
}

fn age(text: &str) -> Result<Duration, String> {
    humantime::parse_duration(text).map_err(|_| "it is not a time like 12h or 30d".to_owned())
}

/// Tokens.
#[derive(Debug, Subcommand)]
pub(crate) enum Token {
    /// Say what a token is for, and why it is refused if it is. Uses nothing up.
    Inspect {
        /// The token, or a link with one.
        token: String,
        /// As JSON.
        #[arg(long)]
        json: bool,
    },
    /// Use the present settings of tokens after `serve` has refused them because they have changed.
    AcceptSettings,
}
