//! Blocks → the agreements in them, each with its title, category, label and time.

use super::{Document, bilingual, bullets, caption, contents, meta, outline, parts, printed, run_in};
use crate::marks;
use crate::model::diagnostic::Diagnostic;
use crate::model::language;
use crate::model::text::Text;
use crate::source::{Block, BlockKind, Source};

pub(super) fn documents(source: Source) -> Vec<Document> {
    let Source { blocks, mut diagnostics } = source;
    let printed = blocks.iter().any(|b| matches!(b.kind, BlockKind::Line { .. }));
    let texts = if printed { bilingual::lines(blocks, &mut diagnostics) } else { vec![blocks] };
    let texts = texts.into_iter().map(|blocks| {
        let blocks = if printed { printed::blocks(blocks, &mut diagnostics) } else { blocks };
        agreements(bullets::items(blocks), &mut diagnostics)
    });
    let mut documents = in_turn(texts.collect());
    assign(&mut documents, diagnostics);
    documents
}

/// The agreements of a file, each with its translation behind it where its blocks are in two languages.
fn agreements(blocks: Vec<Block>, notes: &mut Vec<Diagnostic>) -> Vec<Document> {
    let texts = divide(blocks).into_iter().flat_map(|blocks| {
        let languages = bilingual::divide(blocks, notes).into_iter().enumerate();
        languages.map(|(at, blocks)| Document { is_translation: at > 0, ..document(blocks) }).collect::<Vec<_>>()
    });
    texts.collect()
}

/// The agreements of a file in two languages: each translation behind what it translates, where there are as many.
fn in_turn(mut texts: Vec<Vec<Document>>) -> Vec<Document> {
    if let [first, second] = texts.as_mut_slice()
        && first.len() == second.len()
    {
        let pairs = std::mem::take(first).into_iter().zip(std::mem::take(second));
        return pairs.flat_map(|(first, second)| [first, Document { is_translation: true, ..second }]).collect();
    }
    texts.into_iter().flatten().collect()
}

/// Blocks of one agreement each. A further one begins at a further title: one that the reader says, or a heading
/// of the widest level with a time of update below it.
fn divide(blocks: Vec<Block>) -> Vec<Vec<Block>> {
    let is_key = |b: &Block, wanted: &str| matches!(&b.kind, BlockKind::Meta { key } if key == wanted);
    let mut starts = Vec::new();
    let mut titled = false;
    for at in 0..blocks.len() {
        let said = is_key(&blocks[at], "title");
        let dated = matches!(blocks[at].kind, BlockKind::Heading(1))
            && blocks[at + 1..].iter().take(2).any(|b| meta::updated(&marks::plain(&b.text)).is_some());
        if said || dated {
            if titled {
                let category = at > 0 && said && is_key(&blocks[at - 1], "category");
                starts.push(at - usize::from(category));
            }
            titled = true;
        }
    }
    let mut out = Vec::new();
    let mut rest = blocks;
    for start in starts.into_iter().rev() {
        out.push(rest.split_off(start));
    }
    out.push(rest);
    out.reverse();
    out.retain(|blocks| !blocks.is_empty());
    out
}

