//! Compiles and runs the examples of the book and of the README, as tests of their documentation.

use std::collections::HashMap;

use magiclink::{
    account::{Account, LastLogin},
    store::{AccountStore, StoreError},
};

/// The user that the examples have.
#[derive(Clone, Debug)]
pub struct User {
    /// The primary key.
    pub id: i64,
    /// The address.
    pub email: String,
    /// What stands in place of a password.
    pub marker: String,
}

impl Account for User {
    type Key = i64;

    fn primary_key(&self) -> i64 {
        self.id
    }

    fn is_active(&self) -> bool {
        true
    }

    fn password(&self) -> Option<&str> {
        Some(&self.marker)
    }

    fn email(&self) -> &str {
        &self.email
    }

    fn last_login(&self) -> Option<LastLogin> {
        None
    }
}

/// Jane Doe.
#[must_use]
pub fn jane() -> User {
    User {
        id: 1,
        email: "jane.doe@example.com".to_owned(),
        marker: "!r4nd0m".to_owned(),
    }
}

/// The users table that the examples have: Jane alone.
#[derive(Clone, Debug)]
pub struct Users(HashMap<i64, User>);

impl Default for Users {
    fn default() -> Self {
        Self(HashMap::from([(1, jane())]))
    }
}

impl AccountStore for Users {
    type Account = User;

    async fn find(&self, key: &i64) -> Result<Option<User>, StoreError> {
        Ok(self.0.get(key).cloned())
    }
}

macro_rules! pages {
    ($($name:ident: $file:literal,)*) => {
        /// The pages that have examples in Rust.
        #[cfg(doctest)]
        mod pages {
            $(
                #[doc = include_str!($file)]
                mod $name {}
            )*
        }

        #[cfg(test)]
        const COMPILED: &[&str] = &[$($file),*];
    };
}

pages! {
    readme: "../../README.md",
    accounts: "../pages/guides/accounts.md",
    django: "../pages/guides/django.md",
    key_rotation: "../pages/guides/key-rotation.md",
    private_links: "../pages/guides/private-links.md",
    revoking: "../pages/guides/revoking.md",
    scopes: "../pages/guides/scopes.md",
    single_use: "../pages/guides/single-use.md",
    templates: "../pages/guides/templates.md",
    tokens: "../pages/guides/tokens.md",
}

#[cfg(test)]
mod tests {
    use std::{fs, path::Path};

    use magiclink::{
        limit::{
            FAILURES_OF_CLIENT, MAILS_OF_CLIENT, MAILS_TO_ADDRESS, PASSPHRASES_OF_CLIENT,
            PASSPHRASES_OF_LINK,
        },
        link::CONTINUATION,
    };

    use super::*;

    #[test]
    fn every_page_with_an_example_in_rust_is_compiled() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let mut folders = vec![root.join("pages")];
        let mut found = 0;
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                } else if path.extension().is_some_and(|end| end == "md") && has_rust(&path) {
                    found += 1;
                    let name = path.strip_prefix(root).unwrap().display().to_string();
                    let is_compiled = COMPILED.contains(&format!("../{name}").as_str());
                    assert!(is_compiled, "name {name} in `pages!`");
                }
            }
        }
        assert!(found > 5, "these are not all pages");
    }

    fn has_rust(page: &Path) -> bool {
        let text = fs::read_to_string(page).unwrap();
        text.lines()
            .any(|line| line.starts_with("```rust") && line != "```rust,ignore")
    }

    /// The pages of operations and of private links say how often something may be tried.
    #[test]
    fn the_limits_are_those_that_the_book_tells() {
        let mails = "Log { waits: [30s, 60s, 120s], windows: [(5, 3600s), (20, 86400s)] }";
        assert_eq!(format!("{MAILS_TO_ADDRESS:?}"), mails);
        let of_client = "Bucket { burst: 5, every: 60s }";
        assert_eq!(format!("{MAILS_OF_CLIENT:?}"), of_client);
        let failures = "Log { waits: [], windows: [(30, 300s)] }";
        assert_eq!(format!("{FAILURES_OF_CLIENT:?}"), failures);
        let of_client = "Log { waits: [], windows: [(10, 300s)] }";
        assert_eq!(format!("{PASSPHRASES_OF_CLIENT:?}"), of_client);
        let of_link = "Log { waits: [], windows: [(100, 3600s), (300, 86400s)] }";
        assert_eq!(format!("{PASSPHRASES_OF_LINK:?}"), of_link);
        assert_eq!(CONTINUATION.as_secs(), 30 * 60);
    }
}
