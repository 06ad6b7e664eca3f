//! The time zone of the machine, which nothing here depends on.

use std::process::Stdio;

use crate::{
    program::text,
    running::{JANE, Server, folder_with_site},
};

/// As far apart as zones are, one that changed its day, and one that counts leap seconds.
const ZONES: [&str; 4] = [
    "Pacific/Kiritimati",
    "Pacific/Pago_Pago",
    "right/Europe/Berlin",
    "no/where",
];

#[test]
fn a_link_that_is_made_in_one_time_zone_logs_in_in_any_other() {
    let server = Server::start(folder_with_site(""));
    for zone in ZONES {
        let mut command = server.folder.command(&["link", "login", JANE]);
        let made = command.env("TZ", zone).stderr(Stdio::inherit()).output();
        let link = text(&made.expect("the program runs").stdout);
        let path = link.trim().trim_start_matches("http://localhost");
        assert_eq!(server.browser().get(path).status, 200, "{zone}");

        let mut command = server.folder.command(&["account", "show", JANE, "--json"]);
        let shown = command.env("TZ", zone).output().expect("the program runs");
        let as_usual = server.ok(&["account", "show", JANE, "--json"]);
        assert_eq!(text(&shown.stdout), as_usual, "{zone}");
    }
}
