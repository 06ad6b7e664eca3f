//! Registered private links in memory.

use std::cmp::Reverse;

use async_trait::async_trait;

use crate::{
    bearer::Digest,
    clock::Timestamp,
    memory::{MemoryStore, State},
    primary_key::AccountKey,
    store::{
        LinkList, LinkStore, StoreError,
        link::{Link, Opening},
    },
    token::TokenId,
};

#[async_trait]
impl LinkStore for MemoryStore {
    async fn create_link(&self, link: &Link) -> Result<bool, StoreError> {
        let mut state = self.state();
        let is_new = !state.links.contains_key(&link.id);
        if is_new {
            state.links.insert(link.id, link.clone());
        }
        Ok(is_new)
    }

    async fn find_link(&self, id: TokenId) -> Result<Option<Link>, StoreError> {
        Ok(self.state().links.get(&id).cloned())
    }

    async fn links(&self, list: LinkList<'_>) -> Result<Vec<Link>, StoreError> {
        let state = self.state();
        let place = |link: &Link| (link.created, link.id);
        let search = list.search.to_ascii_lowercase();
        let has = |text: &str| text.to_ascii_lowercase().contains(&search);
        let mut links: Vec<_> = state
            .links
            .values()
            .filter(|link| list.account.is_none_or(|account| link.account == *account))
            .filter(|link| list.after.is_none_or(|after| place(link) < after))
            .filter(|link| has(&link.label) || has(&link.scope))
            .collect();
        links.sort_by_key(|link| Reverse(place(link)));
        Ok(links.into_iter().take(list.count).cloned().collect())
    }

    async fn open_link(&self, opening: &Opening) -> Result<bool, StoreError> {
        let mut state = self.state();
        let link = state.links.get_mut(&opening.link);
        let Some(link) = link.filter(|link| link.is_open(opening.opened)) else {
            return Ok(false);
        };
        link.uses = link.uses.saturating_add(1);
        link.last_opened = link.last_opened.max(Some(opening.opened));
        state.openings.insert(opening.id, opening.clone());
        Ok(true)
    }

    async fn find_opening(
        &self,
        id: &Digest,
        now: Timestamp,
    ) -> Result<Option<(Opening, Link)>, StoreError> {
        let state = self.state();
        let opening = state.openings.get(id);
        let found = opening
            .filter(|opening| now < opening.expires)
            .and_then(|opening| Some((opening.clone(), state.links.get(&opening.link)?.clone())));
        Ok(found)
    }

    async fn revoke_link(
        &self,
        id: TokenId,
        account: Option<&AccountKey>,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        let is_meant =
            |link: &Link| link.id == id && account.is_none_or(|key| link.account == *key);
        Ok(revoke(&mut self.state(), is_meant, now) > 0)
    }

    async fn revoke_links_of(
        &self,
        account: &AccountKey,
        now: Timestamp,
    ) -> Result<u64, StoreError> {
        Ok(revoke(
            &mut self.state(),
            |link| link.account == *account,
            now,
        ))
    }

    async fn delete_links(&self, before: Timestamp) -> Result<u64, StoreError> {
        let mut state = self.state();
        let count = |state: &State| (state.links.len() + state.openings.len()) as u64;
        let old = count(&state);
        state.links.retain(|_, link| {
            link.expires >= before && link.revoked.is_none_or(|revoked| revoked >= before)
        });
        state
            .openings
            .retain(|_, opening| opening.expires >= before);
        Ok(old - count(&state))
    }
}

/// Revokes links and ends their openings; returns how many were not revoked before.
pub(super) fn revoke(state: &mut State, is_meant: impl Fn(&Link) -> bool, now: Timestamp) -> u64 {
    let mut count = 0;
    for link in state.links.values_mut().filter(|link| is_meant(link)) {
        if link.revoked.is_none() {
            link.revoked = Some(now);
            count += 1;
        }
    }
    end_openings(state, is_meant);
    count
}

/// Ends the openings of links.
pub(super) fn end_openings(state: &mut State, is_meant: impl Fn(&Link) -> bool) {
    let State {
        links, openings, ..
    } = state;
    openings.retain(|_, opening| !links.get(&opening.link).is_some_and(&is_meant));
}
