//! The inside of a paragraph: one block of CommonMark ⇄ spans.
//!
//! A paragraph is running text with inline marks, or a GFM table, or a quotation ([`Block`]). Inline marks are
//! `**strong**` (what the law requires to be brought to the reader's notice), `*emphasis*`, `` `code` ``,
//! `<u>underline</u>` and `[anchor](target)`; a backslash makes the ASCII punctuation behind it literal. No other
//! HTML is a mark: it stays text.
//!
//! Emphasis follows CommonMark's delimiter runs with one difference, that of the CJK-friendly amendment: a
//! Chinese, Japanese or Korean character or punctuation mark beside a run never stops it from opening or closing,
//! so `**“乙方”应当付款。**甲方…` is emphasis.
//!
//! [`write()`] is the inverse of [`parse`]: `parse(write(spans))` gives the spans back (held by a property test).

/// A paragraph, read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// Running text.
    Running(Vec<Span>),
    /// A GFM table: the head, then the rows, cells as spans; every row has as many cells as the head.
    Table {
        /// Alignment of each column.
        align: Vec<Align>,
        /// The cells of the head.
        head: Vec<Vec<Span>>,
        /// The cells of the rows.
        rows: Vec<Vec<Vec<Span>>>,
    },
    /// A quotation, paragraph by paragraph.
    Quote(Vec<Vec<Span>>),
}

/// The alignment of a table's column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    /// As the page sets it.
    None,
    /// `:--`
    Left,
    /// `:-:`
    Center,
    /// `--:`
    Right,
}

/// A run of text under one mark.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Span {
    /// Text, unescaped.
    Text(String),
    /// `**…**`: special notice.
    Strong(Vec<Span>),
    /// `*…*`
    Emphasis(Vec<Span>),
    /// `<u>…</u>`
    Underline(Vec<Span>),
    /// `` `…` ``
    Code(String),
    /// `[…](target)`
    Link {
        /// Where it leads.
        target: String,
        /// What is shown.
        anchor: Vec<Span>,
    },
}

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

/// Reads running text.
pub fn parse(s: &str) -> Vec<Span> {
    spans(s, true, true)
}

fn spans(s: &str, links: bool, underlines: bool) -> Vec<Span> {
    if !has_special(s) {
        return if s.is_empty() { Vec::new() } else { vec![Span::Text(s.to_owned())] };
    }
    let mut pieces = pieces(s, links, underlines);
    emphasise(&mut pieces);
    nest(pieces)
}

/// The text that a reader sees: no marks, no link targets, escapes undone. Lines of a table or quotation stay lines.
pub fn plain(paragraph: &str) -> String {
    if !paragraph.contains(['*', '_', '`', '<', '[', '\\', '|', '>', '&']) {
        return paragraph.to_owned();
    }
    let row = |cells: &[Vec<Span>]| cells.iter().map(|c| text_of(c)).collect::<Vec<_>>().join(" | ");
    match block(paragraph) {
        Block::Running(spans) => text_of(&spans),
        Block::Table { head, rows, .. } => {
            std::iter::once(&head).chain(&rows).map(|r| row(r)).collect::<Vec<_>>().join("\n")
        }
        Block::Quote(paragraphs) => paragraphs.iter().map(|p| text_of(p)).collect::<Vec<_>>().join("\n"),
    }
}

/// The text of spans, without their marks.
pub fn text_of(spans: &[Span]) -> String {
    let mut out = String::new();
    for span in spans {
        match span {
            Span::Text(t) | Span::Code(t) => out.push_str(t),
            Span::Strong(inner) | Span::Emphasis(inner) | Span::Underline(inner) => out.push_str(&text_of(inner)),
            Span::Link { anchor, .. } => out.push_str(&text_of(anchor)),
        }
    }
    out
}

/// Writes spans as running text that [`parse`] reads back as the same spans.
pub fn write(spans: &[Span]) -> String {
    escape_start(write_within(spans))
}

/// Writes spans as [`write()`] does, but for the start: `1. Scope` stays so, for text that does not begin a paragraph.
pub fn write_within(spans: &[Span]) -> String {
    let mut out = String::new();
    write_into(&mut out, spans);
    out
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

/// Text that shall be read as text: every character that would be read as a mark is escaped.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    escape_into(&mut out, text);
    escape_start(out)
}

