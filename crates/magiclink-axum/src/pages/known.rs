//! What a template knows.

use std::sync::Arc;

use minijinja::{Value, value::Object};

/// What a template knows of one visit: its language and what the page is about. `site` and `url`, which are
/// always the same, are globals of the environment.
#[derive(Debug)]
pub(super) struct Known {
    pub(super) lang: &'static str,
    pub(super) values: Value,
}

impl Object for Known {
    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        self.get_value_by_str(key.as_str()?)
    }

    fn get_value_by_str(self: &Arc<Self>, key: &str) -> Option<Value> {
        if key == "lang" {
            return Some(Value::from(self.lang));
        }
        let value = self.values.get_attr(key).ok()?;
        (!value.is_undefined()).then_some(value)
    }
}
