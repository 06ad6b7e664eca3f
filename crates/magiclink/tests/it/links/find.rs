//! What a browser holds, on each of its requests; and what its owner does.

use std::time::Duration;

use magiclink::{
    bearer::Bearer,
    link::{NewLink, Opening},
    settings::Settings,
    store::LinkStore as _,
    token::TokenId,
};

use super::{App, DAY, booking};
use crate::{
    account::Person,
    store::now,
    tokens::{BASE_URL, BOOKING, OTHER_SECRET, SECRET, native, native_at},
};

/// A browser that has opened a link.
fn opened(app: &App) -> Bearer {
    app.open_first(&app.make(NewLink::default())).1
}

#[test]
fn a_browser_that_has_opened_a_link_goes_on() {
    let app = App::new();
    let made = app.make(NewLink::default());
    let (opened, bearer) = app.open_first(&made);
    let found = app.find(&bearer).unwrap();
    assert_eq!(found.account.email, "jane.doe@example.com");
    assert_eq!(
        (found.link, found.opening),
        (app.row(&made), opened.opening)
    );
    assert!(app.find(&Bearer::random().unwrap()).is_none());
}

#[test]
fn an_opening_ends_with_its_time() {
    let app = App::new();
    let bearer = opened(&app);
    let end = app.clock.now().saturating_add(7 * DAY);
    app.clock.set(end.saturating_sub(Duration::from_micros(1)));
    assert!(app.find(&bearer).is_some());
    app.clock.set(end);
    assert!(app.find(&bearer).is_none());
}

#[test]
fn an_opening_that_was_kept_for_longer_ends_with_its_link() {
    let app = App::new();
    let made = app.make(NewLink::default());
    let bearer = Bearer::random().unwrap();
    let opening = Opening {
        id: bearer.digest(),
        link: made.link.id,
        opened: app.clock.now(),
        expires: made.link.expires.saturating_add(DAY),
    };
    assert!(now(app.store.open_link(&opening)).unwrap());
    assert!(app.find(&bearer).is_some());
    app.clock.set(made.link.expires);
    assert!(app.find(&bearer).is_none());
}

#[test]
fn revoking_a_link_acts_at_the_next_request() {
    let app = App::new();
    let (one, two) = (app.make(NewLink::default()), app.make(NewLink::default()));
    let (of_one, of_two) = (app.open_first(&one).1, app.open_first(&two).1);
    let bob = Person {
        key: 2,
        ..app.jane()
    };
    assert!(!now(app.links.revoke(&bob, one.link.id)).unwrap());
    let unknown = TokenId::random().unwrap();
    assert!(!now(app.links.revoke(&app.jane(), unknown)).unwrap());
    assert!(app.find(&of_one).is_some(), "only its owner revokes it");
    assert!(now(app.links.revoke(&app.jane(), one.link.id)).unwrap());
    assert!(!now(app.links.revoke(&app.jane(), one.link.id)).unwrap());
    assert!(app.find(&of_one).is_none());
    assert!(app.find(&of_two).is_some());
    assert_eq!(now(app.links.revoke_all(&bob)).unwrap(), 0);
    assert_eq!(now(app.links.revoke_all(&app.jane())).unwrap(), 1);
    assert!(app.find(&of_two).is_none());
}

#[test]
fn whatever_revokes_the_accounts_tokens_ends_its_openings() {
    let changes: [fn(&mut Person); 5] = [
        |jane| jane.is_active = false,
        |jane| jane.epoch += 1,
        |jane| jane.password = Some("!another".to_owned()),
        |jane| jane.email = "jane@example.com".to_owned(),
        // The account was deleted.
        |jane| jane.key = 2,
    ];
    for (number, change) in changes.into_iter().enumerate() {
        let app = App::new();
        let bearer = opened(&app);
        app.change(|jane| jane.last_login = None);
        assert!(app.find(&bearer).is_some(), "a login ends no link");
        app.change(change);
        assert!(app.find(&bearer).is_none(), "change {number}");
    }
}

#[test]
fn what_the_settings_do_not_bind_ends_nothing() {
    let app = App::new();
    let unbound = |settings: Settings| {
        settings
            .with_invalidate_on_password_change(false)
            .with_invalidate_on_email_change(false)
    };
    let links = app.under(unbound(native()));
    let made = now(links.create(&app.jane(), &booking(), NewLink::default())).unwrap();
    let pending = now(links.look_at(made.token.expose(), &[booking()], |_| None)).unwrap();
    let bearer = now(links.open(pending, None)).unwrap().1.unwrap();
    app.change(|jane| jane.password = Some("!another".to_owned()));
    app.change(|jane| jane.email = "jane@example.com".to_owned());
    assert!(now(links.find(&bearer)).unwrap().is_some());
    app.change(|jane| jane.epoch += 1);
    assert!(now(links.find(&bearer)).unwrap().is_none());
}

#[test]
fn openings_live_as_long_as_the_secret_they_were_made_under() {
    let app = App::new();
    let bearer = opened(&app);
    for (settings, is_found) in [
        (
            native_at(BASE_URL, OTHER_SECRET).with_fallback(SECRET),
            true,
        ),
        (native_at(BASE_URL, OTHER_SECRET), false),
        (native().with_key("all links end"), false),
        (native_at("https://other.example", SECRET), false),
    ] {
        let links = app.under(settings);
        assert_eq!(now(links.find(&bearer)).unwrap().is_some(), is_found);
    }
}

#[test]
fn an_owner_sees_their_links_page_by_page() {
    let app = App::new();
    let mut ids = Vec::new();
    for _ in 0..5 {
        ids.push(app.make(NewLink::default()).link.id);
        app.clock.advance(Duration::from_secs(1));
    }
    ids.reverse();
    let bob = Person {
        key: 2,
        ..app.jane()
    };
    now(app
        .links
        .create(&bob, &BOOKING.scope(1), NewLink::default()))
    .unwrap();
    let (mut seen, mut after) = (Vec::new(), None);
    loop {
        let page = now(app.links.links_of(&app.jane(), after, 2)).unwrap();
        let Some(last) = page.last() else { break };
        after = Some((last.created, last.id));
        seen.extend(page.iter().map(|link| link.id));
    }
    assert_eq!(seen, ids);
}
