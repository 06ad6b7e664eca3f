//! Two sets of times, and whether they can be told apart.

use std::time::Duration;

/// Which part of the slowest of both together is left out of a comparison of means: what the system does
/// now and then, to either of them.
const OUTLIERS: usize = 10;

/// Times of the same thing, in microseconds.
#[derive(Clone, Debug, Default)]
pub(crate) struct Sample(Vec<f64>);

impl Sample {
    pub(crate) fn add(&mut self, time: Duration) {
        self.0.push(time.as_secs_f64() * 1e6);
    }

    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    pub(crate) fn median(&self) -> f64 {
        self.share(50)
    }

    /// The time that so many of a hundred do not exceed; 0 if there are none.
    pub(crate) fn share(&self, percent: usize) -> f64 {
        let mut times = self.0.clone();
        times.sort_by(f64::total_cmp);
        let place = (times.len() * percent / 100).min(times.len().saturating_sub(1));
        times.get(place).copied().unwrap_or(0.0)
    }

    /// Welch's t of this and another one, of both without all that is slower than the same limit.
    pub(crate) fn welch(&self, other: &Self) -> f64 {
        let all = Self([&*self.0, &*other.0].concat());
        let limit = all.share(100 - OUTLIERS);
        let [(mean, error), (other_mean, other_error)] = [self, other].map(|sample| {
            let kept = sample.0.iter().copied().filter(|time| *time <= limit);
            mean_and_error(&kept.collect::<Vec<_>>())
        });
        (mean - other_mean) / (error + other_error).sqrt()
    }
}

/// The mean, and the square of its standard error.
#[expect(clippy::cast_precision_loss, reason = "counts of samples are small")]
fn mean_and_error(times: &[f64]) -> (f64, f64) {
    let count = times.len() as f64;
    let mean = times.iter().sum::<f64>() / count;
    let squares = times.iter().map(|time| (time - mean).powi(2)).sum::<f64>();
    (mean, squares / (count - 1.0) / count)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample(times: &[f64]) -> Sample {
        Sample(times.to_vec())
    }

    #[test]
    fn the_median_is_in_the_middle() {
        assert!((sample(&[9.0, 1.0, 5.0]).median() - 5.0).abs() < 1e-9);
        assert!(Sample::default().median().abs() < 1e-9);
    }

    #[test]
    fn welch_tells_two_means_apart() {
        // By hand: means 2 and 4, variances 1, three of each: -2 / sqrt(1/3 + 1/3).
        let (first, second) = (sample(&[1.0, 2.0, 3.0]), sample(&[3.0, 4.0, 5.0]));
        let t = first.welch(&second);
        assert!((t + 2.449_489_7).abs() < 1e-6, "{t}");
    }

    #[test]
    fn what_is_slow_now_and_then_does_not_count() {
        let mut times: Vec<f64> = (0..100).map(|number| f64::from(number % 7)).collect();
        let same = sample(&times);
        times.extend([1e6; 5]);
        assert!(same.welch(&sample(&times)).abs() < 0.5);
    }
}
