//! The pages of private links.

use crate::{
    config::{Config, Link},
    tests::{
        browser::{Browser, Page},
        world::{ADMIN, BASE_URL, JANE, OTHER, World, checked},
    },
};

const PLAIN: [(&str, &str); 3] = [("path", "/1/"), ("opens", "page"), ("days", "7")];

/// Makes a link with these fields in place of the plain ones.
async fn make(browser: &mut Browser, changed: &[(&str, &str)]) -> Page {
    let mut fields: Vec<_> = PLAIN
        .into_iter()
        .filter(|(name, _)| changed.iter().all(|(other, _)| other != name))
        .collect();
    fields.extend(changed);
    browser.post("/links/new/", &fields).await
}

/// The path and query of the link that a page shows.
fn shown(page: &Page) -> String {
    let url = page.between("<input id=\"url\" readonly value=\"", "\"");
    url.strip_prefix(BASE_URL)
        .expect("it is on this site")
        .to_owned()
}

#[tokio::test]
async fn a_link_is_shown_once_and_opens_its_page_until_it_is_revoked() {
    let world = World::new().await;
    let (mut jane, mut guest) = (world.logged_in(JANE).await, world.browser());
    let made = make(&mut jane, &[("label", "For Bob")]).await;
    made.assert(200, "<svg class=\"qr\"");
    assert_eq!(made.header("cache-control"), "no-store");
    assert_eq!(made.header("referrer-policy"), "no-referrer");
    assert!(
        made.header("content-security-policy")
            .contains("script-src 'self';")
    );
    let link = shown(&made);
    assert_eq!(guest.get(&link).await.location(), "/1/");
    assert_eq!(guest.get("/1/").await.status, 200);
    assert_eq!(guest.get("/2/").await.status, 303, "nothing else opens");
    assert_eq!(
        guest.get("/links/").await.status,
        303,
        "and nobody is logged in"
    );

    let list = jane.get("/links/").await;
    list.assert(200, "For Bob");
    list.assert(200, "Once");
    assert!(!list.body.contains("sesame"), "the link is not shown again");
    let asked = list.between("<details>", "</details>");
    let is_asked = asked.contains("This cannot be undone.") && asked.contains("/revoke/");
    assert!(is_asked, "revoking takes a second step: {asked}");
    let action = list
        .between("<form method=\"post\" action=\"/links/", "\"")
        .to_owned();
    let revoked = jane.post(&format!("/links/{action}"), &[]).await;
    assert_eq!(
        (revoked.status.as_u16(), revoked.location()),
        (303, "/links/")
    );
    jane.get("/links/").await.assert(200, "Revoked");
    assert_ne!(guest.get("/1/").await.status, 200);
    assert_eq!(guest.get(&link).await.status, 403);
    let again = jane.post(&format!("/links/{action}"), &[]).await;
    assert_eq!(again.status, 303, "a second click finds it revoked");
}

#[tokio::test]
async fn a_folder_a_limit_and_a_passphrase_are_kept() {
    let world = World::new().await;
    let mut jane = world.logged_in(JANE).await;
    let address = format!("{BASE_URL}/1/");
    let fields = [
        ("path", &*address),
        ("opens", "folder"),
        ("uses", "2"),
        ("passphrase", "correct horse"),
    ];
    let made = make(&mut jane, &fields).await;
    made.assert(200, "and everything below it");
    assert!(!made.body.contains("correct horse"));
    world
        .browser()
        .get(&shown(&made))
        .await
        .assert(200, "name=\"passphrase\"");
    let links = world
        .magic_link
        .links()
        .links_of(&world.jane, None, 9)
        .await
        .unwrap();
    assert_eq!(
        (links[0].scope.as_str(), links[0].max_uses),
        ("folder:/1/", Some(2))
    );
    assert!(
        links[0]
            .passphrase
            .as_ref()
            .unwrap()
            .matches("correct horse")
    );
    let age = links[0].expires.unix_seconds() - links[0].created.unix_seconds();
    assert_eq!(age, 7 * 86_400);
}

#[tokio::test]
async fn what_cannot_be_a_link_is_said_at_its_field() {
    let world = World::new().await;
    let mut jane = world.logged_in(JANE).await;
    let long = "a".repeat(101);
    for (name, value, text) in [
        ("path", "", "This is not a path of this site."),
        ("path", "1/", "This is not a path of this site."),
        ("path", "/../1/", "This is not a path of this site."),
        ("path", "/%2e%2e/1/", "This is not a path of this site."),
        (
            "path",
            "https://evil.example/1/",
            "This is not a path of this site.",
        ),
        (
            "path",
            "/admin/accounts/",
            "This is not a path of this site.",
        ),
        ("path", "/1", "This is a folder"),
        ("path", "/nothing/", "There is no page at this path."),
        ("label", &long, "At most 100 characters"),
        ("label", "a\nb", "At most 100 characters"),
        ("days", "", "A number of days from 1 to 400."),
        ("days", "0", "A number of days"),
        ("days", "401", "A number of days"),
        ("days", "-1", "A number of days"),
        ("days", "99999999999", "A number of days"),
        ("uses", "0", "A whole number from 1 up"),
        ("uses", "x", "A whole number from 1 up"),
        ("uses", "4294967296", "A whole number from 1 up"),
        (
            "passphrase",
            "short",
            "A passphrase has 8 to 128 characters.",
        ),
    ] {
        let refused = make(&mut jane, &[(name, value)]).await;
        refused.assert(422, text);
        refused.assert(422, &format!("id=\"{name}-error\""));
    }
    let neither = make(&mut jane, &[("opens", "everything")]).await;
    assert_eq!(neither.status, 400);
    let links = world
        .magic_link
        .links()
        .links_of(&world.jane, None, 9)
        .await;
    assert!(links.unwrap().is_empty());
}

