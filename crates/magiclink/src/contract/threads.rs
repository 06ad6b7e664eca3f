//! How the suite calls a store from many threads at the same moment.

use std::{
    fmt,
    future::Future,
    panic::resume_unwind,
    pin::Pin,
    sync::{Arc, Barrier},
    task::{Context, Wake, Waker},
    thread::{self, Thread},
};

type Task<'t> = Pin<Box<dyn Future<Output = ()> + Send + 't>>;

/// How the suite calls a store from many threads at the same moment.
///
/// The default waits for a future by parking the thread, which is enough for a store without a
/// runtime.
pub struct Threads(Box<dyn Fn(Task<'_>) + Send + Sync>);

impl Threads {
    /// Waits for futures by `block_on`.
    ///
    /// A store that needs a runtime gets one here: for Tokio `|task| handle.block_on(task)` with the
    /// handle of a runtime of many threads, since the suite blocks its own.
    pub fn new(
        block_on: impl Fn(Pin<Box<dyn Future<Output = ()> + Send + '_>>) + Send + Sync + 'static,
    ) -> Self {
        Self(Box::new(block_on))
    }

    /// Waits for one future.
    pub fn block_on<T: Send>(&self, future: impl Future<Output = T> + Send) -> T {
        let mut output = None;
        (self.0)(Box::pin(async { output = Some(future.await) }));
        output.expect("whoever waits for a future waits until it is done")
    }

    /// Makes `count` calls at the same moment, each on a thread of its own; their answers in order.
    pub fn call<T, F>(&self, count: usize, call: impl Fn(usize) -> F + Sync) -> Vec<T>
    where
        T: Send,
        F: Future<Output = T> + Send,
    {
        let start = Barrier::new(count);
        let run = |number| {
            start.wait();
            self.block_on(call(number))
        };
        thread::scope(|scope| {
            let run = &run;
            let callers: Vec<_> = (0..count)
                .map(|number| scope.spawn(move || run(number)))
                .collect();
            let answers = callers.into_iter().map(thread::ScopedJoinHandle::join);
            answers
                .map(|answer| answer.unwrap_or_else(|panic| resume_unwind(panic)))
                .collect()
        })
    }
}

impl Default for Threads {
    fn default() -> Self {
        Self::new(park_until_done)
    }
}

impl fmt::Debug for Threads {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Threads")
    }
}

struct Unpark(Thread);

impl Wake for Unpark {
    fn wake(self: Arc<Self>) {
        self.0.unpark();
    }
}

fn park_until_done(mut task: Task<'_>) {
    let waker = Waker::from(Arc::new(Unpark(thread::current())));
    let mut context = Context::from_waker(&waker);
    while task.as_mut().poll(&mut context).is_pending() {
        thread::park();
    }
}
