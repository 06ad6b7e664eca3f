//! An outbox that is emptied through a mail server.

use std::{
    pin::pin,
    sync::{Arc, Mutex},
    task::{Context, Poll, Waker},
    time::Duration,
};

use async_trait::async_trait;
use magiclink::{
    bearer::Digest,
    client::Client,
    clock::ManualClock,
    delivery::{Delivery, Outcome},
    mail::{Mail, MailError, Mailer, Receipt},
    memory::MemoryStore,
    store::{LoginRequest, LoginStore, MailList, MailState, Outbox as _},
    token::TokenId,
};
use mailparse::parse_mail;
use tokio::sync::Notify;

use crate::{
    samples::{NOW, header, mail, mailer_to},
    server::{Reply, Script, Server},
};

struct Office {
    store: Arc<MemoryStore>,
    clock: ManualClock,
    delivery: Delivery,
}

impl Office {
    fn new(server: &Server) -> Self {
        let store = Arc::new(MemoryStore::new());
        let clock = ManualClock::new(NOW);
        let mailer = Arc::new(mailer_to(server.port));
        let delivery = Delivery::new(store.clone(), mailer, clock.clone().into());
        Self {
            store,
            clock,
            delivery,
        }
    }

    async fn queue(&self, mail: &Mail) {
        let id = TokenId::random().unwrap();
        let request = LoginRequest {
            id,
            browser: Digest::of(&[&id.to_bytes()]),
            account: None,
            code: Digest::of(&[b"code"]),
            code_expires: mail.expires,
            code_tries: 5,
            next: None,
            asked: mail.written,
            client: Client::default(),
            expires: mail.expires,
            spent: None,
        };
        self.store.create_login(&request, Some(mail)).await.unwrap();
    }

    async fn send_next(&self) -> Option<Outcome> {
        self.delivery.send_next().await.unwrap()
    }

    /// Lets the time pass until the next mail is due.
    async fn wait(&self) {
        let pause = self.delivery.pause().await.unwrap().unwrap();
        self.clock.advance(pause);
    }
}

fn message_ids(server: &Server) -> Vec<String> {
    let messages = server.messages();
    let id = |message: &Vec<u8>| header(&parse_mail(message).unwrap(), "Message-ID");
    messages.iter().map(id).collect()
}

#[tokio::test]
async fn a_mail_is_sent_once() {
    let server = Server::start(Script::default()).await;
    let office = Office::new(&server);
    office.queue(&mail()).await;
    assert!(matches!(office.send_next().await, Some(Outcome::Sent)));
    assert!(office.send_next().await.is_none());
    office.clock.advance(Duration::from_hours(1));
    assert!(office.send_next().await.is_none());
    assert_eq!(server.messages().len(), 1);
}

#[tokio::test]
async fn a_mail_that_was_put_off_is_sent_again_with_the_same_message_id() {
    let server = Server::start_each(vec![
        Script::default().on(".", "451 4.3.0 try again"),
        Script::default().doing(".", Reply::Close),
        Script::default().on("CONNECT", "421 busy"),
        Script::default(),
    ])
    .await;
    let office = Office::new(&server);
    office.queue(&mail()).await;
    for _ in 0..3 {
        let outcome = office.send_next().await;
        assert!(
            matches!(outcome, Some(Outcome::Delayed { .. })),
            "{outcome:?}"
        );
        assert!(office.send_next().await.is_none(), "not before it is due");
        office.wait().await;
    }
    assert!(matches!(office.send_next().await, Some(Outcome::Sent)));
    assert_eq!(message_ids(&server), ["<AQIDBAUGBwg@bookings.example>"; 3]);
    assert_eq!(
        server.commands("RCPT"),
        ["RCPT TO:<jane.doe@example.com>"; 3]
    );
}

#[tokio::test]
async fn what_a_dead_process_was_sending_is_sent_long_before_its_lease_ends() {
    let server = Server::start(Script::default()).await;
    let office = Office::new(&server);
    office.queue(&mail()).await;
    let until = NOW.saturating_add(Duration::from_mins(2));
    let leased = office.store.lease_mails(1, NOW, until).await;
    assert_eq!(leased.unwrap().len(), 1, "by a process that dies now");
    for _ in 0..6 {
        office.delivery.tend().await.unwrap();
        assert!(office.send_next().await.is_none(), "it may be alive");
    }
    office.delivery.tend().await.unwrap();
    assert!(matches!(office.send_next().await, Some(Outcome::Sent)));
}

/// Takes every mail, and looks what the outbox says of it when the receipt is dropped.
#[derive(Debug)]
struct LookingMailer(Arc<Looker>);

#[derive(Debug)]
struct Looker {
    store: Arc<MemoryStore>,
    seen: Mutex<Vec<MailState>>,
}

struct Look(Arc<Looker>);

