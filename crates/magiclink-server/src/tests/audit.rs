//! The audit log, through the pages.

use magiclink::store::{AuditEntry, AuditList};

use crate::tests::world::{ADMIN, JANE, OTHER, World};

const PAGE: &str = "/admin/audit/";

/// Everything in the audit log, the newest first, as an admin finds it after looking at the page.
async fn entries(world: &World) -> Vec<AuditEntry> {
    world.logged_in(ADMIN).await.get(PAGE).await.assert(200, "");
    let count = 999;
    let rows = world
        .store
        .audit(AuditList {
            count,
            ..AuditList::default()
        })
        .await;
    rows.unwrap().into_iter().map(|row| row.entry).collect()
}

fn names(entries: &[AuditEntry]) -> Vec<&str> {
    entries.iter().map(|entry| &*entry.what).collect()
}

#[tokio::test]
async fn a_login_is_in_the_audit_log_until_the_logout() {
    let world = World::new().await;
    let mut jane = world.logged_in(JANE).await;
    assert_eq!(jane.post("/logout/", &[]).await.status, 303);
    let entries = entries(&world).await;
    assert_eq!(names(&entries), ["logged-in", "logged-out", "logged-in"]);
    let by_jane = entries[2]
        .account
        .as_ref()
        .and_then(|account| account.decode());
    assert_eq!(
        (by_jane, &*entries[2].detail),
        (Some(world.jane.id), "link")
    );
    let page = world.logged_in(ADMIN).await.get(PAGE).await;
    page.assert(
        200,
        &format!("<a href=\"/admin/accounts/{}/\">{JANE}</a>", world.jane.id),
    );
    page.assert(200, "Logged out</");
}

#[tokio::test]
async fn an_admin_who_acts_on_an_account_is_named() {
    let world = World::new().await;
    let mut admin = world.logged_in(ADMIN).await;
    for act in ["disable", "enable", "log-out", "send"] {
        let path = format!("/admin/accounts/{}/{act}/", world.jane.id);
        assert_eq!(admin.post(&path, &[]).await.status, 303);
    }
    let page = admin.get(PAGE).await;
    page.assert(
        200,
        "Account disabled\n    <small>by admin@example.com</small>",
    );
    page.assert(
        200,
        "Logged out everywhere\n    <small>by admin@example.com</small>",
    );
    let entries = entries(&world).await;
    let acts = [
        "login-link-sent",
        "all-logged-out",
        "account-enabled",
        "account-disabled",
    ];
    assert_eq!(names(&entries)[1..5], acts);
    for entry in &entries[1..5] {
        assert_eq!((&*entry.by, entry.account.is_some()), ("admin", true));
        assert!(entry.admin.is_some() && entry.admin != entry.account);
    }
}

#[tokio::test]
async fn links_are_in_the_audit_log_by_their_identifiers() {
    let world = World::new().await;
    let mut jane = world.logged_in(JANE).await;
    let fields = [("path", "/1/"), ("opens", "page"), ("days", "7")];
    assert_eq!(jane.post("/links/new/", &fields).await.status, 200);
    let (made, link) = world.link("/1/").await;
    world.browser().get(&link).await;
    let path = format!("/links/{}/revoke/", made.link.id);
    assert_eq!(jane.post(&path, &[]).await.status, 303);
    world.browser().get(&link).await.assert(403, "");
    let found = entries(&world).await;
    let expected = [
        "logged-in",
        "link-refused",
        "link-revoked",
        "link-opened",
        "link-made",
    ];
    assert_eq!(names(&found)[..5], expected);
    assert_eq!(found[1].detail, "revoked");
    assert_eq!(
        (found[2].link, found[3].link),
        (Some(made.link.id), Some(made.link.id))
    );
    let token = made.token.expose();
    assert!(
        found
            .iter()
            .all(|entry| !format!("{entry:?}").contains(token))
    );
}

#[tokio::test]
async fn an_unknown_address_is_counted_and_not_kept() {
    let world = World::new().await;
    for email in ["canary@example.com", "canary2@example.com", JANE] {
        let mut browser = world.browser();
        assert_eq!(
            browser.post("/login/", &[("email", email)]).await.status,
            303
        );
    }
    let found = entries(&world).await;
    assert_eq!(names(&found), ["logged-in", "login-asked", "login-asked"]);
    assert!(found[1].account.is_some() && found[2].account.is_none());
    assert!(!format!("{found:?}").contains("canary"));
}

#[tokio::test]
async fn refusals_in_masses_are_counted_together() {
    let world = World::new().await;
    for _ in 0..29 {
        let refused = world.browser().get("/login/auth/?sesame=3.forged").await;
        assert_eq!(refused.status, 403);
    }
    assert_eq!(
        names(&entries(&world).await),
        ["logged-in", "login-refused"]
    );
    world.clock.advance(std::time::Duration::from_mins(10));
    let found = entries(&world).await;
    let refused: Vec<_> = found
        .iter()
        .filter(|entry| entry.what == "login-refused")
        .collect();
    assert_eq!(refused.iter().map(|entry| entry.count).sum::<u64>(), 29);
    assert_eq!(refused.len(), 2);
    let page = world.logged_in(ADMIN).await.get(PAGE).await;
    page.assert(200, "<small>28 times</small>");
}

#[tokio::test]
async fn the_audit_log_is_searched_and_read_page_by_page() {
    let world = World::new().await;
    let mut admin = world.logged_in(ADMIN).await;
    for _ in 0..60 {
        let path = format!("/admin/accounts/{}/enable/", world.jane.id);
        assert_eq!(admin.post(&path, &[]).await.status, 303);
    }
    let rows = |body: &str| body.matches("<tr role=\"row\">\n").count();
    let page = admin.get(PAGE).await;
    let next = page
        .between("<a href=\"?after=", "\" rel=\"next\"")
        .to_owned();
    let second = admin.get(&format!("{PAGE}?after={next}")).await;
    assert_eq!((rows(&page.body), rows(&second.body)), (50, 11));
    let others = format!("/admin/accounts/{}/disable/", world.person(OTHER).await.id);
    assert_eq!(admin.post(&others, &[]).await.status, 303);
    for (query, expected) in [
        ("q=other@example.com", 1),
        ("q=Jane.Doe@example.com", 50),
        ("kind=account-disabled", 1),
        ("kind=account-disabled&q=jane.doe@example.com", 0),
        ("kind=logged-in", 1),
        ("kind=nonsense&q=other@example.com", 1),
        ("q=nobody@example.com", 0),
        ("q=192.0.2.1", 0),
        ("q=%25", 0),
        ("after=nonsense", 50),
    ] {
        let page = admin.get(&format!("{PAGE}?{query}")).await;
        assert_eq!(rows(&page.body), expected, "{query}");
    }
    admin
        .get(&format!("{PAGE}?q=%25"))
        .await
        .assert(200, "Nothing like that has happened.");
}