/// The first piece of raw HTML or autolink in a paragraph, which CommonMark would not show as it stands: a tag other
/// than `<u>`, a comment, `<https://…>`.
pub fn raw_html(paragraph: &str) -> Option<&str> {
    let mut i = 0;
    while let Some(c) = paragraph[i..].chars().next() {
        let rest = &paragraph[i..];
        i += match c {
            '\\' => 1 + rest[1..].chars().next().map_or(0, char::len_utf8),
            '`' => {
                let fence = rest.len() - rest.trim_start_matches('`').len();
                code_end(&rest[fence..], fence).map_or(fence, |len| len + 2 * fence)
            }
            // a link's target in angle brackets
            '(' if rest.starts_with("(<") && paragraph[..i].ends_with(']') => rest.find('>').unwrap_or(1),
            '<' if rest.starts_with("<u>") || rest.starts_with("</u>") => 3,
            '<' if rest[1..].starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?')) => {
                match rest.find('>') {
                    Some(end) => return Some(&rest[..=end]),
                    None => 1,
                }
            }
            c => c.len_utf8(),
        };
    }
    None
}

fn write_into(out: &mut String, spans: &[Span]) {
    for span in spans {
        match span {
            Span::Text(t) => escape_into(out, t),
            Span::Strong(inner) => wrap(out, "**", inner, "**"),
            Span::Emphasis(inner) => wrap(out, "*", inner, "*"),
            Span::Underline(inner) => wrap(out, "<u>", inner, "</u>"),
            Span::Code(code) => write_code(out, code),
            Span::Link { target, anchor } => {
                wrap(out, "[", anchor, "](");
                write_target(out, target);
                out.push(')');
            }
        }
    }
}

/// Appends code in as many backticks as it needs.
pub fn write_code(out: &mut String, code: &str) {
    let longest = code.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest + 1);
    let pad = if code.starts_with(['`', ' ']) || code.ends_with(['`', ' ']) { " " } else { "" };
    out.push_str(&format!("{fence}{pad}{code}{pad}{fence}"));
}

/// Appends a link's target, in angle brackets where it needs them.
pub fn write_target(out: &mut String, target: &str) {
    if target.is_empty() || target.contains(|c: char| c.is_whitespace() || matches!(c, '(' | ')' | '<')) {
        out.push('<');
        out.push_str(&target.replace('<', "%3C").replace('>', "%3E").replace('\n', "%0A"));
        out.push('>');
    } else {
        out.push_str(target);
    }
}

fn wrap(out: &mut String, open: &str, inner: &[Span], close: &str) {
    out.push_str(open);
    write_into(out, inner);
    out.push_str(close);
}

/// Appends text with every character escaped that would be read as a mark within a paragraph; the start is left.
pub fn escape_into(out: &mut String, text: &str) {
    if !has_special(text) {
        out.push_str(text);
        return;
    }
    let last_anchor = last_of(text, b"](");
    let mut chars = text.char_indices().peekable();
    let mut before = None;
    while let Some((i, c)) = chars.next() {
        let next = chars.peek().map(|(_, c)| *c);
        let rest = &text[i..];
        let mark = match c {
            '*' | '`' => true,
            '\\' => next.is_none_or(|n| n.is_ascii_punctuation()),
            '_' => !(before.is_some_and(char::is_alphanumeric) && next.is_some_and(char::is_alphanumeric)),
            '[' | ']' => next == Some('(') || next.is_none() || last_anchor.is_some_and(|last| last >= i),
            '<' => next.is_none_or(|n| n.is_ascii_alphabetic() || matches!(n, '/' | '!' | '?')),
            '&' => entity(rest).is_some(),
            '~' => next == Some('~') || before == Some('~'),
            _ => false,
        };
        if mark {
            out.push('\\');
        }
        out.push(c);
        before = Some(c);
    }
}

/// Whether the text holds a byte that [`is_special`]; looks at many at once.
pub fn has_special(text: &str) -> bool {
    text.as_bytes().chunks(64).any(|stride| stride.iter().fold(false, |found, b| found | is_special(*b)))
}

/// How many bytes stand before the first that [`is_special`].
fn next_special(text: &str) -> usize {
    let bytes = text.as_bytes();
    let strides = bytes.chunks(64).take_while(|s| !s.iter().fold(false, |found, b| found | is_special(*b))).count();
    let from = (64 * strides).min(bytes.len());
    from + bytes[from..].iter().position(|b| is_special(*b)).unwrap_or(bytes.len() - from)
}

