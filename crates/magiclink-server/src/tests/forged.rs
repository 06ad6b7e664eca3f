//! A forged link costs the database nothing: it is answered by a server whose tables are gone.

use std::sync::Arc;

use magiclink_sqlite::SqliteStore;

use crate::{
    config::Config,
    tests::world::{World, checked},
};

/// A server with nothing left in its database: whoever asks that for anything gets a 503.
async fn without_tables() -> World {
    let store = Arc::new(SqliteStore::temporary().unwrap());
    let world = World::on(checked(Config::default()), store.clone()).await;
    let dropped = store.write(|connection| {
        let mut tables = connection.prepare(
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'",
        )?;
        let tables = tables.query_map([], |row| row.get::<_, String>(0))?;
        let tables: Vec<_> = tables.collect::<Result<_, _>>()?;
        connection.execute_batch("PRAGMA defer_foreign_keys = ON")?;
        for table in &tables {
            connection.execute_batch(&format!("DROP TABLE {table}"))?;
        }
        Ok(tables.len())
    });
    assert!(dropped.await.unwrap() >= 7, "all tables");
    world
}

/// A token with another character at one place.
fn changed_at(token: &str, place: usize) -> String {
    let mut bytes = token.as_bytes().to_vec();
    bytes[place] = if bytes[place] == b'A' { b'B' } else { b'A' };
    String::from_utf8(bytes).unwrap()
}

#[tokio::test]
async fn a_login_link_is_looked_up_only_when_its_signature_is_right() {
    let world = World::new().await;
    let link = world
        .magic_link
        .flow()
        .make_link(&world.jane)
        .await
        .unwrap();
    let token = link.split_once("sesame=").unwrap().1.to_owned();
    let world = without_tables().await;
    let genuine = world
        .browser()
        .get(&format!("/login/auth/?sesame={token}"))
        .await;
    assert_eq!(genuine.status, 503, "this one is looked up");

    for forged in [
        changed_at(&token, 4),
        changed_at(&token, token.len() - 6),
        token[..token.len() - 4].to_owned(),
        "3.x".to_owned(),
        String::new(),
        "A".repeat(10_000),
        format!("3.{}", "A".repeat(10_000)),
    ] {
        for path in ["/login/auth/", "/login/cancel/"] {
            let answer = world
                .browser()
                .get(&format!("{path}?sesame={forged}"))
                .await;
            assert_eq!(answer.status, 403, "{path} {forged:.80}");
        }
    }
}

#[tokio::test]
async fn whoever_guesses_links_is_stopped_without_a_database() {
    let world = without_tables().await;
    let mut statuses = Vec::new();
    for guess in 0..40 {
        let answer = world
            .browser()
            .get(&format!("/login/auth/?sesame=3.{guess}"))
            .await;
        statuses.push(answer.status.as_u16());
    }
    assert_eq!(statuses, [vec![403; 30], vec![429; 10]].concat());
}

#[tokio::test]
async fn a_private_link_is_looked_up_only_when_its_signature_is_right() {
    let world = World::new().await;
    let (_, link) = world.link("/1/").await;
    let world = without_tables().await;
    assert_eq!(
        world.browser().get(&link).await.status,
        503,
        "this one is looked up"
    );
    let (path, token) = link.split_once("?sesame=").unwrap();
    for forged in [changed_at(token, 4), "3.x".to_owned(), "A".repeat(10_000)] {
        let answer = world
            .browser()
            .get(&format!("{path}?sesame={forged}"))
            .await;
        assert_eq!(answer.status, 403, "{forged:.80}");
    }
}
