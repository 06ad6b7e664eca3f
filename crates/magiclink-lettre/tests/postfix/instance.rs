//! A Postfix of our own: in a temporary folder, on a free port of loopback, and gone after the test.

use std::{
    env, fs,
    io::Write,
    net::TcpListener,
    os::unix::fs::{PermissionsExt, chown},
    path::{Path, PathBuf},
    process::{self, Command, Stdio},
    time::Duration,
};

const PROGRAM: &str = "/usr/sbin/postfix";
/// Who owns the mailbox: `nobody`.
const OWNER: u32 = 65534;
/// Long enough for a machine that does much else.
const PATIENCE: Duration = Duration::from_mins(1);

const SERVICES: &str = "\
pickup unix n - n 60 1 pickup
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
tlsmgr unix - - n 1000? 1 tlsmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
verify unix - - n - 1 verify
flush unix n - n 1000? 0 flush
proxymap unix - - n - - proxymap
proxywrite unix - - n - 1 proxymap
error unix - - n - - error
retry unix - - n - - error
virtual unix - n n - - virtual
anvil unix - - n - 1 anvil
postlog unix-dgram n - n - 1 postlogd
";

pub(crate) struct Postfix {
    pub(crate) port: u16,
    folder: PathBuf,
}

impl Postfix {
    /// Starts a Postfix with one mailbox. With a key and its certificate it has STARTTLS.
    pub(crate) fn start(address: &str, chain: Option<&str>) -> Self {
        install();
        let folder = env::temp_dir().join(format!("magiclink-postfix-{}", process::id()));
        fs::create_dir(&folder).unwrap();
        // Its processes run as users of their own.
        fs::set_permissions(&folder, fs::Permissions::from_mode(0o755)).unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        drop(listener);
        let postfix = Self { port, folder };
        postfix.configure(address, chain);
        let started = postfix.run("start");
        assert!(started.is_ok(), "{started:?}");
        postfix
    }

    /// The mails in the mailbox, once there are `count` of them.
    pub(crate) async fn mails(&self, count: usize) -> Vec<Vec<u8>> {
        // Postfix takes a mail before it delivers it, and tells nobody when it has.
        let mut look = tokio::time::interval(Duration::from_millis(20));
        let arrived = async {
            loop {
                look.tick().await;
                let mails = self.mailbox();
                if mails.len() >= count {
                    return mails;
                }
            }
        };
        let arrived = tokio::time::timeout(PATIENCE, arrived).await;
        arrived.unwrap_or_else(|_| panic!("no mail came; the log of Postfix:\n{}", self.log()))
    }

    fn mailbox(&self) -> Vec<Vec<u8>> {
        let Ok(entries) = fs::read_dir(self.folder.join("mail/mailbox/new")) else {
            return Vec::new();
        };
        let files = entries.map(|entry| fs::read(entry.unwrap().path()).unwrap());
        files.collect()
    }

    fn configure(&self, address: &str, chain: Option<&str>) {
        let path = |name: &str| self.folder.join(name);
        for name in ["settings", "queue", "mail"] {
            fs::create_dir(path(name)).unwrap();
        }
        chown(path("mail"), Some(OWNER), Some(OWNER)).unwrap();
        let folder = self.folder.display();
        let tls = chain.map_or_else(String::new, |chain| {
            fs::write(path("chain.pem"), chain).unwrap();
            fs::set_permissions(path("chain.pem"), fs::Permissions::from_mode(0o600)).unwrap();
            format!(
                "smtpd_tls_security_level = may\n\
                 smtpd_tls_chain_files = {folder}/chain.pem\n"
            )
        });
        let (_, domain) = address.split_once('@').unwrap();
        let main = format!(
            "compatibility_level = 3.6\n\
             queue_directory = {folder}/queue\n\
             data_directory = {folder}/data\n\
             maillog_file = {folder}/log\n\
             maillog_file_prefixes = {folder}\n\
             inet_interfaces = 127.0.0.1\n\
             inet_protocols = ipv4\n\
             myhostname = mail.example\n\
             mydestination =\n\
             alias_maps =\n\
             mynetworks =\n\
             virtual_mailbox_domains = {domain}\n\
             virtual_mailbox_base = {folder}/mail\n\
             virtual_mailbox_maps = inline:{{ {address}=mailbox/ }}\n\
             virtual_uid_maps = static:{OWNER}\n\
             virtual_gid_maps = static:{OWNER}\n\
             default_transport = error:no mail leaves this machine\n\
             {tls}"
        );
        fs::write(path("settings/main.cf"), main).unwrap();
        let smtpd = format!("127.0.0.1:{} inet n - n - - smtpd\n{SERVICES}", self.port);
        fs::write(path("settings/master.cf"), smtpd).unwrap();
    }

    fn run(&self, command: &str) -> Result<(), String> {
        let settings = self.folder.join("settings");
        let output = Command::new(PROGRAM)
            .arg("-c")
            .args([settings.as_os_str(), command.as_ref()])
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&output.stderr);
        if output.status.success() {
            Ok(())
        } else {
            Err(format!("postfix {command}: {said}\n{}", self.log()))
        }
    }

    fn log(&self) -> String {
        fs::read_to_string(self.folder.join("log")).unwrap_or_default()
    }
}

impl Drop for Postfix {
    fn drop(&mut self) {
        if let Err(error) = self.run("stop") {
            // Not a panic: the test may be panicking already.
            eprintln!("{error}");
        }
        let _ = fs::remove_dir_all(&self.folder);
    }
}

/// Installs Postfix from Debian's packages, without a system service.
fn install() {
    let user = Command::new("id").arg("-u").output().unwrap();
    let is_root = user.stdout == b"0\n";
    assert!(
        is_root,
        "this test starts a Postfix, which only root can: run it as root, or leave it out with \
         `cargo test -- --skip postfix`"
    );
    if Path::new(PROGRAM).exists() {
        return;
    }
    // Without a configuration the package starts nothing.
    let answers = b"postfix postfix/main_mailer_type select No configuration\n";
    apt("debconf-set-selections", &[], answers);
    apt("apt-get", &["update"], b"");
    apt(
        "apt-get",
        &["install", "--yes", "--no-install-recommends", "postfix"],
        b"",
    );
}

fn apt(program: &str, arguments: &[&str], input: &[u8]) {
    let child = Command::new(program)
        .args(arguments)
        .env("DEBIAN_FRONTEND", "noninteractive")
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .spawn();
    let done = child.and_then(|mut child| {
        child
            .stdin
            .take()
            .map_or(Ok(()), |mut stdin| stdin.write_all(input))?;
        child.wait()
    });
    let is_done = done.is_ok_and(|status| status.success());
    assert!(
        is_done,
        "`{program}` failed: install the package postfix, without configuration"
    );
}
