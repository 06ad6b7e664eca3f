//! One row of a tab-separated file, whose first line names the columns.

use std::error::Error;

use serde::de::DeserializeOwned;

/// One row.
#[derive(Debug)]
pub(crate) struct Row<'r> {
    pub(crate) id: &'r str,
    columns: Vec<&'r str>,
    header: Vec<&'r str>,
}

impl<'r> Row<'r> {
    pub(crate) fn text(&self, column: &str) -> Result<&'r str, Box<dyn Error>> {
        let index = self.header.iter().position(|name| *name == column);
        let value = index.and_then(|index| self.columns.get(index)).copied();
        value.ok_or_else(|| format!("{}: no column {column}", self.id).into())
    }

    pub(crate) fn json<T: DeserializeOwned>(&self, column: &str) -> Result<T, Box<dyn Error>> {
        serde_json::from_str(self.text(column)?)
            .map_err(|error| format!("{}: {column}: {error}", self.id).into())
    }
}

/// The rows of a file.
pub(crate) fn rows(file: &str) -> impl Iterator<Item = Row<'_>> {
    let mut lines = file.lines();
    let header: Vec<&str> = lines.next().unwrap_or_default().split('\t').collect();
    lines.filter(|line| !line.is_empty()).map(move |line| {
        let columns: Vec<&str> = line.split('\t').collect();
        Row {
            id: columns[0],
            columns,
            header: header.clone(),
        }
    })
}
