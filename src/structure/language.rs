//! Text → its language, from the script and, among Latin scripts, from the commonest words.

use std::sync::LazyLock;

use crate::marks::is_east_asian;

/// How many characters of a text are looked at.
const SAMPLE: usize = 8_000;

/// Names the language (BCP 47) of a text from a sample of it; `und` where nothing tells.
///
/// Kana decide for Japanese, hangul for Korean; Han alone is Chinese, traditional where characters that only the
/// traditional script has prevail. Latin scripts are told by counting function words.
pub fn detect<'t>(texts: impl Iterator<Item = &'t str>) -> &'static str {
    let sample = head(texts);
    let count = Letters::of(&sample);
    let asian = 2 * (count.han + count.kana + count.hangul);
    if asian > count.latin.max(count.cyrillic).max(count.arabic) {
        return match () {
            () if count.hangul * 4 > count.han => "ko",
            () if count.kana * 8 > count.han => "ja",
            () if count.traditional > 0 => "zh-TW",
            () => "zh-CN",
        };
    }
    match () {
        () if count.cyrillic > count.latin => "ru",
        () if count.arabic > count.latin => "ar",
        () => by_words(&sample),
    }
}

/// The first characters of the texts, [`SAMPLE`] at most.
fn head<'t>(texts: impl Iterator<Item = &'t str>) -> Vec<&'t str> {
    let mut left = SAMPLE;
    let mut sample = Vec::new();
    for text in texts {
        let count = text.chars().count();
        let end = if count > left { text.char_indices().nth(left).map(|(end, _)| end) } else { None };
        sample.push(end.map_or(text, |end| &text[..end]));
        left = left.saturating_sub(count);
        if left == 0 {
            break;
        }
    }
    sample
}

/// How many letters there are of each script.
#[derive(Default)]
struct Letters {
    kana: usize,
    hangul: usize,
    han: usize,
    /// By how many characters that only the traditional script has outnumber those that only the simplified has.
    traditional: i32,
    cyrillic: usize,
    arabic: usize,
    latin: usize,
}

impl Letters {
    fn of(sample: &[&str]) -> Letters {
        let mut count = Letters::default();
        let script = &*SCRIPT;
        for text in sample {
            if text.is_ascii() {
                count.latin += text.bytes().filter(u8::is_ascii_alphabetic).count();
                continue;
            }
            for c in text.chars() {
                match c {
                    FIRST_HAN..='\u{9fff}' => {
                        count.han += 1;
                        count.traditional += i32::from(script[c as usize - FIRST_HAN as usize]);
                    }
                    'a'..='z' | 'A'..='Z' | 'À'..='ɏ' => count.latin += 1,
                    '\u{3400}'..FIRST_HAN => count.han += 1,
                    '\u{3040}'..='\u{30ff}' => count.kana += 1,
                    '\u{ac00}'..='\u{d7a3}' => count.hangul += 1,
                    '\u{400}'..='\u{4ff}' => count.cyrillic += 1,
                    '\u{600}'..='\u{6ff}' => count.arabic += 1,
                    _ => {}
                }
            }
        }
        count
    }
}

/// Where the Han characters begin that are in everyday use.
const FIRST_HAN: char = '\u{4e00}';

/// 1 for a character that only the traditional script has, -1 for one that only the simplified script has, by its
/// place behind [`FIRST_HAN`].
static SCRIPT: LazyLock<Vec<i8>> = LazyLock::new(|| {
    let mut script = vec![0; 0xa000 - FIRST_HAN as usize];
    let place = |c: char| c as usize - FIRST_HAN as usize;
    let traditional = "條項務雙應將會國變與為於個這權責據對產規關該時終經傳輸認證號當";
    let simplified = "条项务双应将会国变与为于个这权责据对产规关该时终经传输认证号当";
    traditional.chars().for_each(|c| script[place(c)] += 1);
    simplified.chars().for_each(|c| script[place(c)] -= 1);
    script
});

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

/// A word that is being read.
#[derive(Default)]
struct Word {
    packed: u64,
    len: usize,
}

impl Word {
    fn push(&mut self, c: char) {
        self.len += c.len_utf8();
        self.packed = match c {
            c if c.is_ascii() => self.packed << 8 | u64::from(c.to_ascii_lowercase()),
            c => c.encode_utf8(&mut [0; 4]).bytes().fold(self.packed, |all, b| all << 8 | u64::from(b)),
        };
    }
}

/// The language whose function words prevail.
fn by_words(sample: &[&str]) -> &'static str {
    let packed_words = &*PACKED;
    let mut count = [0usize; WORDS.len()];
    // the table of letters is asked last: it is slow for Chinese characters
    let letter = |c: char| c.is_ascii_alphabetic() || !c.is_ascii() && !is_east_asian(c) && c.is_alphabetic();
    let mut end = |word: &mut Word| {
        let Word { packed, len } = std::mem::take(word);
        if (1..=LONGEST).contains(&len) {
            let from = packed_words.partition_point(|(w, _)| *w < packed);
            for (_, language) in packed_words[from..].iter().take_while(|(w, _)| *w == packed) {
                count[*language] += 1;
            }
        }
    };
    for text in sample {
        let mut word = Word::default();
        for c in text.chars() {
            if letter(c) { word.push(c) } else { end(&mut word) }
        }
        end(&mut word);
    }
    let best = (0..WORDS.len()).max_by_key(|i| (count[*i], WORDS.len() - i));
    best.filter(|i| count[*i] > 0).map_or("und", |i| WORDS[i].0)
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
