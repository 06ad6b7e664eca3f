//! Who may do what: one rule for each route of the program and of the login.

use crate::routes::Route;

/// Who may use a route.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Access {
    Anyone,
    /// Whoever is logged in.
    Account,
    /// Jane, whose the thing is; for others it is not there.
    Jane,
    Admin,
    /// An admin who has logged in a short while ago.
    RecentAdmin,
}

/// What a route answers to whoever may use it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Rule {
    pub(super) access: Access,
    /// The status of a page; `None` if there is none.
    pub(super) get: Option<u16>,
    /// The fields of a form, and the status of the answer; `None` if it takes none.
    pub(super) post: Option<(&'static [(&'static str, &'static str)], u16)>,
}

const fn rule(access: Access) -> Rule {
    Rule {
        access,
        get: None,
        post: None,
    }
}

impl Rule {
    const fn get(mut self, status: u16) -> Self {
        self.get = Some(status);
        self
    }

    const fn post(mut self, fields: &'static [(&'static str, &'static str)], status: u16) -> Self {
        self.post = Some((fields, status));
        self
    }
}

/// The rule of a route of the program; `{id}` in its path is Jane's account, Jane's link or a mail to
/// Jane. Without an arm here a new route does not compile.
pub(super) fn of(route: Route) -> Rule {
    use Access::{Account, Admin, Anyone, Jane, RecentAdmin};
    match route {
        Route::Live | Route::Ready | Route::DevMails | Route::DevMailStyle | Route::CopyScript => {
            rule(Anyone).get(200)
        }
        // There are no mails in the inbox: nobody has sent them.
        // And nobody here can ask what the doctor asks.
        Route::DevMail | Route::DevMailHtml | Route::Doctor => rule(Anyone).get(404),
        Route::Links => rule(Account).get(200),
        Route::NewLink => rule(Account)
            .get(200)
            .post(&[("path", "/1/"), ("opens", "page"), ("days", "7")], 200),
        Route::RevokeLink => rule(Jane).post(&[], 303),
        Route::RevokeLinks => rule(Account).post(&[], 303),
        Route::AllLinks | Route::Accounts | Route::Account | Route::Mails | Route::Audit => {
            rule(Admin).get(200)
        }
        Route::RetryMail => rule(Admin).post(&[], 303),
        Route::NewAccount => rule(RecentAdmin)
            .get(200)
            .post(&[("email", "new@example.com")], 303),
        Route::RevokeAnyLink
        | Route::DisableAccount
        | Route::EnableAccount
        | Route::LogAccountOut
        | Route::SendLoginLink
        | Route::DropMail => rule(RecentAdmin).post(&[], 303),
    }
}

/// The rule of a route of the login. A new one has none and fails the test.
pub(super) fn of_login(route: magiclink_axum::Route) -> Rule {
    use magiclink_axum::Route;
    match route {
        Route::Login => rule(Access::Anyone)
            .get(200)
            .post(&[("email", "new@example.com")], 303),
        Route::Sent | Route::Cancelled => rule(Access::Anyone).get(200),
        // Without a good token nothing happens.
        Route::Auth | Route::Cancel => rule(Access::Anyone).get(403).post(&[("sesame", "x")], 403),
        Route::Code => rule(Access::Anyone).post(&[("code", "AAAA-AAAA")], 403),
        Route::Logout => rule(Access::Anyone).get(200).post(&[], 303),
        Route::Account => rule(Access::Account).get(200),
        // A session that is not one's own is not there.
        Route::EndSession => rule(Access::Account).post(
            &[(
                "session",
                "0000000000000000000000000000000000000000000000000000000000000000",
            )],
            404,
        ),
        Route::EndOthers => rule(Access::Account).post(&[], 303),
        Route::OpenLink => rule(Access::Anyone).post(
            &[("sesame", "x"), ("scope", "page:/1/"), ("next", "/1/")],
            403,
        ),
        other => panic!("{other:?} has no rule"),
    }
}
