//! What the settings know about the database: a file of the program.

#[path = "../../crates/magiclink-server/src/database/url.rs"]
mod url;

pub(crate) use self::url::DatabaseUrl;
