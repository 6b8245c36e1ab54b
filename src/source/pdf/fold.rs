//! Characters that stand for others only because a font was subset → those others.
//!
//! Fonts that draw 用 and the radical ⽤ with one glyph make a PDF say the radical. Nobody writes radicals in an
//! agreement, so they are folded; so are the ligatures of Latin. Every other character stays as it is.

use unicode_normalization::UnicodeNormalization;

/// The text without radicals and ligatures; whether there were radicals.
pub(super) fn fold(text: &str) -> (String, bool) {
    let mut radicals = false;
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\u{2f00}'..='\u{2fd5}' | '\u{fb00}'..='\u{fb06}' => {
                radicals |= c < '\u{3000}';
                out.extend(std::iter::once(c).nfkc());
            }
            '\u{2e80}'..='\u{2eff}' => {
                let to = SUPPLEMENT.iter().find(|(from, _)| *from == c).map(|(_, to)| *to);
                radicals |= to.is_some();
                out.push(to.unwrap_or(c));
            }
            '\u{a0}' => out.push(' '),
            // seen at the end of a line only
            '\u{ad}' if chars.peek().is_some() => {}
            c => out.push(c),
        }
    }
    (out, radicals)
}

/// Radicals of the supplement that fonts share with a character of everyday writing.
const SUPPLEMENT: [(char, char); 64] = [
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
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn radicals_and_ligatures_are_folded_and_nothing_else() {
        assert_eq!(fold("使⽤⻚⾯"), ("使用页面".to_owned(), true));
        assert_eq!(fold("ﬁrst Ⅳ ①（ａ）"), ("first Ⅳ ①（ａ）".to_owned(), false));
    }
}
