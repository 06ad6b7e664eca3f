//! Every page on a desk and on a phone, in light and dark, in English and German.

use crate::{harness::Look, tour};

#[tokio::test]
async fn every_page_is_good_on_a_desk() {
    tour::take("desk", Look::DESK).await;
}

#[tokio::test]
async fn every_page_is_good_in_dark_mode() {
    tour::take("dark", Look::DESK.dark()).await;
}

#[tokio::test]
async fn every_page_is_good_on_a_phone() {
    let browser = tour::take("phone", Look::PHONE).await;
    assert_eq!(browser.run("return innerWidth").await, 390);
}

#[tokio::test]
async fn every_page_is_good_in_german_on_a_phone_at_night() {
    let look = Look {
        language: "de",
        ..Look::PHONE.dark()
    };
    let browser = tour::take("german", look).await;
    let text = browser.text().await;
    assert!(text.contains("Bitte noch einmal"), "{text}");
}
