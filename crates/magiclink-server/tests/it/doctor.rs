//! `magiclink doctor`: whatever is wrong is told with what to do, no secret is, and nothing is changed.

use std::fs;

use crate::{
    certificates,
    examined::{CANARY, Site, VISITOR, content},
    front::{Does, Front},
    program::{Folder, text},
};

#[test]
fn a_site_at_which_nothing_is_wrong_is_well() {
    let authority = certificates::authority();
    let tls = certificates::of_localhost(&authority);
    let mut site = Site::new(&[], Does::Forward(VISITOR), Some(tls));
    site.variables
        .insert("MAGICLINK_TRUSTED_PROXIES", "127.0.0.1".to_owned());
    let (server, site) = site.running();
    fs::write(server.folder.path("ca.pem"), authority.pem()).expect("the file can be written");
    let said = site.examine_in(&server.folder, &["--strict", "--ca-file", "ca.pem"]);
    assert_eq!(
        (said.code, said.json["state"].as_str()),
        (Some(0), Some("good")),
        "{said:#?}"
    );
    for (part, words) in [
        ("settings", "read from magiclink.toml, MAGICLINK_BASE_URL"),
        ("secret key", "64 bytes"),
        ("files", "magiclink.key 0600"),
        ("tokens", "as they were before"),
        ("database", "tables of version"),
        ("database", "can be written"),
        ("database", "WAL"),
        ("mail server", "it takes the login"),
        ("server", "runs at 127.0.0.1"),
        ("base URL", "leads to this server"),
        ("proxies", "each visitor counts by an address of its own"),
        ("clock", "agrees with https://localhost"),
    ] {
        said.has(part, "good", words);
    }

    let shown = server
        .folder
        .command(&["doctor", "--ca-file", "ca.pem"])
        .envs(&site.variables)
        .output()
        .expect("the program runs");
    let lines = text(&shown.stdout);
    assert!(lines.ends_with("\n\nAll is well.\n"), "{lines}");
    assert!(
        lines.starts_with("good     settings     read from"),
        "{lines}"
    );

    let untrusted = site.examine_in(&server.folder, &[]);
    untrusted.has("base URL", "wrong", "UnknownIssuer");
    let wrong_file = server
        .folder
        .command(&["doctor", "--ca-file", "magiclink.toml"])
        .output()
        .expect("the program runs");
    assert_eq!(wrong_file.status.code(), Some(2), "{wrong_file:?}");
}

#[test]
fn a_site_that_does_not_run_yet_has_warnings_and_is_not_changed() {
    let site = Site::new(&[], Does::HandOn, None);
    let before = content(&site.folder);
    let said = site.examine();
    said.has("database", "warning", "there is no magiclink.db yet");
    said.has("server", "warning", "does not run at 127.0.0.1:1");
    said.has("base URL", "warning", "reaches no server: status 502");
    said.has("tokens", "unknown", "no settings to compare with");
    said.has("proxies", "unknown", "not tried");
    assert_eq!(said.json["state"], "warning");
    assert_eq!(site.examine_in(&site.folder, &["--strict"]).code, Some(1));
    assert_eq!(content(&site.folder), before, "nothing has changed");

    assert!(
        site.folder
            .run(&["account", "add", "jane.doe@example.com"])
            .status
            .success()
    );
    let before = content(&site.folder);
    site.examine().has("database", "good", "tables of version");
    assert_eq!(content(&site.folder), before, "nothing has changed");
}

#[test]
fn settings_that_cannot_be_read_are_said_to_be_wrong() {
    let folder = Folder::new();
    fs::write(folder.path("magiclink.toml"), "nothing = 1\n").expect("the file can be written");
    for arguments in [&["doctor"][..], &["doctor", "--json"]] {
        let output = folder.run(arguments);
        assert_eq!(output.status.code(), Some(1));
        let said = text(&output.stdout);
        assert!(said.contains("magiclink.toml:1: unknown field"), "{said}");
        assert_eq!(text(&output.stderr), "magiclink: one thing is wrong\n");
    }
}

