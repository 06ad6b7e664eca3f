//! A configuration that is insecure or mistaken stops the start with one sentence.

use std::fs;

use crate::program::{Folder, text};

/// What `magiclink account list` says of a configuration with `line` in place of its setting.
fn refusal(line: &str) -> (Option<i32>, String) {
    let folder = Folder::with_configuration();
    let name = line.split(' ').next().unwrap_or_default();
    let written = fs::read_to_string(folder.path("magiclink.toml")).expect("the test can do this");
    let kept: String = written
        .lines()
        .filter(|kept| !kept.starts_with(&format!("{name} ")))
        .flat_map(|kept| [kept, "\n"])
        .collect();
    fs::write(folder.path("magiclink.toml"), format!("{line}\n{kept}"))
        .expect("the test can do this");
    let output = folder.run(&["account", "list"]);
    (output.status.code(), text(&output.stderr))
}

#[test]
fn each_mistake_is_one_sentence_with_its_line() {
    for (line, said) in [
        ("base_url = \"http://example.com\"", "https://"),
        ("base_url = \"https://u:p@example.com\"", "more than a host"),
        ("base_url = \"https://example.com/?q\"", "more than a host"),
        ("base_url = \"\"", "set where people reach the server"),
        ("secret_key = \"short\"", "not both"),
        ("mail_url = \"\"", "mail"),
        ("mail_url = \"smtp:mail\"", "smtp"),
        ("mail_from = \"nobody\"", "login@example.com"),
        ("trusted_proxies = [\"0.0.0.0/0\"]", "0.0.0.0/0"),
        ("trusted_proxies = [\"::/0\"]", "::/0"),
        ("trusted_proxies = [\"everyone\"]", "everyone"),
        ("database_url = \"mysql://x\"", "sqlite:"),
        ("database_url = \"sqlite:\"", "postgres://"),
        ("database_url = \"postgres:///x\"", "name the host"),
        (
            "database_url = \"postgres://db.example:x/x\"",
            "cannot be read",
        ),
        (
            "database_url = \"postgres://db.example/x?sslmode=prefer\"",
            "verify-full",
        ),
        (
            "database_url = \"postgres://db.example/x?sslmode=disable\"",
            "this machine only",
        ),
        (
            "database_password_file = \"magiclink.key\"",
            "has no password",
        ),
        (
            "database_password_file = \"missing\"",
            "cannot read missing",
        ),
        ("database_migrate = \"never\"", "boolean"),
        ("database_connections = 0", "1 is the least"),
        ("database_connections = -1", "expected usize"),
        ("login.max_age = \"2d\"", "24h"),
        ("login.max_age = \"5\"", "10m"),
        ("login.max_agee = \"5m\"", "max_agee"),
        ("listen = 8000", "expected a string"),
        ("listen = \"localhost:8000\"", "like 127.0.0.1:8000"),
        ("login.redirect_to = \"https://evil.com/\"", "/account/"),
        ("login.confirm = \"sometimes\"", "other-browser"),
        ("session.idle = \"14\"", "14d"),
        ("session.idle = \"0s\"", "1m is the least"),
        ("session.idle = \"400d\"", "session.longest"),
        ("session.renewal = \"14d\"", "session.idle"),
        ("log.level = \"loud\"", "`loud` is not a level"),
        (
            "log.level = \"info,magiclink_axum=loud\"",
            "`loud` is not a level",
        ),
        ("log.format = \"xml\"", "json"),
        ("metrics.listen = \"9464\"", "like 127.0.0.1:8000"),
        ("metrics.listen = \"127.0.0.1:8000\"", "take another port"),
        ("secret_key_fallbacks = [\"short\"]", "key"),
        ("base_url_typo = 1", "base_url_typo"),
    ] {
        let (code, sentence) = refusal(line);
        assert_eq!(code, Some(2), "{line}: {sentence}");
        assert!(sentence.contains(said), "{line}: {sentence}");
        assert!(sentence.contains("magiclink.toml:1:"), "{line}: {sentence}");
        assert_eq!(sentence.lines().count(), 1, "{line}: {sentence}");
    }
}

#[test]
fn a_secret_in_the_wrong_shape_is_not_told() {
    const SECRET: &str = "q8Zt5Jw2Yx7Nc4Vb9Mh3Kd6Fg1Ls0Pa8";
    for line in [
        format!("secret_key_fallbacks = \"{SECRET}\""),
        format!("database_migrate = \"{SECRET}\""),
        format!("login = \"{SECRET}\""),
    ] {
        let (code, sentence) = refusal(&line);
        assert_eq!(code, Some(2), "{sentence}");
        assert!(sentence.contains("magiclink.toml:1:"), "{sentence}");
        assert!(sentence.contains("invalid type: string, "), "{sentence}");
        assert!(!sentence.contains(SECRET), "{sentence}");
    }
}

