//! What the settings know about the folders that are served: files of the program.

#[path = "../../crates/magiclink-server/src/site/file.rs"]
mod file;
#[path = "../../crates/magiclink-server/src/site/path.rs"]
mod path;
#[path = "../../crates/magiclink-server/src/site/sites.rs"]
mod sites;
#[path = "../../crates/magiclink-server/src/site/target.rs"]
mod target;

pub(crate) use self::{
    path::SitePath,
    sites::{OWN, Site, Sites},
    target::{FOLDER, PAGE, Target},
};
