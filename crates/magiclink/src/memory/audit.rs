//! The audit log, in memory.

use async_trait::async_trait;

use crate::{
    clock::Timestamp,
    memory::MemoryStore,
    store::{AuditEntry, AuditList, AuditRow, AuditStore, StoreError},
};

#[async_trait]
impl AuditStore for MemoryStore {
    async fn append_audit(&self, entries: &[AuditEntry]) -> Result<(), StoreError> {
        let mut state = self.state();
        for entry in entries {
            state.last_audit += 1;
            let (id, entry) = (state.last_audit, entry.clone());
            state.audit.push(AuditRow { id, entry });
        }
        Ok(())
    }

    async fn audit(&self, list: AuditList<'_>) -> Result<Vec<AuditRow>, StoreError> {
        let state = self.state();
        let rows = state.audit.iter();
        let mut found: Vec<_> = rows.filter(|row| is_wanted(row, &list)).cloned().collect();
        found.sort_by_key(|row| std::cmp::Reverse((row.entry.at, row.id)));
        found.truncate(list.count);
        Ok(found)
    }

    async fn delete_audit(&self, before: Timestamp) -> Result<u64, StoreError> {
        let mut state = self.state();
        let old = state.audit.len();
        state.audit.retain(|row| row.entry.at >= before);
        Ok((old - state.audit.len()) as u64)
    }
}

fn is_wanted(row: &AuditRow, list: &AuditList<'_>) -> bool {
    let AuditRow { id, entry } = row;
    let client = entry.client.address;
    list.account
        .is_none_or(|account| entry.account.as_ref() == Some(account))
        && list.what.is_none_or(|what| entry.what == what)
        && list.client.is_none_or(|wanted| client == Some(wanted))
        && list.since.is_none_or(|since| entry.at >= since)
        && list.after.is_none_or(|after| (entry.at, *id) < after)
}
