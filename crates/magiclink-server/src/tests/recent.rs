//! What is dangerous needs a login that is not older than 20 minutes.

use std::time::Duration;

use crate::{
    pages::RECENT,
    tests::world::{ADMIN, BASE_URL, JANE, World},
};

#[tokio::test]
async fn a_login_is_recent_for_twenty_minutes() {
    let world = World::new().await;
    let mut admin = world.logged_in(ADMIN).await;
    let page = format!("/admin/accounts/{}/", world.jane.id);
    world.clock.advance(RECENT);
    admin.get(&page).await.assert(200, "/disable/");
    assert_eq!(
        admin.post(&format!("{page}disable/"), &[]).await.status,
        303
    );

    world.clock.advance(Duration::from_micros(1));
    let look = admin.get(&page).await;
    look.assert(200, "you need a login that is not older than 20 minutes");
    assert!(!look.body.contains("/enable/"));
    let refused = admin.post(&format!("{page}enable/"), &[]).await;
    refused.assert(403, "Nothing has been changed yet.");
    assert!(!world.person(JANE).await.is_active);
}

#[tokio::test]
async fn whoever_logs_in_again_comes_back_and_goes_on() {
    let world = World::new().await;
    let mut admin = world.logged_in(ADMIN).await;
    let page = format!("/admin/accounts/{}/", world.jane.id);
    world.clock.advance(RECENT * 2);
    admin.referer = format!("{BASE_URL}{page}?done=added");
    let refused = admin.post(&format!("{page}disable/"), &[]).await;
    let login = refused
        .between("class=\"button\" href=\"", "\"")
        .replace("&amp;", "&");
    let next = format!("%2Fadmin%2Faccounts%2F{}%2F%3Fdone%3Dadded", world.jane.id);
    assert_eq!(login, format!("/login/?next={next}"));

    // Logging in as the same account makes the session a new one.
    world.log_in(&mut admin, ADMIN).await;
    assert_eq!(
        admin.post(&format!("{page}disable/"), &[]).await.status,
        303
    );
    assert!(!world.person(JANE).await.is_active);
}

#[tokio::test]
async fn the_way_back_never_leaves_the_site() {
    let world = World::new().await;
    let mut admin = world.logged_in(ADMIN).await;
    world.clock.advance(RECENT * 2);
    for referer in [
        "https://evil.example//evil.example/",
        "http://x//evil.example",
        "x",
        "",
    ] {
        admin.referer = referer.to_owned();
        let refused = admin.get("/admin/accounts/new/").await;
        let login = refused.between("class=\"button\" href=\"", "\"");
        assert!(login.starts_with("/login/?next="), "{login}");
        let asked = admin.get(login).await;
        asked.assert(200, "name=\"next\" value=\"");
        let next = asked.between("name=\"next\" value=\"", "\"");
        assert!(
            ["", "/admin/accounts/"].contains(&next),
            "{referer} leads to {next}"
        );
    }
}
