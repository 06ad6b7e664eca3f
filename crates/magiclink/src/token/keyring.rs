//! The keys made from the secrets: the present one and earlier ones.

/// One key for each secret; tokens are made with the present one.
#[derive(Clone, Debug)]
pub(crate) struct Keyring<T> {
    present: T,
    earlier: Vec<T>,
}

impl<T> Keyring<T> {
    pub(super) fn new<S>(present: &S, earlier: &[S], make: impl Fn(&S) -> T) -> Self {
        Self {
            present: make(present),
            earlier: earlier.iter().map(make).collect(),
        }
    }

    pub(super) fn present(&self) -> &T {
        &self.present
    }

    /// The present key, then the earlier ones.
    pub(super) fn iter(&self) -> impl Iterator<Item = &T> {
        [&self.present].into_iter().chain(&self.earlier)
    }
}
