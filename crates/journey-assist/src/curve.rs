//! How scores of emotions are shown.

use journey_plugin::model::value::Score;

/// The mean of scores; `None` of none.
pub(crate) fn mean(scores: impl Iterator<Item = Score>) -> Option<f64> {
    let (sum, count) = scores.fold((0.0, 0_u32), |(sum, count), score| (sum + f64::from(score.value()), count + 1));
    (count > 0).then(|| sum / f64::from(count))
}

/// A mean as people read it: signed, with one decimal where it needs one.
pub(crate) fn signed(mean: f64) -> String {
    let tenths = (mean * 10.0).round() / 10.0;
    let shown = format!("{tenths:+.1}");
    let shown = shown.strip_suffix(".0").unwrap_or(&shown);
    if matches!(shown, "+0" | "-0") { "0".to_owned() } else { shown.to_owned() }
}

/// The height of a score as a block character; a middle dot where there is none.
pub(crate) fn block(score: Option<Score>) -> char {
    match score.map(Score::value) {
        None => '·',
        Some(..=-2) => '▁',
        Some(-1) => '▃',
        Some(0) => '▄',
        Some(1) => '▆',
        Some(2..) => '█',
    }
}

/// A face for a score, as journey maps draw it.
pub(crate) fn face(score: Score) -> &'static str {
    match score.value() {
        ..=-2 => "😠",
        -1 => "🙁",
        0 => "😐",
        1 => "🙂",
        2.. => "😀",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mean_has_a_sign_and_at_most_one_decimal() {
        let told = |scores: &[i8]| mean(scores.iter().filter_map(|score| Score::new(*score))).map(signed);
        assert_eq!(told(&[]), None);
        assert_eq!(told(&[1, -1]).as_deref(), Some("0"));
        assert_eq!(told(&[2, 1]).as_deref(), Some("+1.5"));
        assert_eq!(told(&[-1, -1, 0]).as_deref(), Some("-0.7"));
        assert_eq!(told(&[-2]).as_deref(), Some("-2"));
        assert_eq!(signed(-0.04), "0");
    }
}