/// Where these bytes stand last.
fn last_of<const N: usize>(text: &str, bytes: &[u8; N]) -> Option<usize> {
    text.as_bytes().windows(N).rposition(|w| w == bytes)
}

/// Whether the byte can be part of a mark, or escapes one.
pub fn is_special(b: u8) -> bool {
    matches!(b, b'*' | b'`' | b'\\' | b'_' | b'[' | b']' | b'<' | b'&' | b'~')
}

/// Escapes what begins another kind of block at the start of running text that is written but for its start.
pub fn escape_start(out: String) -> String {
    let first = out.chars().next();
    let digits = out.bytes().take_while(u8::is_ascii_digit).count();
    let at = match first {
        Some('#' | '>' | '|') => Some(0),
        Some('-' | '+') if out[1..].is_empty() || out[1..].starts_with([' ', '-']) => Some(0),
        Some('=') if out.bytes().all(|b| b == b'=') => Some(0),
        Some('0'..='9')
            if digits <= 9
                && out[digits..].starts_with(['.', ')'])
                && (out.len() == digits + 1 || out[digits + 1..].starts_with(' ')) =>
        {
            Some(digits)
        }
        _ => None,
    };
    match at {
        Some(at) => format!("{}\\{}", &out[..at], &out[at..]),
        None => out,
    }
}

/// A character reference at the start of `s`: what it stands for, and its length.
fn entity(s: &str) -> Option<(char, usize)> {
    let end = s.bytes().take(12).position(|b| b == b';')?;
    let name = &s[1..end];
    let c = match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => '\u{a0}',
        _ => {
            let code = name.strip_prefix('#')?;
            let n = match code.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => code.parse().ok()?,
            };
            char::from_u32(n).filter(|c| *c != '\0')?
        }
    };
    Some((c, end + 1))
}

/// A step of the reading: finished spans and delimiters between them.
enum Piece {
    Span(Span),
    Run { mark: char, len: usize, opens: bool, closes: bool },
    Open(Kind),
    Close(Kind),
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Strong,
    Emphasis,
}

/// Spans and delimiters; links and underlines are read inside and stand as one span. An anchor holds no link, an
/// underline no underline, so that reading is not deep.
fn pieces(s: &str, links: bool, underlines: bool) -> Vec<Piece> {
    let mut out = Vec::new();
    let mut text = String::new();
    let mut i = 0;
    // looked for when the first of them is met
    let mut last_underline = None;
    let mut pairs = None;
    loop {
        let plain = next_special(&s[i..]);
        text.push_str(&s[i..i + plain]);
        i += plain;
        let rest = &s[i..];
        let Some(c) = rest.chars().next() else { break };
        let flush = |out: &mut Vec<Piece>, text: &mut String| {
            if !text.is_empty() {
                out.push(Piece::Span(Span::Text(std::mem::take(text))));
            }
        };
        match c {
            '\\' if rest[1..].starts_with(|c: char| c.is_ascii_punctuation()) => {
                text.push_str(&rest[1..2]);
                i += 2;
                continue;
            }
            '`' => {
                let fence = rest.len() - rest.trim_start_matches('`').len();
                if let Some(len) = code_end(&rest[fence..], fence) {
                    flush(&mut out, &mut text);
                    let code = &rest[fence..fence + len];
                    let padded = code.starts_with(' ') && code.ends_with(' ') && !code.trim().is_empty();
                    let code = if padded { &code[1..code.len() - 1] } else { code };
                    out.push(Piece::Span(Span::Code(code.to_owned())));
                    i += len + 2 * fence;
                } else {
                    text.push_str(&rest[..fence]);
                    i += fence;
                }
                continue;
            }
            '<' if underlines
                && rest.starts_with("<u>")
                && i < *last_underline.get_or_insert_with(|| last_of(s, b"</u>").unwrap_or(0)) =>
            {
                let len = rest.find("</u>").unwrap_or(rest.len() - 4);
                flush(&mut out, &mut text);
                out.push(Piece::Span(Span::Underline(spans(&rest[3..len], links, false))));
                i += len + 4;
                continue;
            }
            '[' if links => {
                let pairs: &mut Vec<_> = pairs.get_or_insert_with(|| match s.contains("](") {
                    true => brackets(s),
                    false => Vec::new(),
                });
                let close = pairs.binary_search_by_key(&i, |p| p.0).ok().map(|found| pairs[found].1 - i);
                if let Some((target, anchor, len)) = close.and_then(|close| link(rest, close)) {
                    flush(&mut out, &mut text);
                    out.push(Piece::Span(Span::Link { target, anchor: spans(anchor, false, underlines) }));
                    i += len;
                    continue;
                }
            }
            '&' => {
                if let Some((c, len)) = entity(rest) {
                    text.push(c);
                    i += len;
                    continue;
                }
            }
            '*' | '_' => {
                let len = rest.len() - rest.trim_start_matches(c).len();
                let (opens, closes) = flanks(c, len, s[..i].chars().next_back(), rest[len..].chars().next());
                flush(&mut out, &mut text);
                out.push(Piece::Run { mark: c, len, opens, closes });
                i += len;
                continue;
            }
            _ => {}
        }
        text.push(c);
        i += c.len_utf8();
    }
    if !text.is_empty() {
        out.push(Piece::Span(Span::Text(text)));
    }
    out
}

