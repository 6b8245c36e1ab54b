//! Words that bound a number from below or above: `at least`, `不超过`.

use std::sync::LazyLock;

use super::super::quantity::first_of;

/// The bound at the start of a text, as a sign (`≥`), and its length: the longest of those that fit.
pub(in crate::redline) fn bound(s: &str) -> Option<(&'static str, usize)> {
    let first = s.as_bytes().first_chunk::<2>()?.map(|b| b.to_ascii_lowercase());
    let start = |word: &str| word.as_bytes().first_chunk::<2>().copied();
    let from = PHRASES.partition_point(|(word, _)| start(word) < Some(first));
    let begin_alike = PHRASES[from..].iter().take_while(|(word, _)| start(word) == Some(first));
    let west = begin_alike.filter(|(word, _)| begins(s, word)).map(|(word, sign)| (*sign, word.len()));
    if first[0].is_ascii() {
        return west.max_by_key(|(_, len)| *len);
    }
    let east = EAST.iter().filter_map(|(sign, words)| first_of(words, s).map(|w| (*sign, w.len())));
    west.chain(east).max_by_key(|(_, len)| *len)
}

/// Whether a text begins with the words, whatever their case, and no letter goes on with them.
fn begins(s: &str, words: &str) -> bool {
    let same = |head: &str| head.eq_ignore_ascii_case(words) || !head.is_ascii() && head.to_lowercase() == words;
    s.get(..words.len()).is_some_and(same) && !s[words.len()..].starts_with(char::is_alphabetic)
}

/// The words of [`WEST`] with their signs, in order.
static PHRASES: LazyLock<Vec<(&str, &str)>> = LazyLock::new(|| {
    let rows = WEST.iter().flat_map(|(sign, rows)| rows.iter().map(move |row| (*sign, *row)));
    let mut all: Vec<_> = rows.flat_map(|(sign, row)| row.split(", ").map(move |words| (words, sign))).collect();
    all.sort_unstable();
    all
});

/// The words of scripts without blanks.
pub(super) fn spoken() -> impl Iterator<Item = &'static str> {
    EAST.iter().flat_map(|(_, words)| words.iter().copied())
}

/// English, German, French, Spanish, Italian, Portuguese, Dutch, Russian, Arabic.
pub(super) const WEST: [(&str, &[&str]); 4] = [
    (
        "≥",
        &[
            "at least, no less than, not less than, no fewer than, not fewer than, minimum, no earlier than",
            "mindestens, wenigstens, zumindest, nicht weniger als, frühestens",
            "au moins, au minimum, pas moins de",
            "al menos, por lo menos, como mínimo, no menos de, mínimo, mínima",
            "almeno, al minimo, non meno di, minimo, minima",
            "pelo menos, ao menos, no mínimo, não menos de",
            "ten minste, tenminste, minstens, minimaal, niet minder dan",
            "не менее, не меньше, как минимум",
            "على الأقل, لا يقل عن, لا تقل عن",
        ],
    ),
    (
        "≤",
        &[
            "at most, no more than, not more than, not exceeding, not to exceed, up to, maximum, no later than",
            "höchstens, maximal, nicht mehr als, spätestens, längstens, bis zu",
            "au plus, au maximum, pas plus de, au plus tard",
            "como máximo, a lo sumo, no más de, máximo, máxima",
            "al massimo, non più di, non oltre, massimo, massima",
            "no máximo, não mais de",
            "ten hoogste, hoogstens, maximaal, niet meer dan, uiterlijk",
            "не более, не больше, не позднее",
            "على الأكثر, لا يزيد عن, لا تزيد عن, لا يزيد على, لا تزيد على, لا يتجاوز, لا تتجاوز",
        ],
    ),
    (
        ">",
        &[
            "more than, greater than, in excess of, exceeding",
            "mehr als",
            "plus de",
            "más de",
            "più di",
            "mais de",
            "meer dan",
            "более, свыше",
            "أكثر من",
        ],
    ),
    (
        "<",
        &["less than, fewer than", "weniger als", "moins de", "menos de", "meno di", "minder dan", "менее", "أقل من"],
    ),
];

/// Chinese, Japanese, Korean.
pub(super) const EAST: [(&str, &[&str]); 4] = [
    (
        "≥",
        &[
            "不少于",
            "不少於",
            "不低于",
            "不低於",
            "不小于",
            "不早于",
            "至少",
            "最少",
            "最低",
            "以上",
            "少なくとも",
            "이상",
            "최소",
            "적어도",
        ],
    ),
    (
        "≤",
        &[
            "不超过",
            "不超過",
            "不多于",
            "不多於",
            "不高于",
            "不高於",
            "不大于",
            "不晚于",
            "不迟于",
            "至多",
            "最多",
            "最高",
            "最大",
            "最長",
            "以下",
            "以内",
            "以內",
            "限度",
            "이하",
            "이내",
            "최대",
        ],
    ),
    (">", &["超过", "超過", "多于", "多於", "高于", "高於", "超える", "초과"]),
    ("<", &["少于", "少於", "低于", "低於", "不足", "不满", "不滿", "未满", "未滿", "未満", "미만"]),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bounds_are_signs() {
        for (text, sign, word) in [
            ("At least ten", "≥", "At least"),
            ("no more than ten", "≤", "no more than"),
            ("au plus tard le", "≤", "au plus tard"),
            ("не менее трёх", "≥", "не менее"),
            ("不少于三名", "≥", "不少于"),
            ("未満の", "<", "未満"),
        ] {
            assert_eq!(bound(text), Some((sign, word.len())), "{text}");
        }
        assert_eq!(bound("at leastwise"), None);
        assert_eq!(bound("minimums"), None);
    }
}
