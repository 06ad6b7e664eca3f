//! Stand-in.
#[derive(Clone, Debug)]
pub struct Next(String);
impl Next {
    pub fn as_str(&self) -> &str {
        &self.0
    }
}
