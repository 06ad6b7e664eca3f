//! The browser and system of a visitor, in words.

use std::fmt;

/// What a `User-Agent` says: an honest guess, to help a person remember, and nothing to decide by.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) struct Browser<'n> {
    pub(crate) name: &'n str,
    /// Empty if it cannot be told.
    pub(crate) system: &'n str,
}

/// In this order: each one claims to be those below it, too.
const NAMES: [(&str, &str); 12] = [
    ("SamsungBrowser/", "Samsung Internet"),
    ("Edg/", "Edge"),
    ("EdgA/", "Edge"),
    ("EdgiOS/", "Edge"),
    ("OPR/", "Opera"),
    ("Vivaldi/", "Vivaldi"),
    ("FxiOS/", "Firefox"),
    ("Firefox/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chromium/", "Chromium"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
];

const SYSTEMS: [(&str, &str); 8] = [
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("CrOS", "ChromeOS"),
    ("Macintosh", "macOS"),
    ("Linux", "Linux"),
    ("FreeBSD", "FreeBSD"),
];

/// Longer ones are no browser's.
const LONGEST: usize = 1024;

impl Browser<'static> {
    /// Reads a `User-Agent`; `None` if it names no browser that is known.
    pub(crate) fn of_user_agent(text: &str) -> Option<Self> {
        if text.len() > LONGEST || !text.starts_with("Mozilla/5.0 (") {
            return None;
        }
        let find = |table: &[(&str, &'static str)]| {
            table
                .iter()
                .find(|(sign, _)| text.contains(sign))
                .map(|(_, word)| *word)
        };
        Some(Self {
            name: find(&NAMES)?,
            system: find(&SYSTEMS).unwrap_or_default(),
        })
    }
}

impl<'n> Browser<'n> {
    /// Reads what [`Display`](fmt::Display) has written, to say it in another language.
    pub(crate) fn parse(text: &'n str) -> Option<Self> {
        let (name, system) = text.split_once(" on ").unwrap_or((text, ""));
        (!name.is_empty()).then_some(Self { name, system })
    }
}

impl fmt::Display for Browser<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.name, self.system) {
            (name, "") => formatter.write_str(name),
            (name, system) => write!(formatter, "{name} on {system}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_usual_browsers_are_named() {
        for (agent, words) in [
            (
                "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
                "Firefox on Linux",
            ),
            (
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120 Safari/537.36 Edg/120",
                "Edge on Windows",
            ),
            (
                "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1",
                "Safari on iPhone",
            ),
            (
                "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36",
                "Chrome on Android",
            ),
            (
                "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Safari/605.1.15",
                "Safari on macOS",
            ),
            (
                "Mozilla/5.0 (Fuchsia) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36",
                "Chrome",
            ),
        ] {
            let browser = Browser::of_user_agent(agent).unwrap();
            assert_eq!(browser.to_string(), words);
            assert_eq!(Browser::parse(words), Some(browser));
        }
    }

    #[test]
    fn what_is_no_browser_has_no_words() {
        let long = format!("Mozilla/5.0 (X11; Linux) Firefox/{}", "1".repeat(LONGEST));
        for agent in [
            "",
            "curl/8.5.0",
            "Mozilla/4.0 (compatible; ms-office)",
            "python-requests/2.31",
            &long,
        ] {
            assert_eq!(Browser::of_user_agent(agent), None, "{agent}");
        }
        assert_eq!(Browser::parse(""), None);
    }
}
