//! What private links may be: their age, their limits, their passphrase.

use crate::{
    link::{SITE, add, add_with_passphrase, json, ok},
    program::text,
    running::{JANE, folder_with_site},
};

#[test]
fn a_link_keeps_to_the_policy() {
    let policy = "[link]\ndefault_age = \"2d\"\nmax_age = \"10d\"\n";
    let folder = folder_with_site(&format!("{SITE}{policy}"));
    assert!(add(&folder, "/", &[]).status.success());
    let row = &json(&folder, &["link", "list", "--json"])[0];
    let day = |name: &str| {
        row[name]
            .as_str()
            .and_then(|time| time.get(8..10)?.parse::<u8>().ok())
    };
    assert_ne!(day("created"), day("expires"));
    for (more, said) in [
        (&["--max-age=11d"][..], "at most 10 days"),
        (&["--max-age=10s"], "at least a minute"),
        (&["--max-age=soon"], "12h or 30d"),
        (&["--max-uses=0"], "at least 1"),
        (&["--max-uses=-1"], "invalid value"),
        (&["--label=a\nb"], "no line breaks"),
    ] {
        let output = add(&folder, "/", more);
        let sentence = text(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{more:?}: {sentence}");
        assert!(sentence.contains(said), "{more:?}: {sentence}");
    }
}

#[test]
fn what_is_not_there_is_told_in_one_sentence() {
    let folder = folder_with_site(SITE);
    for (arguments, code, said) in [
        (
            &["link", "add", "--account=nobody@example.com", "--path=/"][..],
            1,
            "no account",
        ),
        (&["link", "show", "1"], 2, "is no link"),
        (&["link", "show", "0123456789abcdef"], 1, "there is no link"),
        (
            &["link", "revoke", "0123456789abcdef"],
            1,
            "there is no link",
        ),
    ] {
        let output = folder.run(arguments);
        assert_eq!(output.status.code(), Some(code), "{arguments:?}");
        assert!(
            text(&output.stderr).contains(said),
            "{}",
            text(&output.stderr)
        );
    }
    ok(&folder, &["account", "disable", JANE]);
    let disabled = add(&folder, "/", &[]);
    assert_eq!(disabled.status.code(), Some(1));
    assert!(text(&disabled.stderr).contains("enable it first"));
}

#[test]
fn a_passphrase_comes_on_standard_input_and_is_kept_as_a_hash() {
    let folder = folder_with_site(&format!("{SITE}[link]\npassphrase_required = true\n"));
    let without = add(&folder, "/", &[]);
    assert_eq!(without.status.code(), Some(2));
    assert!(text(&without.stderr).contains("add --passphrase"));
    for (passphrase, said) in [
        ("", "at least 8"),
        ("short\n", "at least 8"),
        (&"a".repeat(200), "at most 128"),
    ] {
        let output = add_with_passphrase(&folder, passphrase);
        assert_eq!(output.status.code(), Some(2), "{passphrase}");
        assert!(
            text(&output.stderr).contains(said),
            "{}",
            text(&output.stderr)
        );
    }
    let made = add_with_passphrase(&folder, "correct horse battery\n");
    assert!(made.status.success(), "{}", text(&made.stderr));
    assert_eq!(text(&made.stdout).lines().count(), 1);
    let row = &json(&folder, &["link", "list", "--json"])[0];
    assert_eq!(row["passphrase"], true);
    let database = std::fs::read(folder.path("magiclink.db")).expect("the database is there");
    let log = std::fs::read(folder.path("magiclink.db-wal")).unwrap_or_default();
    let kept = [database, log].concat();
    let is_in = |needle: &[u8]| kept.windows(needle.len()).any(|part| part == needle);
    assert!(is_in(b"$argon2id$") && !is_in(b"correct horse"));
}

#[test]
fn a_policy_that_contradicts_itself_stops_the_start() {
    for (line, said) in [
        ("max_age = \"401d\"", "400d is the most"),
        ("max_age = \"1d\"", "set a shorter one"),
        ("default_age = \"401d\"", "longer than max_age"),
        ("default_age = \"1s\"", "1m is the least"),
        ("passphrase_required = \"yes\"", "boolean"),
    ] {
        let folder = folder_with_site(&format!("[link]\n{line}\n"));
        let output = folder.run(&["account", "list"]);
        let sentence = text(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{line}: {sentence}");
        assert!(
            sentence.contains(said) && sentence.contains("magiclink.toml:"),
            "{line}: {sentence}"
        );
        assert_eq!(sentence.lines().count(), 1, "{sentence}");
    }
    let folder = folder_with_site("");
    let mut command = folder.command(&["account", "list"]);
    command.env("MAGICLINK_LINK_PASSPHRASE_REQUIRED", "true");
    assert!(command.output().expect("the program runs").status.success());
    command.env("MAGICLINK_LINK_PASSPHRASE_REQUIRED", "yes");
    assert_eq!(
        command.output().expect("the program runs").status.code(),
        Some(2)
    );
}
