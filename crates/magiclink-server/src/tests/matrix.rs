//! Every route, for every kind of visitor, by every method. The routes come from the tables that the
//! router is made from, so a new one needs a rule.

use axum::http::Method;
use magiclink::store::MailList;

use crate::{
    pages::RECENT,
    routes::Route,
    tests::{
        browser::{Browser, Page},
        rules::{self, Access, Rule},
        world::{ADMIN, JANE, OTHER, World},
    },
};

#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Visitor {
    Nobody,
    Jane,
    Other,
    /// Has opened a private link of Jane's, and sends its token along everywhere.
    PrivateLink,
    /// Was logged in when the account was disabled.
    Disabled,
    Admin,
    /// Has logged in too long ago.
    LateAdmin,
}

/// A visitor of a server.
struct Visit {
    world: World,
    browser: Browser,
    visitor: Visitor,
}

impl Visit {
    async fn new(visitor: Visitor) -> Self {
        let world = World::new().await;
        let mut browser = world.browser();
        match visitor {
            Visitor::Nobody => {}
            Visitor::Jane => world.log_in(&mut browser, JANE).await,
            Visitor::Other => world.log_in(&mut browser, OTHER).await,
            Visitor::PrivateLink => {
                let (_, link) = world.link("/1/").await;
                assert_eq!(browser.get(&link).await.location(), "/1/");
                assert_eq!(browser.get("/1/").await.status, 200, "the link is opened");
                browser.query = link.split_once('?').unwrap().1.to_owned();
            }
            Visitor::Disabled => {
                world.log_in(&mut browser, OTHER).await;
                let (id, now) = (world.person(OTHER).await.id, world.clock.now());
                let disabled = world.store.set_person_active(id, false, now).await;
                assert!(disabled.unwrap());
            }
            Visitor::Admin => world.log_in(&mut browser, ADMIN).await,
            Visitor::LateAdmin => {
                world.log_in(&mut browser, ADMIN).await;
                world.clock.advance(RECENT);
                world.clock.advance(std::time::Duration::from_micros(1));
            }
        }
        Self {
            world,
            browser,
            visitor,
        }
    }

    /// The path of a route, for Jane's account, Jane's link, or a mail to Jane.
    async fn path(&self, route: Route) -> String {
        match route {
            Route::RevokeLink | Route::RevokeAnyLink => {
                route.of(self.world.link("/2/").await.0.link.id)
            }
            Route::RetryMail | Route::DropMail => {
                let flow = self.world.magic_link.flow();
                flow.send_link(&self.world.jane, &[]).await.unwrap();
                let list = MailList {
                    with_sent: true,
                    after: None,
                    count: 1,
                };
                route.of(self.world.store.mails(list).await.unwrap()[0].id.0)
            }
            _ => route.of(self.world.jane.id),
        }
    }

    /// Comes by every method and compares the answers with the rule.
    async fn check(&mut self, path: &str, rule: Rule) {
        for method in [Method::GET, Method::HEAD] {
            let answer = self.browser.send(method.clone(), path, "").await;
            self.compare(&answer, rule, rule.get, &format!("{method} {path}"));
        }
        for method in [Method::PUT, Method::DELETE, Method::OPTIONS, Method::PATCH] {
            let answer = self.browser.send(method.clone(), path, "").await;
            let case = format!("{:?} {method} {path}", self.visitor);
            assert_eq!(answer.status, 405, "{case}");
        }
        let (fields, status) = rule.post.unzip();
        let fields = fields.unwrap_or_default();
        let query = self.browser.query.clone();
        if fields.iter().any(|(name, _)| *name == "sesame") {
            // Two tokens are refused for being two.
            self.browser.query.clear();
        }
        let answer = self.browser.post(path, fields).await;
        self.browser.query = query;
        self.compare(&answer, rule, status, &format!("POST {path}"));
    }

    fn compare(&self, answer: &Page, rule: Rule, status: Option<u16>, case: &str) {
        let case = format!("{:?} {case}: {}", self.visitor, answer.body);
        let place = answer.location();
        let to_login =
            answer.status == 303 && (place == "/login/" || place.starts_with("/login/?next="));
        let expected = status.map_or(405, |status| self.expected(rule.access, status));
        assert_eq!(answer.status, expected, "{case}");
        let is_sent_away = status.is_some() && expected == 303 && self.is_anonymous(rule.access);
        assert_eq!(to_login, is_sent_away, "{case}");
        let no_cors = answer
            .headers
            .keys()
            .all(|name| !name.as_str().starts_with("access-control"));
        assert!(no_cors, "{case}");
    }

