//! What admins do, and settings of tokens that may not take the place of others.

use crate::{
    account::log_in,
    program::text,
    running::{JANE, database, folder, ok, two_servers},
};

const ADMIN: &str = "admin@example.com";

#[test]
fn an_admin_sees_and_changes_the_same_on_every_server() {
    let database = database();
    let (folder, [first, second]) = two_servers(&database);
    ok(&folder, &["account", "add", JANE]);
    ok(&folder, &["account", "add", ADMIN, "--admin"]);
    let rows = ok(&folder, &["account", "list", "--json"]);
    let rows: serde_json::Value = serde_json::from_str(&rows).unwrap();
    let admins: Vec<_> = [0, 1].map(|row| rows[row]["admin"].as_bool()).into();
    assert_eq!(admins, [Some(false), Some(true)]);

    let mut browser = log_in(&folder, &first, ADMIN);
    browser.address.clone_from(&second.address);
    let found = browser.get("/admin/accounts/?q=JANE").body;
    assert!(found.contains(JANE), "{found}");
    let others = browser.get("/admin/accounts/?q=nobody").body;
    assert!(!others.contains(JANE), "{others}");

    // It is not due, so no worker takes it.
    database.execute(
        "INSERT INTO mails (message_id, recipient, subject, text, html, written, expires, due)
         VALUES ('m', 'jane.doe@example.com', 's', 't', 'h', 1, 1::bigint << 60, 1::bigint << 60)",
    );
    let page = browser.get("/admin/mails/");
    assert!(page.body.contains("/admin/mails/1/drop/"), "{}", page.body);
    let form_token = page.field("form_token");
    browser.address.clone_from(&first.address);
    let dropped = browser.post("/admin/mails/1/drop/", &[("form_token", &form_token)]);
    assert_eq!(dropped.status, 303, "{}", dropped.head);
    let kept = database.execute("SELECT state, text IS NULL FROM mails");
    assert_eq!(kept, "dropped|t\n");

    ok(&folder, &["account", "admin", ADMIN, "--remove"]);
    for server in [&first, &second] {
        browser.address.clone_from(&server.address);
        assert_ne!(browser.get("/admin/accounts/").status, 200);
    }
}

#[test]
fn settings_of_tokens_that_have_changed_under_the_same_key_are_refused_until_they_are_accepted() {
    let database = database();
    let folder = folder(&database);
    ok(&folder, &["account", "add", JANE]);
    ok(&folder, &["link", "login", JANE]);
    // As if tokens had been made in another way under the same key.
    let shape = "lpad('7', 16, '0') || substr(value, 17)";
    let sql = format!("UPDATE settings SET value = {shape} RETURNING name");
    assert!(database.execute(&sql).starts_with("token fingerprint\n"));
    let refused = folder.run(&["serve"]);
    assert_eq!(refused.status.code(), Some(2));
    let sentence = text(&refused.stderr);
    assert!(
        sentence.contains("magiclink token accept-settings"),
        "{sentence}"
    );
    ok(&folder, &["token", "accept-settings"]);
    ok(&folder, &["link", "login", JANE]);
}
