//! Whether a page's text is the text that is seen.
//!
//! A font can draw words and name other characters, or none. What comes out then looks like text to a machine; it is
//! told from text by what every text has: in words one kind of letters, in Chinese its commonest characters.

use super::PdfError;
use super::page::Page;

/// Refuses pages without text, and pages whose text is none.
pub(super) fn check(pages: &[Page]) -> Result<(), PdfError> {
    for (at, page) in pages.iter().enumerate() {
        let number = at + 1;
        let text: String = page.runs.iter().flat_map(|r| [r.text.as_str(), " "]).collect();
        let shown = text.chars().filter(|c| !c.is_whitespace()).count();
        if shown < 12 && page.pictures > 0.25 {
            return Err(PdfError::Scanned { page: number });
        }
        let strange = text.chars().filter(|c| is_strange(*c)).count() + page.nameless;
        if (strange >= 8 && strange * 20 > shown + page.nameless) || is_no_language(&text) {
            return Err(PdfError::Garbled { page: number, sample: sample(&text) });
        }
    }
    if pages.iter().all(|p| p.runs.iter().all(|r| r.text.trim().is_empty())) {
        return Err(PdfError::NoText);
    }
    Ok(())
}

fn sample(text: &str) -> String {
    let shown = text.split_whitespace().collect::<Vec<_>>().join(" ");
    shown.chars().filter(|c| *c != '`' && !c.is_control()).take(24).collect()
}

/// A character that no text has. Fonts of bullets use the private ones, here and there.
fn is_strange(c: char) -> bool {
    c == '\u{fffd}'
        || (c.is_control() && !c.is_whitespace())
        || matches!(c, '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{10ffff}' | '\u{fff0}'..='\u{fff8}')
}

fn is_no_language(text: &str) -> bool {
    let han = text.chars().filter(|c| ('\u{3400}'..='\u{9fff}').contains(c)).count();
    let kana = text.chars().filter(|c| ('\u{3040}'..='\u{30ff}').contains(c)).count();
    if han >= 300 && kana * 10 < han {
        const COMMON: &str =
            "的不一有是或人者中为应及和在以时对由同定得与个方本于法之或他务可如条后第国会行用規為應對時個於務條後國會";
        let common = text.chars().filter(|c| COMMON.contains(*c)).count();
        // a list of goods has no word of these, and no rare character either
        if common * 50 < han && text.chars().filter(|c| is_taught(*c)).count() * 5 < han * 4 {
            return true;
        }
    }
    let mut words = 0;
    let mut clean = 0;
    let (mut letters, mut usual) = (0, 0);
    for token in text.split_whitespace() {
        let word = token.trim_matches(|c: char| !c.is_alphanumeric());
        let own = word.bytes().filter(u8::is_ascii_alphabetic).count();
        // `v1.0a`, `2x4`: a number
        if word.len() < 4 || !word.is_ascii() || own * 2 < word.len() {
            continue;
        }
        if token.contains("://") || token.contains('@') {
            continue;
        }
        words += 1;
        letters += own;
        usual += word.bytes().filter(|b| b"EAINRTOS".contains(&b.to_ascii_uppercase())).count();
        let parts = word.split(['-', '/', '\'', '.', ',', '(', ')', '_', '&', '"', ':', ';']);
        clean += usize::from(parts.into_iter().all(is_word));
    }
    // in languages written with Latin letters these eight are two in three, in programs and formulas more than half
    words >= 25 && clean * 2 < words && usual * 20 < letters * 9
}

/// Whether a Han character is of the first level of GB 2312 or of Big5: of 20,000 the some 3,800 and 5,400 that are
/// taught in schools.
fn is_taught(c: char) -> bool {
    let text = c.to_string();
    let bytes = |encoding: &'static encoding_rs::Encoding| {
        let (bytes, _, unknown) = encoding.encode(&text);
        <[u8; 2]>::try_from(&*bytes).ok().filter(|_| !unknown)
    };
    let simplified = || matches!(bytes(encoding_rs::GBK), Some([0xb0..=0xd7, 0xa1..=0xff]));
    ('\u{3400}'..='\u{9fff}').contains(&c)
        && (simplified() || matches!(bytes(encoding_rs::BIG5), Some([0xa4..=0xc6, _])))
}

/// All small, all capitals, or a capital and small ones; such a word and a number: `CLK0`; or a number.
fn is_word(word: &str) -> bool {
    let name = word.trim_end_matches(|c: char| c.is_ascii_digit());
    let word = if name.is_empty() { word } else { name };
    let rest = word.strip_prefix(|c: char| c.is_ascii_uppercase()).unwrap_or(word);
    let all = |is: fn(&char) -> bool| word.chars().all(|c| is(&c));
    rest.chars().all(|c| c.is_ascii_lowercase()) || all(char::is_ascii_uppercase) || all(char::is_ascii_digit)
}

#[cfg(test)]
mod tests {
    use super::super::page::Run;
    use super::*;

    fn page(text: &str) -> Page {
        Page { runs: vec![Run { text: text.to_owned(), ..Run::default() }], ..Page::default() }
    }

    #[test]
    fn text_is_told_from_what_fonts_garble() {
        let text = "The tenant (see Section 4.1) pays the rent on the first of each month to the landlord's account. "
            .repeat(4);
        assert_eq!(check(&[page(&text)]), Ok(()));
        let shifted: String = text.chars().map(|c| if c == ' ' { c } else { char::from(c as u8 - 29) }).collect();
        assert!(matches!(check(&[page(&text), page(&shifted)]), Err(PdfError::Garbled { page: 2, .. })));
        assert!(matches!(check(&[page(&"\u{e001}\u{e002}甲".repeat(20))]), Err(PdfError::Garbled { .. })));
        assert_eq!(check(&[page("  ")]), Err(PdfError::NoText));
        let codes: String = (1..60).map(|n| format!("Port{n} LINE{n} ")).collect();
        assert_eq!(check(&[page(&codes)]), Ok(()));
        let program = r"\let\next\ifnum\count>7#1\else\repeat[x_i^2]{a}\fi \def\start#2:{\advance\rest#2}".repeat(20);
        assert_eq!(check(&[page(&program.replace('}', "} "))]), Ok(()));
        let goods = "燕麦片大米面粉牛奶苹果".repeat(40);
        assert_eq!(check(&[page(&goods)]), Ok(()));
        let rare: String = goods.chars().map(|c| char::from_u32(c as u32 + 7).unwrap_or(c)).collect();
        assert!(matches!(check(&[page(&rare)]), Err(PdfError::Garbled { .. })));
        assert_eq!(check(&[Page { pictures: 1.0, ..page("1") }]), Err(PdfError::Scanned { page: 1 }));
    }
}
