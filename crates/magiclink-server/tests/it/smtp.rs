//! A mail server on this machine that answers as a script says and keeps what it took.

use std::{
    io::{BufRead as _, BufReader, Read, Write},
    net::{TcpListener, TcpStream},
    sync::{
        Arc, Condvar, Mutex,
        atomic::{AtomicUsize, Ordering::Relaxed},
    },
    thread,
    time::{Duration, Instant},
};

use tokio_rustls::rustls::{ServerConfig, ServerConnection, StreamOwned};

/// An answer to whatever begins like this, in place of the usual one.
pub(crate) type Script = &'static [(&'static str, &'static str)];

/// What a server does at this point of a conversation, `CONNECT` for its begin and `.` for the end of a mail.
pub(crate) type Habit = dyn Fn(&Said<'_>) -> Reply + Send + Sync;

/// What a client says, and to whom its mail goes as far as it has said so.
pub(crate) struct Said<'a> {
    pub(crate) line: &'a str,
    pub(crate) recipient: &'a str,
}

/// What a server does.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Reply {
    /// Answers as usual.
    Usual,
    /// Answers as usual, but not at once.
    Late(Duration),
    /// Answers with this line.
    Say(&'static str),
    /// Closes the connection.
    Close,
    /// Says nothing more.
    Hang,
    /// Sends a byte in such a time, without end.
    Drip(Duration),
    /// Sends this again and again, without end.
    Repeat(&'static str),
}

/// A mail that was taken.
#[derive(Clone, Debug)]
pub(crate) struct Taken {
    pub(crate) at: Instant,
    pub(crate) recipient: String,
    pub(crate) text: String,
}

impl Taken {
    /// The value of its header.
    pub(crate) fn message_id(&self) -> &str {
        let mut lines = self.text.lines();
        let id = lines.find_map(|line| line.strip_prefix("Message-ID: "));
        id.expect("a mail has one")
    }
}

/// A mail server. It ends with the tests.
pub(crate) struct Smtp {
    pub(crate) port: u16,
    state: Arc<State>,
}

struct State {
    habit: Mutex<Arc<Habit>>,
    /// How many connections there were.
    connections: AtomicUsize,
    taken: Mutex<Vec<Taken>>,
    news: Condvar,
}

impl Smtp {
    pub(crate) fn start(script: Script) -> Self {
        Self::with_tls(script, None)
    }

    pub(crate) fn with_tls(script: Script, tls: Option<Arc<ServerConfig>>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port is free");
        let port = listener.local_addr().expect("it has an address").port();
        let state = Arc::new(State {
            habit: Mutex::new(Arc::new(scripted(script))),
            connections: AtomicUsize::new(0),
            taken: Mutex::default(),
            news: Condvar::new(),
        });
        let shared = Arc::clone(&state);
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (state, tls) = (Arc::clone(&shared), tls.clone());
                state.connections.fetch_add(1, Relaxed);
                // A client that goes away is one of the things to test.
                thread::spawn(move || match tls {
                    None => converse(BufReader::new(stream), &state),
                    Some(tls) => {
                        let connection =
                            ServerConnection::new(tls).map_err(std::io::Error::other)?;
                        let stream: StreamOwned<_, TcpStream> =
                            StreamOwned::new(connection, stream);
                        converse(BufReader::new(stream), &state)
                    }
                });
            }
        });
        Self { port, state }
    }

    /// Answers by another script from now on.
    pub(crate) fn follow(&self, script: Script) {
        self.behave(scripted(script));
    }

    /// Takes on another habit from now on.
    pub(crate) fn behave(&self, habit: impl Fn(&Said<'_>) -> Reply + Send + Sync + 'static) {
        *self.state.habit.lock().expect("nobody panics with it") = Arc::new(habit);
    }

    /// How many connections there were so far.
    pub(crate) fn connections(&self) -> usize {
        self.state.connections.load(Relaxed)
    }

    /// The texts of the mails that were taken, once there are so many; waits for ten seconds at most.
    pub(crate) fn mails(&self, count: usize) -> Vec<String> {
        let mails = self.wait(Duration::from_secs(10), |mails| mails.len() >= count);
        assert_eq!(mails.len(), count, "{mails:?}");
        mails.into_iter().map(|mail| mail.text).collect()
    }

    /// All mails that were taken, once they are enough or the time is over.
    pub(crate) fn wait(&self, time: Duration, enough: impl Fn(&[Taken]) -> bool) -> Vec<Taken> {
        let mails = self.state.taken.lock().expect("nobody panics with it");
        let (mails, _) = self
            .state
            .news
            .wait_timeout_while(mails, time, |mails| !enough(mails))
            .expect("nobody panics with it");
        mails.clone()
    }

    /// The first mail to an address, once it was taken; waits for so long at most. Hardly keeps the server
    /// from taking others meanwhile.
    pub(crate) fn find(&self, recipient: &str, time: Duration) -> Option<Taken> {
        let mails = self.state.taken.lock().expect("nobody panics with it");
        let (mut found, mut looked) = (None, 0);
        let go_on = |mails: &mut Vec<Taken>| {
            let mut new = mails[looked..].iter();
            looked = mails.len();
            found = new.find(|mail| mail.recipient == recipient).cloned();
            found.is_none()
        };
        let waited = self.state.news.wait_timeout_while(mails, time, go_on);
        drop(waited.expect("nobody panics with it"));
        found
    }
}

