//! Text → its language, from the script and, among Latin scripts, from the commonest words.

mod pair;

use std::ops::RangeInclusive;
use std::sync::LazyLock;

use crate::marks;
pub(crate) use pair::{ASIAN, Pair, Script, differ, letters};

/// How many characters of a text are looked at.
const SAMPLE: usize = 8_000;

/// Names the language (BCP 47) of a text from a sample of it; `und` where nothing tells.
///
/// Kana decide for Japanese, hangul for Korean; Han alone is Chinese, traditional where characters that only the
/// traditional script has prevail. Latin scripts are told by counting function words.
pub fn detect<'t>(texts: impl Iterator<Item = &'t str>) -> &'static str {
    let sample = head(texts, SAMPLE);
    let count = Letters::of(&sample);
    let asian = 2 * (count.han + count.kana + count.hangul);
    if asian > count.latin.max(count.cyrillic).max(count.arabic) {
        return match () {
            () if count.hangul * 4 > count.han => "ko",
            () if count.kana * 8 > count.han => "ja",
            () if is_traditional(&sample) => "zh-TW",
            () => "zh-CN",
        };
    }
    let holds = |letters: &str| letters.chars().any(|letter| sample.iter().any(|text| text.contains(letter)));
    let (script, letters) = count.other.into_iter().max_by_key(|(_, count)| *count).unwrap_or(("und", 0));
    match () {
        () if letters > count.latin.max(count.cyrillic).max(count.arabic) => script,
        // each of the others has letters that the commonest has not
        () if count.cyrillic > count.latin && holds("їєґ") => "uk",
        () if count.cyrillic > count.latin => "ru",
        () if count.arabic > count.latin && holds("پچژگ") => "fa",
        () if count.arabic > count.latin => "ar",
        () => by_words(&sample),
    }
}

