//! Login by email in Django.

use std::path::Path;

use crate::failure::Failure;
use crate::load::application::{Application, FIRST_PERSON, Range, redirected};
use crate::load::browser::{click, form};
use crate::load::django::{self, Django};
use crate::load::http;

/// The project with its accounts, and how many of them were used.
#[derive(Debug)]
pub(crate) struct DjangoLogin {
    pub(crate) django: Django,
    range: Range,
}

impl DjangoLogin {
    pub(crate) fn make(folder: &Path, mail_port: u16, accounts: u64) -> Result<Self, Failure> {
        let variables = vec![("MAGICLINK_LOAD_MAIL_PORT", mail_port.to_string())];
        let django = Django::make(folder, django::LOGIN, variables)?;
        django.run(&["make", &accounts.to_string()])?;
        let range = Range::new(accounts);
        Ok(Self { django, range })
    }

    fn lines(&self, what: &str, count: u64) -> Result<Vec<String>, Failure> {
        let numbers = self.range.take(count).map(|number| number.to_string());
        let [first, step] = &numbers;
        let printed = self.django.run(&[what, first, step, &count.to_string()])?;
        Ok(printed.lines().map(str::to_owned).collect())
    }
}

impl Application for DjangoLogin {
    fn asks(&self, host: &str, count: u64) -> Result<Vec<String>, Failure> {
        let page = http::ask(host, &click("/login/", "", 0))?;
        let (Some(cookie), Some(token)) =
            (page.cookie("csrftoken"), page.hidden("csrfmiddlewaretoken"))
        else {
            return Err(Failure::new("the login page has no form"));
        };
        let accounts = self.range.take_unasked(count)?;
        let fields = |account| {
            format!("csrfmiddlewaretoken={token}&email=person{account:08}%40load.example")
        };
        let requests = accounts
            .into_iter()
            .map(|account| form("/login/", &cookie, &fields(account), account));
        Ok(requests.collect())
    }

    fn redeems(&self, count: u64) -> Result<Vec<String>, Failure> {
        let lines = self.lines("links", count)?;
        let requests = lines
            .iter()
            .zip(FIRST_PERSON..)
            .map(|(query, number)| click(&format!("/login/auth/{query}"), "", number));
        Ok(requests.collect())
    }

    fn visits(&self, count: u64) -> Result<Vec<String>, Failure> {
        let lines = self.lines("sessions", count)?;
        let requests = lines
            .iter()
            .zip(FIRST_PERSON..)
            .map(|(key, number)| click("/account/", &format!("sessionid={key}"), number));
        Ok(requests.collect())
    }

    fn forget_attempts(&self) -> Result<(), Failure> {
        // It counts none.
        self.range.forget();
        Ok(())
    }

    fn sessions(&self) -> Result<u64, Failure> {
        let printed = self.django.run(&["count"])?;
        let count = printed.trim().parse();
        count.map_err(|_| Failure::new("Django does not count its sessions"))
    }

    fn is_asked(&self, answer: &http::Answer) -> bool {
        redirected(answer, "/login/sent/")
    }

    fn is_logged_in(&self, answer: &http::Answer) -> bool {
        redirected(answer, "/account/") && answer.cookie("sessionid").is_some()
    }
}
