//! Lists: what is searched for, which page of it, and how many rows a page has.

use axum::{extract::FromRequestParts, http::request::Parts};
use magiclink_axum::{
    PageError,
    minijinja::{Value, context},
};
use url::form_urlencoded;

/// How many rows a page has.
const ROWS: usize = 50;

/// The part of a URL that says which rows of a list are wanted.
pub(crate) struct List {
    pairs: Vec<(String, String)>,
}

impl List {
    /// What is searched for; empty for everything.
    pub(crate) fn search(&self) -> &str {
        self.value("q")
    }

    /// The row after which the page begins; `None` for the first page, and for a row that is none.
    pub(crate) fn after<T>(&self, read: impl FnOnce(&str) -> Option<T>) -> Option<T> {
        read(self.value("after"))
    }

    /// The value of a parameter; empty if it is not there.
    pub(crate) fn value(&self, name: &str) -> &str {
        let mut values = self.pairs.iter().filter(|(found, _)| found == name);
        values.next().map_or("", |(_, value)| value)
    }

    /// How many rows to ask a store for: one more than are shown tells whether there is a next page.
    pub(crate) const fn count() -> usize {
        ROWS + 1
    }

    /// Takes the row too many away and says where the next page begins, if there is one: what a template
    /// needs for the links to the first and the next page.
    pub(crate) fn pages<R>(&self, rows: &mut Vec<R>, name: impl FnOnce(&R) -> String) -> Value {
        let has_more = rows.len() > ROWS;
        rows.truncate(ROWS);
        let next = rows.last().filter(|_| has_more).map(name);
        let next = next.map(|after| self.url(Some(&after))).unwrap_or_default();
        let first = match self.value("after") {
            "" => String::new(),
            _ => self.url(None),
        };
        context! { first, next }
    }

    /// The same list from another row on.
    fn url(&self, after: Option<&str>) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        for (name, value) in &self.pairs {
            if !["after", "done"].contains(&name.as_str()) && !value.is_empty() {
                query.append_pair(name, value);
            }
        }
        if let Some(after) = after {
            query.append_pair("after", after);
        }
        format!("?{}", query.finish())
    }
}

impl<S: Sync> FromRequestParts<S> for List {
    type Rejection = PageError;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, PageError> {
        let query = parts.uri.query().unwrap_or_default();
        let pairs = form_urlencoded::parse(query.as_bytes()).into_owned();
        // Nothing that a list does not know comes back in its links.
        let pairs = pairs
            .filter(|(name, _)| ["q", "after", "all", "done", "kind"].contains(&name.as_str()));
        Ok(Self {
            pairs: pairs.collect(),
        })
    }
}
