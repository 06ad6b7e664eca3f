//! Chromium's driver: a process of its own for each browser, on any free port.

use std::{
    io::{BufRead as _, BufReader, Write as _},
    net::TcpStream,
    os::unix::process::CommandExt as _,
    process::{Child, ChildStdout, Command, Stdio},
    time::Duration,
};

/// What to do when there is no browser.
pub(super) const ADVICE: &str = "the tests of the pages need Chromium and its driver: install what Debian calls \
                      chromium and chromium-driver";

/// A driver that ends with all that it has started when its standard input does: when the test ends, however
/// it ends.
const WATCHED: &str = "\
    command -v chromedriver > /dev/null || exit 127\n\
    { chromedriver --port=0 --log-level=SEVERE; kill -9 0; } &\n\
    read -r nothing\n\
    kill -9 0\n";

/// A running driver. It ends with its browser, also when the test fails.
pub(super) struct Driver {
    address: String,
    session: Option<String>,
    child: Child,
    /// Kept open: what the driver prints must have somewhere to go.
    _output: BufReader<ChildStdout>,
}

impl Driver {
    pub(super) fn start() -> Self {
        let mut child = Command::new("sh")
            .args(["-c", WATCHED])
            .process_group(0)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("a shell can be started");
        let mut output = BufReader::new(child.stdout.take().expect("it was asked for"));
        let mut said = String::new();
        let port = loop {
            let start = said.len();
            let read = output.read_line(&mut said).unwrap_or(0);
            assert!(read > 0, "chromedriver does not start:\n{said}\n{ADVICE}");
            if let Some(port) = port(&said[start..]) {
                break port;
            }
        };
        Self {
            address: format!("127.0.0.1:{port}"),
            session: None,
            child,
            _output: output,
        }
    }

    pub(super) fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The session that holds the browser: it is ended with the driver.
    pub(super) fn hold(&mut self, session: Option<String>) {
        self.session = session;
    }

    /// Has the driver close the browser and delete what the browser keeps; an answer comes when it has.
    fn close_browser(&self) -> Option<()> {
        let session = self.session.as_ref()?;
        let address = &self.address;
        let mut stream = TcpStream::connect(address).ok()?;
        // A driver that hangs is killed all the same.
        stream
            .set_read_timeout(Some(Duration::from_secs(20)))
            .ok()?;
        write!(
            stream,
            "DELETE /session/{session} HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\n\r\n"
        )
        .ok()?;
        // It leaves the connection open, so the end of its answer is not an end of the stream.
        BufReader::new(stream)
            .read_line(&mut String::new())
            .ok()
            .map(drop)
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        self.close_browser();
        drop(self.child.stdin.take());
        // Not a panic: the test may be panicking already.
        let _ = self.child.wait();
    }
}

/// Reads the port from `ChromeDriver was started successfully on port 40123.`
fn port(line: &str) -> Option<u16> {
    let (_, port) = line.split_once("successfully on port ")?;
    port.trim_end().trim_end_matches('.').parse().ok()
}