/// The first characters of the texts, so many at most.
fn head<'t>(texts: impl Iterator<Item = &'t str>, most: usize) -> Vec<&'t str> {
    let mut left = most;
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
struct Letters {
    kana: usize,
    hangul: usize,
    han: usize,
    cyrillic: usize,
    arabic: usize,
    latin: usize,
    /// Scripts of one language, or of one that is by far the commonest.
    other: [(&'static str, usize); 4],
}

impl Letters {
    /// Tells letters by their first byte, or by the first two of U+3000 to U+3FFF, which have punctuation too.
    fn of(sample: &[&str]) -> Letters {
        let mut first = [0; 256];
        sample.iter().flat_map(|text| text.bytes()).for_each(|b| first[usize::from(b)] += 1);
        let of_e3 = |second: RangeInclusive<u8>| match first[0xe3] {
            0 => 0,
            _ => sample.iter().map(|t| marks::count_threes(t, |a, b, _| (a == 0xe3) & second.contains(&b))).sum(),
        };
        let all = |bytes: RangeInclusive<u8>| bytes.map(|b| first[usize::from(b)]).sum::<usize>();
        let of_e0 = |second: RangeInclusive<u8>| match first[0xe0] {
            0 => 0,
            _ => sample.iter().map(|t| marks::count_threes(t, |a, b, _| (a == 0xe0) & second.contains(&b))).sum(),
        };
        Letters {
            kana: of_e3(0x81..=0x83),
            hangul: all(0xea..=0xed),
            han: all(0xe4..=0xe9) + of_e3(0x90..=0xbf),
            cyrillic: all(0xd0..=0xd3),
            arabic: all(0xd8..=0xdb),
            latin: all(b'A'..=b'Z') + all(b'a'..=b'z') + all(0xc3..=0xc9),
            other: [
                ("el", all(0xcd..=0xcf)),
                ("he", all(0xd6..=0xd7)),
                ("hi", of_e0(0xa4..=0xa5)),
                ("th", of_e0(0xb8..=0xb9)),
            ],
        }
    }
}

/// Whether characters that only the traditional script has outnumber those that only the simplified has; a lead of
/// [`CLEAR`] decides, whatever comes behind it.
fn is_traditional(sample: &[&str]) -> bool {
    let script = &*SCRIPT;
    let weigh = |c: char| script.get((c as usize).wrapping_sub(FIRST_HAN as usize)).copied().unwrap_or(0);
    let mut lead = 0;
    for c in sample.iter().flat_map(|text| text.chars()) {
        lead += i32::from(weigh(c));
        if lead.abs() == CLEAR {
            break;
        }
    }
    lead > 0
}

/// So many characters of one script more than of the other leave no doubt.
const CLEAR: i32 = 48;

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

const WORDS: [(&str, &[&str]); 17] = [
    ("en", &["the", "and", "of", "to", "you", "or", "any", "shall", "this", "with", "that", "is"]),
    ("de", &["der", "die", "und", "das", "den", "von", "zu", "mit", "nicht", "wird", "ist", "oder", "des", "dem"]),
    ("fr", &["le", "les", "des", "et", "du", "vous", "ou", "une", "pour", "dans", "aux", "est", "au"]),
    ("es", &["el", "los", "las", "del", "y", "por", "una", "para", "con", "se", "su", "al"]),
    ("it", &["il", "di", "che", "gli", "della", "per", "una", "sono", "nel", "dei", "con", "ed"]),
    ("pt", &["os", "da", "do", "das", "uma", "para", "não", "em", "ao", "pela", "dos", "ou"]),
    ("nl", &["het", "een", "van", "en", "niet", "zijn", "wordt", "voor", "te", "op", "aan", "deze"]),
    ("pl", &["się", "nie", "oraz", "przez", "jest", "lub", "od", "na", "w", "z", "przy", "które", "do"]),
    ("cs", &["se", "je", "na", "nebo", "která", "pro", "při", "jsou", "této", "v", "který", "od", "podle"]),
    ("sv", &["och", "att", "som", "av", "är", "för", "den", "till", "inte", "eller", "ska", "har", "när"]),
    ("da", &["og", "at", "som", "af", "er", "for", "til", "ikke", "eller", "skal", "har", "når", "ved", "på"]),
    ("nb", &["og", "å", "som", "av", "er", "for", "til", "ikke", "eller", "skal", "har", "når", "ved", "på"]),
    ("fi", &["ja", "on", "tai", "ei", "se", "että", "kun", "joka", "jos", "ovat", "sekä", "näitä", "sen"]),
    ("tr", &["ve", "bir", "ile", "bu", "veya", "için", "olan", "olarak", "her", "göre", "işbu", "kadar"]),
    ("vi", &["và", "của", "các", "không", "được", "cho", "bên", "theo", "này", "có", "trong", "là"]),
    ("id", &["yang", "dan", "dengan", "dalam", "atau", "pada", "tidak", "ini", "oleh", "dapat", "untuk", "di"]),
    ("hu", &["az", "és", "vagy", "nem", "hogy", "ez", "egy", "meg", "szerint", "aki", "amely", "által"]),
];

/// No word of [`WORDS`] has more bytes.
const LONGEST: usize = 8;

/// A word's last eight bytes as a number, whatever the case of its ASCII letters.
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

/// The language whose function words prevail.
fn by_words(sample: &[&str]) -> &'static str {
    let count = function_words(sample);
    let best = (0..WORDS.len()).max_by_key(|i| (count[*i], WORDS.len() - i));
    best.filter(|i| count[*i] > 0).map_or("und", |i| WORDS[i].0)
}

/// How many function words of each language of [`WORDS`] there are; some are words of several.
fn function_words(sample: &[&str]) -> [usize; WORDS.len()] {
    let words = &*PACKED;
    let mut count = [0usize; WORDS.len()];
    let mut end = |(word, length): (u64, usize)| {
        if word > 0 && length <= LONGEST {
            let from = words.partition_point(|(w, _)| *w < word);
            words[from..].iter().take_while(|(w, _)| *w == word).for_each(|(_, language)| count[*language] += 1);
        }
    };
    for text in sample {
        let (mut word, mut length) = (0, 0);
        for b in text.bytes() {
            let byte = match b {
                b'A'..=b'Z' | b'a'..=b'z' => b | 0x20,
                // letters beyond ASCII; what is behind a first byte of another kind begins no word
                0xc3..=0xdf | 0xe1 => b,
                0x80..=0xbf if length > 0 => b,
                _ => {
                    end((word, length));
                    (word, length) = (0, 0);
                    continue;
                }
            };
            (word, length) = (word << 8 | u64::from(byte), length + 1);
        }
        end((word, length));
    }
    count
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
            ("Договір набирає чинності з дня підписання і діє протягом року її сторін.", "uk"),
            ("Η σύμβαση διαρκεί από την πρώτη Ιουνίου.", "el"),
            ("ผู้เช่าชำระค่าเช่าภายในวันที่ห้าของทุกเดือน", "th"),
            ("किरायेदार प्रत्येक माह भुगतान करेगा।", "hi"),
            ("Umowa wchodzi w życie z dniem podpisania oraz nie może być zmieniona przez strony.", "pl"),
            ("Avtalet gäller när det har skrivits under av båda parter och kan inte sägas upp.", "sv"),
            ("Sopimus on voimassa, kun se on allekirjoitettu, ja sitovat tai muut ehdot ovat ennallaan.", "fi"),
            ("İşbu sözleşme taraflar için bir yıl süreyle geçerlidir ve bu süre uzatılabilir.", "tr"),
            ("Hợp đồng này có hiệu lực từ ngày ký và được lập thành hai bản cho các bên.", "vi"),
            ("Perjanjian ini berlaku dengan tanda tangan para pihak dan tidak dapat diubah.", "id"),
            // labels of a list are no words
            ("(a) Guests follow Article II(a). (b) The rules bind guests.", "en"),
            ("A multa é de dois euros e a cobrança cabe à administração do prédio.", "pt"),
            ("123", "und"),
        ] {
            assert_eq!(detect([text].into_iter()), language, "{text}");
        }
    }

    #[test]
    fn words_of_two_languages_make_no_second_one() {
        let lent = [
            "As barcas guardam-se na margem e pagam-se no verão; seja o que for que se diga.",
            "O barqueiro leva os sacos na segunda-feira e guarda-os na eira até se venderem.",
            "A carga perde-se na ponte se o vento vira.",
        ];
        assert_eq!(Pair::of(lent.into_iter()), None);
    }

    #[test]
    fn a_clear_lead_of_one_script_decides() {
        let (simplified, traditional) = ("双方应当遵守规定。".repeat(20), "雙方應當遵守規定。".repeat(40));
        assert_eq!(detect([&*simplified, &*traditional].into_iter()), "zh-CN");
        assert_eq!(detect([&*traditional, &*simplified].into_iter()), "zh-TW");
        let one = &simplified[..27];
        assert_eq!(detect([one, &*traditional].into_iter()), "zh-TW");
    }
}
