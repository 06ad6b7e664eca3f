//! The fingerprint of the settings of tokens, in memory.

use async_trait::async_trait;

use crate::{
    memory::MemoryStore,
    settings::Fingerprint,
    store::{FingerprintStore, StoreError},
};

#[async_trait]
impl FingerprintStore for MemoryStore {
    async fn find_fingerprint(&self) -> Result<Option<Fingerprint>, StoreError> {
        Ok(self.state().fingerprint.clone())
    }

    async fn keep_fingerprint(
        &self,
        present: &Fingerprint,
        earlier: Option<&Fingerprint>,
    ) -> Result<bool, StoreError> {
        let kept = &mut self.state().fingerprint;
        let is_earlier = kept.as_ref() == earlier;
        if is_earlier {
            *kept = Some(present.clone());
        }
        Ok(is_earlier)
    }
}
