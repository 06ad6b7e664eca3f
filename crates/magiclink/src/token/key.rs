//! The primary key in a token.

use crate::{
    body::Body,
    create_error::CreateError,
    primary_key::{KeyBuffer, PrimaryKey},
};

/// Appends a primary key.
pub(super) fn push_key<K: PrimaryKey>(body: &mut Body, key: &K) -> Result<(), CreateError> {
    let before = body.as_bytes().len();
    key.encode(&mut KeyBuffer::new(body))?;
    if body.as_bytes().len() == before {
        return Err(CreateError::EmptyPrimaryKey);
    }
    Ok(())
}
