//! The pages of accounts.

use magiclink::{
    bearer::Digest,
    email::Email,
    limit::MAILS_TO_ADDRESS,
    store::{Demand, PersonList},
};

use crate::tests::world::{ADMIN, JANE, OTHER, World};

#[tokio::test]
async fn accounts_are_searched_and_read_page_by_page() {
    let world = World::new().await;
    let mut browser = world.logged_in(ADMIN).await;
    for number in 0..120 {
        let email = format!("guest-{number:03}@example.com");
        let added = browser
            .post("/admin/accounts/new/", &[("email", &email)])
            .await;
        assert_eq!(added.status, 303);
    }
    let mut page = browser.get("/admin/accounts/?q=GUEST").await;
    assert!(!page.body.contains(JANE) && !page.body.contains("First page"));
    let mut seen = Vec::new();
    loop {
        let rows = page.body.split("<td role=\"cell\"><a href=\"").skip(1);
        seen.extend(rows.map(|row| {
            row.split('>')
                .nth(1)
                .unwrap()
                .split('<')
                .next()
                .unwrap()
                .to_owned()
        }));
        if !page.body.contains("rel=\"next\"") {
            break;
        }
        let next = page.between("<a href=\"?q=GUEST&amp;after=", "\" rel=\"next\"");
        page = browser
            .get(&format!("/admin/accounts/?q=GUEST&after={next}"))
            .await;
        assert!(page.body.contains("First page"));
    }
    let expected: Vec<_> = (0..120)
        .map(|number| format!("guest-{number:03}@example.com"))
        .collect();
    assert_eq!(seen, expected);
    let none = browser.get("/admin/accounts/?q=%25").await;
    none.assert(200, "No account has an address like that.");
}

#[tokio::test]
async fn an_account_is_added_once_and_is_no_admin() {
    let world = World::new().await;
    let mut browser = world.logged_in(ADMIN).await;
    let fields = [("email", "New@Example.com"), ("language", "de")];
    let added = browser.post("/admin/accounts/new/", &fields).await;
    browser
        .get(added.location())
        .await
        .assert(200, "The account was added.");
    let person = world.person("new@example.com").await;
    assert_eq!(person.language.as_deref(), Some("de"));
    assert!(person.is_active && !person.is_admin);

    let again = browser.post("/admin/accounts/new/", &fields).await;
    again.assert(422, "There is an account with this address already.");
    assert!(again.body.contains("value=\"New@Example.com\""));
    for wrong in [
        "",
        "jane",
        "a@b.example, c@d.example",
        "a@b.example\r\nBcc: c@d.example",
    ] {
        let refused = browser
            .post("/admin/accounts/new/", &[("email", wrong)])
            .await;
        refused.assert(422, "This is not an address");
    }
    let refused = browser.post(
        "/admin/accounts/new/",
        &[("email", "a@b.example"), ("language", "xx")],
    );
    assert_eq!(refused.await.status, 400);
    let all = PersonList {
        search: "",
        after: i64::MIN,
        count: 99,
    };
    assert_eq!(world.store.people(all).await.unwrap().len(), 4);
}

#[tokio::test]
async fn a_disabled_account_is_logged_out_until_it_is_enabled() {
    let world = World::new().await;
    let (mut admin, mut jane) = (world.logged_in(ADMIN).await, world.logged_in(JANE).await);
    let page = format!("/admin/accounts/{}/", world.jane.id);
    let disabled = admin.post(&format!("{page}disable/"), &[]).await;
    admin
        .get(disabled.location())
        .await
        .assert(200, "The account is disabled.");
    assert_eq!(jane.get("/account/").await.status, 303);
    let refused = admin.post(&format!("{page}send/"), &[]).await;
    assert_eq!(refused.status, 400, "a disabled account gets no link");

    let enabled = admin.post(&format!("{page}enable/"), &[]).await;
    admin
        .get(enabled.location())
        .await
        .assert(200, "The account can log in again.");
    assert_eq!(
        jane.get("/account/").await.status,
        303,
        "the session has ended"
    );
    world.log_in(&mut jane, JANE).await;
    let logged_out = admin.post(&format!("{page}log-out/"), &[]).await;
    assert_eq!(logged_out.status, 303);
    assert_eq!(jane.get("/account/").await.status, 303);
    assert_eq!(world.person(JANE).await.epoch, 1);
}