#[test]
fn a_key_that_comes_twice_is_refused() {
    let folder = Folder::with_configuration();
    let path = folder.path("magiclink.toml");
    let written = fs::read_to_string(&path).expect("the file is there");
    let count = written.lines().count();
    fs::write(&path, format!("{written}mail_from = \"b@example.com\"\n"))
        .expect("it can be written");
    let output = folder.run(&["account", "list"]);
    let sentence = text(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{sentence}");
    let place = format!("magiclink.toml:{}: duplicate key", count + 1);
    assert!(sentence.contains(&place), "{sentence}");
}

#[test]
fn whoever_has_set_nothing_up_is_told_how() {
    let output = Folder::new().run(&["serve"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("`magiclink init` makes one"));

    let folder = Folder::new();
    let made = folder.run(&[
        "init",
        "--base-url=https://a.example",
        "--mail-url=smtps://jane@a.example",
        "--mail-from=a@a.example",
    ]);
    assert!(
        text(&made.stdout).contains("mail_password_file"),
        "{made:?}"
    );
    let output = folder.run(&["serve"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(
        text(&output.stderr).contains("mail_password_file"),
        "{output:?}"
    );
}

#[test]
fn mails_for_trying_out_are_refused_where_others_can_reach_the_server() {
    let (code, sentence) = refusal("mail_url = \"console:\"\nlisten = \"0.0.0.0:8000\"");
    assert_eq!(code, Some(2));
    assert!(
        sentence.contains("mail_url") || sentence.contains("magiclink.toml:1:"),
        "{sentence}"
    );
}

#[test]
fn the_environment_wins_and_its_mistakes_name_the_variable() {
    let folder = Folder::with_configuration();
    let run = |name: &str, value: &str| {
        let output = folder
            .command(&["account", "list"])
            .env(name, value)
            .output()
            .expect("the test can do this");
        (output.status.code(), text(&output.stderr))
    };
    assert_eq!(run("MAGICLINK_LOGIN_MAX_AGE", "5m").0, Some(0));
    assert_eq!(run("MAGICLINK_LISTEN", "").0, Some(0), "empty is not set");
    assert_eq!(run("MAGICLINK_DATABASE_CONNECTIONS", "1").0, Some(0));
    for (name, value) in [
        ("MAGICLINK_BASE_URL", "http://example.com"),
        ("MAGICLINK_LOGIN_MAX_AGE", "25h"),
        ("MAGICLINK_BASE_ULR", "https://example.com"),
        ("MAGICLINK_LISTEN", "localhost:8000"),
        ("MAGICLINK_SESSION_IDLE", "soon"),
        ("MAGICLINK_DATABASE_CONNECTIONS", "0"),
        ("MAGICLINK_DATABASE_CONNECTIONS", "many"),
    ] {
        let (code, sentence) = run(name, value);
        assert_eq!(code, Some(2), "{sentence}");
        assert!(sentence.contains(name), "{sentence}");
    }
}

#[test]
fn weak_secrets_and_files_that_others_can_read_are_refused() {
    for secret in [
        "short",
        &"a".repeat(64),
        &format!("django-insecure-{}", "x1y2z3".repeat(9)),
        "q8Zt5Jw2Yx7Nc4Vb9|Mh3Kd6Fg1Ls0Pa8Qr5Tu2We7",
    ] {
        let folder = Folder::with_configuration();
        fs::write(folder.path("magiclink.key"), secret).expect("the test can do this");
        let output = folder.run(&["account", "list"]);
        assert_eq!(output.status.code(), Some(2), "{secret}");
        assert!(!text(&output.stderr).contains(secret));
    }
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = Folder::with_configuration();
        let key = folder.path("magiclink.key");
        fs::set_permissions(&key, fs::Permissions::from_mode(0o644)).expect("the test can do this");
        let output = folder.run(&["account", "list"]);
        assert!(text(&output.stderr).contains("chmod 600"));
    }
}

#[test]
fn init_writes_nothing_over_another_configuration_and_nothing_that_is_refused() {
    let folder = Folder::with_configuration();
    let again = [
        "init",
        "--base-url=https://a.example",
        "--mail-url=smtps://a.example",
        "--mail-from=a@a.example",
    ];
    assert_eq!(folder.run(&again).status.code(), Some(1));

    let folder = Folder::new();
    let insecure = [
        "init",
        "--base-url=http://a.example",
        "--mail-url=smtps://a.example",
        "--mail-from=a@a.example",
    ];
    assert_eq!(folder.run(&insecure).status.code(), Some(2));
    assert!(!folder.path("magiclink.toml").exists() && !folder.path("magiclink.key").exists());
}

#[cfg(unix)]
#[test]
fn a_key_is_for_its_owner_and_one_of_root_also_for_one_group() {
    use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
    let folder = Folder::with_configuration();
    let key = folder.path("magiclink.key");
    let is_of_root = fs::metadata(&key).expect("it is there").uid() == 0;
    let modes = [(0o400, true), (0o440, is_of_root), (0o640, is_of_root)];
    for (mode, is_taken) in modes.into_iter().chain([(0o660, false), (0o644, false)]) {
        let permissions = fs::Permissions::from_mode(mode);
        fs::set_permissions(&key, permissions).expect("the test can do this");
        let output = folder.run(&["account", "list"]);
        let sentence = text(&output.stderr);
        assert_eq!(output.status.success(), is_taken, "{mode:o}: {sentence}");
        assert_eq!(
            sentence.contains("chmod 600"),
            !is_taken,
            "{mode:o}: {sentence}"
        );
    }
}
