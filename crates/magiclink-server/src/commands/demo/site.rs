//! The pages of the demo: three bookings, compiled in.

use std::{fs, io, path::Path};

const STYLE: &str = include_str!("../../../demo/style.css");
const START: &str = include_str!("../../../demo/index.html");
/// The page and the picture of each.
const BOOKINGS: [(&str, &str); 3] = [
    (
        include_str!("../../../demo/1/index.html"),
        include_str!("../../../demo/1/place.svg"),
    ),
    (
        include_str!("../../../demo/2/index.html"),
        include_str!("../../../demo/2/place.svg"),
    ),
    (
        include_str!("../../../demo/3/index.html"),
        include_str!("../../../demo/3/place.svg"),
    ),
];

/// Writes the pages to a folder that is made for them.
pub(super) fn write(folder: &Path) -> io::Result<()> {
    fs::create_dir(folder)?;
    write_page(folder, START)?;
    for (number, (page, picture)) in (1..).zip(BOOKINGS) {
        let booking = folder.join(format!("booking/{number}"));
        fs::create_dir_all(&booking)?;
        write_page(&booking, page)?;
        fs::write(booking.join("place.svg"), picture)?;
    }
    Ok(())
}

/// Everything that a page loads is beside it, so that a private link to its folder opens all of it.
fn write_page(folder: &Path, page: &str) -> io::Result<()> {
    fs::write(folder.join("index.html"), page)?;
    fs::write(folder.join("style.css"), STYLE)
}
