//! The names of the months, as many languages write them in dates.

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

/// The month, from 1, of a name in lower case.
pub fn month(name: &str) -> Option<u32> {
    let at = MONTHS.iter().position(|names| names.contains(&name))?;
    u32::try_from(at + 1).ok()
}
