//! The words before a reference → what they say but for the article, which goes with the noun: `el artículo 2` and
//! `la cláusula 2` say the same of the second clause.

use super::token::{Class, Token};

/// Articles, and prepositions that took one in, with what they say without it.
const SAYS: [(&str, &str); 51] = [
    // Spanish, Portuguese, Italian, French
    ("el", ""),
    ("la", ""),
    ("los", ""),
    ("las", ""),
    ("o", ""),
    ("a", ""),
    ("os", ""),
    ("as", ""),
    ("il", ""),
    ("lo", ""),
    ("gli", ""),
    ("le", ""),
    ("les", ""),
    ("al", ""),
    ("ao", ""),
    ("à", ""),
    ("aos", ""),
    ("às", ""),
    ("allo", ""),
    ("alla", ""),
    ("agli", ""),
    ("alle", ""),
    ("au", ""),
    ("aux", ""),
    ("del", "de"),
    ("do", "de"),
    ("da", "de"),
    ("dos", "de"),
    ("das", "de"),
    ("du", "de"),
    ("di", "de"),
    ("dello", "de"),
    ("della", "de"),
    ("dei", "de"),
    ("degli", "de"),
    ("delle", "de"),
    ("na", "em"),
    ("nos", "em"),
    ("nas", "em"),
    ("nel", "in"),
    ("nello", "in"),
    ("nella", "in"),
    ("negli", "in"),
    ("nelle", "in"),
    // German, Dutch
    ("der", ""),
    ("die", ""),
    ("dem", ""),
    ("den", ""),
    ("des", ""),
    ("het", ""),
    ("zur", "zum"),
];

/// So many tokens at most stand between an article and its reference: `de la cláusula 2`.
const NEAR: usize = 4;

/// What a token says: of an article before a reference nothing.
pub(super) fn said<'t>(tokens: &[Token<'t>], at: usize) -> &'t str {
    let says = |t: &Token<'_>| match t.class {
        Class::Word if t.text.len() <= 5 => SAYS.iter().find(|(word, _)| t.text.eq_ignore_ascii_case(word)),
        _ => None,
    };
    let word = tokens[at].text;
    let Some((_, rest)) = says(&tokens[at]) else { return word };
    let mut behind = tokens[at + 1..].iter().take(NEAR);
    let reference = behind.find(|t| t.class != Class::Space && says(t).is_none());
    if reference.is_some_and(|t| t.class == Class::Reference) { rest } else { word }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::redline::token::tokens;

    #[test]
    fn articles_before_references_say_nothing() {
        let all = |text: &str| {
            let tokens = tokens(text);
            (0..tokens.len()).map(|at| said(&tokens, at)).filter(|s| !s.trim().is_empty()).collect::<Vec<_>>().join(" ")
        };
        for (text, says) in [
            ("según la cláusula 2", "según cláusula 2"),
            ("gastos del artículo 2", "gastos de artículo 2"),
            ("gastos de la cláusula 2", "gastos de cláusula 2"),
            ("la casa de la cláusula 2", "la casa de cláusula 2"),
            ("gemäß der Ziffer 3", "gemäß Ziffer 3"),
        ] {
            assert_eq!(all(text), says);
        }
    }
}
