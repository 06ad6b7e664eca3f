//! `magiclink doctor`.

use std::{path::PathBuf, time::Duration};

use clap::Args;

use crate::cli::age;

/// Look whether all is well: settings, files, database, mail server, clock, base URL, proxies.
#[derive(Args, Debug)]
#[command(
    long_about = "Look whether all is well: settings, files, database, mail server, clock, base URL, \
                  proxies.\n\nEach line is good, or says what is not and what to do. It changes nothing, \
                  sends no mail and shows no secret, whether the server runs or not. It ends with 0, or \
                  with 1 if something is wrong."
)]
pub(crate) struct Doctor {
    /// End with 1 for a warning, too.
    #[arg(long)]
    pub(crate) strict: bool,
    /// As JSON, one object.
    #[arg(long)]
    pub(crate) json: bool,
    /// How long each of them may take to answer.
    #[arg(long, value_name = "TIME", default_value = "10s", value_parser = age)]
    pub(crate) time_limit: Duration,
    #[arg(
        long,
        value_name = "FILE",
        help = "The authority that the certificate of base_url comes from (PEM), if browsers do not know it"
    )]
    pub(crate) ca_file: Option<PathBuf>,
}
