//! What each command does.

mod account;
mod audit;
mod demo;
mod doctor;
mod init;
mod link;
mod mail;
mod mail_queue;
mod migrate;
mod serve;
mod token;
mod token_settings;

use tokio::runtime::Runtime;

use crate::{
    cli::{Cli, Command},
    config::{Checked, Config},
    failure::Failure,
    log,
};

/// Does what the command line says.
pub(crate) fn run(cli: Cli) -> Result<(), Failure> {
    let read = || -> Result<Checked, Failure> {
        let checked = Config::read(cli.config.as_deref(), environment()?)?;
        log::start(&checked.config.log)?;
        Ok(checked)
    };
    match cli.command {
        Command::Demo(options) => block_on(demo::run(&options)),
        Command::Init(options) => init::run(&options),
        Command::Serve => block_on(serve::run(&read()?)),
        Command::Doctor(options) => {
            let read = Config::read(cli.config.as_deref(), environment()?);
            doctor::run(&options, read)
        }
        Command::Migrate => block_on(migrate::run(&read()?)),
        Command::Account(command) => block_on(account::run(command, &read()?)),
        Command::Link(command) => block_on(link::run(command, &read()?)),
        Command::Token(command) => block_on(token::run(command, &read()?)),
        Command::Audit(options) => block_on(audit::run(options, &read()?)),
        Command::Mail(command) => block_on(mail::run(command, &read()?)),
    }
}

/// The environment, of which only `MAGICLINK_…` matters.
fn environment() -> Result<Vec<(String, String)>, Failure> {
    std::env::vars_os()
        .filter_map(|(name, value)| {
            let name = name
                .into_string()
                .ok()
                .filter(|name| name.starts_with("MAGICLINK_"))?;
            Some(
                value
                    .into_string()
                    .map(|value| (name.clone(), value))
                    .map_err(|_| Failure::Usage(format!("{name} is not UTF-8"))),
            )
        })
        .collect()
}

fn block_on<T>(work: impl Future<Output = Result<T, Failure>>) -> Result<T, Failure> {
    threads()?.block_on(work)
}

/// The threads that a command runs on.
fn threads() -> Result<Runtime, Failure> {
    tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(|error| Failure::doing("the program cannot start threads", &error))
}
