//! Characters that stand for others only because a font was subset → those others.
//!
//! Fonts that draw 用 and the radical ⽤ with one glyph make a PDF say the radical, and so does text extracted from it.
//! Nobody writes radicals in an agreement, so they are folded; so are the ligatures of Latin. Every other character stays
//! as it is.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;

use crate::marks;

/// The text without radicals and ligatures; whether there were radicals.
pub(in crate::source) fn fold(text: &str) -> (String, bool) {
    let (text, radicals) = letters(text);
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\u{a0}' => out.push(' '),
            // seen at the end of a line only
            '\u{ad}' if chars.peek().is_some() => {}
            c => out.push(c),
        }
    }
    (out, radicals > 0)
}

/// The text without radicals and ligatures, its blanks and hyphens as they are; how many radicals there were.
pub(in crate::source) fn letters(text: &str) -> (Cow<'_, str>, usize) {
    let is_drawn = |c: char| matches!(c, '\u{2e80}'..='\u{2fd5}' | '\u{fb00}'..='\u{fb06}');
    // most texts hold no character that begins as these do
    let begins = |a: u8, b: u8, _: u8| (a == 0xe2) & (b >= 0xba) | (a == 0xef) & (b == 0xac);
    if marks::count_threes(text, begins) == 0 || !text.contains(is_drawn) {
        return (Cow::Borrowed(text), 0);
    }
    let door = if writes_traditionally(text) { '戶' } else { '户' };
    let mut radicals = 0;
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '⼾' => out.push(door),
            '\u{2e80}'..='\u{2eff}' => {
                out.push(SUPPLEMENT.iter().find(|(from, _)| *from == c).map_or(c, |(_, to)| *to));
            }
            c if is_drawn(c) => out.extend(std::iter::once(c).nfkc()),
            c => out.push(c),
        }
        let stays = || out.ends_with(c);
        radicals += usize::from(is_drawn(c) && c < '\u{3000}' && !stays());
    }
    (Cow::Owned(out), radicals)
}

/// Whether a text is Japanese, Korean or Chinese in traditional characters: only simplified Chinese draws ⼾ as 户.
fn writes_traditionally(text: &str) -> bool {
    text.contains(|c: char| "國個們時對與為會於應當東書來後戸戶".contains(c) || matches!(c, 'ぁ'..='ヿ' | '가'..='힣'))
}

/// Radicals of the supplement that fonts share with a character of everyday writing.
const SUPPLEMENT: [(char, char); 78] = [
    ('⺁', '厂'),
    ('⺄', '乙'),
    ('⺅', '亻'),
    ('⺆', '冂'),
    ('⺇', '几'),
    ('⺉', '刂'),
    ('⺋', '㔾'),
    ('⺌', '小'),
    ('⺍', '小'),
    ('⺎', '兀'),
    ('⺏', '尣'),
    ('⺐', '尢'),
    ('⺒', '巳'),
    ('⺓', '幺'),
    ('⺔', '彑'),
    ('⺕', '彐'),
    ('⺖', '忄'),
    ('⺗', '㣺'),
    ('⺘', '扌'),
    ('⺙', '攵'),
    ('⺛', '旡'),
    ('⺝', '月'),
    ('⺞', '歺'),
    ('⺟', '母'),
    ('⺠', '民'),
    ('⺡', '氵'),
    ('⺢', '氺'),
    ('⺣', '灬'),
    ('⺤', '爫'),
    ('⺦', '丬'),
    ('⺧', '牛'),
    ('⺨', '犭'),
    ('⺩', '王'),
    ('⺫', '目'),
    ('⺬', '示'),
    ('⺭', '礻'),
    ('⺮', '竹'),
    ('⺯', '糹'),
    ('⺰', '纟'),
    ('⺲', '罒'),
    ('⺳', '网'),
    ('⺶', '羊'),
    ('⺸', '羊'),
    ('⺹', '老'),
    ('⺼', '月'),
    ('⺽', '臼'),
    ('⺾', '艹'),
    ('⻁', '虎'),
    ('⻂', '衤'),
    ('⻄', '西'),
    ('⻅', '见'),
    ('⻆', '角'),
    ('⻉', '贝'),
    ('⻋', '车'),
    ('⻓', '长'),
    ('⻔', '门'),
    ('⻘', '青'),
    ('⻙', '韦'),
    ('⻚', '页'),
    ('⻛', '风'),
    ('⻜', '飞'),
    ('⻝', '食'),
    ('⻢', '马'),
    ('⻰', '龙'),
    ('⻑', '長'),
    ('⻡', '首'),
    ('⻣', '骨'),
    ('⻤', '鬼'),
    ('⻥', '鱼'),
    ('⻦', '鸟'),
    ('⻧', '卤'),
    ('⻨', '麦'),
    ('⻩', '黄'),
    ('⻬', '齐'),
    ('⻭', '歯'),
    ('⻮', '齿'),
    ('⻯', '竜'),
    ('⻳', '龟'),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn radicals_and_ligatures_are_folded_and_nothing_else() {
        assert_eq!(fold("使⽤⻚⾯"), ("使用页面".to_owned(), true));
        assert_eq!((fold("⽤⼾").0, fold("個⼾").0), ("用户".to_owned(), "個戶".to_owned()));
        assert_eq!(fold("ﬁrst Ⅳ ①（ａ）"), ("first Ⅳ ①（ａ）".to_owned(), false));
    }
}
