//! What a browser shows: a picture of each page, its colours, its width, and barriers in it.

use std::{
    fs,
    path::{Path, PathBuf},
};

use base64::{Engine as _, prelude::BASE64_STANDARD};
use serde_json::{Value, json};

use super::{axe, browser::Browser};

impl Browser {
    /// Looks at the page: it has no barriers, fits into the window, is as dark as it should be, and
    /// there is a picture of it.
    pub(crate) async fn see(&self, name: &str) {
        self.picture(name).await;
        let place = format!("{}: the page {name}", self.way);
        let too_wide = self
            .measure("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            .await;
        assert_eq!(too_wide, 0, "{place} is too wide");
        let colour = self
            .measure("getComputedStyle(document.body).backgroundColor")
            .await;
        let colour = colour.as_str().unwrap_or_default();
        assert_eq!(
            is_dark(colour),
            Some(self.look.is_dark),
            "{place} is {colour}"
        );
        let barriers = axe::barriers(&self.client).await;
        assert!(
            barriers.is_empty(),
            "{place} has barriers:\n{}",
            barriers.join("\n")
        );
    }

    /// Keeps a picture of the whole page.
    async fn picture(&self, name: &str) {
        let number = self.seen.get() + 1;
        self.seen.set(number);
        let width = self.measure("document.documentElement.clientWidth").await;
        let height = self.measure("document.documentElement.scrollHeight").await;
        let clip = json!({ "x": 0, "y": 0, "width": width, "height": height, "scale": 1 });
        let options = json!({ "captureBeyondViewport": true, "clip": clip });
        let picture = self.command("Page.captureScreenshot", options).await;
        let picture = picture["data"].as_str().unwrap_or_default();
        let picture = BASE64_STANDARD
            .decode(picture)
            .expect("a picture is base64");
        let file = pictures(self.way).join(format!("{number:02}-{name}.png"));
        fs::write(file, picture).expect("the folder can be written");
    }

    async fn measure(&self, expression: &str) -> Value {
        let script = format!("return {expression}");
        self.run(&script).await
    }
}

/// Takes away the pictures of an earlier run, which may have had other pages.
pub(super) fn forget(way: &str) {
    let earlier = fs::read_dir(pictures(way)).expect("the folder can be read");
    for picture in earlier.flatten() {
        // Another run at the same time may have been faster.
        let _ = fs::remove_file(picture.path());
    }
}

/// The folder for the pictures of a way, beside the one for what tests write.
fn pictures(way: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).with_file_name("screenshots");
    let folder = folder.join(way);
    fs::create_dir_all(&folder).expect("the folder can be made");
    folder
}

/// Whether a colour, written as `rgb(18, 22, 28)`, is nearer to black than to white.
fn is_dark(colour: &str) -> Option<bool> {
    let parts = colour.strip_prefix("rgb(")?.strip_suffix(')')?.split(", ");
    let parts: Result<Vec<u32>, _> = parts.map(str::parse).collect();
    let parts = parts.ok().filter(|parts| parts.len() == 3)?;
    Some(parts.iter().sum::<u32>() < 3 * 128)
}
