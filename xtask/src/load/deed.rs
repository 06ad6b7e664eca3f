//! What is measured of an application: each request is written out beforehand and sent once.

use std::cell::{Cell, RefCell};
use std::num::NonZeroU32;
use std::time::{Duration, Instant};

use crate::failure::Failure;
use crate::load::application::Application;
use crate::load::contest::Contestant;
use crate::load::http;
use crate::load::server::Server;
use crate::load::sink::Sink;
use crate::load::wrk::{self, CONNECTIONS, Turn};

/// What a visitor does.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Deed {
    /// Asks for a login link by the form.
    Ask,
    /// Redeems a login link.
    Redeem,
    /// Looks at the page of the account.
    Visit,
}

/// One server of an application, and how fast it was in its last turn.
#[derive(Debug)]
pub(crate) struct Runner<'a> {
    pub(crate) name: &'static str,
    pub(crate) server: &'a Server,
    /// `host:port`.
    pub(crate) host: &'a str,
    pub(crate) application: &'a dyn Application,
    /// Where its mails go; `None` if they go nowhere.
    pub(crate) sink: Option<&'a Sink>,
    /// How many take turns in asking for the page of the account.
    pub(crate) visitors: u64,
    /// How many logins a turn has at most; then the same accounts can be used in each turn.
    pub(crate) most: Option<u64>,
}

/// How many requests a turn gets at least, and at first a second.
const FEWEST: u64 = 1000;
const FIRST: f64 = 4000.0;
/// So many times as many in a turn as in the last one, since they should not run out.
const ROOM: f64 = 1.6;
/// By how many in turn the page of the account is usually asked for.
pub(crate) const VISITORS: u64 = 1000;

/// A turn, with what came of the mails.
#[derive(Debug, Default)]
pub(crate) struct Mails {
    /// Requests a second of each turn, until the last of their mails was with the mail server.
    pub(crate) per_second: RefCell<Vec<f64>>,
}

impl<'a> Runner<'a> {
    /// What takes the turns of this server; `mails` gets what came of the mails.
    pub(crate) fn contestant(&'a self, deed: Deed, mails: &'a Mails) -> Contestant<'a> {
        let rate = Cell::new(FIRST);
        let load = move |seconds: NonZeroU32| {
            let turn = self.turn(deed, rate.get(), seconds, mails)?;
            rate.set(turn.per_second);
            Ok(turn)
        };
        Contestant {
            name: self.name,
            server: self.server,
            load: Box::new(load),
        }
    }

    /// How many requests are enough.
    fn count(rate: f64, seconds: NonZeroU32) -> u64 {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a rate is neither negative nor more than millions"
        )]
        let wanted = (rate * ROOM * f64::from(seconds.get())) as u64;
        wanted.max(FEWEST)
    }

    fn turn(
        &self,
        deed: Deed,
        rate: f64,
        seconds: NonZeroU32,
        mails: &Mails,
    ) -> Result<Turn, Failure> {
        let count = Self::count(rate, seconds);
        let requests = self.requests(deed, count)?;
        self.send(deed, requests, seconds, mails)
    }

    /// The requests of a turn.
    fn requests(&self, deed: Deed, count: u64) -> Result<Vec<String>, Failure> {
        let logins = self.most.map_or(count, |most| count.min(most));
        match deed {
            Deed::Ask => {
                if self.most.is_some() {
                    self.application.forget_attempts()?;
                }
                self.application.asks(self.host, logins)
            }
            Deed::Redeem => self.application.redeems(logins),
            Deed::Visit => {
                let visitors = self.application.visits(self.visitors)?;
                let count = usize::try_from(count).unwrap_or(usize::MAX);
                Ok(visitors.into_iter().cycle().take(count).collect())
            }
        }
    }

    /// Sends the first request alone and looks at the answer, then all others.
    pub(crate) fn send(
        &self,
        deed: Deed,
        mut requests: Vec<String>,
        seconds: NonZeroU32,
        mails: &Mails,
    ) -> Result<Turn, Failure> {
        let before = self.sink.map(Sink::count).transpose()?;
        let sessions = self.application.sessions()?;
        let first = requests.pop().unwrap_or_default();
        self.check(deed, &http::ask(self.host, &first)?)?;
        let began = Instant::now();
        let turn = wrk::run_requests(self.host, &requests, seconds)?;
        if turn.refused > 0.5 {
            let (refused, all) = (turn.refused, turn.requests);
            let message = format!("{refused} of {all} requests were refused");
            return Err(Failure::new(message));
        }
        if deed == Deed::Redeem {
            let new = self.application.sessions()? - sessions;
            expect_sessions(new, whole(turn.requests) + 1)?;
        }
        if let (Deed::Ask, Some(sink), Some(before)) = (deed, self.sink, before) {
            let there = sink.wait_for(before + whole(turn.requests))?;
            let sending = Duration::from_secs_f64(turn.requests / turn.per_second);
            let until = there.duration_since(began).max(sending).as_secs_f64();
            mails.per_second.borrow_mut().push(turn.requests / until);
        }
        Ok(turn)
    }

    fn check(&self, deed: Deed, answer: &http::Answer) -> Result<(), Failure> {
        let is_right = match deed {
            Deed::Ask => self.application.is_asked(answer),
            Deed::Redeem => self.application.is_logged_in(answer),
            Deed::Visit => answer.status == 200 && answer.body.contains("@load.example"),
        };
        if is_right {
            return Ok(());
        }
        let http::Answer { status, head, body } = answer;
        Err(Failure::new(format!("{deed:?}: {status}\n{head}\n{body}")))
    }
}

/// Each login that was answered has begun a session, and so may have those that nobody waited for.
fn expect_sessions(new: u64, answered: u64) -> Result<(), Failure> {
    if (answered..=answered + u64::from(CONNECTIONS)).contains(&new) {
        return Ok(());
    }
    let message = format!("{answered} logins have begun {new} sessions");
    Err(Failure::new(message))
}

/// A count that wrk has printed.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "it is a whole number"
)]
pub(crate) fn whole(count: f64) -> u64 {
    count.round() as u64
}
