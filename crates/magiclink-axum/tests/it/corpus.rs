//! The corpora in `testdata/`: tab-separated, the first line names the columns.

use serde_json::Value;

/// The rows of a file; `columns` is its first line.
pub(crate) fn rows<const N: usize>(text: &str, columns: [&str; N]) -> Vec<[String; N]> {
    let mut lines = text.lines();
    assert_eq!(lines.next().unwrap(), columns.join("\t"));
    let cells = |line: &str| line.split('\t').map(str::to_owned).collect::<Vec<_>>();
    lines.map(|line| cells(line).try_into().unwrap()).collect()
}

/// A row of `headers.tsv`.
pub(crate) struct Row {
    pub(crate) id: String,
    pub(crate) input: Value,
    pub(crate) expected: String,
}

/// The rows of one group of `headers.tsv`.
pub(crate) fn headers(group: &str) -> Vec<Row> {
    let text = include_str!("../../testdata/headers.tsv");
    let rows = rows(text, ["id", "group", "input_json", "expected", "why"]);
    let of_group = rows.into_iter().filter(|[_, of, ..]| of == group);
    let rows: Vec<_> = of_group
        .map(|[id, _, input, expected, _]| Row {
            id,
            input: serde_json::from_str(&input).unwrap(),
            expected,
        })
        .collect();
    assert!(!rows.is_empty(), "{group}");
    rows
}

#[test]
fn every_group_of_headers_has_a_test() {
    let text = include_str!("../../testdata/headers.tsv");
    for [id, group, ..] in rows(text, ["id", "group", "input_json", "expected", "why"]) {
        let is_known = matches!(
            group.as_str(),
            "client-ip" | "cookie" | "csrf" | "response" | "scanner"
        );
        // A gate in front of other applications is not built yet.
        assert!(is_known || group == "forward-auth", "{id}: {group}");
    }
}

/// The names and values of a JSON object.
pub(crate) fn pairs(object: &Value) -> Vec<(String, String)> {
    let object = object.as_object().unwrap();
    let pair = |(name, value): (&String, &Value)| {
        (name.to_lowercase(), value.as_str().unwrap().to_owned())
    };
    object.iter().map(pair).collect()
}