#[async_trait]
impl Mailer for LookingMailer {
    async fn send(&self, _: &Mail) -> Result<Receipt, MailError> {
        Ok(Receipt::with(Look(self.0.clone())))
    }
}

impl Drop for Look {
    fn drop(&mut self) {
        let all = MailList {
            with_sent: true,
            after: None,
            count: 10,
        };
        let looked = pin!(self.0.store.mails(all));
        if let Poll::Ready(Ok(mails)) = looked.poll(&mut Context::from_waker(Waker::noop())) {
            let states = mails.into_iter().map(|mail| mail.state);
            self.0.seen.lock().unwrap().extend(states);
        }
    }
}

#[tokio::test]
async fn a_receipt_is_kept_until_the_mail_is_known_to_be_sent() {
    let server = Server::start(Script::default()).await;
    let office = Office::new(&server);
    office.queue(&mail()).await;
    let looker = Arc::new(Looker {
        store: office.store.clone(),
        seen: Mutex::default(),
    });
    let mailer = Arc::new(LookingMailer(looker.clone()));
    let delivery = Delivery::new(office.store.clone(), mailer, office.clock.clone().into());
    let sent = delivery.send_next().await.unwrap();
    assert!(matches!(sent, Some(Outcome::Sent)), "{sent:?}");
    assert_eq!(*looker.seen.lock().unwrap(), [MailState::Sent]);
}

/// Says when it has begun, and goes on when it is told to.
#[derive(Debug, Default)]
struct SlowMailer {
    begun: Notify,
    told: Notify,
}

#[async_trait]
impl Mailer for SlowMailer {
    async fn send(&self, _: &Mail) -> Result<Receipt, MailError> {
        self.begun.notify_one();
        self.told.notified().await;
        Ok(Receipt::default())
    }
}

#[tokio::test]
async fn a_mail_that_a_living_process_is_sending_is_left_to_it() {
    let server = Server::start(Script::default()).await;
    let office = Office::new(&server);
    office.queue(&mail()).await;
    let mailer = Arc::new(SlowMailer::default());
    let clock = office.clock.clone();
    let slow = Delivery::new(office.store.clone(), mailer.clone(), clock.into());
    let sending = tokio::spawn({
        let slow = slow.clone();
        async move { slow.send_next().await }
    });
    mailer.begun.notified().await;
    for second in 0..300 {
        slow.tend().await.unwrap();
        office.delivery.tend().await.unwrap();
        let taken = office.send_next().await;
        assert!(taken.is_none(), "after {second} seconds: {taken:?}");
        office.clock.advance(Duration::from_secs(1));
    }
    mailer.told.notify_one();
    let sent = sending.await.unwrap().unwrap();
    assert!(matches!(sent, Some(Outcome::Sent)), "{sent:?}");
    assert!(server.messages().is_empty(), "not a second time");
}

#[tokio::test]
async fn a_refused_mail_is_given_up() {
    let server = Server::start(Script::default().on("RCPT", "550 5.1.1 no such user")).await;
    let office = Office::new(&server);
    office.queue(&mail()).await;
    let outcome = office.send_next().await;
    let Some(Outcome::Refused(MailError::Permanent(_))) = outcome else {
        panic!("{outcome:?}");
    };
    assert_eq!(office.delivery.pause().await.unwrap(), None);
    assert_eq!(server.seen().connections, 1);
}

#[tokio::test]
async fn an_expired_mail_is_never_sent() {
    let server = Server::start(Script::default().on("MAIL", "450 later")).await;
    let office = Office::new(&server);
    office.queue(&mail()).await;
    assert!(matches!(
        office.send_next().await,
        Some(Outcome::Delayed { .. })
    ));
    office.clock.set(mail().expires);
    assert!(matches!(office.send_next().await, Some(Outcome::Expired)));
    assert_eq!(office.delivery.pause().await.unwrap(), None);
    assert_eq!(server.seen().connections, 1);
}

#[tokio::test]
async fn poisonous_mails_do_not_hold_up_the_others() {
    let script = Script::default()
        .on("RCPT TO:<refused", "550 no such user")
        .on("RCPT TO:<later", "450 greylisted")
        .doing("RCPT TO:<silent", Reply::Hang);
    let server = Server::start(script).await;
    let office = Office::new(&server);
    let poison = [
        "refused@example.com",
        "later@example.com",
        "silent@example.com",
        "a@x, b@y",
    ];
    for (number, to) in poison
        .into_iter()
        .chain(["good@example.com"; 3])
        .enumerate()
    {
        let message_id = format!("mail-{number}");
        office
            .queue(&Mail {
                to: to.into(),
                message_id,
                ..mail()
            })
            .await;
    }
    for _ in 0..7 {
        assert!(office.send_next().await.is_some());
    }
    assert!(office.send_next().await.is_none());
    let ids = [4, 5, 6].map(|number| format!("<mail-{number}@bookings.example>"));
    assert_eq!(message_ids(&server), ids);
}
