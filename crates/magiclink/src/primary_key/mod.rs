//! How the field that finds an account is written in a token.

mod account_key;
mod buffer;
mod bytes;
mod integer;
mod text;
mod uuid;

pub use self::{
    account_key::AccountKey,
    buffer::{KeyBuffer, KeyTooLong},
};

/// A field that finds an account, and its form in a token.
///
/// It is implemented for the types that Django has a field for, in django-sesame's encodings:
///
/// | type | bytes |
/// | --- | --- |
/// | `i16` `u16` `i32` `u32` `i64` `u64` | 2, 4 or 8, big-endian |
/// | [`uuid::Uuid`](::uuid::Uuid) | 16 |
/// | `Vec<u8>`, `String` | one that tells the length, then 0 to 255 |
///
/// Implement it for a type of your own to have a shorter token, or another key. Here is the
/// identifier of a MongoDB document, 24 hexadecimal digits that fit into 12 bytes:
///
/// ```
/// use magiclink::primary_key::{KeyBuffer, KeyTooLong, PrimaryKey};
///
/// #[derive(Clone, Debug, PartialEq)]
/// struct ObjectId(String);
///
/// impl PrimaryKey for ObjectId {
///     const ENCODING: &'static str = "object-id";
///
///     fn encode(&self, buffer: &mut KeyBuffer<'_>) -> Result<(), KeyTooLong> {
///         let number = u128::from_str_radix(&self.0, 16).map_err(|_| KeyTooLong)?;
///         buffer.push(&number.to_be_bytes()[4..])
///     }
///
///     fn decode(bytes: &[u8]) -> Option<(Self, &[u8])> {
///         let (id, rest) = bytes.split_first_chunk::<12>()?;
///         let digits = id.iter().map(|byte| format!("{byte:02x}")).collect();
///         Some((Self(digits), rest))
///     }
/// }
///
/// # use magiclink::{Account, Tokens, account::LastLogin, settings::Settings, scope::Login};
/// # struct User { id: ObjectId }
/// # impl Account for User {
/// #     type Key = ObjectId;
/// #     fn primary_key(&self) -> ObjectId { self.id.clone() }
/// #     fn is_active(&self) -> bool { true }
/// #     fn password(&self) -> Option<&str> { Some("!r4nd0m") }
/// #     fn email(&self) -> &str { "jane.doe@example.com" }
/// #     fn last_login(&self) -> Option<LastLogin> { None }
/// # }
/// # let secret = magiclink::secret::Secret::generate()?;
/// let tokens = Tokens::new(Settings::django(secret))?;
/// let user = User { id: ObjectId("507f1f77bcf86cd799439011".into()) };
/// let token = tokens.create(&user, &Login)?;
/// assert_eq!(tokens.decode(token.expose(), &Login)?.primary_key(), &user.id);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be written in a token",
    label = "not a primary key",
    note = "use an integer from `i16` to `u64`, a `Uuid`, a `String` or a `Vec<u8>`, or implement `PrimaryKey`"
)]
pub trait PrimaryKey: PartialEq + Sized {
    /// The name of the encoding, for the fingerprint of the settings: another encoding under the same
    /// keys would read the tokens of one account as another's.
    const ENCODING: &'static str;

    /// Appends the key to `buffer`: 1 to 256 bytes, from which [`decode`](Self::decode) knows its end.
    ///
    /// # Errors
    ///
    /// The key does not fit into its encoding.
    fn encode(&self, buffer: &mut KeyBuffer<'_>) -> Result<(), KeyTooLong>;

    /// Takes the key off the front of `bytes`; returns it and the bytes behind it, or `None` when no
    /// key is there.
    fn decode(bytes: &[u8]) -> Option<(Self, &[u8])>;
}
