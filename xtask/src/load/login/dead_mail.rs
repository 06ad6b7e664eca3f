//! The login form while no mail server takes mails.

use std::net::TcpListener;
use std::path::Path;

use crate::failure::Failure;
use crate::load::Effort;
use crate::load::contest;
use crate::load::deed::{Deed, Mails, Runner, VISITORS};
use crate::load::login::accounts;
use crate::load::magiclink::Magiclink;
use crate::load::server::free_port;
use crate::load::wrk::CONNECTIONS;

const SILENT: &str = "mail server says nothing";
const CLOSED: &str = "no mail server";
/// In milliseconds.
const WANTED: f64 = 50.0;

/// Asks for links while the mail server takes connections and says nothing, and while there is none.
pub(crate) fn run(folder: &Path, effort: Effort) -> Result<(), Failure> {
    let failed = |error| Failure::new(format!("cannot listen: {error}"));
    // Nobody accepts: the system takes the connections all the same.
    let listener = TcpListener::bind("127.0.0.1:0").map_err(failed)?;
    let silent = listener.local_addr().map_err(failed)?.port();
    println!();
    for (name, port) in [(SILENT, silent), (CLOSED, free_port()?)] {
        let ours = Magiclink::make(&folder.join("dead-mail"), port, accounts(effort))?;
        ours.fill(0)?;
        let (server, host) = ours.serve()?;
        let runner = Runner {
            name,
            server: &server,
            host: &host,
            application: &ours,
            sink: None,
            visitors: VISITORS,
            most: None,
        };
        let mails = Mails::default();
        let contestants = [runner.contestant(Deed::Ask, &mails)];
        let results = contest::run(&contestants, effort)?;
        let p99 = results.p99(results.find(name)?);
        let note = if p99.middle > WANTED { "  missed" } else { "" };
        println!(
            "\nAsking for a login link, {name}: {CONNECTIONS} connections\n{}\n\
             p99 in ms: {:.1}, from {:.1} to {:.1}; wanted: at most {WANTED}{note}\n",
            results.table(),
            p99.middle,
            p99.least,
            p99.greatest
        );
    }
    Ok(())
}
