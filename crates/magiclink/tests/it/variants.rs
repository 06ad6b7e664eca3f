//! The names of an enum's variants, so that a new one cannot go untested.

use std::{collections::BTreeSet, fmt::Debug};

/// The names of the variants that the source has, in the form that rustfmt gives it.
pub(crate) fn names(source: &str, type_name: &str) -> BTreeSet<String> {
    let (_, body) = source
        .split_once(&format!("pub enum {type_name} {{\n"))
        .expect("the source has the enum");
    let (body, _) = body.split_once("\n}").expect("the enum ends");
    body.lines()
        .filter_map(|line| line.strip_prefix("    "))
        .filter(|line| line.starts_with(|first: char| first.is_ascii_uppercase()))
        .map(|line| {
            let is_name = |character: char| character.is_ascii_alphanumeric();
            line.split_once(|character| !is_name(character))
                .map_or(line, |(name, _)| name)
                .to_owned()
        })
        .collect()
}

/// The name of the variant that `value` is.
pub(crate) fn name(value: &impl Debug) -> String {
    let text = format!("{value:?}");
    text.split('(').next().unwrap_or_default().to_owned()
}

#[test]
fn the_names_of_variants_are_read_from_the_source() {
    let source = "#[derive(Debug)]\npub enum Fruit {\n    /// Round.\n    Apple,\n    #[error(\n        \"Long\"\n    )]\n    Pear(usize),\n}\n\nenum Other {\n    Plum,\n}\n";
    let expected = ["Apple", "Pear"].map(str::to_owned);
    assert_eq!(names(source, "Fruit"), BTreeSet::from(expected));
    assert_eq!(name(&Some(1)), "Some");
}
