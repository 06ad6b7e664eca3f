//! What clients may take, on real sockets. The clock stands still and moves on to the next limit when
//! nothing else is to be done, so nothing here waits.

use std::sync::Arc;

use axum::{
    Router,
    routing::{get, post},
};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    sync::{Notify, watch},
    task::JoinHandle,
    time::Instant,
};

use super::*;

const REQUEST: &str = "GET / HTTP/1.1\r\nhost: x\r\n\r\n";

/// More than the system keeps for a client that does not read.
const LARGE: usize = 64 << 20;

/// A server, and what tells it to stop.
struct Server {
    address: SocketAddr,
    teller: Option<watch::Sender<()>>,
    ended: JoinHandle<()>,
    /// `/slow/` has begun.
    begun: Arc<Notify>,
    /// Lets `/slow/` finish.
    go: Arc<Notify>,
}

impl Server {
    async fn start(bounds: Bounds) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (begun, go) = (Arc::new(Notify::new()), Arc::new(Notify::new()));
        let (has_begun, may_go) = (Arc::clone(&begun), Arc::clone(&go));
        let slow = move || async move {
            has_begun.notify_one();
            may_go.notified().await;
            "slow"
        };
        let router = Router::new()
            .route("/", get(|| async { "quick" }))
            .route("/", post(|body: String| async { body }))
            .route("/large/", get(|| async { vec![b'x'; LARGE] }))
            .route("/slow/", get(slow));
        let (teller, stop) = Stop::new();
        Self {
            address,
            ended: tokio::spawn(serve(listener, router, bounds, stop)),
            teller: Some(teller),
            begun,
            go,
        }
    }

    async fn connect(&self) -> TcpStream {
        TcpStream::connect(self.address).await.unwrap()
    }

    /// Sends some bytes and reads what comes until the server closes the connection.
    async fn say(&self, text: &str) -> String {
        let mut client = self.connect().await;
        client.write_all(text.as_bytes()).await.unwrap();
        rest(&mut client).await
    }

    fn tell_to_stop(&mut self) {
        self.teller = None;
    }
}

async fn rest(client: &mut TcpStream) -> String {
    let mut text = String::new();
    // A server that closes before it has read everything resets the connection.
    let _ = client.read_to_string(&mut text).await;
    text
}

/// Reads one answer whose body is `body`.
async fn answer(client: &mut TcpStream, body: &str) -> String {
    let mut text = Vec::new();
    while !text.ends_with(body.as_bytes()) {
        assert_ne!(client.read_buf(&mut text).await.unwrap(), 0, "{text:?}");
    }
    String::from_utf8(text).unwrap()
}

#[tokio::test(start_paused = true)]
async fn a_client_that_says_nothing_is_sent_away_after_the_time_for_a_head() {
    let server = Server::start(Bounds::default()).await;
    let begin = Instant::now();
    assert_eq!(server.say("").await, "");
    assert!(begin.elapsed() >= Bounds::default().head_time);
}

#[tokio::test(start_paused = true)]
async fn half_a_head_is_not_waited_for_any_longer() {
    let server = Server::start(Bounds::default()).await;
    let begin = Instant::now();
    let said = server.say("GET / HTTP/1.1\r\nhost: x\r\n").await;
    assert!(!said.contains("200"), "{said}");
    assert!(begin.elapsed() >= Bounds::default().head_time);
}

#[tokio::test(start_paused = true)]
async fn a_connection_that_is_kept_open_without_a_request_is_closed() {
    let server = Server::start(Bounds::default()).await;
    let mut client = server.connect().await;
    for _ in 0..2 {
        client.write_all(REQUEST.as_bytes()).await.unwrap();
        answer(&mut client, "quick").await;
    }
    assert_eq!(rest(&mut client).await, "");
}

#[tokio::test(start_paused = true)]
async fn a_connection_that_may_last_for_so_long_is_closed_then_whatever_it_is_at() {
    let bounds = Bounds {
        whole_time: Some(Duration::from_secs(7)),
        ..Bounds::default()
    };
    let server = Server::start(bounds).await;
    let begin = Instant::now();
    let slow = REQUEST.replace("GET /", "GET /slow/");
    assert_eq!(server.say(&slow).await, "");
    assert_eq!(begin.elapsed().as_secs(), 7);
}

#[tokio::test(start_paused = true)]
async fn a_client_that_does_not_read_is_not_waited_for_any_longer() {
    let server = Server::start(Bounds::default()).await;
    let mut client = server.connect().await;
    let request = REQUEST.replace("GET /", "GET /large/");
    client.write_all(request.as_bytes()).await.unwrap();
    sleep(Bounds::default().read_time * 2).await;
    let taken = rest(&mut client).await.len();
    assert!(taken < LARGE, "{taken} bytes were there all the same");
}