fn code_end(s: &str, fence: usize) -> Option<usize> {
    let mut at = 0;
    while let Some(found) = s[at..].find('`') {
        let start = at + found;
        let run = s[start..].len() - s[start..].trim_start_matches('`').len();
        if run == fence {
            return Some(start);
        }
        at = start + run;
    }
    None
}

/// Where the bracket closes that opens at each place; places in order. Brackets must pair, escapes are none.
fn brackets(s: &str) -> Vec<(usize, usize)> {
    let (mut open, mut pairs, mut skip) = (Vec::new(), Vec::new(), false);
    for (i, b) in s.bytes().enumerate() {
        match b {
            _ if skip => skip = false,
            b'\\' => skip = true,
            b'[' => open.push(i),
            b']' => pairs.extend(open.pop().map(|o| (o, i))),
            _ => {}
        }
    }
    pairs.sort_unstable();
    pairs
}

/// `[anchor](target)` at the start of `s`, its bracket closing at `close`: target, anchor, length. A title is dropped.
fn link(s: &str, close: usize) -> Option<(String, &str, usize)> {
    let anchor = &s[1..close];
    let inner = s[close + 1..].strip_prefix('(')?;
    let begin = close + 2;
    let (target, used) = if let Some(rest) = inner.strip_prefix('<') {
        let end = rest.find('>')?;
        (&rest[..end], end + 2)
    } else {
        let mut depth = 0usize;
        let end = inner.char_indices().find_map(|(i, c)| {
            match c {
                '(' if depth == MAX_OPEN => return Some(inner.len()),
                '(' => depth += 1,
                ')' if depth == 0 => return Some(i),
                ')' => depth -= 1,
                c if c.is_whitespace() => return Some(i),
                _ => {}
            }
            None
        })?;
        (&inner[..end], end)
    };
    let after = inner[used..].trim_start();
    let title = match after.chars().next()? {
        ')' => 0,
        quote @ ('"' | '\'') => after[1..].find(quote)? + 2,
        _ => return None,
    };
    let rest = after[title..].trim_start().strip_prefix(')')?;
    let len = s.len() - rest.len();
    debug_assert!(len > begin);
    Some((target.to_owned(), anchor, len))
}

/// Whether a run of delimiters can open and can close.
fn flanks(mark: char, len: usize, before: Option<char>, after: Option<char>) -> (bool, bool) {
    if len > MAX_OPEN {
        return (false, false);
    }
    let blank = |c: Option<char>| c.is_none_or(char::is_whitespace);
    let punct = |c: Option<char>| c.is_some_and(is_punctuation);
    let east = |c: Option<char>| c.is_some_and(is_east_asian);
    let any_east = east(before) || east(after);
    let left = !blank(after) && (!punct(after) || blank(before) || punct(before) || any_east);
    let right = !blank(before) && (!punct(before) || blank(after) || punct(after) || any_east);
    if mark == '_' { (left && (!right || punct(before)), right && (!left || punct(after))) } else { (left, right) }
}

/// Punctuation and symbols, as the rules of emphasis count them.
pub fn is_punctuation(c: char) -> bool {
    c.is_ascii_punctuation()
        || matches!(c, '\u{a1}'..='\u{bf}' | '\u{2010}'..='\u{2027}' | '\u{2030}'..='\u{205e}' | '\u{2190}'..='\u{2bff}')
        || matches!(c, '\u{3001}'..='\u{3003}' | '\u{3008}'..='\u{3020}' | '\u{fe10}'..='\u{fe6f}')
        || matches!(c, '\u{ff01}'..='\u{ff0f}' | '\u{ff1a}'..='\u{ff20}' | '\u{ff3b}'..='\u{ff40}' | '\u{ff5b}'..='\u{ff65}')
}

