//! A paragraph ⇄ a [`Block`]: running text, a GFM table or a quotation.
//!
//! Invariant: every paragraph is one of the three; what is no whole table and no quotation is running text.

use super::{Align, Block, Span, parse, write, write_within};

/// Reads a paragraph.
pub fn block(paragraph: &str) -> Block {
    let lines: Vec<&str> = paragraph.lines().map(str::trim).collect();
    if lines.iter().all(|l| l.starts_with('>')) && !lines.is_empty() {
        return quote(&lines);
    }
    if let [head, rule, rows @ ..] = lines.as_slice()
        && let Some(align) = delimiter_row(rule)
    {
        let mut head = cells(head);
        if head.len() == align.len() {
            let width = head.len();
            let row = |line: &&str| {
                let mut row = cells(line);
                row.resize(width, Vec::new());
                row
            };
            let rows = rows.iter().map(row).collect();
            head.truncate(width);
            return Block::Table { align, head, rows };
        }
    }
    Block::Running(parse(paragraph))
}

/// Lines that all begin with `>`: paragraphs parted by empty ones.
fn quote(lines: &[&str]) -> Block {
    let mut paragraphs = vec![String::new()];
    for line in lines {
        let inner = line[1..].trim();
        match paragraphs.last_mut() {
            _ if inner.is_empty() => paragraphs.push(String::new()),
            Some(last) if last.is_empty() => last.push_str(inner),
            Some(last) => {
                last.push('\n');
                last.push_str(inner);
            }
            None => {}
        }
    }
    Block::Quote(paragraphs.iter().filter(|p| !p.is_empty()).map(|p| parse(p)).collect())
}

/// `| --- | :-: |`: the alignment of each column.
fn delimiter_row(line: &str) -> Option<Vec<Align>> {
    if !line.contains('-') || !line.contains('|') {
        return None;
    }
    let row = line.trim_start_matches('|').trim_end_matches('|');
    row.split('|')
        .map(|cell| {
            let cell = cell.trim();
            let dashes = cell.trim_start_matches(':').trim_end_matches(':');
            let rule = !dashes.is_empty() && dashes.bytes().all(|b| b == b'-');
            rule.then(|| match (cell.starts_with(':'), cell.ends_with(':')) {
                (true, true) => Align::Center,
                (true, false) => Align::Left,
                (false, true) => Align::Right,
                (false, false) => Align::None,
            })
        })
        .collect()
}

/// The cells of a row; `\|` is no edge of a cell.
fn cells(line: &str) -> Vec<Vec<Span>> {
    let line = line.strip_prefix('|').unwrap_or(line);
    let line = match line.strip_suffix('|') {
        Some(inner) if !inner.ends_with('\\') => inner,
        _ => line,
    };
    let mut cells = vec![String::new()];
    let mut chars = line.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\\' if chars.peek() == Some(&'|') => {
                chars.next();
                if let Some(cell) = cells.last_mut() {
                    cell.push('|');
                }
            }
            '|' => cells.push(String::new()),
            c => {
                if let Some(cell) = cells.last_mut() {
                    cell.push(c);
                    if c == '\\'
                        && let Some(escaped) = chars.next()
                    {
                        cell.push(escaped);
                    }
                }
            }
        }
    }
    cells.iter().map(|cell| parse(cell.trim())).collect()
}

/// Writes a paragraph that [`block`] reads back as the same block.
pub fn write_block(block: &Block) -> String {
    match block {
        Block::Running(spans) => write(spans),
        Block::Table { align, head, rows } => {
            let row = |cells: &Vec<Vec<Span>>| {
                let cells: Vec<_> = cells.iter().map(|c| write_within(c).replace('|', "\\|")).collect();
                format!("| {} |", cells.join(" | "))
            };
            let rule = align.iter().map(|align| match align {
                Align::None => "---",
                Align::Left => ":--",
                Align::Center => ":-:",
                Align::Right => "--:",
            });
            let rule = format!("| {} |", rule.collect::<Vec<_>>().join(" | "));
            [row(head), rule].into_iter().chain(rows.iter().map(row)).collect::<Vec<_>>().join("\n")
        }
        Block::Quote(paragraphs) => {
            let paragraphs: Vec<_> = paragraphs.iter().map(|p| format!("> {}", write(p))).collect();
            paragraphs.join("\n>\n")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn t(s: &str) -> Span {
        Span::Text(s.to_owned())
    }

    #[test]
    fn tables_and_quotations() {
        let Block::Table { align, head, rows } = block("| a | b |\n| --- | :-: |\n| 1 \\| 2 | **3** |\n| 4 |") else {
            panic!("a table");
        };
        assert_eq!(align, [Align::None, Align::Center]);
        assert_eq!(head, [[t("a")], [t("b")]]);
        assert_eq!(rows, [vec![vec![t("1 | 2")], vec![Span::Strong(vec![t("3")])]], vec![vec![t("4")], vec![]]]);
        assert_eq!(block("> one\n>\n> two"), Block::Quote(vec![vec![t("one")], vec![t("two")]]));
    }

    #[test]
    fn blocks_are_written_as_they_are_read() {
        for s in ["| a | b |\n| --- | :-: |\n| 1 \\| 2 | **3** |", "> one\n>\n> two", "running *text*"] {
            assert_eq!(write_block(&block(s)), s);
        }
    }
}
