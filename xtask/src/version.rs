//! Versions of tools, compared by number.

/// The numbers of a version such as `0.6.46`.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub(crate) struct Version([u32; 3]);

impl Version {
    /// Finds the first version in a text such as `cargo-hack 0.6.46`.
    pub(crate) fn find(text: &str) -> Option<Self> {
        text.split_whitespace().find_map(Self::parse)
    }

    fn parse(word: &str) -> Option<Self> {
        let word = word.strip_prefix('v').unwrap_or(word);
        // What follows the numbers (`-rc.1`, `+abc`) does not matter for "new enough".
        let (numbers, _) = word.split_once(['-', '+']).unwrap_or((word, ""));
        let mut parts = numbers.split('.').map(|part| part.parse().ok());
        let version = Self([parts.next()??, parts.next()??, parts.next()??]);
        parts.next().is_none().then_some(version)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_compared_by_number_and_not_by_letter() {
        assert!(Version::find("0.10.0") > Version::find("0.9.9"));
        assert!(Version::find("1.0.0") > Version::find("0.20.2"));
        assert_eq!(
            Version::find("cargo-deny 0.20.2\n"),
            Version::find("0.20.2")
        );
        assert_eq!(Version::find("mdbook v0.5.4\n"), Version::find("0.5.4"));
    }

    #[test]
    fn a_text_without_version_is_older_than_every_version() {
        assert_eq!(Version::find("cargo-hack, by hand"), None);
        assert!(Version::find("cargo-hack 1.2") < Version::find("0.0.0"));
    }

    #[test]
    fn what_follows_the_numbers_is_left_out() {
        assert_eq!(
            Version::find("tool 1.2.3-rc.1 (abc 2026)"),
            Version::find("1.2.3")
        );
    }
}
