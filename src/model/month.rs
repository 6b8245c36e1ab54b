//! The names of the months and of eras, as many languages write them in dates.

/// The names of each month in lower case, January first.
pub const MONTHS: [&[&str]; 12] = [
    &[
        "january",
        "januar",
        "jänner",
        "janvier",
        "enero",
        "gennaio",
        "janeiro",
        "januari",
        "января",
        "يناير",
        "jan",
        "stycznia",
    ],
    &[
        "february",
        "februar",
        "février",
        "febrero",
        "febbraio",
        "fevereiro",
        "februari",
        "февраля",
        "فبراير",
        "feb",
        "lutego",
    ],
    &["march", "märz", "mars", "marzo", "março", "maart", "марта", "مارس", "mar", "marca"],
    &["april", "avril", "abril", "aprile", "апреля", "أبريل", "apr", "kwietnia"],
    &["may", "mai", "mayo", "maggio", "maio", "mei", "мая", "مايو", "maja"],
    &["june", "juni", "juin", "junio", "giugno", "junho", "июня", "يونيو", "jun", "czerwca"],
    &["july", "juli", "juillet", "julio", "luglio", "julho", "июля", "يوليو", "jul", "lipca"],
    &["august", "août", "aout", "agosto", "augustus", "августа", "أغسطس", "aug", "sierpnia"],
    &["september", "septembre", "septiembre", "settembre", "setembro", "сентября", "سبتمبر", "sept", "sep", "września"],
    &[
        "october",
        "oktober",
        "octobre",
        "octubre",
        "ottobre",
        "outubro",
        "октября",
        "أكتوبر",
        "oct",
        "okt",
        "października",
    ],
    &["november", "novembre", "noviembre", "novembro", "ноября", "نوفمبر", "nov", "listopada"],
    &[
        "december",
        "dezember",
        "décembre",
        "diciembre",
        "dicembre",
        "dezembro",
        "декабря",
        "ديسمبر",
        "dec",
        "dez",
        "grudnia",
    ],
];

/// The eras of Japan and that of Taiwan, with the year before their first.
pub const ERAS: [(&str, u32); 4] = [("令和", 2018), ("平成", 1988), ("昭和", 1925), ("民國", 1911)];

/// The month, from 1, of a name in lower case.
pub fn month(name: &str) -> Option<u32> {
    let at = MONTHS.iter().position(|names| names.contains(&name))?;
    u32::try_from(at + 1).ok()
}

/// Whether a text goes on with a day that has a stop as a date: `Juli 2009: …`, in a language that writes `7. Juli 2009`.
pub fn goes_on_with_day(text: &str) -> bool {
    let text = text.trim_start();
    let name = text.find(|c: char| !c.is_alphabetic()).unwrap_or(0);
    let (name, behind) = text.split_at(name);
    let Some(year) = behind.strip_prefix(' ') else { return false };
    let digits = year.bytes().take_while(u8::is_ascii_digit).count();
    if name.len() < 3 || digits != 4 || !year.starts_with(['1', '2']) {
        return false;
    }
    // English writes no stop behind a day: `1. January 2024` is numbered
    let name = name.to_lowercase();
    MONTHS.iter().any(|names| names.contains(&&*name) && (names[0] != name || shared(&name)))
}

/// Whether English shares the name of a month with languages that write a stop behind the day.
fn shared(name: &str) -> bool {
    matches!(name, "april" | "august" | "september" | "november")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_with_a_stop() {
        for text in ["Juli 2009: neu", " März 2012.", "April 2011", "января 2020"] {
            assert!(goes_on_with_day(text), "{text}");
        }
        for text in ["January 2024", "Juli", "Julien 2009", "Juli 20090", "Fees 2009", "Juli, 2009", ""] {
            assert!(!goes_on_with_day(text), "{text}");
        }
    }
}
