//! One row of a tab-separated file of known answers.

/// One row: the text that is judged, and the columns beside it.
pub(crate) struct Row<'f> {
    pub(crate) id: &'f str,
    pub(crate) text: String,
    pub(crate) expected: &'f str,
    /// The columns after `expected`, which each file has of its own.
    pub(crate) others: Vec<&'f str>,
}

/// The rows of a file that begins with the columns `id`, `value_json` and `expected`.
pub(crate) fn rows(file: &str) -> Vec<Row<'_>> {
    let mut lines = file.lines();
    let header = lines.next().expect("the file has a header");
    assert!(header.starts_with("id\tvalue_json\texpected\t"), "{header}");
    let rows: Vec<Row<'_>> = lines.map(row).collect();
    assert!(rows.len() > 90, "these are not all the rows");
    rows
}

fn row(line: &str) -> Row<'_> {
    let mut columns = line.split('\t');
    let mut next = || columns.next().expect("the row has all its columns");
    let (id, value, expected) = (next(), next(), next());
    let text = serde_json::from_str(value).expect("the value is a text in JSON");
    Row {
        id,
        text,
        expected,
        others: columns.collect(),
    }
}
