//! The text of metrics, read as strictly as OpenMetrics 1.0 says it is written.

use std::collections::{BTreeMap, BTreeSet};

use crate::http::exchange;

/// What is known of a family.
#[derive(Debug, Default)]
pub(crate) struct Family {
    pub(crate) kind: String,
    pub(crate) unit: String,
    pub(crate) help: String,
}

/// A sample's labels, by name.
type Labels = BTreeMap<String, String>;

/// All metrics of one moment.
#[derive(Debug, Default)]
pub(crate) struct Metrics {
    pub(crate) families: BTreeMap<String, Family>,
    pub(crate) samples: BTreeMap<(String, Labels), f64>,
}

/// The head and the body of what an address answers to whoever wants its metrics.
pub(crate) fn scrape(address: &str) -> String {
    let request = "GET /metrics HTTP/1.1\r\nhost: localhost\r\n\r\n";
    exchange(address, request).expect("the metrics are there")
}

impl Metrics {
    /// The metrics on an address, now.
    pub(crate) fn at(address: &str) -> Self {
        let answer = scrape(address);
        let (head, text) = answer.split_once("\r\n\r\n").expect("it has a head");
        assert!(head.starts_with("HTTP/1.1 200 "), "{head}");
        Self::parse(text)
    }

    /// Reads a text; panics where it breaks a rule.
    pub(crate) fn parse(text: &str) -> Self {
        let text = text.strip_suffix("# EOF\n").expect("it ends as it must");
        let mut metrics = Self::default();
        let mut name = String::new();
        for line in text.lines() {
            assert!(!line.is_empty() && line == line.trim(), "`{line}`");
            if let Some(line) = line.strip_prefix("# ") {
                metrics.describe(line, &mut name);
            } else {
                metrics.sample(line, &name);
            }
        }
        metrics.check_histograms();
        metrics
    }

    /// The sum of the samples that have this name and these labels, and maybe others.
    pub(crate) fn sum(&self, name: &str, labels: &[(&str, &str)]) -> f64 {
        let has = |found: &Labels| {
            let mut labels = labels.iter();
            labels.all(|(name, value)| found.get(*name).is_some_and(|found| found == value))
        };
        let mut samples = self
            .samples
            .iter()
            .filter(|((sample, found), _)| sample == name && has(found))
            .map(|(_, value)| *value)
            .peekable();
        assert!(samples.peek().is_some(), "there is no {name} {labels:?}");
        samples.sum()
    }

    /// One line before the samples of a family.
    fn describe(&mut self, line: &str, current: &mut String) {
        let mut words = line.splitn(3, ' ');
        let mut word = || words.next().expect("three words").to_owned();
        let (what, name, text) = (word(), word(), word());
        assert!(is_name(&name), "{line}");
        if *current != name {
            let is_new = !self.families.contains_key(&name);
            assert!(is_new, "the lines of {name} stand apart");
            current.clone_from(&name);
        }
        let has_samples = self.samples.keys().any(|(sample, _)| *sample == name);
        assert!(!has_samples, "{line}: after the samples");
        let family = self.families.entry(name.clone()).or_default();
        let place = match &*what {
            "HELP" => &mut family.help,
            "TYPE" => &mut family.kind,
            "UNIT" => &mut family.unit,
            _ => panic!("what is `{line}`?"),
        };
        assert!(place.is_empty() && !text.is_empty(), "{line}: twice");
        if what == "UNIT" {
            assert!(name.ends_with(&format!("_{text}")), "{line}");
        }
        *place = text;
    }

    fn sample(&mut self, line: &str, family: &str) {
        let (series, value) = line.rsplit_once(' ').expect("a value");
        let value: f64 = value.parse().expect("a number");
        let (name, labels) = match series.split_once('{') {
            Some((name, labels)) => {
                let labels = labels.strip_suffix('}').expect("a closing brace");
                (name, read_labels(labels))
            }
            None => (series, Labels::new()),
        };
        assert!(is_name(name), "{line}");
        let suffix = name.strip_prefix(family).expect("it is of the family");
        let kind = &*self.families[family].kind;
        let suffixes: &[&str] = match kind {
            "counter" => &["_total"],
            "gauge" => &[""],
            "histogram" => &["_bucket", "_count", "_sum"],
            _ => panic!("{family} is a {kind}"),
        };
        assert!(suffixes.contains(&suffix), "{line}: {kind}");
        assert!(kind != "counter" || value >= 0.0, "{line}");
        let earlier = self.samples.insert((name.to_owned(), labels), value);
        assert!(earlier.is_none(), "{line}: twice");
    }

