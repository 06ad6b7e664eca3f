//! How a family of metrics is written: what it is called, what it tells, and its samples.

use std::fmt;

use prometheus_client::{
    encoding::{
        DescriptorEncoder, EncodeCounterValue, EncodeGaugeValue, MetricEncoder, NoLabelSet,
    },
    metrics::MetricType,
    registry::Unit,
};

/// A label and its value. Both are words of the code: nothing that comes from outside can be one.
pub(super) type Label = (&'static str, &'static str);

/// What a family is called and what it tells; the unit is the end of the name.
pub(super) struct Family {
    pub(super) name: &'static str,
    pub(super) unit: Option<Unit>,
    pub(super) help: &'static str,
}

impl Family {
    /// Writes numbers that only ever rise.
    pub(super) fn counters<L: AsRef<[Label]>>(
        &self,
        encoder: &mut DescriptorEncoder<'_>,
        samples: impl IntoIterator<Item = (L, impl EncodeCounterValue)>,
    ) -> fmt::Result {
        let mut family = self.begin(encoder, MetricType::Counter)?;
        for (labels, count) in samples {
            with(&mut family, labels.as_ref(), |sample| {
                sample.encode_counter::<NoLabelSet, _, f64>(&count, None)
            })?;
        }
        Ok(())
    }

    /// Writes one number that only ever rises.
    pub(super) fn counter(
        &self,
        encoder: &mut DescriptorEncoder<'_>,
        count: impl EncodeCounterValue,
    ) -> fmt::Result {
        self.counters(encoder, [([], count)])
    }

    /// Writes numbers as they are now.
    pub(super) fn gauges<L: AsRef<[Label]>>(
        &self,
        encoder: &mut DescriptorEncoder<'_>,
        samples: impl IntoIterator<Item = (L, impl EncodeGaugeValue)>,
    ) -> fmt::Result {
        let mut family = self.begin(encoder, MetricType::Gauge)?;
        for (labels, value) in samples {
            with(&mut family, labels.as_ref(), |sample| {
                sample.encode_gauge(&value)
            })?;
        }
        Ok(())
    }

    /// Writes one number as it is now.
    pub(super) fn gauge(
        &self,
        encoder: &mut DescriptorEncoder<'_>,
        value: impl EncodeGaugeValue,
    ) -> fmt::Result {
        self.gauges(encoder, [([], value)])
    }

    /// Begins the family; its samples follow.
    pub(super) fn begin<'e>(
        &'e self,
        encoder: &'e mut DescriptorEncoder<'_>,
        kind: MetricType,
    ) -> Result<MetricEncoder<'e>, fmt::Error> {
        encoder.encode_descriptor(self.name, self.help, self.unit.as_ref(), kind)
    }
}

/// Writes a sample with its labels, and without braces if there are none.
pub(super) fn with(
    family: &mut MetricEncoder<'_>,
    labels: &[Label],
    write: impl FnOnce(&mut MetricEncoder<'_>) -> fmt::Result,
) -> fmt::Result {
    if labels.is_empty() {
        write(family)
    } else {
        write(&mut family.encode_family(&labels)?)
    }
}
