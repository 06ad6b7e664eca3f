//! A QR code, as the path of an SVG.

use std::fmt::Write as _;

use magiclink_axum::minijinja::{Value, context};
use qrcode::{Color, QrCode};

/// The empty space around a code, which readers need.
const MARGIN: usize = 4;

/// Draws a text: the `size` of a side with its margin, and the `path` of the dark squares, each one unit
/// wide. None if the text is too long for a code.
pub(super) fn draw(text: &str) -> Option<Value> {
    let code = QrCode::new(text).ok()?;
    let width = code.width();
    let mut path = String::new();
    for (row, colors) in code.to_colors().chunks(width).enumerate() {
        for run in runs(colors) {
            let (x, y, length) = (run.start + MARGIN, row + MARGIN, run.len());
            // Writing to a text does not fail.
            let _ = write!(path, "M{x} {y}h{length}v1h-{length}z");
        }
    }
    Some(context! { size => width + 2 * MARGIN, path })
}

/// The dark stretches of a row.
fn runs(colors: &[Color]) -> Vec<std::ops::Range<usize>> {
    let mut runs: Vec<std::ops::Range<usize>> = Vec::new();
    for (x, _) in colors
        .iter()
        .enumerate()
        .filter(|(_, color)| **color == Color::Dark)
    {
        match runs.last_mut() {
            Some(run) if run.end == x => run.end += 1,
            _ => runs.push(x..x + 1),
        }
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Reads what a browser would draw, five pixels for each unit.
    fn read(drawn: &Value) -> String {
        const SCALE: usize = 5;
        let size = usize::try_from(drawn.get_attr("size").unwrap()).unwrap();
        let path = drawn.get_attr("path").unwrap().to_string();
        let mut dark = vec![false; size * size];
        for square in path.split_terminator('z') {
            let numbers = square.split(['M', ' ', 'h', 'v']).skip(1);
            let numbers: Vec<usize> = numbers.map_while(|part| part.parse().ok()).collect();
            let [x, y, length, 1] = numbers[..] else {
                panic!("{square}")
            };
            dark[y * size + x..][..length].fill(true);
        }
        let pixel = |x: usize, y: usize| {
            if dark[y / SCALE * size + x / SCALE] {
                0
            } else {
                255
            }
        };
        let pixels = size * SCALE;
        let mut image = rqrr::PreparedImage::prepare_from_greyscale(pixels, pixels, pixel);
        let grids = image.detect_grids();
        assert_eq!(grids.len(), 1);
        grids[0].decode().unwrap().1
    }

    #[test]
    fn a_code_is_read_back() {
        for text in [
            "https://rentals.example/booking/1/?sesame=3.AAAABw098QCtQs3GPJNh4xPNAAAABw098QCtQs3GPJNh4xPNAAAA",
            &format!(
                "https://rentals.example/{}/?sesame=3.A-_",
                "%C3%A9".repeat(100)
            ),
        ] {
            assert_eq!(read(&draw(text).unwrap()), text);
        }
    }

    #[test]
    fn a_text_that_is_too_long_has_no_code() {
        assert!(draw(&"a".repeat(5000)).is_none());
    }
}