    /// Buckets rise, and the last one has all.
    fn check_histograms(&self) {
        for (family, _) in self
            .families
            .iter()
            .filter(|(_, family)| family.kind == "histogram")
        {
            let bucket = format!("{family}_bucket");
            let mut sets: BTreeMap<Labels, Vec<(f64, f64)>> = BTreeMap::new();
            for ((name, labels), count) in &self.samples {
                if *name == bucket {
                    let mut rest = labels.clone();
                    let bound = rest.remove("le").expect("a bucket has a bound");
                    let bound = bound.parse().expect("the bound is a number");
                    sets.entry(rest).or_default().push((bound, *count));
                }
            }
            assert!(!sets.is_empty(), "{family} has no buckets");
            for (labels, mut buckets) in sets {
                buckets.sort_by(|one, two| one.0.total_cmp(&two.0));
                let rises = buckets.windows(2).all(|pair| pair[0].1 <= pair[1].1);
                assert!(rises, "{family}: {buckets:?}");
                let (bound, all) = buckets[buckets.len() - 1];
                let count = self.samples[&(format!("{family}_count"), labels.clone())];
                assert!(bound.is_infinite(), "{family}: {bound}");
                assert_eq!(all.to_bits(), count.to_bits(), "{family}");
                assert!(
                    self.samples
                        .contains_key(&(format!("{family}_sum"), labels))
                );
            }
        }
    }
}

fn is_name(text: &str) -> bool {
    let is_letter = |letter: char| letter.is_ascii_alphanumeric() || letter == '_' || letter == ':';
    text.chars().all(is_letter) && !text.starts_with(|first: char| first.is_ascii_digit())
}

/// Reads `name="value",…` to the end.
fn read_labels(text: &str) -> Labels {
    let (mut labels, mut names, mut rest) = (Labels::new(), BTreeSet::new(), text);
    while !rest.is_empty() {
        let (name, after) = rest.split_once("=\"").expect("a label has a value");
        assert!(is_name(name) && !name.contains(':'), "{text}");
        assert!(names.insert(name.to_owned()), "{text}: {name} twice");
        let (value, after) = read_value(after);
        labels.insert(name.to_owned(), value);
        rest = match after.strip_prefix(',') {
            Some(next) => {
                assert!(!next.is_empty(), "{text}: nothing after the comma");
                next
            }
            None => {
                assert!(after.is_empty(), "{text}: no comma");
                after
            }
        };
    }
    assert!(!labels.is_empty(), "no labels within the braces");
    labels
}

/// A value up to its closing quote, and what comes after it.
fn read_value(text: &str) -> (String, &str) {
    let mut value = String::new();
    let mut letters = text.char_indices();
    while let Some((index, letter)) = letters.next() {
        match letter {
            '"' => return (value, &text[index + 1..]),
            '\\' => match letters.next() {
                Some((_, 'n')) => value.push('\n'),
                Some((_, letter @ ('\\' | '"'))) => value.push(letter),
                other => panic!("{text}: escaped {other:?}"),
            },
            letter => value.push(letter),
        }
    }
    panic!("{text}: no closing quote")
}

#[test]
fn what_breaks_a_rule_is_not_read() {
    let good = "# HELP a x\n# TYPE a counter\na_total{b=\"c\\n\\\\\\\"\"} 1\na_total 2\n# EOF\n";
    let read = Metrics::parse(good);
    assert_eq!(
        read.sum("a_total", &[("b", "c\n\\\"")]).to_bits(),
        1_f64.to_bits()
    );
    assert_eq!(read.sum("a_total", &[]).to_bits(), 3_f64.to_bits());
    for bad in [
        "",
        "# TYPE a counter\na_total 1\n",
        "a_total 1\n# EOF\n",
        "# TYPE a counter\na_total 1\n# EOF\n\n",
        "# TYPE a counter\na_total 1\na_total 1\n# EOF\n",
        "# TYPE a counter\na 1\n# EOF\n",
        "# TYPE a counter\na_total -1\n# EOF\n",
        "# TYPE a counter\na_total{b=\"c} 1\n# EOF\n",
        "# TYPE a counter\na_total{b=\"c\",} 1\n# EOF\n",
        "# TYPE a counter\na_total{b=\"\\x\"} 1\n# EOF\n",
        "# TYPE a counter\na_total{b=\"c\",b=\"d\"} 1\n# EOF\n",
        "# TYPE a gauge\na 1\n# TYPE b gauge\nb 1\n# HELP a late\n# EOF\n",
        "# TYPE a gauge\n# UNIT a seconds\na 1\n# EOF\n",
        "# TYPE a histogram\na_bucket{le=\"1.0\"} 1\na_count 1\na_sum 1\n# EOF\n",
        "# TYPE a histogram\na_bucket{le=\"+Inf\"} 1\na_count 2\na_sum 1\n# EOF\n",
    ] {
        let read = std::panic::catch_unwind(|| Metrics::parse(bad));
        assert!(read.is_err(), "{bad}");
    }
}
