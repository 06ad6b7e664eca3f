//! The first half: logging in by email, and what a login opens.

use std::error::Error;

use crate::tests::browser::{FIVE_MINUTES, JANE, STAFF, TestApp};

#[tokio::test]
async fn a_customer_logs_in_by_email_and_sees_her_bookings() -> Result<(), Box<dyn Error>> {
    let app = TestApp::new().await?;
    let mut browser = app.browser();
    let answer = browser.get("/").await?;
    answer.assert(303, "");
    assert_eq!(answer.header("location"), "/login/?next=%2F");
    browser.log_in(JANE).await?.assert(303, "");
    let page = browser.get("/").await?;
    page.assert(200, "Lighthouse");
    page.assert(200, "Mill");
    page.assert(200, "/booking/1/share/?sesame=");
    Ok(())
}

#[tokio::test]
async fn a_login_link_is_good_for_five_minutes() -> Result<(), Box<dyn Error>> {
    let app = TestApp::new().await?;
    let mut browser = app.browser();
    let asked = format!("email={JANE}");
    browser.submit("/login/", &asked).await?.assert(303, "");
    let link = app.mailed_link().await?;
    app.clock.advance(FIVE_MINUTES);
    browser
        .get(&link)
        .await?
        .assert(403, "This link does not work");
    browser.get("/").await?.assert(303, "");
    Ok(())
}

#[tokio::test]
async fn the_staff_sees_all_bookings_and_adds_one() -> Result<(), Box<dyn Error>> {
    let app = TestApp::new().await?;
    let mut browser = app.browser();
    browser.log_in(STAFF).await?.assert(303, "");
    browser
        .get("/")
        .await?
        .assert(200, "You have no bookings yet");
    browser
        .get("/admin/")
        .await?
        .assert(200, "private sharing link");
    let booking = format!("customer={JANE}&home=Boat+%3C3&dates=May");
    browser.submit("/admin/", &booking).await?.assert(303, "");
    browser.get("/admin/").await?.assert(200, "Boat &lt;3");
    let link = app.share_link(3).await?;
    app.browser().get(&link).await?.assert(200, "Boat &lt;3");
    Ok(())
}

#[tokio::test]
async fn a_booking_of_nobody_or_of_nothing_is_not_added() -> Result<(), Box<dyn Error>> {
    let app = TestApp::new().await?;
    let mut browser = app.browser();
    browser.log_in(STAFF).await?.assert(303, "");
    for customer in ["joe@example.com", "no-address"] {
        let booking = format!("customer={customer}&home=Boat&dates=May");
        let answer = browser.submit("/admin/", &booking).await?;
        answer.assert(200, "Nobody has this address");
    }
    let booking = format!("customer={JANE}&home=+&dates=May");
    let answer = browser.submit("/admin/", &booking).await?;
    answer.assert(200, "Say which home, and when");
    assert_eq!(app.app.rentals.bookings()?.len(), 2);
    Ok(())
}

#[tokio::test]
async fn for_a_customer_there_is_no_admin_page() -> Result<(), Box<dyn Error>> {
    let app = TestApp::new().await?;
    let mut browser = app.browser();
    browser.get("/admin/").await?.assert(303, "");
    browser.log_in(JANE).await?.assert(303, "");
    browser.get("/admin/").await?.assert(404, "");
    Ok(())
}
