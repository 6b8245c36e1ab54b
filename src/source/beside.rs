//! A table that sets numbers beside their texts, which are clauses and no table.

use crate::model::diagnostic::Diagnostic;
use crate::model::label::{self, Label};
use crate::source::printed::{ends_sentence, is_bullet};

/// How a table sets numbers or bullets beside their texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Beside {
    /// In all its rows.
    All,
    /// In the rows below its head.
    BelowHead,
}

/// Whether the rows of a table set numbers or bullets beside their texts; `No. | Clause` can stand above them.
pub(super) fn sets_numbers(rows: &[Vec<String>]) -> Option<Beside> {
    if are_numbered(rows, is_marked) {
        return Some(Beside::All);
    }
    let (head, rest) = rows.split_first()?;
    let [number, _] = head.as_slice() else { return None };
    let said = |row: &Vec<String>| row.last().is_some_and(|text| ends_sentence(text.trim()));
    let sentences = rest.iter().filter(|row| said(row)).count();
    // what a table says of the things that it lists are no sentences
    (heads_numbers(number)
        && rest.len() > 1
        && sentences * 2 >= rest.len()
        && are_numbered(rest, |s| s.len() <= 24 && Label::read(s).is_some()))
    .then_some(Beside::BelowHead)
}

/// Whether a column of such a caption holds numbers.
fn heads_numbers(caption: &str) -> bool {
    const WORDS: &str = "no nr nº n° num number # clause clauseno section sectionno article articleno art item itemno \
        ref № п/п 序号 序號 编号 編號 条号 条款号 條款編號 番号 項番 条番号 번호 조항";
    let is_sign = |c: char| c.is_whitespace() || matches!(c, '.' | ':' | '：');
    let caption: String = caption.chars().filter(|c| !is_sign(*c)).flat_map(char::to_lowercase).collect();
    WORDS.split_whitespace().any(|word| word == caption)
}

/// The note that the head of such a table is left out.
pub(super) fn head_left_out(line: u32, head: &[String]) -> Diagnostic {
    let head: Vec<&str> = head.iter().map(String::as_str).collect();
    let message = format!(
        "a table sets numbers beside their texts, which are read as clauses; its head was left out: `{}`",
        head.join(" | ")
    );
    Diagnostic::note("table-head-dropped", line, message)
}

/// Whether rows set numbers or bullets beside their texts: at most two cells of a row hold anything, the
/// first of two is a mark, and most rows have one.
fn are_numbered(rows: &[Vec<String>], is_mark: fn(&str) -> bool) -> bool {
    let (mut marked, mut across) = (0, 0);
    for row in rows {
        let cells: Vec<&str> = row.iter().map(|cell| cell.trim()).filter(|s| !s.is_empty()).take(3).collect();
        // a line across the table says nothing of its columns
        across += usize::from(row.len() == 1);
        match cells.as_slice() {
            [first, _] if is_mark(first) => marked += 1,
            [] | [_] => {}
            _ => return false,
        }
    }
    marked > 0 && marked * 2 >= rows.len() - across
}

/// Whether a cell is a number with its marks, or a bullet.
fn is_marked(s: &str) -> bool {
    let numbered = || label::scan(s).is_some_and(|(_, end)| end == s.len());
    s.len() <= 24 && (numbered() || s.chars().count() == 1 && s.starts_with(is_bullet))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(table: &[[&str; 2]]) -> Vec<Vec<String>> {
        table.iter().map(|row| row.map(str::to_owned).to_vec()).collect()
    }

    #[test]
    fn numbers_beside_texts_below_a_head() {
        let clauses = [["1", "The keeper lights the lamp."], ["2", "The pilot pays."]];
        let with = |head: [&'static str; 2]| [vec![head], clauses.to_vec()].concat();
        for head in [["No.", "Clause"], ["Clause No.", "Text"], ["#", ""], ["序号", "内容"]] {
            assert_eq!(sets_numbers(&rows(&with(head))), Some(Beside::BelowHead), "{head:?}");
        }
        // plain numbers are counts where no head says what they are
        assert_eq!(sets_numbers(&rows(&clauses)), None);
        assert_eq!(sets_numbers(&rows(&with(["Years", "Duty"]))), None);
        assert_eq!(sets_numbers(&rows(&[["No.", "Lamp"], ["1", "Tin"], ["2", "Brass"]])), None);
        assert_eq!(sets_numbers(&rows(&[["1.", "Fees"], ["1.1", "Fees are due."]])), Some(Beside::All));
    }
}
