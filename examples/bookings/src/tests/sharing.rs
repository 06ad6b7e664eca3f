//! The second half: sharing a booking by a private link, and whom it does not let in.

use std::{error::Error, time::Duration};

use crate::tests::browser::{JANE, STAFF, TestApp};

const DAY: Duration = Duration::from_hours(24);
const REFUSED: &str = "This link does not work";

#[tokio::test]
async fn whoever_has_the_link_sees_the_booking_and_is_not_logged_in() -> Result<(), Box<dyn Error>>
{
    let app = TestApp::new().await?;
    let link = app.share_link(1).await?;
    let mut browser = app.browser();
    let page = browser.get(&link).await?;
    page.assert(200, "Lighthouse");
    page.assert(200, "Booked by jane.doe@example.com");
    assert_eq!(page.header("cache-control"), "no-store");
    assert_eq!(page.header("referrer-policy"), "no-referrer");
    assert_eq!(page.header("x-robots-tag"), "noindex, nofollow");
    assert!(browser.cookies.is_empty(), "a cookie was set");
    browser.get("/").await?.assert(303, "");
    Ok(())
}

#[tokio::test]
async fn without_the_right_link_the_booking_is_refused() -> Result<(), Box<dyn Error>> {
    let app = TestApp::new().await?;
    let link = app.share_link(1).await?;
    let other = link.replace("/booking/1/", "/booking/2/");
    let (start, end) = link.split_at(link.len() - 1);
    let forged = format!("{start}{}", if end == "A" { "B" } else { "A" });
    for path in [
        &*other,
        &*forged,
        "/booking/1/share/",
        "/booking/1/share/?sesame=x",
    ] {
        app.browser().get(path).await?.assert(403, REFUSED);
    }
    // Not even to whom it belongs: that is what `/` is for.
    let mut jane = app.browser();
    jane.log_in(JANE).await?.assert(303, "");
    jane.get("/booking/1/share/").await?.assert(403, REFUSED);
    Ok(())
}

#[tokio::test]
async fn a_private_link_logs_nobody_in_and_a_login_link_opens_no_booking()
-> Result<(), Box<dyn Error>> {
    let app = TestApp::new().await?;
    let shared = app.share_link(1).await?;
    let mut browser = app.browser();
    let as_login = shared.replace("/booking/1/share/", "/login/auth/");
    browser.get(&as_login).await?.assert(403, REFUSED);
    browser
        .submit("/login/", &format!("email={JANE}"))
        .await?
        .assert(303, "");
    let login = app.mailed_link().await?;
    let as_shared = login.replace("/login/auth/", "/booking/1/share/");
    browser.get(&as_shared).await?.assert(403, REFUSED);
    Ok(())
}

#[tokio::test]
async fn the_link_of_a_booking_that_the_customer_no_longer_has_is_refused()
-> Result<(), Box<dyn Error>> {
    let app = TestApp::new().await?;
    let link = app.share_link(1).await?;
    let staff = app.user(STAFF).await?;
    assert_eq!(staff.id, 2);
    app.change("UPDATE app_bookings SET customer = 2 WHERE id = 1")
        .await?;
    app.browser().get(&link).await?.assert(403, REFUSED);
    app.change("DELETE FROM app_bookings WHERE id = 1").await?;
    app.browser().get(&link).await?.assert(403, REFUSED);
    Ok(())
}

#[tokio::test]
async fn the_links_of_a_disabled_customer_are_refused() -> Result<(), Box<dyn Error>> {
    let app = TestApp::new().await?;
    let link = app.share_link(1).await?;
    app.change("UPDATE app_users SET is_active = 0 WHERE id = 1")
        .await?;
    app.browser().get(&link).await?.assert(403, REFUSED);
    Ok(())
}

#[tokio::test]
async fn a_link_outlives_a_new_password_and_ends_after_400_days() -> Result<(), Box<dyn Error>> {
    let app = TestApp::new().await?;
    let link = app.share_link(1).await?;
    let mut browser = app.browser();
    browser
        .submit("/login/", &format!("email={JANE}"))
        .await?
        .assert(303, "");
    app.change("UPDATE app_users SET password = '!another' WHERE id = 1")
        .await?;
    // A link that logs in does not outlive it.
    let login = app.mailed_link().await?;
    browser.get(&login).await?.assert(403, REFUSED);
    app.clock.advance(399 * DAY);
    browser.get(&link).await?.assert(200, "Lighthouse");
    app.clock.advance(DAY);
    browser.get(&link).await?.assert(403, REFUSED);
    Ok(())
}
