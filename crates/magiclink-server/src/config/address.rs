//! The address to listen on, as people write it.

use std::net::SocketAddr;

use serde::{Deserialize as _, Deserializer, de::Error as _};

pub(super) fn deserialize<'de, D: Deserializer<'de>>(source: D) -> Result<SocketAddr, D::Error> {
    let text = String::deserialize(source)?;
    parse(&text).map_err(D::Error::custom)
}

fn parse(text: &str) -> Result<SocketAddr, String> {
    text.parse()
        .map_err(|_| format!("`{text}` is not an address and a port like 127.0.0.1:8000"))
}

/// An address that is not set when it is empty.
pub(super) mod optional {
    use std::net::SocketAddr;

    use serde::{Deserialize as _, Deserializer, Serialize as _, Serializer, de::Error as _};

    #[expect(
        clippy::ref_option,
        reason = "serde gives a field by reference, whatever it is"
    )]
    pub(in crate::config) fn serialize<S: Serializer>(
        address: &Option<SocketAddr>,
        target: S,
    ) -> Result<S::Ok, S::Error> {
        let text = address.map(|address| address.to_string());
        text.unwrap_or_default().serialize(target)
    }

    pub(in crate::config) fn deserialize<'de, D: Deserializer<'de>>(
        source: D,
    ) -> Result<Option<SocketAddr>, D::Error> {
        let text = String::deserialize(source)?;
        if text.is_empty() {
            return Ok(None);
        }
        super::parse(&text).map(Some).map_err(D::Error::custom)
    }
}