#[tokio::test]
async fn the_policy_asks_for_a_passphrase() {
    let config = Config {
        link: Link {
            passphrase_required: true,
            ..Link::default()
        },
        ..Config::default()
    };
    let world = World::with(checked(config)).await;
    let mut jane = world.logged_in(JANE).await;
    make(&mut jane, &[])
        .await
        .assert(422, "Links need a passphrase here.");
    make(&mut jane, &[("passphrase", "correct horse")])
        .await
        .assert(200, "The link is made");
}

#[tokio::test]
async fn links_of_others_are_not_there() {
    let world = World::new().await;
    let (made, link) = world.link("/1/").await;
    let mut other = world.logged_in(OTHER).await;
    let path = format!("/links/{}/revoke/", made.link.id);
    assert_eq!(other.post(&path, &[]).await.status, 404);
    assert_eq!(other.post("/links/revoke/", &[]).await.status, 303);
    other
        .get("/links/")
        .await
        .assert(200, "You have made no private link yet.");
    assert_eq!(
        world.browser().get(&link).await.location(),
        "/1/",
        "hers still opens"
    );
    for id in ["0", "x", "0000000000000000"] {
        let answer = other.post(&format!("/links/{id}/revoke/"), &[]).await;
        assert_eq!(answer.status, 404, "{id}");
    }
    let mut jane = world.logged_in(JANE).await;
    assert_eq!(jane.post("/links/revoke/", &[]).await.status, 303);
    assert_eq!(world.browser().get(&link).await.status, 403);
}

#[tokio::test]
async fn an_admin_finds_and_revokes_any_link() {
    let world = World::new().await;
    let mut jane = world.logged_in(JANE).await;
    make(&mut jane, &[("label", "<script>alert(1)</script>")])
        .await
        .assert(200, "The link is made");
    let (made, link) = world.link("/2/").await;
    let mut admin = world.logged_in(ADMIN).await;
    let all = admin.get("/admin/links/").await;
    all.assert(200, "&lt;script&gt;alert(1)&lt;/script&gt;");
    all.assert(200, &format!("of {JANE}"));
    assert!(!all.body.contains("<script>") && !all.body.contains("sesame"));
    let found = admin.get("/admin/links/?q=/2/").await;
    assert!(found.body.contains("/2/") && !found.body.contains("alert"));
    admin
        .get("/admin/links/?q=%25")
        .await
        .assert(200, "There are no such links.");

    let path = format!("/admin/links/{}/revoke/", made.link.id);
    for _ in 0..2 {
        assert_eq!(admin.post(&path, &[]).await.location(), "/admin/links/");
    }
    assert_eq!(world.browser().get(&link).await.status, 403);
    assert!(
        world
            .store
            .find_link(made.link.id)
            .await
            .unwrap()
            .unwrap()
            .revoked
            .is_some()
    );
    let unknown = admin
        .post("/admin/links/0000000000000000/revoke/", &[])
        .await;
    assert_eq!(unknown.status, 404);
}

#[tokio::test]
async fn links_are_read_page_by_page() {
    let world = World::new().await;
    for _ in 0..60 {
        world.link("/1/").await;
    }
    for (email, path) in [(JANE, "/links/"), (ADMIN, "/admin/links/")] {
        let mut browser = world.logged_in(email).await;
        let first = browser.get(path).await;
        assert_eq!(
            first.body.matches("/revoke/\"><input").count(),
            50 + usize::from(email == JANE)
        );
        let next = first.between("<a href=\"?after=", "\" rel=\"next\"");
        let second = browser.get(&format!("{path}?after={next}")).await;
        assert_eq!(
            second.body.matches("/revoke/\"><input").count(),
            10 + usize::from(email == JANE)
        );
        second.assert(200, "First page");
        for odd in ["x", "1-", "-", "1-zz", "99999999999999999999-00"] {
            assert_eq!(
                browser.get(&format!("{path}?after={odd}")).await.status,
                200
            );
        }
    }
}

#[tokio::test]
async fn without_a_folder_that_is_served_there_is_nothing_to_share() {
    let mut checked = checked(Config::default());
    checked.sites = crate::site::Sites::default();
    let world = World::with(checked).await;
    let mut admin = world.logged_in(ADMIN).await;
    for path in ["/links/", "/links/new/", "/admin/links/"] {
        assert_eq!(admin.get(path).await.status, 404, "{path}");
    }
    let page = admin.get("/admin/accounts/").await;
    assert!(page.status == 200 && !page.body.contains("links/\""));
}
