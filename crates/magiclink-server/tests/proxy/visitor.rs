//! A visitor of the site: curl, with an address and cookies of its own.

use std::{fs, path::PathBuf, process::Command};

use crate::{
    place::{HOST, Place},
    program::text,
};

/// Somebody who comes from a loopback address that is no proxy's.
pub(crate) struct Visitor {
    port: u16,
    address: &'static str,
    claim: Option<&'static str>,
    certificate: PathBuf,
    cookies: PathBuf,
}

/// What came back.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    /// Where it leads: a path on the site.
    pub(crate) location: String,
    pub(crate) body: String,
}

impl Visitor {
    pub(crate) fn new(place: &Place, address: &'static str) -> Self {
        Self {
            port: place.port,
            address,
            claim: None,
            certificate: place.folder.path("certificate.pem"),
            cookies: place.folder.path(&format!("cookies-{address}")),
        }
    }

    /// The same visitor with another address in a header that proxies set.
    pub(crate) fn claiming_to_be(mut self, address: &'static str) -> Self {
        self.claim = Some(address);
        self
    }

    pub(crate) fn get(&self, path: &str) -> Answer {
        self.send(path, &[])
    }

    /// Sends the form of a page, which a browser names as the referrer.
    pub(crate) fn post(&self, page: &str, path: &str, fields: &[(&str, &str)]) -> Answer {
        let pair = |(name, value): &(&str, &str)| format!("{name}={value}");
        let pairs: Vec<String> = fields.iter().map(pair).collect();
        let referrer = format!("{}{page}", self.base_url());
        let mut options = vec!["--referer", &referrer];
        for pair in &pairs {
            options.extend(["--data-urlencode", pair]);
        }
        self.send(path, &options)
    }

    /// Asks for a login link.
    pub(crate) fn ask(&self, email: &str) -> Answer {
        let form_token = self.get("/login/").field("form_token");
        let fields = [("form_token", &*form_token), ("email", email)];
        self.post("/login/", "/login/", &fields)
    }

    /// The cookie of the session.
    pub(crate) fn session(&self) -> String {
        let jar = fs::read_to_string(&self.cookies).expect("curl has kept cookies");
        let mut lines = jar.lines().map(|line| line.split('\t').collect::<Vec<_>>());
        let line = lines.find(|line| line.get(5).is_some_and(|name| name.contains("session")));
        let line = line.unwrap_or_else(|| panic!("there is no session:\n{jar}"));
        line[6].to_owned()
    }

    fn base_url(&self) -> String {
        format!("https://{HOST}:{}", self.port)
    }

    fn send(&self, path: &str, options: &[&str]) -> Answer {
        let url = self.base_url();
        let mut command = Command::new("curl");
        command
            .args([
                "--silent",
                "--show-error",
                "--path-as-is",
                "--interface",
                self.address,
            ])
            .args(["--resolve", &format!("{HOST}:{}:127.0.0.1", self.port)])
            .args(["--noproxy", "*", "--max-time", "60"])
            .args(["--write-out", "\n%{http_code} %{redirect_url}"])
            .arg("--cacert")
            .arg(&self.certificate)
            .arg("--cookie")
            .arg(&self.cookies)
            .arg("--cookie-jar")
            .arg(&self.cookies)
            .args(options);
        if let Some(claim) = self.claim {
            command.args(["--header", &format!("X-Forwarded-For: {claim}")]);
        }
        let output = command.arg(format!("{url}{path}")).output();
        let output = output.expect("the test needs curl: install the package of that name");
        assert!(output.status.success(), "{path}: {}", text(&output.stderr));
        let output = text(&output.stdout);
        let (body, said) = output.rsplit_once('\n').expect("curl writes a last line");
        let (status, location) = said.split_once(' ').expect("it has two words");
        Answer {
            status: status.parse().expect("it is a number"),
            location: location.trim_start_matches(&url).to_owned(),
            body: body.to_owned(),
        }
    }
}

impl Answer {
    /// The value of a hidden field.
    pub(crate) fn field(&self, name: &str) -> String {
        let start = format!("name=\"{name}\" value=\"");
        let value = self
            .body
            .split_once(&start)
            .and_then(|(_, rest)| rest.split_once('"'));
        let (value, _) = value.unwrap_or_else(|| panic!("no field {name}: {self:?}"));
        value.to_owned()
    }
}