#[tokio::test]
async fn an_admin_cannot_disable_their_own_account() {
    let world = World::new().await;
    let mut admin = world.logged_in(ADMIN).await;
    let id = world.person(ADMIN).await.id;
    let page = admin.get(&format!("/admin/accounts/{id}/")).await;
    page.assert(200, "You cannot disable your own account.");
    assert!(!page.body.contains("disable/\""));
    let refused = admin
        .post(&format!("/admin/accounts/{id}/disable/"), &[])
        .await;
    assert_eq!(refused.status, 403);
    assert!(world.person(ADMIN).await.is_active);
}

#[tokio::test]
async fn an_admin_who_is_one_no_longer_is_refused_at_once() {
    let world = World::new().await;
    let mut admin = world.logged_in(ADMIN).await;
    let id = world.person(ADMIN).await.id;
    world.store.set_person_admin(id, false).await.unwrap();
    let refused = admin.get("/admin/accounts/").await;
    refused.assert(403, "not with an account that may see this page");
    refused.assert(403, "href=\"/account/\"");
}

#[tokio::test]
async fn an_account_gets_the_ordinary_mail_and_its_limits_stay() {
    let world = World::new().await;
    let mut admin = world.logged_in(ADMIN).await;
    let path = format!("/admin/accounts/{}/send/", world.jane.id);
    for _ in 0..7 {
        let sent = admin.post(&path, &[]).await;
        admin
            .get(sent.location())
            .await
            .assert(200, "The login link is on its way.");
    }
    let now = world.clock.now();
    let leased = world.store.lease_mails(99, now, now).await.unwrap();
    assert_eq!(leased.len(), 7);
    assert!(leased.iter().all(|leased| leased.mail.to == JANE));
    let text = &leased[0].mail.text;
    let start = text
        .find("/login/auth/?sesame=")
        .expect("the mail has a link");
    let link = text[start..].split_whitespace().next().unwrap();
    let confirm = world.browser().get(link).await;
    confirm.assert(200, JANE);
    confirm.assert(200, "an unknown browser");

    let email = Email::parse(JANE).unwrap();
    let demand = Demand {
        key: Digest::of(&[b"mails-to", email.key().as_bytes()]),
        policy: &MAILS_TO_ADDRESS,
    };
    assert_eq!(world.store.peek(demand, now).await.unwrap(), Ok(()));
}

#[tokio::test]
async fn what_is_no_account_is_not_there() {
    let world = World::new().await;
    let mut admin = world.logged_in(ADMIN).await;
    for id in [
        "0",
        "-1",
        "99",
        "x",
        "1.0",
        "99999999999999999999",
        "%00",
        "1%20OR%201=1",
    ] {
        let page = admin.get(&format!("/admin/accounts/{id}/")).await;
        assert_eq!(page.status, 404, "{id}");
        for act in ["disable", "enable", "log-out", "send"] {
            let answer = admin
                .post(&format!("/admin/accounts/{id}/{act}/"), &[])
                .await;
            assert_eq!(answer.status, 404, "{id} {act}");
        }
    }
}

#[tokio::test]
async fn the_navigation_shows_what_somebody_may_see() {
    let world = World::new().await;
    for (email, is_admin) in [(OTHER, false), (ADMIN, true)] {
        let mut browser = world.logged_in(email).await;
        for path in ["/account/", "/links/", "/links/new/"] {
            let page = browser.get(path).await;
            page.assert(200, "<a href=\"/links/\"");
            assert_eq!(page.body.contains("<a href=\"/admin/"), is_admin, "{path}");
        }
    }
}
