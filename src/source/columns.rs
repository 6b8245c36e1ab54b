//! A table whose columns say the same in two languages, which is two texts and no table: a column is read behind the
//! other, or row by row where numbers stand in one of them only.

use crate::model::diagnostic::Diagnostic;
use crate::model::label::{self, Label};
use crate::model::language;
use crate::source::printed::ends_sentence;

/// Fewer numbered clauses are none.
const LEAST: usize = 3;

/// How a table sets two languages beside each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Columns {
    /// The columns of the texts.
    texts: [usize; 2],
    /// The column before them that holds the numbers of both.
    number: Option<usize>,
    /// Whether the first row only names the languages.
    head: bool,
    /// Whether numbers stand in one column for both: each row is read, and then the next.
    by_rows: bool,
}

impl Columns {
    /// How the rows set out two languages, if they do: running text in both columns, with numbered clauses in each.
    /// The lines of a cell are parted by line breaks.
    pub(super) fn of(rows: &[Vec<String>]) -> Option<Columns> {
        let width = rows.iter().map(Vec::len).max().filter(|width| (2..=8).contains(width))?;
        let filled = |row: &[String], column: usize| row.get(column).is_some_and(|cell| !cell.trim().is_empty());
        // what stands across the table says nothing of its columns
        let beside: Vec<&Vec<String>> = rows.iter().filter(|row| !is_across(row)).collect();
        let used: Vec<usize> = (0..width).filter(|column| beside.iter().any(|row| filled(row, *column))).collect();
        let (number, texts) = match used.as_slice() {
            [a, b] => (None, [*a, *b]),
            [number, a, b] => (Some(*number), [*a, *b]),
            _ => return None,
        };
        let column = |column: usize| beside.iter().filter_map(move |row| row.get(column)).map(String::as_str);
        let lines = |at: usize| column(at).flat_map(str::lines).map(str::trim).filter(|line| !line.is_empty());
        let numbers = |at: usize| lines(at).filter(|line| label::scan(line).is_some() || is_number(line)).count();
        let counts = texts.map(numbers);
        let (fewer, more) = (counts[0].min(counts[1]), counts[0].max(counts[1]));
        let counted = match number {
            Some(number) => lines(number).all(is_number) && numbers(number) >= LEAST,
            None => more >= LEAST,
        };
        let said = |text: &usize| lines(*text).filter(|line| ends_sentence(line)).count() >= LEAST;
        if !counted || !texts.iter().all(said) {
            return None;
        }
        let [a, b] = texts.map(|text| language::detect(column(text)));
        let names = |text: &usize| rows.first().and_then(|row| row.get(*text)).is_some_and(|s| names_language(s));
        let by_rows = number.is_none() && fewer * 2 < more;
        language::differ(a, b).then(|| Columns { texts, number, head: texts.iter().all(names), by_rows })
    }

    /// The cells with texts in reading order, by row and column: one language, then the other, or both of each row. What
    /// stands across the table is read with the first.
    pub(super) fn cells<'t>(&self, rows: &'t [Vec<String>]) -> impl Iterator<Item = (usize, usize)> + use<'t> {
        let Columns { texts, head, by_rows, .. } = *self;
        let cell = move |text: usize, at: usize| {
            let row = &rows[at];
            let only = || row.iter().position(|cell| !cell.trim().is_empty()).filter(|only| *only != texts[1]);
            let cell = if is_across(row) && text == texts[0] { only()? } else { text };
            row.get(cell).filter(|cell| !cell.trim().is_empty()).map(|_| (at, cell))
        };
        let (first, all) = (usize::from(head), rows.len().saturating_sub(usize::from(head)));
        (0..2 * all).filter_map(move |i| {
            let (text, row) = if by_rows { (i % 2, i / 2) } else { (i / all, i % all) };
            cell(texts[text], first + row)
        })
    }

    /// The number of a cell, where a column of its own holds it.
    pub(super) fn number<'r, T>(&self, row: &'r [T], cell: usize) -> Option<&'r T> {
        self.number.filter(|number| *number != cell).and_then(|number| row.get(number))
    }

    /// The note that the row that names the languages is left out.
    pub(super) fn note(&self, line: u32, rows: &[Vec<String>]) -> Option<Diagnostic> {
        let head = rows.first().filter(|_| self.head)?;
        let message = format!(
            "a table sets two languages beside each other, which are read one behind the other; its head was left out: `{}`",
            head.join(" | ")
        );
        Some(Diagnostic::note("table-head-dropped", line, message))
    }
}

