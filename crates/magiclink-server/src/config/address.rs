//! The address to listen on, as people write it.

use std::net::SocketAddr;

use serde::{Deserialize as _, Deserializer, de::Error as _};

pub(super) fn deserialize<'de, D: Deserializer<'de>>(source: D) -> Result<SocketAddr, D::Error> {
    let text = String::deserialize(source)?;
    text.parse().map_err(|_| {
        D::Error::custom(format!(
            "`{text}` is not an address and a port like 127.0.0.1:8000"
        ))
    })
}