fn document(mut body: Vec<Block>) -> Document {
    let lines = (body.iter().map(|b| b.line).min().unwrap_or(1), body.iter().map(|b| b.line).max().unwrap_or(1));
    let mut document = Document { lines, ..Document::default() };
    let (mut said_language, mut name) = (None, None);
    let mut time = None;
    for block in body.extract_if(.., |block| matches!(block.kind, BlockKind::Meta { .. })) {
        let BlockKind::Meta { key } = &block.kind else { continue };
        match key.as_str() {
            "title" => document.text.title = block.text,
            "category" => document.category = Some(block.text),
            "name" => name = Some(block.text),
            "label" | "version" => document.text.label = Some(block.text),
            "language" | "lang" => said_language = Some(block.text),
            "updated" | "date" | "lastmod" => time = Some((block.line, block.text)),
            _ => document.diagnostics.push(Diagnostic::note(
                "front-matter",
                block.line,
                format!("`{key}: {}` of the front matter was left out", block.text),
            )),
        }
    }
    contents::leave_out(&mut body, &mut document.diagnostics);
    if document.text.title.is_empty() {
        document.text.title = title(&mut body, name.as_deref(), &mut document.diagnostics);
    }
    repeated_title(&mut body, &document.text.title, &mut document.diagnostics);
    document.text.title = marks::plain(&document.text.title);
    let detected = language::detect(body.iter().map(|b| b.text.as_str()));
    document.text.language = said_language.unwrap_or_else(|| detected.to_owned());
    let offset = if document.text.language.starts_with("zh") { "+08:00" } else { "Z" };
    around_title(&mut body, &mut document, offset);
    if let Some((line, text)) = time {
        let said = format!("last updated: {text}");
        match meta::updated(&text).or_else(|| meta::updated(&said)) {
            Some(time) => set_updated(&mut document, &time, offset),
            None => document.diagnostics.push(Diagnostic::warning(
                "time-not-read",
                line,
                format!("`{text}` is no time that is understood"),
            )),
        }
    }
    if document.text.label.is_none() {
        document.text.label = meta::edition_in_title(&document.text.title).map(str::to_owned);
    }
    let parts = parts::read(body);
    let mut body = outline::build(parts, &mut document.diagnostics);
    run_in::captions(&mut body);
    document.text = Text { body, ..document.text };
    document
}

/// Takes the title out of the body: its first heading, else a first line that can be one; else what the page is called.
fn title(body: &mut Vec<Block>, page: Option<&str>, notes: &mut Vec<Diagnostic>) -> String {
    let unnumbered = |b: &Block| caption::numbered(&b.text).is_none();
    let first = body.iter().take(3).position(|b| matches!(b.kind, BlockKind::Heading(_)));
    let short = |b: &Block| caption::can_be_caption(&b.text);
    if let Some(at) = first
        && (unnumbered(&body[at]) || matches!(body[at].kind, BlockKind::Heading(1)) && numbered_below(&body[at + 1..]))
        && (is_alone(body, at) || body[..at].iter().all(|b| short(b) || meta::is_dated(&marks::plain(&b.text))))
    {
        let only = body[at + 1..].iter().all(|b| b.kind != body[at].kind);
        // numbered ones can be set larger than the title above them
        let larger = |b: &&Block| is_wider(&b.kind, &body[at].kind);
        let widest = body[at + 1..].iter().filter(larger).all(|b| at == 0 && unnumbered(&body[0]) && !unnumbered(b));
        // below the line that names a category, where all others of its level are numbered
        let alone = body[at + 1..].iter().all(|b| b.kind != body[at].kind || !unnumbered(b));
        if only || widest && (at == 0 || alone) {
            return body.remove(at).text;
        }
    }
    if let Some(block) = body.first()
        && block.kind == BlockKind::Paragraph
        && unnumbered(block)
        && caption::loosely_numbered(&block.text).is_none_or(|n| n.label.values != [1])
        && (short(block) || bold_title(&block.text))
        && !block.text.contains([':', '：', '@'])
        && body.len() > 1
    {
        let block = body.remove(0);
        notes.push(Diagnostic::warning(
            "title-guessed",
            block.line,
            format!("`{}` was taken for the title", marks::plain(&block.text)),
        ));
        return block.text;
    }
    let line = body.first().map_or(1, |b| b.line);
    if let Some(name) = page.map(name_of_agreement).filter(|name| !name.is_empty()) {
        let message = format!("`{name}`, as the page is called, was taken for the title");
        notes.push(Diagnostic::warning("title-guessed", line, message));
        return name.to_owned();
    }
    notes.push(
        Diagnostic::warning("title-missing", line, "no title was found").hint("write one into `title:` of the draft"),
    );
    String::new()
}

