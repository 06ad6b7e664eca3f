//! The worker, with a mail server that is slow for some and away at times.

use std::sync::{
    Arc, Mutex,
    atomic::{AtomicBool, AtomicUsize, Ordering::Relaxed},
};

use async_trait::async_trait;
use magiclink::{
    bearer::Digest,
    client::Client,
    clock::{ManualClock, Timestamp},
    mail::{Mail, Mailer, Receipt},
    memory::MemoryStore,
    store::{LoginRequest, LoginStore as _},
    token::TokenId,
};
use tokio::task::JoinHandle;

use super::*;

const NOW: Timestamp = Timestamp::from_unix_seconds(1_800_000_000);
const MINUTE: Duration = Duration::from_mins(1);

/// A mail server that is slow for some, and may be away.
#[derive(Debug, Default)]
struct Post {
    is_away: AtomicBool,
    tries: AtomicUsize,
    taken: Mutex<Vec<String>>,
}

#[async_trait]
impl Mailer for Post {
    async fn send(&self, mail: &Mail) -> Result<Receipt, MailError> {
        self.tries.fetch_add(1, Relaxed);
        if self.is_away.load(Relaxed) {
            return Err(MailError::Unavailable("nobody there".into()));
        }
        match &*mail.to {
            "slow" => sleep(MINUTE).await,
            "greylisted" => return Err(MailError::Temporary("come back".into())),
            "poison" => panic!("it is a test that this harms nobody"),
            _ => {}
        }
        self.taken.lock().unwrap().push(mail.to.clone());
        Ok(Receipt::default())
    }
}

/// A worker at work, whose clock goes with that of the runtime.
struct Office {
    post: Arc<Post>,
    store: Arc<MemoryStore>,
    clock: ManualClock,
}

impl Office {
    fn open() -> (Self, JoinHandle<()>) {
        let (post, store) = (Arc::new(Post::default()), Arc::new(MemoryStore::new()));
        let clock = ManualClock::new(NOW);
        let delivery = Delivery::new(store.clone(), post.clone(), clock.clone().into());
        let worker = tokio::spawn(async move {
            let (_teller, stop) = Stop::new();
            run(delivery, stop, MINUTE).await;
        });
        (Self { post, store, clock }, worker)
    }

    async fn queue(&self, count: usize, to: &str, lifetime: Duration) {
        let now = self.clock.now();
        for _ in 0..count {
            let expires = now.saturating_add(lifetime);
            let request = request(now, expires);
            let mail = Mail {
                to: to.to_owned(),
                subject: String::new(),
                text: String::new(),
                html: String::new(),
                message_id: "1".to_owned(),
                written: now,
                expires,
            };
            let queued = self.store.create_login(&request, Some(&mail)).await;
            queued.unwrap();
        }
    }

    async fn wait(&self, time: Duration) {
        let step = Duration::from_millis(50);
        for _ in 0..time.as_millis() / step.as_millis() {
            sleep(step).await;
            self.clock.advance(step);
        }
    }

    fn taken(&self, to: &str) -> usize {
        let taken = self.post.taken.lock().unwrap();
        taken.iter().filter(|taken| *taken == to).count()
    }

    fn tries(&self) -> usize {
        self.post.tries.swap(0, Relaxed)
    }
}

fn request(now: Timestamp, expires: Timestamp) -> LoginRequest {
    let id = TokenId::random().unwrap();
    LoginRequest {
        id,
        browser: Digest::of(&[&id.to_bytes()]),
        account: None,
        code: Digest::of(&[b"code"]),
        code_expires: expires,
        code_tries: 5,
        next: None,
        asked: now,
        client: Client::default(),
        expires,
        spent: None,
    }
}

#[tokio::test(start_paused = true)]
async fn mails_that_take_long_fail_or_panic_do_not_hold_up_the_next() {
    let (office, _worker) = Office::open();
    for to in ["slow", "greylisted", "poison"] {
        office.queue(20, to, MINUTE * 10).await;
    }
    office.queue(100, "good", MINUTE * 10).await;
    office.wait(Duration::from_secs(6)).await;
    assert_eq!(office.taken("good"), 100);
    assert_eq!(office.taken("slow"), 0);
    office.wait(MINUTE).await;
    assert_eq!(office.taken("slow"), 20);
}

#[tokio::test(start_paused = true)]
async fn after_an_hour_without_a_server_mails_flow_at_once_and_those_too_old_are_dropped() {
    let (office, _worker) = Office::open();
    office.post.is_away.store(true, Relaxed);
    office.queue(100, "too old", MINUTE * 10).await;
    office.queue(500, "good", MINUTE * 90).await;
    office.wait(MINUTE * 60).await;
    let tries = office.tries();
    assert!((200..300).contains(&tries), "{tries} in an hour");
    office.post.is_away.store(false, Relaxed);
    office.wait(Duration::from_secs(25)).await;
    assert_eq!((office.taken("good"), office.taken("too old")), (500, 0));
    assert_eq!(office.tries(), 500, "each is sent once");
}

#[tokio::test(start_paused = true)]
async fn mails_on_their_way_are_finished_before_the_end() {
    let (office, worker) = Office::open();
    worker.abort();
    let (teller, stop) = Stop::new();
    office.queue(1, "slow", MINUTE * 10).await;
    office.queue(1, "good", MINUTE * 10).await;
    let (store, post) = (office.store.clone(), office.post.clone());
    let delivery = Delivery::new(store, post, office.clock.clone().into());
    let worker = tokio::spawn(run(delivery, stop, MINUTE * 2));
    office.wait(Duration::from_secs(1)).await;
    drop(teller);
    worker.await.unwrap();
    assert_eq!((office.taken("slow"), office.taken("good")), (1, 1));
}
