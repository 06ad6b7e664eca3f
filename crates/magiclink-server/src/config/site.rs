//! `[[site]]`: folders that are served.

use std::{fs, path::PathBuf};

use serde::{Deserialize, Serialize};

use crate::site::{OWN, Site, SitePath, Sites};

/// A folder that is served; in the environment it is written `/path/=folder`.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[serde(try_from = "Written")]
pub(crate) struct Folder {
    /// The path that it is served at; it begins and ends with a slash.
    pub(crate) path: String,
    /// The folder.
    pub(crate) root: String,
}

/// A folder as it is written.
#[derive(Deserialize)]
#[serde(untagged)]
enum Written {
    Text(String),
    Table(Table),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    path: String,
    root: String,
}

impl TryFrom<Written> for Folder {
    type Error = String;

    fn try_from(written: Written) -> Result<Self, String> {
        match written {
            Written::Table(Table { path, root }) => Ok(Self { path, root }),
            Written::Text(text) => {
                let parts = text.split_once('=');
                let (path, root) = parts.ok_or_else(|| format!("`{text}` is not like /=folder"))?;
                Ok(Self {
                    path: path.to_owned(),
                    root: root.to_owned(),
                })
            }
        }
    }
}

/// Checks all folders; an error comes with the number of the folder that it is about.
pub(super) fn check(folders: &[Folder]) -> Result<Sites, (usize, String)> {
    let mut sites: Vec<Site> = Vec::new();
    for (index, folder) in folders.iter().enumerate() {
        let site = check_one(folder).map_err(|text| (index, text))?;
        if sites.iter().any(|other| other.path == site.path) {
            let text = format!("two folders are to be served at `{}`", site.path);
            return Err((index, text));
        }
        sites.push(site);
    }
    Ok(Sites::new(sites))
}

fn check_one(folder: &Folder) -> Result<Site, String> {
    let Folder { path, root } = folder;
    let path = SitePath::parse(path).map_err(|error| format!("path `{path}`: {error}"))?;
    if !path.is_folder() {
        return Err(format!(
            "path `{path}`: write `{path}/`, with a slash at its end"
        ));
    }
    if OWN.contains(&path.first_name()) {
        let name = path.first_name();
        return Err(format!(
            "path `{path}`: the pages at /{name}/ are magiclink's own"
        ));
    }
    if root.is_empty() {
        return Err(format!(
            "set the folder that is served at `{path}`: root = \"site\""
        ));
    }
    let metadata = fs::metadata(root).map_err(|error| format!("root `{root}`: {error}"))?;
    if !metadata.is_dir() {
        return Err(format!("root `{root}` is not a folder"));
    }
    let root = PathBuf::from(root);
    Ok(Site { path, root })
}
