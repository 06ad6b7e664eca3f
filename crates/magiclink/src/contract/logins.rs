//! What a store of login requests must keep to, but for redeeming them.

use crate::{
    contract::sample::{NOW, account, after, digest, just_before, mail, request},
    primary_key::AccountKey,
    store::{LoginRequest, LoginStore, Outbox},
    token::TokenId,
};

const ANSWERS: &str = "the store answers";

pub(super) async fn keep(store: &impl LoginStore, request: &LoginRequest) {
    store.create_login(request, None).await.expect(ANSWERS);
}

pub(super) async fn find(store: &impl LoginStore, id: TokenId) -> LoginRequest {
    let found = store.find_login(id).await.expect(ANSWERS);
    found.expect("a request that was kept is found")
}

/// A request comes back as it was kept, whoever it is for and whether it is open or not.
pub async fn a_request_is_found_as_it_was_kept(store: &impl LoginStore) {
    let text_key = AccountKey::of(&"jane'\0\u{1f5dd}".to_owned());
    let spent = LoginRequest {
        account: text_key,
        next: None,
        code_tries: u32::MAX,
        expires: just_before(NOW),
        spent: Some(NOW),
        ..request(3, None)
    };
    for kept in [request(1, None), request(2, Some(&account(1))), spent] {
        keep(store, &kept).await;
        assert_eq!(find(store, kept.id).await, kept, "a request comes back");
    }
    let unknown = store.find_login(TokenId::from_bytes([0xff; 8])).await;
    assert_eq!(unknown.expect(ANSWERS), None, "an unknown request is none");
}

/// A request and its mail are kept together; without a mail none is queued.
pub async fn a_request_is_kept_with_its_mail(store: &(impl LoginStore + Outbox)) {
    keep(store, &request(1, None)).await;
    assert_eq!(store.next_mail().await.expect(ANSWERS), None, "no mail");
    let (kept, queued) = (request(2, Some(&account(1))), mail(2, 0));
    let created = store.create_login(&kept, Some(&queued)).await;
    created.expect(ANSWERS);
    let leased = store.lease_mails(9, NOW, after(60)).await.expect(ANSWERS);
    let leased: Vec<_> = leased.into_iter().map(|leased| leased.mail).collect();
    assert_eq!(leased, [queued], "the mail is queued with the request");
    assert_eq!(find(store, kept.id).await, kept);
}

/// The newest request of a browser is found, and none of another's.
pub async fn the_newest_request_of_a_browser_is_found(store: &impl LoginStore) {
    let browser = digest("browser", 0);
    for (number, asked) in [(1, after(1)), (3, after(3)), (2, after(2))] {
        let kept = LoginRequest {
            browser,
            asked,
            ..request(number, None)
        };
        keep(store, &kept).await;
    }
    keep(store, &request(4, None)).await;
    let newest = store.find_login_of(&browser).await.expect(ANSWERS);
    let newest = newest.expect("a browser that asked has a request");
    assert_eq!(newest.id, request(3, None).id, "the newest one is found");
    let unknown = store.find_login_of(&digest("browser", 9)).await;
    assert_eq!(unknown.expect(ANSWERS), None, "a browser that never asked");
}

/// A code has as many tries as it was given.
pub async fn a_code_has_as_many_tries_as_it_was_given(store: &impl LoginStore) {
    let kept = request(1, Some(&account(1)));
    keep(store, &kept).await;
    for number in 0..8 {
        let is_taken = store.take_code_try(kept.id, NOW).await.expect(ANSWERS);
        assert_eq!(is_taken, number < 5, "try {number} of 5");
    }
    assert_eq!(find(store, kept.id).await.code_tries, 0, "none is left");
    assert_eq!(
        find(store, kept.id).await.spent,
        None,
        "the link still works"
    );
}

/// A code that has expired, or whose request is spent, expired or unknown, has no tries.
pub async fn a_code_has_no_tries_without_an_open_request(store: &impl LoginStore) {
    let (late, spent) = (request(1, None), request(2, None));
    let short = LoginRequest {
        expires: after(100),
        ..request(3, None)
    };
    for kept in [&late, &spent, &short] {
        keep(store, kept).await;
    }
    assert!(store.cancel_login(spent.id, NOW).await.expect(ANSWERS));
    for (id, now, is_taken) in [
        (late.id, just_before(late.code_expires), true),
        (late.id, late.code_expires, false),
        (spent.id, NOW, false),
        (short.id, just_before(short.expires), true),
        (short.id, short.expires, false),
        (request(9, None).id, NOW, false),
    ] {
        let answer = store.take_code_try(id, now).await.expect(ANSWERS);
        assert_eq!(answer, is_taken, "a try for {id} at {now:?}");
    }
}

/// An open request is called off once; one that is not open is left alone.
pub async fn a_request_is_called_off_once(store: &impl LoginStore) {
    let (kept, expired) = (request(1, Some(&account(1))), request(2, None));
    keep(store, &kept).await;
    keep(store, &expired).await;
    for (id, now, is_open) in [
        (kept.id, after(1), true),
        (kept.id, after(2), false),
        (expired.id, expired.expires, false),
        (request(9, None).id, NOW, false),
    ] {
        let answer = store.cancel_login(id, now).await.expect(ANSWERS);
        assert_eq!(answer, is_open, "{id} called off at {now:?}");
    }
    let spent = find(store, kept.id).await.spent;
    assert_eq!(spent, Some(after(1)), "the time of the first call counts");
    let spent = find(store, expired.id).await.spent;
    assert_eq!(spent, None, "an expired request is left alone");
}

/// All open requests of an account are called off, and no others.
pub async fn all_requests_of_an_account_are_called_off(store: &impl LoginStore) {
    for (number, owner) in [(1, 1), (2, 1), (3, 1), (4, 2)] {
        keep(store, &request(number, Some(&account(owner)))).await;
    }
    keep(store, &request(5, None)).await;
    let first = store.cancel_login(request(1, None).id, after(1)).await;
    assert!(first.expect(ANSWERS));
    let called_off = store.cancel_logins_of(&account(1), after(2)).await;
    called_off.expect(ANSWERS);
    let times = [Some(after(1)), Some(after(2)), Some(after(2)), None, None];
    for (number, spent) in (1..).zip(times) {
        let found = find(store, request(number, None).id).await;
        assert_eq!(found.spent, spent, "request {number}");
    }
}

/// Cleaning up deletes what expired before the given time, and nothing that expires at it.
pub async fn expired_requests_are_deleted(store: &impl LoginStore) {
    let kept = request(1, None);
    keep(store, &kept).await;
    for (before, count) in [
        (kept.expires, 0),
        (kept.expires.next(), 1),
        (after(9000), 0),
    ] {
        let deleted = store.delete_logins(before).await.expect(ANSWERS);
        assert_eq!(deleted, count, "deleted before {before:?}");
    }
    assert_eq!(store.find_login(kept.id).await.expect(ANSWERS), None);
}