#[test]
fn a_mail_server_that_refuses_or_is_silent_is_told() {
    for (script, words) in [
        (
            &[("AUTH", "535 5.7.8 no")][..],
            "did not accept the login: 535 5.7.8 no",
        ),
        (
            &[("CONNECT", "554 go away")],
            "did not greet as it should: 554 go away",
        ),
        (&[("CONNECT", "")], "did not greet as it should"),
    ] {
        let site = Site::new(script, Does::HandOn, None);
        site.examine().has("mail server", "wrong", words);
    }
    let mut site = Site::new(&[], Does::HandOn, None);
    let silent = Front::start(Does::Hang, None);
    let url = format!("smtp://jane@127.0.0.1:{}", silent.port);
    site.variables.insert("MAGICLINK_MAIL_URL", url);
    let said = site.examine_in(&site.folder, &["--time-limit", "200ms"]);
    said.has("mail server", "wrong", "no answer within 200ms");
}

#[test]
fn mails_that_stay_here_are_wrong_for_a_site_of_others() {
    for (base_url, state) in [
        ("http://localhost", "warning"),
        ("https://localhost:1", "wrong"),
    ] {
        let mut site = Site::new(&[], Does::HandOn, None);
        site.variables.remove("MAGICLINK_MAIL_PASSWORD_FILE");
        site.variables
            .insert("MAGICLINK_MAIL_URL", "inbox:".to_owned());
        site.variables
            .insert("MAGICLINK_BASE_URL", base_url.to_owned());
        site.examine()
            .has("mail server", state, "mails stay on this machine");
    }
}

#[test]
fn files_that_others_can_replace_or_read_are_told() {
    let mut site = Site::new(&[], Does::HandOn, None);
    site.variables.insert("MAGICLINK_SITE", "/=.".to_owned());
    let words = "magiclink.key is in the folder that is served at /";
    site.examine().has("files", "wrong", words);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let site = Site::new(&[], Does::HandOn, None);
        let everybody = fs::Permissions::from_mode(0o777);
        fs::set_permissions(site.folder.path(""), everybody).expect("the folder is ours");
        let words = "anybody can put another file in the place of magiclink.key";
        site.examine().has("files", "wrong", words);
    }
}

#[test]
fn earlier_keys_and_odd_settings_are_warnings() {
    let mut site = Site::new(&[], Does::HandOn, None);
    site.variables
        .insert("MAGICLINK_SECRET_KEY_FALLBACKS", CANARY.to_owned());
    site.variables
        .insert("MAGICLINK_LOGIN_MAX_AGE", "15m".to_owned());
    let said = site.examine();
    said.has("secret key", "warning", "an earlier key is still accepted");
    said.has("settings", "warning", "MAGICLINK_LOGIN_MAX_AGE: over 10m");
}

#[test]
fn templates_that_are_broken_are_told() {
    let mut site = Site::new(&[], Does::HandOn, None);
    let pages = site.folder.path("templates/pages");
    fs::create_dir_all(&pages).expect("the folder can be made");
    fs::write(pages.join("login.html"), "{{ nothing( }}").expect("the file can be written");
    site.variables
        .insert("MAGICLINK_TEMPLATES", "templates".to_owned());
    site.examine().has("pages", "wrong", "login.html");
}

#[test]
fn settings_of_tokens_that_have_changed_are_told() {
    let site = Site::new(&[], Does::HandOn, None);
    let ok = |arguments: &[&str]| {
        let mut command = site.folder.command(arguments);
        assert!(
            command
                .envs(&site.variables)
                .status()
                .is_ok_and(|status| status.success())
        );
    };
    ok(&["account", "add", "jane.doe@example.com"]);
    ok(&["link", "login", "jane.doe@example.com"]);
    site.examine().has("tokens", "good", "as they were before");
    crate::start::change_shape(&site.folder);
    site.examine()
        .has("tokens", "wrong", "magiclink token accept-settings");
}
