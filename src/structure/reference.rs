//! What stands behind a number → whether the number is part of a sentence, and numbers nothing.

use super::caption::ends_sentence;
use crate::marks;
use crate::model::label::{Form, Label, Unit};

/// Whether the number is part of a sentence: `第三条规定的期限`, `Section 4 applies`, `附件一中的`.
pub(super) fn is_reference(label: &Label, rest: &str, touching: bool) -> bool {
    if label.unit == Unit::Bare {
        // `5.2条约定的`, `(1)及(2)`
        const OF: [&str; 12] =
            ["条约定", "条规定", "条所", "条的", "条中", "条、", "条和", "款规定", "款约定", "项规定", "条或", "条及"];
        return touching && label.values.len() > 1 && OF.iter().any(|w| rest.starts_with(w));
    }
    let first = rest.chars().next();
    // `Article R 221-1` of another code
    if label.form == Form::Upper && first.is_some_and(|c| c.is_ascii_digit()) {
        return true;
    }
    if first.is_some_and(|c| matches!(c, '、' | '，' | ',' | '；' | ';' | '。' | '》' | '/' | '）' | ')')) {
        return true;
    }
    // `§ 3 ”Gästen” är …`: there are languages that open a quotation as they close it
    if touching && first == Some('”') {
        return true;
    }
    // `別紙1に定める`, `별표 1에 따른`: a particle behind the number of an annex
    const PARTICLES: &str = "にのはをがとでもへやか에의은는을를이가와과로";
    if touching && label.unit == Unit::Annex && first.is_some_and(|c| PARTICLES.contains(c)) {
        return true;
    }
    // `Section 1.1 (Term); 1.2 (Payment)`, `Article 59 (1) of the act`, `제16조(회의)에서 정한`
    if let Some((inner, behind)) = rest.strip_prefix('(').and_then(|r| r.split_once(')')) {
        const PARTICLES: [&str; 6] = ["에서", "에 따", "에 의", "의 규정", "부터", "까지"];
        let part = || inner.len() <= 3 && behind.starts_with(' ') && VERBS.contains(&word(behind.trim_start()));
        if behind.starts_with([',', ';']) || PARTICLES.iter().any(|p| behind.starts_with(p)) || part() {
            return true;
        }
    }
    // how a sentence goes on behind the number of a clause that it names, by the first character
    let after: &[&str] = match first {
        Some('规' | '约' | '規') => &["规定", "约定", "規定"],
        Some('所') => &["所称", "所列", "所述", "所指", "所定"],
        Some('和' | '与' | '至' | '到') => &["和第", "与第", "至第", "到第"],
        Some('或' | '及' | '以') => &["或第", "或者第", "及第", "及び", "以及第"],
        Some('的' | '第' | '前' | '后') => &["的", "第", "前款", "后款"],
        Some('中' | '之' | '等' | '项' | '款') => &["中的", "中所", "之规定", "等规定", "项规定", "款规定"],
        Some('又' | 'か' | 'の' | 'に') => &["又は", "から", "の規定", "に規定"],
        Some('의' | '에') => &["의 규정", "에 따"],
        _ => &[],
    };
    // `第一条 第二款…` with a blank is a number and a text; without one it is `第一条第二款`
    if (touching || !rest.starts_with('第')) && after.iter().any(|w| rest.starts_with(w)) {
        return touching || !rest.starts_with("约定");
    }
    // what follows looks for letters
    if first.is_some_and(marks::is_east_asian) {
        return false;
    }
    // `Artikel 72 Abs. 3 Satz 3`
    const PARTS: [&str; 8] = ["Abs", "Absatz", "Satz", "Nr", "Alinéa", "alinéa", "Buchst", "Unterabsatz"];
    let word = word(rest);
    if PARTS.contains(&word) {
        return true;
    }
    // a sentence about the section, or a caption in small letters
    let is_sentence = || rest.contains(' ') && ends_sentence(&marks::shown(rest));
    first.is_some_and(char::is_lowercase) && (VERBS.contains(&word) || is_sentence())
}

/// The letters with which a text begins.
fn word(text: &str) -> &str {
    &text[..text.find(|c: char| !c.is_alphabetic()).unwrap_or(text.len())]
}

/// How a sentence goes on behind the number of what it speaks of.
const VERBS: [&str; 33] = [
    "of", "and", "or", "to", "shall", "applies", "apply", "is", "are", "was", "will", "does", "has", "may", "must",
    "above", "below", "hereof", "herein", "sets", "gilt", "findet", "des", "der", "und", "oder", "bis", "ist", "du",
    "de", "et", "del", "y",
];

#[cfg(test)]
mod tests {
    use super::super::numbered::numbered;

    #[test]
    fn references_are_no_numbers() {
        for s in [
            "第三条规定的期限届满后",
            "第三条、第四条",
            "第三条第二款",
            "Section 4 of this agreement",
            "Article R 12-3 of the harbour code",
            "Article 3 shall apply",
            "Section 1.1 (Berths); 1.2 (Fees)",
            "Article 59 (1) of the harbour act",
            "제16조(회의)에서 정한 안건",
            "別紙1に掲げる舟",
            "별표 1에 따른 요금",
        ] {
            assert_eq!(numbered(s), None, "{s}");
        }
        for s in [
            "第三条 第二款的例外",
            "別紙1 舟の図",
            "別紙2（第3条関係）",
            "별표 1 요금",
            "Article 6 (1) The guest pays.",
            "§ 3 ”Gästen” är den som hyr.",
            "제16조(회의) 회의를 연다.",
        ] {
            assert!(numbered(s).is_some(), "{s}");
        }
    }
}
