//! What the book, the alerts and the dashboard say of the metrics is what there is.

use std::collections::BTreeSet;

use crate::{metrics::measured, openmetrics::Metrics};

/// The page of the book that describes the metrics, and what is made of them.
const BOOK: &str = include_str!("../../../../docs/pages/operations/metrics.md");
const RULES: &str = include_str!("../../../../deploy/magiclink.rules.yml");
const DASHBOARD: &str = include_str!("../../../../deploy/grafana.json");

/// What a row of the book says of a metric: its name, its type and its labels.
type Row = (String, String, String);

/// The rows of the tables of the book whose first cell is a word of the program.
fn rows() -> impl Iterator<Item = Vec<String>> {
    let rows = BOOK.lines().filter_map(|line| line.strip_prefix("| `"));
    rows.map(|row| row.split(" | ").map(|cell| cell.replace('`', "")).collect())
}

#[test]
fn every_metric_and_every_event_is_described_in_the_book() {
    let (server, _smtp) = measured(&[]);
    let metrics = server.now();
    let types = ["counter", "gauge", "histogram"];
    let (metric_rows, event_rows): (Vec<_>, Vec<_>) =
        rows().partition(|row| types.contains(&&*row[1]));
    let described = metric_rows.into_iter().map(|row| {
        let [name, kind, labels, _] = row.try_into().expect("four cells");
        (name, kind, labels)
    });
    let found = metrics.families.iter().map(|(name, family)| {
        assert!(!family.help.is_empty(), "{name}");
        let end = if family.kind == "counter" {
            "_total"
        } else {
            ""
        };
        let full = format!("{name}{end}");
        (full, family.kind.clone(), labels(&metrics, name))
    });
    let found: BTreeSet<Row> = found.collect();
    assert_eq!(described.collect::<BTreeSet<Row>>(), found);

    let described: BTreeSet<_> = event_rows.into_iter().map(|row| row[0].clone()).collect();
    let samples = metrics.samples.keys();
    let events = samples.filter_map(|(_, labels)| labels.get("event").cloned());
    assert_eq!(described, events.collect());
}

/// The labels of a family, as the book writes them.
fn labels(metrics: &Metrics, family: &str) -> String {
    let samples = metrics.samples.keys();
    let samples = samples.filter(|(sample, _)| sample.starts_with(family));
    let labels: BTreeSet<_> = samples.flat_map(|(_, labels)| labels.keys()).collect();
    let labels: Vec<_> = labels
        .into_iter()
        .filter(|label| *label != "le")
        .cloned()
        .collect();
    if labels.is_empty() {
        "none".to_owned()
    } else {
        labels.join(", ")
    }
}

#[test]
fn queries_alerts_and_the_dashboard_name_metrics_that_there_are() {
    let (server, _smtp) = measured(&[]);
    let metrics = server.now();
    let names: BTreeSet<_> = metrics.samples.keys().map(|(name, _)| &**name).collect();
    let histograms = metrics
        .families
        .iter()
        .filter(|(_, family)| family.kind == "histogram");
    let histograms: BTreeSet<_> = histograms.map(|(name, _)| &**name).collect();
    serde_json::from_str::<serde_json::Value>(DASHBOARD).expect("the dashboard is JSON");
    for (text, least) in [(BOOK, 30), (RULES, 9), (DASHBOARD, 20)] {
        let words = text.split(|letter: char| !letter.is_ascii_alphanumeric() && letter != '_');
        let is_metric =
            |word: &&str| word.starts_with("magiclink_") || word.starts_with("process_");
        let mut count = 0;
        for name in words.filter(is_metric) {
            assert!(names.contains(name) || histograms.contains(name), "{name}");
            count += 1;
        }
        assert!(count >= least, "{count} names");
    }
}