    fn is_anonymous(&self, access: Access) -> bool {
        let is_nobody = matches!(
            self.visitor,
            Visitor::Nobody | Visitor::PrivateLink | Visitor::Disabled
        );
        is_nobody && access != Access::Anyone
    }

    fn expected(&self, access: Access, status: u16) -> u16 {
        use Visitor::{Admin, Jane, LateAdmin};
        match (access, self.visitor) {
            _ if self.is_anonymous(access) => 303,
            (Access::Anyone | Access::Account, _)
            | (Access::Jane, Jane)
            | (Access::Admin, Admin | LateAdmin)
            | (Access::RecentAdmin, Admin) => status,
            (Access::Jane, _) => 404,
            (Access::Admin | Access::RecentAdmin, _) => 403,
        }
    }
}

async fn check_all(visitor: Visitor) {
    let mut visit = Visit::new(visitor).await;
    for route in Route::ALL {
        let path = visit.path(route).await;
        visit.check(&path, rules::of(route)).await;
    }
    for route in magiclink_axum::Route::all() {
        visit.check(route.path(), rules::of_login(route)).await;
        if route == magiclink_axum::Route::Logout {
            visit = Visit::new(visitor).await;
        }
    }
    check_served_pages(visitor).await;
}

/// The pages that are served have no route: they are behind all others. `/1/` has a private link.
async fn check_served_pages(visitor: Visitor) {
    use Visitor::{Disabled, Nobody, PrivateLink};
    let mut visit = Visit::new(visitor).await;
    visit.browser.query.clear();
    let is_nobody = matches!(visitor, Nobody | PrivateLink | Disabled);
    for (path, is_there) in [("/1/", true), ("/2/", true), ("/3/nothing", false)] {
        let is_opened = visitor == PrivateLink && path == "/1/";
        let seen = if is_there { 200 } else { 404 };
        for method in [Method::GET, Method::HEAD] {
            let is_click = method == Method::GET;
            let expected = match (is_nobody && !is_opened, is_click) {
                (false, _) => seen,
                (true, true) => 303,
                (true, false) => 401,
            };
            let answer = visit.browser.send(method.clone(), path, "").await;
            assert_eq!(answer.status, expected, "{visitor:?} {method} {path}");
        }
        for method in [Method::POST, Method::PUT, Method::DELETE, Method::OPTIONS] {
            let expected = if is_nobody { 401 } else { 405 };
            let answer = visit.browser.send(method.clone(), path, "").await;
            assert_eq!(answer.status, expected, "{visitor:?} {method} {path}");
        }
    }
}

#[tokio::test]
async fn nobody_gets_only_what_is_for_anyone() {
    check_all(Visitor::Nobody).await;
}

#[tokio::test]
async fn an_account_gets_its_own_pages() {
    check_all(Visitor::Jane).await;
}

#[tokio::test]
async fn another_account_gets_nothing_of_hers() {
    check_all(Visitor::Other).await;
}

#[tokio::test]
async fn a_private_link_is_nobody_to_all_pages() {
    check_all(Visitor::PrivateLink).await;
}

#[tokio::test]
async fn a_disabled_account_is_nobody() {
    check_all(Visitor::Disabled).await;
}

#[tokio::test]
async fn an_admin_gets_the_pages_for_admins() {
    check_all(Visitor::Admin).await;
}

#[tokio::test]
async fn an_admin_who_logged_in_long_ago_can_look_only() {
    check_all(Visitor::LateAdmin).await;
}

#[tokio::test]
async fn a_form_without_its_token_does_nothing() {
    let mut visit = Visit::new(Visitor::Admin).await;
    for route in Route::ALL {
        if rules::of(route).post.is_some() {
            let path = visit.path(route).await;
            let form = "email=a%40b.example&path=%2F1%2F&opens=page&days=7";
            let answer = visit.browser.send(Method::POST, &path, form).await;
            answer.assert(403, "Please try again");
        }
    }
}

#[tokio::test]
async fn a_form_with_an_unknown_field_does_nothing() {
    let mut visit = Visit::new(Visitor::Admin).await;
    for route in Route::ALL {
        let Some((fields, _)) = rules::of(route).post else {
            continue;
        };
        let path = visit.path(route).await;
        for name in [
            "is_admin",
            "id",
            "password",
            "last_login",
            "marker",
            "account",
        ] {
            let fields = [fields, &[(name, "1")]].concat();
            let answer = visit.browser.post(&path, &fields).await;
            assert_eq!(answer.status, 400, "{name} to {path}");
        }
    }
}
