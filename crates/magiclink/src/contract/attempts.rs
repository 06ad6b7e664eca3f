//! What a store of login requests must keep to when somebody asks for one.

use std::time::Duration;

use crate::{
    contract::{
        Threads,
        logins::find,
        sample::{NOW, account, after, digest, mail, request},
    },
    limit::{Limited, MAILS_OF_CLIENT, MAILS_TO_ADDRESS},
    mail::Mail,
    store::{Demand, Limits, LoginAttempt, LoginRequest, LoginStore, Outbox},
};

const ANSWERS: &str = "the store answers";

const TO_ADDRESS: fn(usize) -> Demand = |number| Demand {
    key: digest("address", number),
    policy: &MAILS_TO_ADDRESS,
};
const OF_CLIENT: fn(usize) -> Demand = |number| Demand {
    key: digest("client", number),
    policy: &MAILS_OF_CLIENT,
};

async fn ask(
    store: &impl LoginStore,
    request: &LoginRequest,
    demands: &[Demand],
) -> Result<Duration, Limited> {
    let attempt = LoginAttempt {
        demands: demands.to_vec(),
        request: request.clone(),
        mail: mail_of(request),
    };
    store.ask_login(attempt).await.expect(ANSWERS)
}

fn mail_of(request: &LoginRequest) -> Mail {
    let number = u64::from_be_bytes(request.id.to_bytes());
    mail(usize::try_from(number).expect("a small number"), 0)
}

async fn queued(store: &impl Outbox) -> Vec<Mail> {
    let leased = store.lease_mails(99, NOW, after(60)).await.expect(ANSWERS);
    leased.into_iter().map(|leased| leased.mail).collect()
}

/// What is asked for is kept with its mail, and told is how long to wait for another by the first demand.
pub async fn what_is_asked_for_is_kept_with_its_mail(store: &(impl LoginStore + Outbox)) {
    let asked = request(1, Some(&account(1)));
    let wait = ask(store, &asked, &[TO_ADDRESS(1), OF_CLIENT(1)]).await;
    assert_eq!(wait, Ok(Duration::from_secs(30)), "for the next mail");
    let second = request(2, Some(&account(2)));
    let wait = ask(store, &second, &[OF_CLIENT(1), TO_ADDRESS(2)]).await;
    assert_eq!(wait, Ok(Duration::ZERO), "the client may ask at once");
    for kept in [&asked, &second] {
        assert_eq!(find(store, kept.id).await, *kept);
    }
    assert_eq!(queued(store).await, [mail_of(&asked), mail_of(&second)]);
}

/// A request for no account is kept without its mail, and the mails of others stay.
pub async fn a_mail_that_is_not_sent_leaves_the_others_alone(store: &(impl LoginStore + Outbox)) {
    let known = request(1, Some(&account(1)));
    assert_eq!(ask(store, &known, &[]).await, Ok(Duration::ZERO));
    for number in 2..5 {
        let unknown = request(number, None);
        let wait = ask(store, &unknown, &[TO_ADDRESS(number)]).await;
        assert_eq!(wait, Ok(Duration::from_secs(30)), "it counts all the same");
        assert_eq!(find(store, unknown.id).await, unknown, "it is kept");
    }
    assert_eq!(queued(store).await, [mail_of(&known)], "one mail is sent");
}

/// Of what is asked for too often nothing is kept, and nothing is counted.
pub async fn what_is_asked_for_too_often_is_not_kept(store: &(impl LoginStore + Outbox + Limits)) {
    let first = request(1, Some(&account(1)));
    let wait = ask(store, &first, &[TO_ADDRESS(1)]).await;
    assert_eq!(wait, Ok(Duration::from_secs(30)));
    for (number, account) in [(2, Some(account(1))), (3, None)] {
        let again = LoginRequest {
            asked: after(10),
            ..request(number, account.as_ref())
        };
        for demands in [
            [OF_CLIENT(number), TO_ADDRESS(1)],
            [TO_ADDRESS(1), OF_CLIENT(number)],
        ] {
            let limited = ask(store, &again, &demands).await.map_err(|it| it.wait);
            assert_eq!(limited, Err(Duration::from_secs(20)));
        }
        let found = store.find_login(again.id).await.expect(ANSWERS);
        assert_eq!(found, None, "it is not kept");
        for attempt in [OF_CLIENT(number); 5] {
            let counted = store.count(&[attempt], after(10)).await.expect(ANSWERS);
            assert_eq!(counted, Ok(()), "the client has all of its five left");
        }
    }
    assert_eq!(queued(store).await, [mail_of(&first)], "one mail is sent");
}

/// However many ask at the same moment, exactly as many requests are kept as are let through.
pub async fn as_many_requests_are_kept_as_are_let_through(
    store: &(impl LoginStore + Outbox),
    threads: &Threads,
) {
    let answers = threads.call(64, |caller| async move {
        let asked = request(caller + 1, Some(&account(1)));
        ask(store, &asked, &[OF_CLIENT(1)]).await.is_ok()
    });
    let let_through = answers.iter().filter(|is_ok| **is_ok).count();
    assert_eq!(let_through, 5, "5 of 64 are let through");
    assert_eq!(queued(store).await.len(), 5, "and each has its mail");
    for (number, is_ok) in (1..).zip(answers) {
        let id = request(number, None).id;
        let found = store.find_login(id).await.expect(ANSWERS);
        assert_eq!(found.is_some(), is_ok, "and its request");
    }
}
