//! A walk through the pages that gathers every secret on the way.

use std::time::Duration;

use crate::{
    http::{Answer, Browser},
    kinds::canaries::ACCOUNTS,
    place::Place,
    server::Server,
    smtp::{self, Smtp},
};

/// Somebody without an account.
pub(super) const STRANGER: &str = "canary.stranger@example.com";
const PASSPHRASE: &str = "canary correct horse";
const TIME: Duration = Duration::from_secs(20);

pub(super) struct Walk<'w> {
    place: &'w Place<'w>,
    server: &'w Server,
    smtp: &'w Smtp,
    browsers: usize,
    /// Tokens, codes, cookies, tokens of forms, passphrases.
    pub(super) secrets: Vec<String>,
    /// Heads and bodies of what was refused.
    pub(super) refusals: Vec<String>,
}

impl<'w> Walk<'w> {
    pub(super) fn new(place: &'w Place<'w>, server: &'w Server, smtp: &'w Smtp) -> Self {
        Self {
            place,
            server,
            smtp,
            browsers: 0,
            secrets: vec![PASSPHRASE.to_owned(), "canary wrong horse".to_owned()],
            refusals: Vec::new(),
        }
    }

    pub(super) fn go(&mut self) {
        for address in [STRANGER, ACCOUNTS[3], ACCOUNTS[4]] {
            let mut browser = self.browser();
            self.ask(&mut browser, address);
        }
        let mut admin = self.browser();
        let link = self.ask_and_read(&mut admin, ACCOUNTS[0]).0;
        assert_eq!(admin.get(&link).location(), "/account/");
        self.keep(&admin);
        self.refused_links(&link);
        self.typed_code();
        self.called_off();
        self.private_link(&mut admin);
        self.administration(&mut admin);
        let page = admin.get("/account/");
        self.send(&mut admin, &page, "/logout/", &[]);
        assert_ne!(admin.get("/account/").status, 200, "nobody is logged in");
    }

    fn browser(&mut self) -> Browser {
        self.browsers += 1;
        self.server.browser(self.browsers)
    }

    /// Gathers what a browser holds.
    fn keep(&mut self, browser: &Browser) {
        // That of the login has the time of the next try behind it.
        let values = browser.cookies.values();
        let values = values.filter_map(|value| value.split('.').next());
        self.secrets
            .extend(values.filter(|value| value.len() > 20).map(str::to_owned));
        self.secrets.extend(browser.cookies.values().cloned());
    }

    /// Sends a form of a page.
    fn send(
        &mut self,
        browser: &mut Browser,
        page: &Answer,
        path: &str,
        fields: &[(&str, &str)],
    ) -> Answer {
        let form_token = page.field("form_token");
        let fields = [&[("form_token", &*form_token)], fields].concat();
        let answer = browser.post(path, &fields);
        self.secrets.push(form_token);
        self.keep(browser);
        answer
    }

    fn refuse(&mut self, answer: &Answer, status: u16) {
        assert_eq!(answer.status, status, "{}", answer.head);
        self.refusals
            .push(format!("{}\n{}", answer.head, answer.body));
    }

    fn ask(&mut self, browser: &mut Browser, address: &str) {
        let page = browser.get("/login/?next=/canary-place/");
        let fields = [("email", address), ("next", "/account/")];
        let answer = self.send(browser, &page, "/login/", &fields);
        assert_eq!(answer.location(), "/login/sent/");
    }

    /// The link and the code of the mail.
    fn ask_and_read(&mut self, browser: &mut Browser, address: &str) -> (String, String) {
        self.ask(browser, address);
        let mail = self.smtp.find(address, TIME).expect("the mail comes");
        let (link, code) = (smtp::link(&mail.text), smtp::code(&mail.text));
        self.secrets.push(token(&link).to_owned());
        self.secrets.extend([code.replace('-', ""), code.clone()]);
        (link, code)
    }

    fn refused_links(&mut self, used: &str) {
        let used_token = token(used).to_owned();
        let forged = format!("3.canary{}", &used_token[8..]);
        self.secrets.push(forged.clone());
        for (path, status) in [
            (used.to_owned(), 403),
            (format!("/login/auth/?sesame={forged}"), 403),
            (
                format!("/login/auth/?sesame={used_token}&sesame={forged}"),
                400,
            ),
            (format!("/nowhere/?sesame={used_token}"), 403),
            (format!("/login/code/?sesame={used_token}"), 405),
            (format!("/page/?sesame={forged}"), 403),
        ] {
            let mut browser = self.browser();
            let answer = browser.request("GET", &path, &[("accept", "text/html")]);
            self.refuse(&answer, status);
        }
        let mut browser = self.browser();
        let answer = browser.post("/login/auth/", &[("sesame", &used_token)]);
        self.refuse(&answer, 403);
    }

