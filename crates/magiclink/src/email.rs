//! Stand-in.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Email(String);
impl Email {
    pub fn as_str(&self) -> &str {
        &self.0
    }
    pub fn key(&self) -> &str {
        &self.0
    }
}