fn converse<S: Read + Write>(mut stream: BufReader<S>, state: &State) -> std::io::Result<()> {
    let (mut line, mut recipient) = ("CONNECT".to_owned(), String::new());
    let mut text = String::new();
    loop {
        let habit = Arc::clone(&state.habit.lock().expect("nobody panics with it"));
        let reply = habit(&Said {
            line: &line,
            recipient: &recipient,
        });
        if line == "." && !matches!(reply, Reply::Say(text) if text.starts_with(['4', '5'])) {
            state.take(&recipient, std::mem::take(&mut text));
        }
        let Some(answer) = answer(&mut stream, reply, &line)? else {
            return Ok(());
        };
        write!(stream.get_mut(), "{answer}\r\n")?;
        stream.get_mut().flush()?;
        if answer.starts_with("354") {
            text.clear();
            while !text.ends_with("\r\n.\r\n") {
                if stream.read_line(&mut text)? == 0 {
                    return Ok(());
                }
            }
            ".".clone_into(&mut line);
            continue;
        }
        line.clear();
        if stream.read_line(&mut line)? == 0 {
            return Ok(());
        }
        if let Some((_, rest)) = line.split_once("TO:<") {
            rest.trim_end()
                .trim_end_matches('>')
                .clone_into(&mut recipient);
        }
    }
}

impl State {
    fn take(&self, recipient: &str, text: String) {
        let mail = Taken {
            at: Instant::now(),
            recipient: recipient.to_owned(),
            text,
        };
        let taken = self.taken.lock();
        taken.expect("nobody panics with it").push(mail);
        self.news.notify_all();
    }
}

/// The habit of answering by a script.
fn scripted(script: Script) -> impl Fn(&Said<'_>) -> Reply + Send + Sync + 'static {
    move |said| {
        let begins = |(start, _): &&(&str, &'static str)| said.line.starts_with(start);
        match script.iter().find(begins) {
            Some((_, "")) => Reply::Close,
            Some((_, answer)) => Reply::Say(answer),
            None => Reply::Usual,
        }
    }
}

/// Does what a reply says; the line to answer with, if the conversation goes on.
fn answer<S: Read + Write>(
    stream: &mut BufReader<S>,
    reply: Reply,
    line: &str,
) -> std::io::Result<Option<&'static str>> {
    let wire = stream.get_mut();
    match reply {
        Reply::Usual => Ok(Some(usual(line))),
        Reply::Late(time) => {
            thread::sleep(time);
            Ok(Some(usual(line)))
        }
        Reply::Say(answer) => Ok(Some(answer)),
        Reply::Close => Ok(None),
        Reply::Hang => wire.read_to_end(&mut Vec::new()).map(|_| None),
        Reply::Drip(time) => loop {
            wire.write_all(b"2")?;
            wire.flush()?;
            thread::sleep(time);
        },
        Reply::Repeat(text) => loop {
            wire.write_all(text.as_bytes())?;
        },
    }
}

fn usual(line: &str) -> &'static str {
    match line.get(..4).unwrap_or_default() {
        "CONN" => "220 fake.example ESMTP",
        "EHLO" => "250-fake.example\r\n250 AUTH PLAIN LOGIN",
        "AUTH" => "235 welcome",
        "DATA" => "354 go ahead",
        "QUIT" => "221 bye",
        _ => "250 ok",
    }
}

/// The link that logs in of a mail, as path and query.
pub(crate) fn link(mail: &str) -> String {
    let plain = plain(mail);
    let (_, rest) = plain
        .split_once("/login/auth/?sesame=")
        .expect("the mail has a link");
    let token = rest.split(['\r', '\n', '"']).next().unwrap_or_default();
    format!("/login/auth/?sesame={token}")
}

/// The code of a mail, with its hyphen.
pub(crate) fn code(mail: &str) -> String {
    let plain = plain(mail);
    let is_code = |line: &&str| line.len() == 9 && line.as_bytes()[4] == b'-';
    let code = plain.lines().map(str::trim).find(is_code);
    code.expect("the mail has a code").to_owned()
}

/// The first part of a mail as its reader sees it: lines that were broken for the way are whole again.
fn plain(mail: &str) -> String {
    mail.replace("=\r\n", "").replace("=3D", "=")
}