/// Chinese, Japanese and Korean characters and punctuation, and the curly quotes that Chinese shares.
pub fn is_east_asian(c: char) -> bool {
    matches!(c, '\u{1100}'..='\u{11ff}' | '\u{2e80}'..='\u{9fff}' | '\u{a960}'..='\u{a97f}' | '\u{ac00}'..='\u{d7ff}')
        || matches!(c, '\u{f900}'..='\u{faff}' | '\u{fe30}'..='\u{fe4f}' | '\u{ff01}'..='\u{ffee}' | '\u{20000}'..='\u{3ffff}')
        || matches!(c, '“' | '”' | '‘' | '’' | '…' | '—')
}

/// How many runs may stand open, and how long a run may be: what is more is text. Bounds time and depth.
const MAX_OPEN: usize = 32;

/// CommonMark's `process_emphasis`: pairs runs of delimiters, replaces them by openings, closings and text.
fn emphasise(pieces: &mut Vec<Piece>) {
    // openings and closings that each run will become, outermost first for closings, last for openings
    let mut becomes: Vec<(Vec<Kind>, Vec<Kind>)> = pieces.iter().map(|_| (Vec::new(), Vec::new())).collect();
    let mut left: Vec<usize> = pieces.iter().map(|p| if let Piece::Run { len, .. } = p { *len } else { 0 }).collect();
    let mut openers: Vec<usize> = Vec::new();
    for at in 0..pieces.len() {
        match pieces[at] {
            Piece::Run { mark, len, opens, closes } => {
                while closes && left[at] > 0 {
                    let fits = |o: &usize| match pieces[*o] {
                        Piece::Run { mark: m, len: l, closes: c, .. } => {
                            m == mark && ((!c && !opens) || (l + len) % 3 != 0 || (l % 3 == 0 && len % 3 == 0))
                        }
                        _ => false,
                    };
                    let Some(found) = openers.iter().rposition(fits) else { break };
                    let opener = openers[found];
                    let (kind, n) =
                        if left[opener] >= 2 && left[at] >= 2 { (Kind::Strong, 2) } else { (Kind::Emphasis, 1) };
                    becomes[opener].0.push(kind);
                    becomes[at].1.push(kind);
                    left[opener] -= n;
                    left[at] -= n;
                    openers.truncate(if left[opener] == 0 { found } else { found + 1 });
                }
                if opens && left[at] > 0 {
                    if openers.len() == MAX_OPEN {
                        openers.remove(0);
                    }
                    openers.push(at);
                }
            }
            Piece::Open(_) | Piece::Close(_) | Piece::Span(_) => {}
        }
    }
    let old = std::mem::take(pieces);
    for (at, piece) in old.into_iter().enumerate() {
        let Piece::Run { mark, .. } = piece else {
            pieces.push(piece);
            continue;
        };
        let (opened, closed) = std::mem::take(&mut becomes[at]);
        pieces.extend(closed.into_iter().map(Piece::Close));
        if left[at] > 0 {
            pieces.push(Piece::Span(Span::Text(mark.to_string().repeat(left[at]))));
        }
        pieces.extend(opened.into_iter().rev().map(Piece::Open));
    }
}

fn nest(pieces: Vec<Piece>) -> Vec<Span> {
    let mut stack: Vec<(Option<Kind>, Vec<Span>)> = vec![(None, Vec::new())];
    for piece in pieces {
        match piece {
            Piece::Span(span) => push(&mut stack, span),
            Piece::Open(kind) => stack.push((Some(kind), Vec::new())),
            Piece::Close(kind) if stack.last().is_some_and(|(k, _)| *k == Some(kind)) => close(&mut stack),
            Piece::Close(_) | Piece::Run { .. } => {}
        }
    }
    stack.pop().map(|(_, spans)| spans).unwrap_or_default()
}

fn close(stack: &mut Vec<(Option<Kind>, Vec<Span>)>) {
    if let Some((Some(kind), inner)) = stack.pop() {
        let span = match kind {
            Kind::Strong => Span::Strong(inner),
            Kind::Emphasis => Span::Emphasis(inner),
        };
        push(stack, span);
    }
}

