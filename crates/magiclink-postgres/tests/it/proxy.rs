//! A network between the store and the server, which can be cut without either of them being told.

use std::{
    io::{Read as _, Write as _},
    net::{TcpListener, TcpStream},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    thread,
};

/// Passes on what it is sent, as long as it is not silent.
pub(crate) struct Proxy {
    port: u16,
    is_silent: Arc<AtomicBool>,
}

impl Proxy {
    /// Passes on to a port of this machine. Its threads end with the process.
    pub(crate) fn start(server: u16) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("loopback has a free port");
        let port = listener.local_addr().expect("it is bound").port();
        let is_silent = Arc::new(AtomicBool::new(false));
        let silence = Arc::clone(&is_silent);
        thread::spawn(move || {
            for client in listener.incoming().flatten() {
                let server = TcpStream::connect(("127.0.0.1", server));
                let server = server.expect("the server is there");
                for (from, to) in [(&client, &server), (&server, &client)] {
                    let (from, to) = (clone(from), clone(to));
                    let silence = Arc::clone(&silence);
                    thread::spawn(move || pass_on(from, to, &silence));
                }
            }
        });
        Self { port, is_silent }
    }

    pub(crate) fn port(&self) -> u16 {
        self.port
    }

    /// From now on what is sent is lost.
    pub(crate) fn fall_silent(&self) {
        self.is_silent.store(true, Ordering::SeqCst);
    }

    pub(crate) fn speak_again(&self) {
        self.is_silent.store(false, Ordering::SeqCst);
    }
}

fn clone(stream: &TcpStream) -> TcpStream {
    stream.try_clone().expect("there are descriptors left")
}

fn pass_on(mut from: TcpStream, mut to: TcpStream, is_silent: &AtomicBool) {
    let mut bytes = [0; 4096];
    let mut has_lost = false;
    while let Ok(count @ 1..) = from.read(&mut bytes) {
        // A connection that has lost something stays lost, as a real one would.
        has_lost |= is_silent.load(Ordering::SeqCst);
        if !has_lost && to.write_all(&bytes[..count]).is_err() {
            return;
        }
    }
}
