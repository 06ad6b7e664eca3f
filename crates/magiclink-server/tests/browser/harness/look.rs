//! What a browser is like: its width, its language, light or dark.

use std::path::Path;

use serde_json::{Value, json};

/// What a browser is like.
#[derive(Clone, Copy)]
pub(crate) struct Look {
    /// A phone, with a narrow screen that is touched.
    pub(crate) is_phone: bool,
    /// What its owner has chosen in the settings of the system.
    pub(crate) is_dark: bool,
    /// The tag of the language that its owner reads.
    pub(crate) language: &'static str,
}

impl Look {
    /// A browser on a desk.
    pub(crate) const DESK: Self = Self {
        is_phone: false,
        is_dark: false,
        language: "en",
    };
    /// A browser on a phone.
    pub(crate) const PHONE: Self = Self {
        is_phone: true,
        ..Self::DESK
    };

    /// The same at night.
    pub(crate) const fn dark(self) -> Self {
        Self {
            is_dark: true,
            ..self
        }
    }

    /// What the driver is asked for.
    pub(super) fn capabilities(self, profile: &Path) -> serde_json::Map<String, Value> {
        let mut arguments = vec![
            "--headless=new".to_owned(),
            // Containers have little shared memory, and no graphics card.
            "--disable-dev-shm-usage".to_owned(),
            "--disable-gpu".to_owned(),
            "--hide-scrollbars".to_owned(),
            "--window-size=1100,850".to_owned(),
            // Nothing but this machine is asked for anything.
            "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1".to_owned(),
            format!("--lang={}", self.language),
            format!("--user-data-dir={}", profile.display()),
        ];
        if is_root(profile) {
            // Chromium has no sandbox for root, and says so by ending.
            arguments.push("--no-sandbox".to_owned());
        }
        let mut chrome = json!({
            "args": arguments,
            "prefs": { "intl.accept_languages": self.language },
        });
        if self.is_phone {
            chrome["mobileEmulation"] = json!({
                "deviceMetrics": { "width": 390, "height": 844, "pixelRatio": 2.0, "touch": true },
            });
        }
        let capabilities = json!({ "browserName": "chrome", "goog:chromeOptions": chrome });
        match capabilities {
            Value::Object(capabilities) => capabilities,
            _ => unreachable!("it is written as an object above"),
        }
    }
}

/// Whether the tests run as root: then what they make belongs to root.
fn is_root(made: &Path) -> bool {
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt as _;
        std::fs::metadata(made).is_ok_and(|folder| folder.uid() == 0)
    }
    #[cfg(not(unix))]
    {
        let _ = made;
        false
    }
}
