//! The bookings of the demo, as the site of a server.

use std::fs;

use crate::program::Folder;

const DEMO: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/demo");

/// Copies them into the folder `site`.
pub(crate) fn copy(folder: &Folder) {
    let copy = |from: &str, to: &str| {
        let to = folder.path(to);
        let parent = to.parent().expect("the file is in a folder");
        fs::create_dir_all(parent).expect("the folder can be made");
        fs::copy(format!("{DEMO}/{from}"), to).expect("the file can be copied");
    };
    copy("index.html", "site/index.html");
    copy("style.css", "site/style.css");
    for number in 1..=3 {
        for name in ["index.html", "place.svg"] {
            let from = format!("{number}/{name}");
            copy(&from, &format!("site/booking/{from}"));
        }
        copy("style.css", &format!("site/booking/{number}/style.css"));
    }
}