fn push(stack: &mut [(Option<Kind>, Vec<Span>)], span: Span) {
    let Some((_, spans)) = stack.last_mut() else { return };
    match (spans.last_mut(), span) {
        (Some(Span::Text(before)), Span::Text(more)) => before.push_str(&more),
        (_, span) => spans.push(span),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn t(s: &str) -> Span {
        Span::Text(s.to_owned())
    }

    #[test]
    fn emphasis_beside_chinese_punctuation() {
        assert_eq!(parse("**“乙方”应当付款。**甲方负责"), [Span::Strong(vec![t("“乙方”应当付款。")]), t("甲方负责")]);
        assert_eq!(parse("见**《规则》**第二条"), [t("见"), Span::Strong(vec![t("《规则》")]), t("第二条")]);
    }

    #[test]
    fn an_underline_stands_within_emphasis_and_emphasis_within_it() {
        let inner = |s: &str| vec![Span::Underline(vec![t(s)])];
        assert_eq!(parse("**<u>乙方</u>**应当"), [Span::Strong(inner("乙方")), t("应当")]);
        assert_eq!(parse("**甲<u>乙</u>**"), [Span::Strong([vec![t("甲")], inner("乙")].concat())]);
        assert_eq!(parse("<u>**甲**乙</u>"), [Span::Underline(vec![Span::Strong(vec![t("甲")]), t("乙")])]);
        assert_eq!(text_of(&parse("<u>甲<u>乙</u>丙</u>")), "甲<u>乙丙</u>");
    }

    #[test]
    fn blocks_are_written_as_they_are_read() {
        for s in ["| a | b |\n| --- | :-: |\n| 1 \\| 2 | **3** |", "> one\n>\n> two", "running *text*"] {
            assert_eq!(write_block(&block(s)), s);
        }
    }

    #[test]
    fn marks_and_text() {
        assert_eq!(parse(r"2 \* 3 * 4 ** 5"), [t("2 * 3 * 4 ** 5")]);
        assert_eq!(
            parse("a ***b*** _c_ d_e_f"),
            [
                t("a "),
                Span::Emphasis(vec![Span::Strong(vec![t("b")])]),
                t(" "),
                Span::Emphasis(vec![t("c")]),
                t(" d_e_f")
            ]
        );
        assert_eq!(
            parse("<u>x</u> [a *b*](http://x.example/(1)) `c*` &amp; <b>"),
            [
                Span::Underline(vec![t("x")]),
                t(" "),
                Span::Link {
                    target: "http://x.example/(1)".into(),
                    anchor: vec![t("a "), Span::Emphasis(vec![t("b")])]
                },
                t(" "),
                Span::Code("c*".into()),
                t(" & <b>")
            ]
        );
        assert_eq!(parse("<u>open"), [t("<u>open")]);
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
    fn what_is_escaped_is_read_as_text() {
        for s in [
            "# no heading",
            "- no item",
            "1. no item",
            "12) x",
            "a*b*c",
            "**",
            "\\",
            "\\*",
            "[a](b)",
            "a [b] c",
            "<u>x</u>",
            "&amp;",
            "~~x~~",
            "`x`",
            "_x_",
            "x_y",
            "> q",
            "| a |",
            "==",
            "100%",
            "*",
            "a\\b",
            "[",
            "]",
            "](",
            "<",
        ] {
            assert_eq!(text_of(&parse(&escape(s))), s, "{s} as {}", escape(s));
            assert!(parse(&escape(s)).iter().all(|span| matches!(span, Span::Text(_))), "{s}");
        }
    }

    #[test]
    fn hostile_marks_take_bounded_time_and_depth() {
        for s in ["**a ", "*a _b", "[", "[a](", "<u>", "`a``", "_", "a** ", "![a](b", "&", "**“"] {
            let many = s.repeat(100_000);
            assert!(write(&parse(&many)).len() >= many.len() / 2);
        }
        parse(&format!("{}a{}", "**a ".repeat(50_000), " a**".repeat(50_000)));
    }

    proptest::proptest! {
        #[test]
        fn escaping_keeps_every_text(s in "[a*_\\[\\]()<>u/`~&;#1. 甲。“-]{0,24}") {
            let s = s.trim();
            proptest::prop_assert_eq!(plain(&escape(s)), s);
        }

        #[test]
        fn reading_never_panics(s in "\\PC{0,40}") {
            let _ = (plain(&s), block(&s));
        }
    }
}
