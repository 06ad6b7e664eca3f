//! Any text is kept, and addresses are compared byte by byte whatever the language of the database.

use magiclink::store::{NewPerson, PersonList, PersonStore as _};

use crate::{
    sample::NOW,
    server::{connect, database, threads},
};

#[test]
fn a_database_of_any_language_compares_addresses_byte_by_byte() {
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
    let found = |search| {
        let list = PersonList {
            search,
            after: i64::MIN,
            count: 10,
        };
        let found = threads().block_on(async { store.people(list).await.unwrap() });
        found
            .into_iter()
            .map(|person| person.email)
            .collect::<Vec<_>>()
    };
    assert_eq!(found("JANE@"), ["jane@b.de", "Jane@b.de", "jane@b.de\0"]);
    assert_eq!(found("Jä"), ["jäne@b.de"]);
    assert!(found("JÄ").is_empty(), "the cases of ASCII letters only");
    assert_eq!(found("\0"), ["jane@b.de\0"]);
    // No collation that a database has by default takes two texts for one, but the column does not rely
    // on that.
    let sql = "SELECT attcollation::regcollation FROM pg_attribute
               WHERE attrelid = 'people'::regclass AND attname = 'email_key'";
    let plain = database();
    connect(&plain.url(), 1);
    assert_eq!(plain.execute(sql), "\"C\"\n");
}
