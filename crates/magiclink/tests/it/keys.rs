//! What makes the key that tokens are signed with, and what keeps two keys apart.

use magiclink::{
    Rejection, Tokens,
    scope::Login,
    settings::{Danger, Settings},
};

use crate::{
    account::jane,
    tokens::{
        OTHER_SECRET, SECRET, TEN_MINUTES, django, django_with, expiring, login, native, native_at,
        tokens_of, verdict, versions, versions_with,
    },
};

/// What a token that was made under `made` gets under `checked`.
fn crossed(made: Settings, checked: Settings) -> Result<(), Rejection> {
    let text = login(&tokens_of(made));
    let tokens: Tokens<i64> = tokens_of(checked);
    verdict(tokens.scope(&Login), &text, &jane())
}

#[test]
fn the_kill_switch_refuses_every_token_made_before_it() {
    for settings in [django(), expiring(), native()] {
        let killed = || settings.clone().with_key("2027-01");
        let refused = Err(Rejection::Signature);
        assert_eq!(crossed(settings.clone(), killed()), refused);
        assert_eq!(crossed(killed(), settings.clone()), refused);
        assert_eq!(crossed(killed(), settings.clone().with_key("2")), refused);
        assert_eq!(crossed(killed(), killed()), Ok(()));
    }
}

#[test]
fn another_secret_refuses_every_token() {
    for (one, other) in versions().into_iter().zip(versions_with(OTHER_SECRET)) {
        let refused = Err(Rejection::Signature);
        assert_eq!(crossed(one.clone(), other.clone()), refused);
        assert_eq!(crossed(other, one), refused);
    }
}

#[test]
fn what_shapes_a_v2_token_goes_into_its_key() {
    for changed in [
        expiring().with_packer("rentals.packers.Packer"),
        expiring().with_primary_key_field("uuid"),
    ] {
        let refused = crossed(expiring(), changed);
        assert_eq!(refused, Err(Rejection::Signature));
    }
    // Twelve bytes of signature leave as much behind the key as four of time and eight of signature.
    let timed = django().with_max_age(TEN_MINUTES).with_signature_size(8);
    let timeless = django().with_signature_size(12);
    let refused = crossed(timeless, timed.dangerous_allow(Danger::FutureTokens));
    assert_eq!(refused, Err(Rejection::Signature));
}

#[test]
fn a_v2_signature_has_the_size_that_the_settings_say() {
    for size in 8..=64 {
        let settings = django().with_signature_size(size);
        let text = login(&tokens_of(settings.clone()));
        assert_eq!(text.len(), ((8 + size) * 4).div_ceil(3));
        assert_eq!(crossed(settings.clone(), settings.clone()), Ok(()));
        let refused = crossed(settings, django().with_signature_size(72 - size));
        let expected = if size == 36 {
            Ok(())
        } else {
            Err(Rejection::SignatureSize)
        };
        assert_eq!(refused, expected);
    }
    for size in 1..8 {
        let short = django()
            .with_signature_size(size)
            .dangerous_allow(Danger::ShortSignature);
        assert_eq!(crossed(short.clone(), short), Ok(()));
    }
}

#[test]
fn a_short_signature_is_not_the_start_of_a_long_one() {
    let text = |size| login(&tokens_of(django().with_signature_size(size)));
    // Eight bytes of key and ten of signature are 24 characters.
    assert_ne!(text(10), text(16)[..24]);
    let cut = &text(16)[..24];
    let tokens = tokens_of(django());
    let refused = verdict(tokens.scope(&Login), cut, &jane());
    assert_eq!(refused, Err(Rejection::Signature));
}

#[test]
fn texts_with_bars_would_share_a_v2_key() {
    let settings = |secret: &str, key: &str| {
        django_with(&format!("{SECRET}{secret}"))
            .with_key(key)
            .dangerous_allow(Danger::WeakSecret)
    };
    assert_eq!(crossed(settings("|a", "b"), settings("", "a|b")), Ok(()));
    assert_eq!(
        crossed(settings("a", "b"), settings("", "ab")),
        Err(Rejection::Signature)
    );
}

#[test]
fn no_texts_share_a_v3_key() {
    let settings = |secret: &str, key: &str, url: &str| {
        native_at(url, &format!("{SECRET}{secret}")).with_key(key)
    };
    let a = "https://a.example";
    let all = [
        settings("|a", "b", a),
        settings("", "a|b", a),
        settings("", "|a|b", a),
        settings("|a|b", "", a),
        settings("", "", a),
        settings("", "", "https://a.example/b"),
        settings("", "b", "https://a.example"),
        settings(a, "", a),
        settings("", a, a),
    ];
    for (index, one) in all.iter().enumerate() {
        for (other_index, other) in all.iter().enumerate() {
            let crossed = crossed(one.clone(), other.clone());
            assert_eq!(crossed.is_ok(), index == other_index);
        }
    }
}