#[tokio::test]
async fn a_connection_too_many_waits_for_a_place() {
    let bounds = Bounds {
        connections: 1,
        ..Bounds::default()
    };
    let server = Server::start(bounds).await;
    let mut first = server.connect().await;
    let slow = REQUEST.replace("GET /", "GET /slow/");
    first.write_all(slow.as_bytes()).await.unwrap();
    server.begun.notified().await;

    let mut second = server.connect().await;
    second.write_all(slow.as_bytes()).await.unwrap();
    // It has no place: another turn of everything that is ready begins nothing.
    for _ in 0..100 {
        tokio::task::yield_now().await;
    }
    server.go.notify_one();
    answer(&mut first, "slow").await;
    drop(first);
    server.begun.notified().await;
    server.go.notify_one();
    answer(&mut second, "slow").await;
}

#[tokio::test(start_paused = true)]
async fn what_is_too_large_is_told_and_the_connection_closed() {
    let server = Server::start(Bounds::default()).await;
    let long = "x".repeat(8 * 1024);
    let many = "x: y\r\n".repeat(101);
    for (request, status) in [
        (format!("GET /?{long} HTTP/1.1\r\nhost: x\r\n\r\n"), "414"),
        (
            format!("GET / HTTP/1.1\r\nhost: x\r\na: {long}{long}\r\n\r\n"),
            "431",
        ),
        (format!("GET / HTTP/1.1\r\nhost: x\r\n{many}\r\n"), "431"),
    ] {
        let said = server.say(&request).await;
        assert!(said.starts_with(&format!("HTTP/1.1 {status}")), "{said}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_request_whose_end_can_be_read_in_two_ways_is_not_followed_by_another() {
    let server = Server::start(Bounds::default()).await;
    let second = "GET /second HTTP/1.1\r\nhost: x\r\n\r\n";
    for lengths in [
        "content-length: 4\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n",
        "transfer-encoding: chunked\r\ncontent-length: 4\r\n\r\n0\r\n\r\n",
        "transfer-encoding: chunked\r\n\r\n0\r\n\r\n",
        "content-length: 4\r\ncontent-length: 5\r\n\r\nabcd",
        "content-length: 4, 5\r\n\r\nabcd",
        "content-length: +4\r\n\r\nabcd",
        "transfer-encoding: xchunked\r\n\r\n0\r\n\r\n",
        "content-length : 4\r\n\r\nabcd",
        " folded: x\r\ncontent-length: 4\r\n\r\nabcd",
    ] {
        let said = server
            .say(&format!("POST / HTTP/1.1\r\nhost: x\r\n{lengths}{second}"))
            .await;
        assert!(said.starts_with("HTTP/1.1 "), "{lengths}: {said}");
        assert_eq!(said.matches("HTTP/1.1 ").count(), 1, "{lengths}: {said}");
        let is_chunked = lengths.contains("transfer-encoding: chunked");
        let status = if is_chunked { "200" } else { "400" };
        assert!(
            said.starts_with(&format!("HTTP/1.1 {status}")),
            "{lengths}: {said}"
        );
    }
}

#[tokio::test]
async fn what_is_under_way_finishes_when_the_server_stops() {
    let mut server = Server::start(Bounds::default()).await;
    let mut client = server.connect().await;
    let slow = REQUEST.replace("GET /", "GET /slow/");
    client.write_all(slow.as_bytes()).await.unwrap();
    server.begun.notified().await;
    // Silent and idle connections are not waited for.
    let mut silent = server.connect().await;
    let mut idle = server.connect().await;
    idle.write_all(REQUEST.as_bytes()).await.unwrap();
    answer(&mut idle, "quick").await;

    server.tell_to_stop();
    assert_eq!(rest(&mut silent).await, "");
    assert_eq!(rest(&mut idle).await, "");
    assert!(!server.ended.is_finished());
    server.go.notify_one();
    assert!(rest(&mut client).await.ends_with("slow"));
    server.ended.await.unwrap();
    assert!(TcpStream::connect(server.address).await.is_err());
}

#[tokio::test(start_paused = true)]
async fn what_does_not_finish_is_cut_off() {
    let mut server = Server::start(Bounds::default()).await;
    let mut client = server.connect().await;
    let slow = REQUEST.replace("GET /", "GET /slow/");
    client.write_all(slow.as_bytes()).await.unwrap();
    server.begun.notified().await;
    let begin = Instant::now();
    server.tell_to_stop();
    server.ended.await.unwrap();
    assert_eq!(
        begin.elapsed().as_secs(),
        Bounds::default().stop_time.as_secs()
    );
}
