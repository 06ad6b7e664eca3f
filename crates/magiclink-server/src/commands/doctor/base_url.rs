//! Whether the server runs here, and whether the base URL leads to it.

use super::question::{Reached, Visit};
use crate::{config::Checked, finding::Finding};

const SERVER: &str = "server";
const BASE_URL: &str = "base URL";

pub(super) fn look(checked: &Checked, server: &Visit, reached: &Visit) -> [Finding; 2] {
    let is_running = matches!(server.reached, Reached::Own(_));
    [
        running(checked, &server.reached),
        leading(&checked.config.base_url, &reached.reached, is_running),
    ]
}

fn running(checked: &Checked, reached: &Reached) -> Finding {
    let listen = checked.config.listen;
    match reached {
        Reached::Own(seen) => {
            let version = &seen.version;
            let text = format!("runs at {listen}, version {version}");
            if version == env!("CARGO_PKG_VERSION") {
                Finding::good(SERVER, text)
            } else {
                let text = format!("{text}, and this is {}", env!("CARGO_PKG_VERSION"));
                Finding::warning(SERVER, text, "start it anew, so that both are the same")
            }
        }
        Reached::Nobody(text) => Finding::warning(
            SERVER,
            format!("does not run at {listen}: {text}"),
            "`magiclink serve` starts it",
        ),
        _ => Finding::wrong(
            SERVER,
            format!("what runs at {listen} is not this server with these settings"),
            "start the server anew, stop what took its place, or see `listen`, base_url and the secret key",
        ),
    }
}

fn leading(base_url: &str, reached: &Reached, is_running: bool) -> Finding {
    match reached {
        Reached::Own(_) => Finding::good(BASE_URL, format!("{base_url} leads to this server")),
        Reached::Redirect(location) => Finding::wrong(
            BASE_URL,
            format!("{base_url} sends visitors on to {location}"),
            "write the address where they end as base_url, or take the redirect out",
        ),
        Reached::Untrusted(text) => Finding::wrong(
            BASE_URL,
            format!("the certificate of {base_url} is refused: {text}"),
            "renew it, or give the proxy its whole chain; --ca-file names an authority of your own",
        ),
        Reached::Other(status @ 502..=504) => {
            let text = format!("the proxy at {base_url} reaches no server: status {status}");
            let advice = "have it hand requests on to where the server listens";
            lesser(is_running, text, advice)
        }
        Reached::Other(status) => Finding::wrong(
            BASE_URL,
            format!(
                "what answers at {base_url} is not this server with these settings: status {status}"
            ),
            "see where its name leads, and that the proxy hands on all paths, with the host",
        ),
        Reached::Nobody(text) => {
            let text = format!("nobody answers at {base_url}: {text}");
            lesser(is_running, text, "see its name, the proxy and the firewall")
        }
    }
}

/// As long as the server does not run, its base URL need not lead to it.
fn lesser(is_running: bool, text: String, advice: &str) -> Finding {
    if is_running {
        Finding::wrong(BASE_URL, text, advice)
    } else {
        Finding::warning(BASE_URL, text, advice)
    }
}
