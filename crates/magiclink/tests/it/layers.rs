//! Inside the crate, what is high may import what is low, and nothing imports upwards.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

/// The modules, the lowest layer first; those of one layer do not import each other.
const LAYERS: [&[&str]; 13] = [
    &[
        "base_url",
        "body",
        "client",
        "clock",
        "email",
        "letter",
        "mac",
        "rejection",
        "scope",
        "secret",
        "version",
    ],
    &["limit", "mail", "next", "passphrase", "primary_key"],
    &["account", "create_error"],
    &["settings"],
    &["token"],
    &["bearer"],
    &["store"],
    &["event"],
    &["delivery", "person", "session", "verified"],
    &["memory", "unverified"],
    &["contract", "scoped"],
    &["tokens"],
    &["link", "login"],
];

/// Imports that go upwards all the same: importer, imported. None is to be added.
const UPWARDS: [(&str, &str); 2] = [
    // A store keeps `person::Person`s and `session::Session`s, which are found through a store.
    ("store", "person"),
    ("store", "session"),
];

#[test]
fn every_module_has_its_layer() {
    let listed: BTreeSet<String> = LAYERS.concat().into_iter().map(str::to_owned).collect();
    let found: BTreeSet<String> = sources().iter().map(|file| module(file)).collect();
    assert_eq!(listed, found);
}

#[test]
fn imports_go_down() {
    let known = UPWARDS.map(|(importer, imported)| (importer.to_owned(), imported.to_owned()));
    assert_eq!(upward_imports(), BTreeSet::from(known));
}

#[test]
fn an_import_names_the_module_that_it_comes_from() {
    for file in sources() {
        for imported in imports(&file) {
            assert!(
                layer(&imported).is_some(),
                "{} imports crate::{imported}",
                file.display()
            );
        }
    }
}

#[test]
fn imports_are_read_in_all_their_forms() {
    let text = "//! See [`x`](crate::x).\nuse crate::{\n    a::{b, c::d},\n    e,\n    f::G as H, // crate::y\n};\n\
        use crate::i::J;\nfn k(_: &crate::l::M) {}\npub(crate) use self::n;\n";
    let expected = ["a", "e", "f", "i", "l"].map(str::to_owned);
    assert_eq!(imported_by(text), BTreeSet::from(expected));
}

/// Importer and imported of each import that does not go down.
fn upward_imports() -> BTreeSet<(String, String)> {
    let mut upward = BTreeSet::new();
    for file in sources() {
        let importer = module(&file);
        for imported in imports(&file) {
            if imported != importer && layer(&imported) >= layer(&importer) {
                upward.insert((importer.clone(), imported));
            }
        }
    }
    upward
}

fn layer(module: &str) -> Option<usize> {
    LAYERS.iter().position(|layer| layer.contains(&module))
}

/// Every source file but the root, which exports what the others have.
fn sources() -> Vec<PathBuf> {
    let root = source_folder();
    let mut files = Vec::new();
    let mut folders = vec![root.clone()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("the sources can be read") {
            let path = entry.expect("the sources can be read").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                files.push(path);
            }
        }
    }
    files.retain(|file| *file != root.join("lib.rs"));
    assert!(files.len() > 20, "these are not all the sources");
    files
}

fn source_folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

/// The module of the crate that a file belongs to.
fn module(file: &Path) -> String {
    let inside = file
        .strip_prefix(source_folder())
        .expect("the file is a source");
    let first = inside.iter().next().expect("the file has a name");
    let name = first.to_str().expect("the name is text");
    name.strip_suffix(".rs").unwrap_or(name).to_owned()
}

fn imports(file: &Path) -> BTreeSet<String> {
    let text = fs::read_to_string(file).expect("the source can be read");
    let mut imports = imported_by(&text);
    // Macros are at the root, wherever they are written.
    imports.retain(|imported| !imported.starts_with("test_"));
    imports
}

/// The modules of the crate that a source names.
fn imported_by(source: &str) -> BTreeSet<String> {
    let code: Vec<&str> = source
        .lines()
        .map(|line| line.split_once("//").map_or(line, |(code, _)| code))
        .collect();
    let code = code.join("\n");
    let mut imported = BTreeSet::new();
    for path in code.split("crate::").skip(1) {
        match path.strip_prefix('{') {
            None => imported.extend(first_name(path)),
            Some(group) => imported.extend(items(group).filter_map(first_name)),
        }
    }
    imported
}

/// What stands between the commas of a group, up to its closing brace.
fn items(group: &str) -> impl Iterator<Item = &str> {
    let mut depth = 0_i32;
    let mut is_over = false;
    group.split(move |character| {
        match character {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        is_over |= depth < 0;
        !is_over && depth == 0 && character == ','
    })
}

fn first_name(path: &str) -> Option<String> {
    let is_name = |character: char| character.is_alphanumeric() || character == '_';
    let path = path.trim_start();
    let name = path.split(|character| !is_name(character)).next()?;
    (!name.is_empty()).then(|| name.to_owned())
}