/// Whether a row has one cell with text.
fn is_across(row: &[String]) -> bool {
    row.iter().filter(|cell| !cell.trim().is_empty()).count() < 2
}

fn is_number(line: &str) -> bool {
    line.len() <= 24 && Label::read(line).is_some()
}

/// Whether a caption names a language, in it or in another: `English version`, `中文`.
fn names_language(caption: &str) -> bool {
    const NAMES: &str = "chinese 中文 漢語 汉语 華語 华语 english 英文 英语 英語 anglais englisch inglés inglese \
        german deutsch 德文 德语 french français französisch 法文 法语 spanish español 西班牙 italian italiano portuguese \
        português dutch nederlands japanese 日文 日语 日本語 korean 韩文 韩语 한국어 한글 영문 국문 russian русский \
        английский arabic العربية polish polski turkish türkçe vietnamese tiếng thai ภาษา";
    let caption = caption.trim().to_lowercase();
    caption.chars().count() <= 24 && NAMES.split_whitespace().any(|name| caption.contains(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(table: &[&[&str]]) -> Vec<Vec<String>> {
        table.iter().map(|row| row.iter().map(|cell| (*cell).to_owned()).collect()).collect()
    }

    #[test]
    fn two_languages_beside_each_other() {
        let table = rows(&[
            &["中文", "English"],
            &["渡船规则 / Rules of the ferry", ""],
            &["1. 乘客在码头购买船票。", "1. Passengers buy the tickets at the pier."],
            &["2. 船票当日有效。", "2. A ticket is good for the day."],
            &["3. 行李免费。", "3. Luggage is free of charge."],
            &["", "So are baskets."],
        ]);
        let columns = Columns::of(&table).expect("two languages");
        assert_eq!((columns.texts, columns.number, columns.head), ([0, 1], None, true));
        assert_eq!(
            columns.cells(&table).collect::<Vec<_>>(),
            [(1, 0), (2, 0), (3, 0), (4, 0), (2, 1), (3, 1), (4, 1), (5, 1)]
        );
        let numbered = rows(&[
            &["1", "乘客在码头购买船票。", "Passengers buy the tickets at the pier."],
            &["2", "船票当日有效。", "A ticket is good for the day."],
            &["3", "行李免费。", "Luggage is free of charge."],
        ]);
        assert_eq!(Columns::of(&numbered).map(|c| (c.texts, c.number)), Some(([1, 2], Some(0))));
        let once = rows(&[
            &["中文", "English"],
            &["1. 乘客在码头购买船票。", "Passengers buy the tickets at the pier."],
            &["2. 船票当日有效。", "A ticket is good for the day."],
            &["3. 行李免费。", "Luggage is free of charge."],
        ]);
        let columns = Columns::of(&once).expect("two languages");
        assert_eq!(columns.cells(&once).collect::<Vec<_>>(), [(1, 0), (1, 1), (2, 0), (2, 1), (3, 0), (3, 1)]);
    }

    #[test]
    fn tables_that_are_none() {
        let terms = rows(&[
            &["1", "船票", "ticket"],
            &["2", "行李", "luggage"],
            &["3", "码头", "pier"],
            &["4", "乘客", "the passenger"],
        ]);
        let plain = rows(&[
            &["船票当日有效。", "A ticket is good for the day."],
            &["行李免费。", "Luggage is free of charge."],
            &["狗半价。", "Dogs pay half of the fare."],
        ]);
        let one = rows(&[
            &["1. The fare.", "1. It is paid at the pier."],
            &["2. The dog.", "2. It pays half of it."],
            &["3. The rest.", "3. It is free."],
        ]);
        for table in [terms, plain, one] {
            assert_eq!(Columns::of(&table), None);
        }
    }
}
