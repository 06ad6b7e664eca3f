//! Clocks that are set, and servers whose clocks differ.

use std::{sync::Arc, time::Duration};

use magiclink::clock::{ManualClock, Timestamp};

use crate::{
    config::Config,
    server::Server,
    tests::{
        browser::Browser,
        world::{BASE_URL, JANE, World, checked},
    },
};

const YEAR: Duration = Duration::from_hours(24 * 365);
const HOUR: Duration = Duration::from_hours(1);

/// Asks for a link from a client of its own.
async fn ask(browser: &mut Browser) -> u16 {
    let answer = browser.post("/login/", &[("email", JANE)]).await;
    answer.status.as_u16()
}

/// The path and query of a link for Jane.
async fn link(world: &World) -> String {
    let link = world.magic_link.flow().make_link(&world.jane).await;
    link.unwrap().strip_prefix(BASE_URL).unwrap().to_owned()
}

#[tokio::test]
async fn a_clock_that_is_set_back_brings_nothing_back_that_has_ended() {
    for step in [HOUR, YEAR] {
        let world = World::new().await;
        let used = link(&world).await;
        let token = used.split_once('=').unwrap().1;
        let mut jane = world.browser();
        jane.post("/login/auth/", &[("sesame", token)]).await;
        let mut stolen = world.browser();
        stolen.cookies = jane.cookies.clone();
        stolen.get("/account/").await.assert(200, JANE);
        assert_eq!(jane.post("/logout/", &[]).await.status, 303);

        let now = world.clock.now();
        world.clock.set(now.saturating_sub(step));
        assert_ne!(stolen.get("/account/").await.status, 200, "{step:?}");
        let again = world
            .browser()
            .post("/login/auth/", &[("sesame", token)])
            .await;
        assert_eq!(again.status, 403, "{step:?}");
        world.clock.set(now);
        let again = world
            .browser()
            .post("/login/auth/", &[("sesame", token)])
            .await;
        assert_eq!(again.status, 403, "{step:?}");
    }
}

#[tokio::test]
async fn people_can_log_in_whatever_the_clock_does() {
    let world = World::new().await;
    let start = world.clock.now();
    for now in [
        start,
        start.saturating_sub(HOUR),
        start.saturating_add(HOUR),
        start.saturating_sub(YEAR),
        start.saturating_add(YEAR),
        // Before 2020, where tokens cannot have been made, and after 2156, where none can be.
        Timestamp::from_unix_seconds(0),
        Timestamp::from_unix_seconds(10_000_000_000),
        start.saturating_add(HOUR),
    ] {
        world.clock.set(now);
        let asked = ask(&mut world.browser()).await;
        let is_possible =
            (start.saturating_sub(YEAR * 2)..start.saturating_add(YEAR * 2)).contains(&now);
        if is_possible {
            assert_eq!(asked, 303, "{now:?}");
            let mut jane = world.logged_in(JANE).await;
            jane.get("/account/").await.assert(200, JANE);
        } else {
            assert!([303, 500].contains(&asked), "{now:?}: {asked}");
        }
    }
}

#[tokio::test]
async fn a_clock_that_is_set_forward_ends_what_is_too_old_then() {
    let world = World::new().await;
    let waiting = link(&world).await;
    let mut jane = world.logged_in(JANE).await;
    world.clock.advance(YEAR);
    assert_eq!(world.browser().get(&waiting).await.status, 403);
    assert_ne!(jane.get("/account/").await.status, 200);
}

#[tokio::test]
async fn two_servers_half_a_minute_apart_take_each_others_links_and_sessions() {
    let world = World::new().await;
    let ahead = world.clock.now().saturating_add(Duration::from_secs(30));
    let clock = ManualClock::new(ahead).into();
    let server = Server::at(&checked(Config::default()), Arc::clone(&world.store), clock);
    let server = server.unwrap();
    let other = World {
        router: server.pages.mount(server.router),
        magic_link: server.pages,
        clock: ManualClock::new(ahead),
        store: Arc::clone(&world.store),
        jane: world.jane.clone(),
    };
    for (made, used) in [(&world, &other), (&other, &world)] {
        let link = link(made).await;
        let mut jane = used.browser();
        jane.get(&link).await.assert(200, JANE);
        let token = link.split_once('=').unwrap().1;
        assert_eq!(
            jane.post("/login/auth/", &[("sesame", token)]).await.status,
            303
        );
        let mut there = made.browser();
        there.cookies = jane.cookies.clone();
        there.get("/account/").await.assert(200, JANE);
    }
}
