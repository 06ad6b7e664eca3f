//! Records of which only a half is there.

use crate::{database::Database, report::Report};

/// What must never be found in a database in which nothing was deleted, and nobody has logged out.
const HALVES: [(&str, &str); 4] = [
    (
        "sessions without a request that was spent",
        "SELECT count(*) FROM sessions WHERE NOT EXISTS (
             SELECT 1 FROM logins WHERE logins.account = sessions.account AND spent IS NOT NULL)",
    ),
    (
        "requests that were spent without a session",
        "SELECT count(*) FROM logins WHERE spent IS NOT NULL AND NOT EXISTS (
             SELECT 1 FROM sessions WHERE sessions.account = logins.account)",
    ),
    (
        "log-ins of which the account knows nothing, or the reverse",
        "SELECT abs((SELECT count(DISTINCT account) FROM sessions)
                  - (SELECT count(*) FROM {people} WHERE last_login IS NOT NULL))",
    ),
    (
        "mails without a request, or the reverse",
        "SELECT abs((SELECT count(*) FROM mails)
                  - (SELECT count(*) FROM logins WHERE account IS NOT NULL))",
    ),
];

/// Counts them.
pub(crate) fn tell(database: &Database<'_>, report: &mut Report) {
    let sessions = database.count("SELECT count(*) FROM sessions");
    report.note("sessions in the database", sessions);
    for (what, sql) in HALVES {
        let sql = sql.replace("{people}", database.people());
        report.exactly(what, database.count(&sql), 0);
    }
}
