//! Any text is kept, and addresses are compared byte by byte whatever the language of the database.

use magiclink::store::{NewPerson, PersonStore as _};

use crate::{
    sample::NOW,
    server::{connect, database, threads},
};

#[test]
fn a_database_that_takes_two_addresses_for_one_keeps_two_accounts() {
    let other = database();
    other.execute(
        "CREATE DATABASE german TEMPLATE template0 LOCALE_PROVIDER icu ICU_LOCALE 'de-u-ks-level1'",
    );
    let store = connect(&other.url().replace(other.name(), "german"), 2);
    let create = |email_key| {
        let new = NewPerson {
            email: email_key,
            email_key,
            marker: "marker",
            language: None,
            created: NOW,
        };
        threads().block_on(async { store.create_person(&new).await.unwrap() })
    };
    for key in [
        "jane@b.de",
        "Jane@b.de",
        "jäne@b.de",
        "ja\u{308}ne@b.de",
        "jane@b.de\0",
    ] {
        let made = create(key).expect("another address is another account");
        assert_eq!(made.email, key);
        assert_eq!(create(key), None);
    }
}
