//! The scope of a tuple.

use magiclink::scope::{Namespace, Private};
use serde::{Deserialize, Serialize};

/// The text that Python signs, and the parts that it was made of if it was not free text.
#[derive(Debug, Deserialize, Serialize)]
pub(crate) struct Scope {
    namespace: Option<String>,
    parts: Vec<String>,
    text: String,
}

impl Scope {
    pub(crate) fn namespace(&self) -> Option<Namespace> {
        let name = self.namespace.clone()?;
        Some(Namespace::try_from(name).expect("Python uses names that follow the grammar"))
    }

    /// Makes the scope as an application would; none for logging in.
    pub(crate) fn to_library(&self) -> Option<Private> {
        let Some(namespace) = self.namespace() else {
            return Private::dangerous_free_text(&*self.text);
        };
        let (first, others) = self.parts.split_first().expect("Python uses one to three");
        Some(others.iter().fold(namespace.scope(first), Private::and))
    }
}
