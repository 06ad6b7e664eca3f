//! What only the database knows: asked when somebody looks, but not more often than it is good for it.

use std::{sync::Arc, time::Duration};

use magiclink::{clock::Clock, store::Backlog};
use tokio::{
    sync::Mutex,
    time::{Instant, timeout},
};

use crate::database::Database;

/// How long an answer is good for: however many ask, the database is not asked more often.
const FRESH: Duration = Duration::from_secs(5);
/// How long the database may take. Whoever asks for metrics gives up soon, too.
const PATIENCE: Duration = Duration::from_secs(3);

/// Asks the database what waits in the outbox, and remembers the answer for a while.
#[derive(Debug)]
pub(super) struct Outlook {
    store: Arc<dyn Database>,
    clock: Clock,
    /// When it was asked last, and what it said; nobody else asks meanwhile.
    answer: Mutex<Option<(Instant, Option<Backlog>)>>,
}

impl Outlook {
    pub(super) fn new(store: Arc<dyn Database>, clock: Clock) -> Self {
        Self {
            store,
            clock,
            answer: Mutex::default(),
        }
    }

    /// What waits; `None` if the database does not tell.
    pub(super) async fn backlog(&self) -> Option<Backlog> {
        let mut answer = self.answer.lock().await;
        if let Some((asked, backlog)) = *answer
            && asked.elapsed() < FRESH
        {
            return backlog;
        }
        let asked = timeout(PATIENCE, self.store.backlog(self.clock.now())).await;
        let backlog = match asked {
            Ok(Ok(backlog)) => Some(backlog),
            Ok(Err(error)) => {
                tracing::error!(
                    error = &error as &dyn std::error::Error,
                    "the outbox could not be counted"
                );
                None
            }
            Err(_) => {
                tracing::error!("the database takes too long to count the outbox");
                None
            }
        };
        *answer = Some((Instant::now(), backlog));
        backlog
    }

    /// How often the database has failed, and how many callers wait for it.
    pub(super) fn pressure(&self) -> (u64, usize) {
        (self.store.failures(), self.store.waiting())
    }
}

#[cfg(test)]
mod tests {
    use magiclink::{
        bearer::Digest, client::Client, mail::Mail, store::LoginRequest, token::TokenId,
    };
    use tokio::time::advance;

    use super::*;
    use crate::database;

    #[tokio::test(start_paused = true)]
    async fn the_database_is_asked_once_in_a_while_however_many_ask() {
        let store = database::temporary().unwrap();
        let outlook = Outlook::new(Arc::clone(&store), Clock::System);
        let waiting = async || outlook.backlog().await.unwrap().waiting;
        assert_eq!(waiting().await, 0);
        queue(&*store).await;
        advance(FRESH - Duration::from_millis(1)).await;
        assert_eq!(waiting().await, 0, "it is not asked again");
        advance(Duration::from_millis(1)).await;
        assert_eq!(waiting().await, 1, "it is asked again");
    }

    async fn queue(store: &dyn Database) {
        let now = Clock::System.now();
        let request = LoginRequest {
            id: TokenId::from_bytes([1; 8]),
            browser: Digest::of(&[]),
            account: None,
            code: Digest::of(&[]),
            code_expires: now,
            code_tries: 0,
            next: None,
            asked: now,
            client: Client::default(),
            expires: now,
            spent: None,
        };
        let mail = Mail {
            to: "jane.doe@example.com".to_owned(),
            subject: String::new(),
            text: String::new(),
            html: String::new(),
            message_id: "1".to_owned(),
            written: now,
            expires: now,
        };
        store.create_login(&request, Some(&mail)).await.unwrap();
    }
}
