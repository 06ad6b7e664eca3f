//! The command line.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

/// Login by email and private links.
#[derive(Debug, Parser)]
#[command(
    name = "magiclink",
    version,
    about,
    after_help = "Try it out:\n  magiclink demo\n\nSet it up:\n  magiclink init\n  magiclink account add jane.doe@example.com\n  magiclink serve",
    arg_required_else_help = true
)]
pub(crate) struct Cli {
    /// The configuration; magiclink.toml if it is there.
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
    /// The accounts: who can log in.
    #[command(subcommand)]
    Account(Account),
    /// Links, made without a mail.
    #[command(subcommand)]
    Link(Link),
    /// Tokens.
    #[command(subcommand)]
    Token(Token),
    /// Mails.
    #[command(subcommand)]
    Mail(Mail),
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

/// Links, made without a mail.
#[derive(Debug, Subcommand)]
pub(crate) enum Link {
    /// Print a login link for an account, to hand over yourself. Nothing is sent.
    Login {
        /// The address of the account.
        email: String,
    },
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
}

/// Mails.
#[derive(Debug, Subcommand)]
pub(crate) enum Mail {
    /// Send a test mail now and say what the server answered.
    Test {
        /// Where to.
        email: String,
    },
}
