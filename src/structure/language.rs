//! Text → its language, from the script and, among Latin scripts, from the commonest words.

use std::sync::LazyLock;

use crate::marks::is_east_asian;

/// Names the language (BCP 47) of a text from a sample of it; `und` where nothing tells.
///
/// Kana decide for Japanese, hangul for Korean; Han alone is Chinese, traditional where characters that only the
/// traditional script has prevail. Latin scripts are told by counting function words.
pub fn detect<'t>(sample: impl Iterator<Item = &'t str>) -> &'static str {
    let mut count = Counts::default();
    let mut left = 20_000usize;
    for text in sample {
        let text = match text.char_indices().nth(left) {
            Some((end, _)) => &text[..end],
            None => text,
        };
        count.add(text);
        left = left.saturating_sub(text.chars().count());
        if left == 0 {
            break;
        }
    }
    count.language()
}

#[derive(Default)]
struct Counts {
    kana: usize,
    hangul: usize,
    han: usize,
    traditional: usize,
    simplified: usize,
    cyrillic: usize,
    arabic: usize,
    latin: usize,
    words: [usize; WORDS.len()],
}

const WORDS: [(&str, &[&str]); 7] = [
    ("en", &["the", "and", "of", "to", "you", "or", "any", "shall", "this", "with", "that", "is"]),
    ("de", &["der", "die", "und", "das", "den", "von", "zu", "mit", "nicht", "wird", "ist", "oder", "des", "dem"]),
    ("fr", &["le", "les", "des", "et", "du", "vous", "ou", "une", "pour", "dans", "aux", "est", "au"]),
    ("es", &["el", "los", "las", "del", "y", "por", "una", "para", "con", "se", "su", "al"]),
    ("it", &["il", "di", "che", "gli", "della", "per", "una", "sono", "nel", "dei", "con", "ed"]),
    ("pt", &["os", "da", "do", "das", "uma", "para", "não", "em", "ao", "pela", "dos", "ou"]),
    ("nl", &["het", "een", "van", "en", "niet", "zijn", "wordt", "voor", "te", "op", "aan", "deze"]),
];

/// No word of [`WORDS`] has more bytes.
const LONGEST: usize = 6;

/// A word of at most eight bytes as a number, whatever the case of its ASCII letters.
fn packed(word: &[u8]) -> u64 {
    word.iter().fold(0, |all, b| all << 8 | u64::from(b.to_ascii_lowercase()))
}

/// The words in order, each with the index of its language.
static PACKED: LazyLock<Vec<(u64, usize)>> = LazyLock::new(|| {
    let all = WORDS.iter().enumerate().flat_map(|(i, (_, words))| words.iter().map(move |w| (packed(w.as_bytes()), i)));
    let mut all: Vec<(u64, usize)> = all.collect();
    all.sort_unstable();
    all
});

/// Characters that only one of the Chinese scripts has, in order.
static TRADITIONAL: LazyLock<Vec<char>> =
    LazyLock::new(|| in_order("條項務雙應將會國變與為於個這權責據對產規關該時終經傳輸認證號當"));
static SIMPLIFIED: LazyLock<Vec<char>> =
    LazyLock::new(|| in_order("条项务双应将会国变与为于个这权责据对产规关该时终经传输认证号当"));

fn in_order(characters: &str) -> Vec<char> {
    let mut all: Vec<char> = characters.chars().collect();
    all.sort_unstable();
    all
}

impl Counts {
    fn add(&mut self, text: &str) {
        for c in text.chars() {
            match c {
                'a'..='z' | 'A'..='Z' | 'À'..='ɏ' => self.latin += 1,
                '\u{3040}'..='\u{30ff}' => self.kana += 1,
                '\u{ac00}'..='\u{d7a3}' => self.hangul += 1,
                '\u{3400}'..='\u{9fff}' => {
                    self.han += 1;
                    self.traditional += usize::from(TRADITIONAL.binary_search(&c).is_ok());
                    self.simplified += usize::from(SIMPLIFIED.binary_search(&c).is_ok());
                }
                '\u{400}'..='\u{4ff}' => self.cyrillic += 1,
                '\u{600}'..='\u{6ff}' => self.arabic += 1,
                _ => {}
            }
        }
        // the table of letters is asked last: it is slow for Chinese characters
        let letter = |c: char| c.is_ascii_alphabetic() || !c.is_ascii() && !is_east_asian(c) && c.is_alphabetic();
        for word in text.split(|c| !letter(c)).filter(|w| (1..=LONGEST).contains(&w.len())) {
            let word = packed(word.as_bytes());
            let from = PACKED.partition_point(|(w, _)| *w < word);
            for (_, language) in PACKED[from..].iter().take_while(|(w, _)| *w == word) {
                self.words[*language] += 1;
            }
        }
    }

    fn language(&self) -> &'static str {
        let asian = 2 * (self.han + self.kana + self.hangul);
        let letters = self.latin.max(self.cyrillic).max(self.arabic);
        if asian > letters {
            return match () {
                () if self.hangul * 4 > self.han => "ko",
                () if self.kana * 8 > self.han => "ja",
                () if self.traditional > self.simplified => "zh-TW",
                () => "zh-CN",
            };
        }
        if self.cyrillic > self.latin {
            return "ru";
        }
        if self.arabic > self.latin {
            return "ar";
        }
        let best = (0..WORDS.len()).max_by_key(|i| (self.words[*i], WORDS.len() - i));
        match best {
            Some(i) if self.words[i] > 0 => WORDS[i].0,
            _ => "und",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_by_script_and_words() {
        for (text, language) in [
            ("本协议自双方签字之日起生效。", "zh-CN"),
            ("本協議自雙方簽字之日起生效，應當遵守有關規定。", "zh-TW"),
            ("この規約は、利用者に適用されます。", "ja"),
            ("이 약관은 회원에게 적용됩니다.", "ko"),
            ("This agreement binds the parties and their successors.", "en"),
            ("Der Vertrag wird mit der Annahme wirksam und ist verbindlich.", "de"),
            ("Le contrat est conclu pour une durée d'un an dans les conditions.", "fr"),
            ("El contrato se celebra por un año y obliga a las partes del acuerdo.", "es"),
            ("Договор вступает в силу.", "ru"),
            ("123", "und"),
        ] {
            assert_eq!(detect([text].into_iter()), language, "{text}");
        }
    }
}
