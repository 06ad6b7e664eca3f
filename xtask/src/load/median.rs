//! The least, the middle and the greatest of what several rounds gave.

/// The least, the middle and the greatest number.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Spread {
    pub(crate) least: f64,
    pub(crate) middle: f64,
    pub(crate) greatest: f64,
}

impl Spread {
    /// Of these numbers; all are 0 if there are none. Of an even number the lower middle counts.
    pub(crate) fn of(numbers: impl IntoIterator<Item = f64>) -> Self {
        let mut numbers: Vec<f64> = numbers.into_iter().collect();
        numbers.sort_by(f64::total_cmp);
        let at = |index: usize| numbers.get(index).copied().unwrap_or_default();
        let last = numbers.len().saturating_sub(1);
        Self {
            least: at(0),
            middle: at(last / 2),
            greatest: at(last),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_middle_is_not_moved_by_a_round_that_went_wrong() {
        let spread = Spread::of([3.0, 100.0, 1.0, 2.0, 4.0]);
        assert_eq!(
            spread,
            Spread {
                least: 1.0,
                middle: 3.0,
                greatest: 100.0
            }
        );
    }
}
