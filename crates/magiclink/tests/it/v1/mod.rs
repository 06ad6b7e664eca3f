//! v1 tokens.

mod age;
mod revocation;

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use hmac::{Hmac, KeyInit as _, Mac as _};
use magiclink::{CreateError, Rejection, scope::Login, settings::Settings, token::Version};
use sha1::{Digest as _, Sha1};

use crate::{
    account::jane,
    tokens::{
        BOOKING, SECRET, TEN_MINUTES, django, expiring, login, native, old, tokens_of, verdict,
    },
};

/// Signs any text as Django's `Signer` does under the settings of [`old`].
pub(crate) fn sign(text: &str) -> String {
    let key = Sha1::digest(format!("sesamesigner{SECRET}"));
    let hmac = Hmac::<Sha1>::new_from_slice(&key).expect("HMAC takes a key of any length");
    let signature = hmac.chain_update(text).finalize().into_bytes();
    format!("{text}:{}", URL_SAFE_NO_PAD.encode(signature))
}

#[test]
fn a_v1_token_is_made_and_accepted_where_the_settings_say_so() {
    for (settings, parts) in [(old(), 2), (old().with_max_age(TEN_MINUTES), 3)] {
        let text = login(&tokens_of(settings.clone()));
        assert_eq!(text.split(':').count(), parts);
        let check = |settings: Settings| {
            let tokens = tokens_of(settings);
            verdict(tokens.scope(&Login), &text, &jane())
        };
        assert_eq!(check(settings), Ok(()));
        for without in [django(), expiring(), native()] {
            assert_eq!(check(without), Err(Rejection::VersionNotAccepted));
        }
    }
    let moving = django().accepting(Version::V1).with_iterations(2);
    let tokens = tokens_of(moving);
    let text = login(&tokens_of(old()));
    assert_eq!(verdict(tokens.scope(&Login), &text, &jane()), Ok(()));
}

#[test]
fn a_signature_made_by_hand_is_the_same() {
    let text = login(&tokens_of(old()));
    let (data, _) = text.split_once(':').unwrap();
    assert_eq!(sign(data), text);
}

#[test]
fn v1_has_no_scopes() {
    let tokens = tokens_of(old());
    let booking = BOOKING.scope(1);
    let made = tokens.create(&jane(), &booking);
    assert!(matches!(made, Err(CreateError::ScopeNotSupported)));
    let refused = verdict(tokens.scope(&booking), &login(&tokens), &jane());
    assert_eq!(refused, Err(Rejection::ScopeNotSupported));
}

#[test]
fn salt_and_iterations_make_other_tokens() {
    let text = login(&tokens_of(old()));
    let check = |settings| {
        let tokens = tokens_of(settings);
        verdict(tokens.scope(&Login), &text, &jane())
    };
    assert_eq!(check(old().with_salt("other")), Err(Rejection::Signature));
    assert_eq!(check(old().with_iterations(3)), Err(Rejection::Revoked));
    // The kill switch came with v2.
    assert_eq!(check(old().with_key("2027")), Ok(()));
}
