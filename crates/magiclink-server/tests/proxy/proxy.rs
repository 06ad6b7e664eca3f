//! A real proxy that runs with its file from `deploy/`, changed in nothing but ports and paths.

use std::{
    fs::{self, File},
    io::Read as _,
    net::TcpStream,
    os::unix::process::CommandExt as _,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use crate::place::{HOST, PATIENCE, Place, free_port};

/// A proxy that ends with all that it has started when its standard input does: when the test ends, however
/// it ends.
const WATCHED: &str = "\
    { \"$@\" < /dev/null; kill -9 0; } &\n\
    read -r nothing\n\
    kill -9 0\n";

/// A running proxy.
pub(crate) struct Proxy {
    child: Child,
    /// Everything that it writes.
    logs: Vec<PathBuf>,
}

impl Proxy {
    pub(crate) fn nginx(place: &Place) -> Self {
        let folder = place.folder.path("nginx");
        fs::create_dir(&folder).expect("the test can do this");
        let path = |name: &str| folder.join(name).display().to_string();
        let site = changed(
            "nginx.conf",
            &common(place),
            &[
                ("listen [::]:", "# listen [::]:"),
                ("listen 80;", &format!("listen 127.0.0.1:{};", free_port())),
                ("listen 443 ", &format!("listen 127.0.0.1:{} ", place.port)),
                ("/etc/ssl/certs/example.com.pem", &certificate(place, "pem")),
                (
                    "/etc/ssl/private/example.com.key",
                    &certificate(place, "key"),
                ),
                ("/var/log/nginx/magiclink.log", &path("access.log")),
                ("/var/log/nginx/magiclink.error.log", &path("error.log")),
            ],
        );
        // What Debian's own nginx.conf has around it, as far as a test needs it.
        let temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
            .map(|what| format!("{what}_temp_path {};\n", path(what)));
        let whole = format!(
            "pid {};\ndaemon off;\nworker_processes 1;\nerror_log {};\nevents {{}}\n\
             http {{\naccess_log {};\n{}{site}}}\n",
            path("pid"),
            path("main.log"),
            path("rest.log"),
            temporary.concat(),
        );
        fs::write(path("nginx.conf"), whole).expect("the test can do this");
        let mut command = Command::new("sh");
        command.args([
            "-c",
            WATCHED,
            "sh",
            "/usr/sbin/nginx",
            "-e",
            &path("main.log"),
        ]);
        command.args(["-c", &path("nginx.conf")]);
        let names = ["access.log", "error.log", "main.log", "rest.log", "output"];
        Self::start(
            &mut command,
            place.port,
            names.map(|name| folder.join(name)).to_vec(),
        )
    }

    pub(crate) fn caddy(place: &Place) -> Self {
        let folder = place.folder.path("caddy");
        fs::create_dir(&folder).expect("the test can do this");
        let file = folder.join("Caddyfile").display().to_string();
        let tls = format!(
            "tls {} {}",
            certificate(place, "pem"),
            certificate(place, "key")
        );
        let site = changed(
            "Caddyfile",
            &common(place),
            &[
                (
                    "\n{\n",
                    "\n{\n\tadmin off\n\tauto_https disable_redirects\n",
                ),
                (
                    &format!("\n{HOST} {{\n"),
                    &format!(
                        "\nhttps://{HOST}:{} {{\n\tbind 127.0.0.1\n\t{tls}\n",
                        place.port
                    ),
                ),
            ],
        );
        fs::write(&file, site).expect("the test can do this");
        let mut command = Command::new("sh");
        command
            .args(["-c", WATCHED, "sh", "caddy", "run", "--config", &file])
            .args(["--adapter", "caddyfile"])
            // Where it would keep certificates and its last configuration.
            .env("XDG_DATA_HOME", &folder)
            .env("XDG_CONFIG_HOME", &folder);
        Self::start(&mut command, place.port, vec![folder.join("output")])
    }

    /// Starts it and waits until it listens; its output goes into the last of `logs`.
    fn start(command: &mut Command, port: u16, logs: Vec<PathBuf>) -> Self {
        let output =
            File::create(logs.last().expect("there is one")).expect("the test can do this");
        let errors = output.try_clone().expect("the test can do this");
        let child = command
            .process_group(0)
            .stdin(Stdio::piped())
            .stdout(output)
            .stderr(errors)
            .spawn()
            .expect("a shell can be started");
        let mut proxy = Self { child, logs };
        let begin = Instant::now();
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            let has_ended = proxy.child.try_wait().is_ok_and(|status| status.is_some());
            let is_late = begin.elapsed() > PATIENCE;
            assert!(
                !has_ended && !is_late,
                "it does not start:\n{}",
                proxy.read()
            );
            thread::sleep(Duration::from_millis(20));
        }
        proxy
    }

    /// Ends it and returns all that it has logged.
    pub(crate) fn stop(mut self) -> String {
        self.end();
        self.read()
    }

    fn read(&self) -> String {
        let mut text = String::new();
        for file in self.logs.iter().filter_map(|log| File::open(log).ok()) {
            let mut bytes = Vec::new();
            (&file).read_to_end(&mut bytes).expect("a log can be read");
            text.push_str(&String::from_utf8_lossy(&bytes));
        }
        text
    }

    fn end(&mut self) {
        drop(self.child.stdin.take());
        // Not a panic: the test may be panicking already.
        let _ = self.child.wait();
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        self.end();
    }
}

/// What is different in a test whichever proxy it is.
fn common(place: &Place) -> [(&'static str, &str); 1] {
    [("127.0.0.1:8000", &place.address)]
}

/// A file from `deploy/` with some of its texts changed; each must be there.
fn changed(name: &str, common: &[(&str, &str)], changes: &[(&str, &str)]) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../deploy")
        .join(name);
    let text = fs::read_to_string(path).expect("the file is in the tree");
    let mut changes = common.iter().chain(changes);
    changes
        .try_fold(text, |text, (old, new)| {
            text.contains(old).then(|| text.replace(old, new))
        })
        .unwrap_or_else(|| panic!("{name} has changed: this test looks for texts in it"))
}

fn certificate(place: &Place, ending: &str) -> String {
    let path = place.folder.path(&format!("certificate.{ending}"));
    path.display().to_string()
}