    fn typed_code(&mut self) {
        let mut browser = self.browser();
        let code = self.ask_and_read(&mut browser, ACCOUNTS[1]).1;
        self.secrets.push("QQQQ-WWWW".to_owned());
        for (typed, status) in [("QQQQ-WWWW", 403), (&*code, 303)] {
            let page = browser.get("/login/sent/");
            let answer = self.send(&mut browser, &page, "/login/code/", &[("code", typed)]);
            assert_eq!(answer.status, status, "{}", answer.head);
            if status == 403 {
                assert!(!answer.body.contains(typed), "it is not shown again");
            }
        }
        let page = browser.get("/account/");
        self.send(&mut browser, &page, "/account/log-out-others/", &[]);
    }

    fn called_off(&mut self) {
        let mut browser = self.browser();
        let link = self.ask_and_read(&mut browser, ACCOUNTS[2]).0;
        let cancel = link.replace("/login/auth/", "/login/cancel/");
        let page = browser.get(&cancel);
        let fields = [("sesame", token(&link))];
        let done = self.send(&mut browser, &page, "/login/cancel/", &fields);
        assert_eq!(done.location(), "/login/cancelled/");
        let answer = browser.get(&link);
        self.refuse(&answer, 403);
    }

    fn private_link(&mut self, admin: &mut Browser) {
        let page = admin.get("/links/new/");
        let fields = [
            ("path", "/page/"),
            ("opens", "page"),
            ("days", "7"),
            ("uses", "2"),
            ("label", "shown to all who have it"),
            ("passphrase", PASSPHRASE),
        ];
        let made = self.send(admin, &page, "/links/new/", &fields);
        let (_, rest) = made
            .body
            .split_once("readonly value=\"")
            .expect("it shows the link");
        let link = rest.split('"').next().unwrap_or_default().to_owned();
        self.secrets.push(token(&link).to_owned());
        let mut guest = self.browser();
        let page = guest.get(&link);
        for (passphrase, status) in [("canary wrong horse", 403), (PASSPHRASE, 303)] {
            let (scope, next) = (page.field("scope"), page.field("next"));
            let fields = [
                ("sesame", token(&link)),
                ("scope", &scope),
                ("next", &next),
                ("passphrase", passphrase),
            ];
            let answer = self.send(&mut guest, &page, "/link/open/", &fields);
            assert_eq!(answer.status, status, "{}", answer.head);
            assert!(!answer.body.contains(passphrase), "it is not shown again");
        }
        assert_eq!(guest.get("/page/").body, "shared");
        let page = admin.get("/links/");
        self.send(admin, &page, "/links/revoke/", &[]);
        let mut other = self.browser();
        let answer = other.get(&link);
        self.refuse(&answer, 403);
    }

    fn administration(&mut self, admin: &mut Browser) {
        let page = admin.get("/admin/accounts/new/");
        let fields = [("email", "canary.new@example.com"), ("language", "de")];
        let added = self.send(admin, &page, "/admin/accounts/new/", &fields);
        assert_eq!(added.status, 303, "{}", added.head);
        let id = self.place.database.count(&format!(
            "SELECT id FROM people WHERE email = '{}'",
            ACCOUNTS[2]
        ));
        let path = format!("/admin/accounts/{id}/");
        for act in ["send", "log-out", "disable", "enable"] {
            let page = admin.get(&path);
            let answer = self.send(admin, &page, &format!("{path}{act}/"), &[]);
            assert_eq!(answer.status, 303, "{act}: {}", answer.head);
        }
        for path in [
            "/admin/links/",
            "/admin/mails/",
            "/admin/accounts/?search=canary",
        ] {
            assert_eq!(admin.get(path).status, 200, "{path}");
        }
        let waiting = "SELECT max(id) FROM mails WHERE ended IS NULL";
        let retry = format!("/admin/mails/{}/retry/", self.place.database.count(waiting));
        let page = admin.get("/admin/mails/");
        assert_eq!(self.send(admin, &page, &retry, &[]).status, 303);
    }
}

/// The token of a link.
fn token(link: &str) -> &str {
    link.split_once("sesame=").expect("it has one").1
}
