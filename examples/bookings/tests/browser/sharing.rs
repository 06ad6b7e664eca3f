//! A customer and one of the staff log in by email; their guests have private links and no account.

use crate::{
    harness::{Browser, Look},
    rentals::{BUTTON, JANE, Rentals, STAFF},
};

/// Checks that the browser is shown this booking, and is not logged in.
async fn is_shown(guest: &Browser, rentals: &Rentals, link: &str, home: &str) {
    guest.go(link).await;
    assert_eq!(guest.status().await, 200);
    let text = guest.text().await;
    assert!(text.contains(home), "{text}");
    assert!(text.contains("Booked by jane.doe@example.com"), "{text}");
    for page in ["/", "/admin/", "/account/"] {
        guest.go(&rentals.url(page)).await;
        guest.arrive("/login/").await;
    }
}

#[tokio::test]
async fn a_customer_logs_in_by_email_and_shares_a_booking() {
    let rentals = Rentals::start();
    let jane = Browser::open("rentals-customer", Look::DESK).await;
    jane.log_in_for(&rentals, "/", JANE).await;
    let text = jane.text().await;
    assert!(
        text.contains("Lighthouse") && text.contains("Mill"),
        "{text}"
    );
    jane.see("bookings").await;
    let mill = jane.sharing_link().await;
    jane.go(&rentals.url("/admin/")).await;
    assert_eq!(jane.status().await, 404, "she is not of the staff");

    let guest = Browser::open("rentals-guest", Look::PHONE.dark()).await;
    is_shown(&guest, &rentals, &mill, "Mill").await;
    guest.go(&rentals.printed_link).await;
    assert!(guest.text().await.contains("Lighthouse"));
    guest.see("shared").await;
    let other = rentals.printed_link.replace("/booking/1/", "/booking/2/");
    assert_ne!(other, rentals.printed_link);
    guest.go(&other).await;
    assert_eq!(guest.status().await, 403);
    guest.see("refused").await;
    guest.go(&rentals.url("/booking/2/share/")).await;
    assert_eq!(guest.status().await, 403, "without a link, too");
}

#[tokio::test]
async fn the_staff_adds_a_booking_and_passes_its_private_link_on() {
    let rentals = Rentals::start();
    let staff = Browser::open("rentals-staff", Look::PHONE).await;
    staff.log_in_for(&rentals, "/admin/", STAFF).await;
    assert_eq!(staff.find_all(".sessions li").await.len(), 2);
    staff.see("all-bookings").await;
    for (customer, count) in [("nobody@example.com", 2), (JANE, 3)] {
        staff.fill("#customer", customer).await;
        staff.fill("#home", "Boathouse").await;
        staff.fill("#dates", "1 to 8 May 2027").await;
        staff.click(BUTTON).await;
        if count == 2 {
            staff.find(".error").await;
            staff.see("mistake").await;
        }
        staff
            .find(&format!(".sessions li:last-child:nth-child({count})"))
            .await;
    }
    staff.see("added").await;
    let link = staff.sharing_link().await;

    let guest = Browser::open("rentals-guest-of-staff", Look::DESK).await;
    is_shown(&guest, &rentals, &link, "Boathouse").await;
    guest.go(&link.replace("/booking/3/", "/booking/1/")).await;
    assert_eq!(guest.status().await, 403);
}
