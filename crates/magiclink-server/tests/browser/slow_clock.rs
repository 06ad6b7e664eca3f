//! The login of a server by a clock that is slow, as if it had been asked a while ago.

use std::{fs, sync::Arc, time::Duration};

use magiclink::{
    clock::{Clock, ManualClock},
    email::Email,
    person::{People, Person},
    store::PersonStore as _,
};
use magiclink_axum::{MagicLink, WebSettings};
use magiclink_sqlite::SqliteStore;

use crate::server::Server;

/// The pages, with the key and the database of the server, and somebody who has an account there.
pub(crate) async fn pages(
    server: &Server,
    slow: Duration,
    email: &str,
) -> (MagicLink<People>, Person) {
    let place = &server.place;
    let key = fs::read_to_string(place.folder.path("magiclink.key")).expect("the key is a file");
    let base_url = place.base_url.parse().expect("the server has a base URL");
    let then = Clock::System.now().saturating_sub(slow);
    let settings = WebSettings::new(key.trim(), base_url).with_clock(ManualClock::new(then));
    let store = SqliteStore::open(place.folder.path("magiclink.db"));
    let store = Arc::new(store.expect("the database can be opened by two"));
    let email = Email::parse(email).expect("it is an address");
    let person = store.find_person_by_email(email.key()).await;
    let person = person.expect("the database can be read");
    let pages = MagicLink::new(settings, People::new(store.clone()), store);
    let pages = pages.expect("the settings are those of the server");
    (pages, person.expect("there is such an account"))
}
