//! A thread for work that nobody waits for in front of a page.

use std::io;

use tokio::{
    runtime,
    task::{JoinHandle, spawn_blocking},
};

/// How far back it stands behind what answers requests: it gets a tenth of a processor when there is not
/// enough for all, and all there is otherwise.
#[cfg(target_os = "linux")]
const NICENESS: i32 = 10;

/// Runs `work`, and the tasks that it spawns, on a thread of its own, behind those that answer requests.
///
/// # Errors
///
/// The system has no room for what a runtime needs.
pub(super) fn spawn(work: impl Future<Output = ()> + Send + 'static) -> io::Result<JoinHandle<()>> {
    let runtime = runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    Ok(spawn_blocking(move || {
        step_back();
        runtime.block_on(work);
    }))
}

/// Linux counts niceness by thread; where it counts by process, all would step back.
fn step_back() {
    #[cfg(target_os = "linux")]
    if let Err(error) = rustix::process::nice(NICENESS) {
        tracing::debug!(error = %error, "mails are sent with the priority of requests");
    }
}
