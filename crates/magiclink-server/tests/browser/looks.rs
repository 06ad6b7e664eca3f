//! Every page on a desk and on a phone, in light and dark, in English and German.

use crate::{look::Look, tour};

#[tokio::test]
async fn every_page_is_good_on_a_desk() {
    tour::take("desk", Look::DESK).await;
}

#[tokio::test]
async fn every_page_is_good_in_dark_mode() {
    let look = Look {
        is_dark: true,
        ..Look::DESK
    };
    tour::take("dark", look).await;
}

#[tokio::test]
async fn every_page_is_good_on_a_phone() {
    let browser = tour::take("phone", Look::PHONE).await;
    let width = browser
        .client
        .execute("return innerWidth", Vec::new())
        .await;
    assert_eq!(width.expect("a window has a width"), 390);
}

#[tokio::test]
async fn every_page_is_good_in_german_on_a_phone_at_night() {
    let look = Look {
        is_dark: true,
        language: "de",
        ..Look::PHONE
    };
    let browser = tour::take("german", look).await;
    let text = browser.text().await;
    assert!(text.contains("Bitte noch einmal"), "{text}");
}
