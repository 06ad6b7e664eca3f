//! Many browsers at the same moment.

use tokio::task::JoinSet;

use super::{BOOKING, OPEN, app, has_cookie, limited, make, revoke, row, url};
use crate::app::JANE;

const PATH: &str = "/booking/7/share/";
const BROWSERS: usize = 64;

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_limit_lets_exactly_as_many_browsers_in() {
    let app = app().await;
    for max_uses in [1, 5, 63] {
        let made = make(&app, &BOOKING.scope(7), limited(max_uses)).await;
        let mut ready = Vec::new();
        for _ in 0..BROWSERS {
            let mut browser = app.browser();
            let question = browser.get(&url(PATH, &made)).await;
            ready.push((browser, question));
        }
        let tasks: JoinSet<_> = ready
            .into_iter()
            .map(|(mut browser, question)| async move {
                browser.submit(&question, OPEN, &[]).await;
                let status = browser.get(PATH).await.status.as_u16();
                (browser, status)
            })
            .collect();
        let mut inside = 0;
        for (browser, status) in tasks.join_all().await {
            let has_cookie = has_cookie(&browser, &made);
            assert_eq!(status, if has_cookie { 200 } else { 403 });
            inside += u32::from(has_cookie);
        }
        assert_eq!(inside, max_uses, "of {BROWSERS} browsers");
        assert_eq!(row(&app, &made).await.uses, max_uses);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_link_that_is_revoked_while_others_open_it_lets_none_stay() {
    let app = app().await;
    for _ in 0..20 {
        let made = make(&app, &BOOKING.scope(7), limited(1000)).await;
        let mut ready = Vec::new();
        for _ in 0..8 {
            let mut browser = app.browser();
            let question = browser.get(&url(PATH, &made)).await;
            ready.push((browser, question));
        }
        let tasks: JoinSet<_> = ready
            .into_iter()
            .map(|(mut browser, question)| async move {
                browser.submit(&question, OPEN, &[]).await;
                browser
            })
            .collect();
        revoke(&app, &made).await;
        for mut browser in tasks.join_all().await {
            let page = browser.get(PATH).await;
            assert!(page.status == 403 && !page.body.contains(JANE));
        }
    }
}
