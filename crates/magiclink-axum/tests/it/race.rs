//! Many at the same moment.

use magiclink::{primary_key::AccountKey, store::SessionStore as _};
use tokio::task::JoinSet;

use crate::app::{JANE, Letter as _, TestApp};

const ROUNDS: usize = 100;
const TASKS: usize = 64;

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_many_confirmations_of_one_link_one_gets_a_session() {
    let app = TestApp::new().await;
    let key = AccountKey::of(&1_i64).unwrap();
    for round in 0..ROUNDS {
        let link = app.link(JANE).await;
        let mut ready = Vec::new();
        for _ in 0..TASKS {
            let mut browser = app.browser();
            let confirm = browser.get(&link).await;
            ready.push((browser, confirm));
        }
        let tasks: JoinSet<_> = ready
            .into_iter()
            .map(|(mut browser, confirm)| async move {
                let answer = browser.submit(&confirm, "/login/auth/", &[]).await;
                (answer.status.as_u16(), browser.is_logged_in())
            })
            .collect();
        let answers = tasks.join_all().await;
        let winners = answers
            .iter()
            .filter(|answer| **answer == (303, true))
            .count();
        let losers = answers
            .iter()
            .filter(|answer| **answer == (403, false))
            .count();
        assert_eq!((winners, losers), (1, TASKS - 1), "round {round}");
        assert_eq!(
            app.store.end_sessions_of(&key, None).await.unwrap(),
            1,
            "round {round}"
        );
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_many_clicks_in_the_browser_that_asked_one_gets_a_session() {
    let app = TestApp::new().await;
    let mut asking = app.browser();
    asking.ask(JANE).await;
    let link = app.mail().await.link();
    let mut tasks = JoinSet::new();
    for _ in 0..TASKS {
        let mut browser = app.browser();
        browser.cookies = asking.cookies.clone();
        let link = link.clone();
        tasks.spawn(async move { browser.get(&link).await.status.as_u16() });
    }
    let answers = tasks.join_all().await;
    assert_eq!(
        answers.iter().filter(|status| **status == 303).count(),
        1,
        "{answers:?}"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_many_requests_for_one_address_one_gets_a_mail() {
    let app = TestApp::new().await;
    let mut tasks = JoinSet::new();
    for _ in 0..TASKS {
        let mut browser = app.browser();
        tasks.spawn(async move { browser.ask(JANE).await.status.as_u16() });
    }
    let answers = tasks.join_all().await;
    assert_eq!(
        answers.iter().filter(|status| **status == 303).count(),
        1,
        "{answers:?}"
    );
    assert_eq!(app.mails().await.len(), 1);
}
