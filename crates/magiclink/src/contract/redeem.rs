//! What a store must keep to when a login request is redeemed.

use crate::{
    contract::{
        logins::{find, keep},
        sample::{NOW, account, after, just_before, request, session},
    },
    store::{LoginStore, SessionStore},
};

const ANSWERS: &str = "the store answers";

/// Redeeming an open request spends it and keeps the session.
pub async fn redeeming_spends_the_request_and_keeps_the_session(
    store: &(impl LoginStore + SessionStore),
) {
    let (kept, begun) = (request(1, Some(&account(1))), session(1, &account(1)));
    keep(store, &kept).await;
    let is_redeemed = store.redeem_login(kept.id, &begun, None, after(1)).await;
    assert!(is_redeemed.expect(ANSWERS), "an open request is redeemed");
    assert_eq!(
        find(store, kept.id).await.spent,
        Some(after(1)),
        "it is spent"
    );
    let found = store.find_session(&begun.id, NOW).await.expect(ANSWERS);
    assert_eq!(found, Some(begun), "the session is kept");
}

/// A request that is spent, expired or unknown is not redeemed, and nothing changes.
pub async fn what_is_not_open_is_not_redeemed(store: &(impl LoginStore + SessionStore)) {
    let (spent, expired) = (request(1, Some(&account(1))), request(2, Some(&account(2))));
    let (previous, begun) = (session(1, &account(1)), session(2, &account(1)));
    keep(store, &spent).await;
    keep(store, &expired).await;
    let created = store.create_session(&previous, None).await;
    created.expect(ANSWERS);
    assert!(store.cancel_login(spent.id, NOW).await.expect(ANSWERS));
    for (id, now) in [
        (spent.id, after(1)),
        (expired.id, expired.expires),
        (request(9, None).id, NOW),
    ] {
        let is_redeemed = store
            .redeem_login(id, &begun, Some(&previous.id), now)
            .await;
        assert!(!is_redeemed.expect(ANSWERS), "{id} is not open at {now:?}");
    }
    let found = store.find_session(&begun.id, NOW).await.expect(ANSWERS);
    assert_eq!(found, None, "no session begins");
    let found = store.find_session(&previous.id, NOW).await.expect(ANSWERS);
    assert_eq!(found, Some(previous), "the previous session goes on");
    assert_eq!(find(store, expired.id).await, expired, "nothing is written");
}

/// A request is open until the moment it expires.
pub async fn a_request_is_redeemed_until_it_expires(store: &(impl LoginStore + SessionStore)) {
    let kept = request(1, Some(&account(1)));
    keep(store, &kept).await;
    for (now, is_open) in [(kept.expires, false), (just_before(kept.expires), true)] {
        let begun = session(1, &account(1));
        let is_redeemed = store.redeem_login(kept.id, &begun, None, now).await;
        assert_eq!(is_redeemed.expect(ANSWERS), is_open, "open at {now:?}");
    }
}

/// The session that the browser had before ends, whoever was logged in.
pub async fn redeeming_ends_the_previous_session(store: &(impl LoginStore + SessionStore)) {
    let (previous, other) = (session(1, &account(2)), session(2, &account(1)));
    for kept in [&previous, &other] {
        store.create_session(kept, None).await.expect(ANSWERS);
    }
    let (kept, begun) = (request(1, Some(&account(1))), session(3, &account(1)));
    keep(store, &kept).await;
    let is_redeemed = store
        .redeem_login(kept.id, &begun, Some(&previous.id), NOW)
        .await;
    assert!(is_redeemed.expect(ANSWERS));
    for (id, is_found) in [(previous.id, false), (other.id, true), (begun.id, true)] {
        let found = store.find_session(&id, NOW).await.expect(ANSWERS);
        assert_eq!(found.is_some(), is_found, "only the previous session ends");
    }
}

/// All other open requests of the account are spent, and none of other accounts.
pub async fn redeeming_spends_the_other_requests_of_the_account(
    store: &(impl LoginStore + SessionStore),
) {
    for (number, owner) in [(1, 1), (2, 1), (3, 1), (4, 2)] {
        keep(store, &request(number, Some(&account(owner)))).await;
    }
    keep(store, &request(5, None)).await;
    let earlier = store.cancel_login(request(3, None).id, after(1)).await;
    assert!(earlier.expect(ANSWERS));
    let begun = session(1, &account(1));
    let is_redeemed = store
        .redeem_login(request(1, None).id, &begun, None, after(2))
        .await;
    assert!(is_redeemed.expect(ANSWERS));
    let times = [Some(after(2)), Some(after(2)), Some(after(1)), None, None];
    for (number, spent) in (1..).zip(times) {
        let found = find(store, request(number, None).id).await;
        assert_eq!(found.spent, spent, "request {number}");
    }
}