/// `Harbour | Terms of use`: of the parts of a page's name the one that names an agreement, else the first.
fn name_of_agreement(page: &str) -> &str {
    let parts = || {
        [" | ", "｜", " - ", " – ", " — ", " · ", "_", "|"]
            .iter()
            .find_map(|sign| page.contains(sign).then(|| page.split(sign)))
    };
    let named = parts().and_then(|mut parts| parts.find(|part| printed::is_name(part.trim())));
    named.or_else(|| parts()?.next()).unwrap_or(page).trim()
}

/// Whether a heading of the first level is the only one of its level.
fn is_alone(body: &[Block], at: usize) -> bool {
    let first = |b: &&Block| b.kind == BlockKind::Heading(1);
    first(&&body[at]) && body.iter().filter(first).count() == 1
}

fn is_wider(a: &BlockKind, b: &BlockKind) -> bool {
    matches!((a, b), (BlockKind::Heading(a), BlockKind::Heading(b)) if a < b)
}

/// Whether headings of a narrower level follow: then a numbered one above them is still the title.
fn numbered_below(rest: &[Block]) -> bool {
    !rest.iter().any(|b| matches!(b.kind, BlockKind::Heading(1)))
        && rest.iter().any(|b| matches!(b.kind, BlockKind::Heading(2)))
}

fn bold_title(text: &str) -> bool {
    matches!(marks::parse(text).as_slice(), [marks::Span::Strong(_)]) && !caption::is_wider(&marks::plain(text), 60)
}

/// A first heading that says the title again, as below front matter and in the text of a page.
fn repeated_title(body: &mut Vec<Block>, title: &str, notes: &mut Vec<Diagnostic>) {
    // `Rules, 2nd edition` and `RULES (2ND EDITION)` say one thing
    let words = |text: &str| -> String {
        marks::plain(text).chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
    };
    let again =
        |b: &Block| matches!(b.kind, BlockKind::Heading(_)) && !title.is_empty() && words(&b.text) == words(title);
    if let Some(block) = body.first().filter(|b| again(b)) {
        let message = format!("`{}` says the title again; it was left out", marks::plain(title));
        notes.push(Diagnostic::note("title-repeated", block.line, message));
        body.remove(0);
    }
}

/// Takes the label and the time of update out of the first lines of the body.
fn around_title(body: &mut Vec<Block>, document: &mut Document, offset: &str) {
    let mut at = 0;
    while at < body.len().min(3) {
        if matches!(body[at].kind, BlockKind::Paragraph | BlockKind::Heading(_)) {
            // `Effective: 1 May 2024 · Last updated: 3 May 2024` says two things
            let parts = meta::beside_each_other(&body[at].text);
            let rest: Vec<&str> =
                parts.iter().copied().filter(|part| !take(document, &marks::plain(part), offset)).collect();
            if rest.is_empty() {
                body.remove(at);
                continue;
            }
            if rest.len() < parts.len() {
                body[at].text = rest.join(" · ");
            }
        }
        at += 1;
    }
}

/// Takes what a line says, if it is the time of update or the label, and that is not known yet.
fn take(document: &mut Document, line: &str, offset: &str) -> bool {
    if document.text.updated.is_none()
        && let Some(time) = meta::updated(line)
    {
        set_updated(document, &time, offset);
        return true;
    }
    let text = &mut document.text;
    if text.label.is_none() {
        text.label = meta::edition(line).map(str::to_owned);
        return text.label.is_some();
    }
    false
}

fn set_updated(document: &mut Document, time: &meta::Updated, offset: &str) {
    document.text.updated = Some(time.at(offset));
    document.is_local = time.is_local();
}

/// Each diagnostic to the agreement in whose lines it lies, else to the first; in order of lines.
fn assign(documents: &mut [Document], diagnostics: Vec<Diagnostic>) {
    for diagnostic in diagnostics {
        let holds = |d: &Document| (d.lines.0..=d.lines.1).contains(&diagnostic.line);
        let at = documents.iter().position(holds).unwrap_or(0);
        if let Some(document) = documents.get_mut(at) {
            document.diagnostics.push(diagnostic);
        }
    }
    for document in documents {
        document.diagnostics.sort_by_key(|d| d.line);
    }
}
