//! Bytes or characters → the format they are in, by content.
//!
//! A name lies (a DOCX named `.html`), so it counts for one signal among others, and only where the content is text.

use super::lines::lines;
use crate::marks;

/// How many lines are looked at for pages of print.
const SAMPLE: usize = 1000;

/// A format that is recognised.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Plain text, also as extracted from PDF.
    Text,
    /// CommonMark with tables.
    Markdown,
    /// A web page.
    Html,
    /// A document of a word processor, as Office Open XML.
    Docx,
    /// Printed pages, as PDF.
    Pdf,
    /// Recognised to be refused by name.
    Other(&'static str),
}

impl Format {
    /// As a message names it, with its article.
    pub fn name(self) -> &'static str {
        match self {
            Format::Text => "plain text",
            Format::Markdown => "Markdown",
            Format::Html => "a web page",
            Format::Docx => "a DOCX document",
            Format::Pdf => "a PDF",
            Format::Other(name) => name,
        }
    }
}

/// The format of bytes that are no text; none where they may be text.
pub fn container(bytes: &[u8]) -> Option<Format> {
    let head = &bytes[..bytes.len().min(1024)];
    let starts = |magic: &[u8]| head.starts_with(magic);
    if starts(b"PK\x03\x04") || starts(b"PK\x05\x06") {
        return Some(if has(bytes, b"word/") || has(bytes, b"word\\") { Format::Docx } else { zipped(bytes) });
    }
    if has(head, b"%PDF-") {
        return Some(Format::Pdf);
    }
    let name = if starts(b"\xd0\xcf\x11\xe0") {
        "a document of an old word processor (DOC)"
    } else if starts(b"{\\rtf") {
        "an RTF document"
    } else if starts(b"\x89PNG") || starts(b"\xff\xd8\xff") || starts(b"GIF8") {
        "a picture"
    } else if starts(b"\x1f\x8b") || starts(b"7z\xbc\xaf") || starts(b"Rar!") {
        "a compressed file"
    } else {
        return None;
    };
    Some(Format::Other(name))
}

fn zipped(bytes: &[u8]) -> Format {
    Format::Other(if has(bytes, b"opendocument.text") {
        "an OpenDocument text (ODT)"
    } else if has(bytes, b"epub+zip") {
        "an EPUB book"
    } else if has(bytes, b"xl/") {
        "a spreadsheet"
    } else if has(bytes, b"ppt/") {
        "a presentation"
    } else {
        "a ZIP archive"
    })
}

fn has(bytes: &[u8], needle: &[u8]) -> bool {
    bytes.windows(needle.len()).any(|w| w == needle)
}

/// The format of text.
pub fn of_text(text: &str, name: Option<&str>) -> Format {
    let start = text.trim_start();
    if let Some(xml) = xml(start) {
        return xml;
    }
    if let Some(message) = message(start) {
        return message;
    }
    let extension = name.and_then(|n| n.rsplit_once('.')).map(|(_, e)| e.to_ascii_lowercase());
    if is_html(start, matches!(extension.as_deref(), Some("html" | "htm" | "xhtml"))) {
        return Format::Html;
    }
    let named = matches!(extension.as_deref(), Some("md" | "markdown" | "mkd"));
    let signals = if named { 1 } else { SIGNALS };
    if is_markdown(text, signals) && !is_extracted(text) { Format::Markdown } else { Format::Text }
}

/// What is wrapped as mail is: header fields before the first blank line, the version of MIME among them (RFC 2045). A
/// browser saves a page with its pictures so (RFC 2557).
fn message(start: &str) -> Option<Format> {
    let is_field = |line: &str| line.split_once(':').is_some_and(|(name, _)| !name.contains(char::is_whitespace));
    if !start.lines().next().is_some_and(is_field) {
        return None;
    }
    let fields = start.lines().take(60).take_while(|line| !line.trim().is_empty());
    let fields: String = fields.map(|line| line.to_ascii_lowercase() + "\n").collect();
    let mime = fields.lines().any(|line| line.starts_with("mime-version:"));
    mime.then_some(Format::Other(if fields.contains("multipart/related") && fields.contains("text/html") {
        "a web page saved as one file (MHTML)"
    } else {
        "an e-mail message"
    }))
}

/// XML that is no web page, by its root element.
fn xml(start: &str) -> Option<Format> {
    let mut rest = start;
    let declared = rest.starts_with("<?xml");
    loop {
        rest = rest.trim_start();
        let end = if rest.starts_with("<?") {
            rest.find("?>")? + 2
        } else if rest.starts_with("<!--") {
            rest.find("-->")? + 3
        } else if rest.starts_with("<!") {
            rest.find('>')? + 1
        } else {
            break;
        };
        rest = &rest[end..];
    }
    let name: String =
        rest.strip_prefix('<')?.chars().take_while(|c| c.is_alphanumeric() || "_:-.".contains(*c)).collect();
    let format = match name.as_str() {
        "html" | "HTML" => return declared.then_some(Format::Html),
        "Law" => Format::Other("a law in the XML of e-Gov"),
        "akomaNtoso" => Format::Other("a document in Akoma Ntoso XML"),
        "w:document" | "w:wordDocument" | "pkg:package" => Format::Other("a word processor's document as flat XML"),
        "rss" | "feed" => Format::Other("a feed"),
        "svg" => Format::Other("a picture (SVG)"),
        _ if declared => Format::Other("an XML document"),
        _ => return None,
    };
    Some(format)
}

/// A page or a fragment of one: the markup of a page at the start, or block elements throughout; a file named as a page
/// may begin with words.
fn is_html(start: &str, named: bool) -> bool {
    let mut rest = start;
    while let Some(comment) = rest.strip_prefix("<!--") {
        rest = comment.split_once("-->").map_or("", |(_, rest)| rest).trim_start();
    }
    if !named && !rest.starts_with('<') {
        return false;
    }
    let head = rest[..rest.floor_char_boundary(6144)].to_ascii_lowercase();
    let Some(markup) = head.strip_prefix('<') else {
        let tags = ["</p>", "<br>", "<br/>", "<br />", "</div>", "</li>"];
        return tags.iter().any(|tag| head.contains(tag)) && !is_markdown(start, SIGNALS);
    };
    let element: String = markup.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '!').collect();
    match element.as_str() {
        "!doctype" | "html" | "head" | "body" | "title" | "meta" | "link" | "style" | "script" => true,
        _ if head.contains("<html") || head.contains("<body") => true,
        "div" | "p" | "blockquote" | "section" | "article" | "main" | "header" | "h1" | "h2" | "h3" | "table"
        | "ol" | "ul" | "dl" | "center" => !is_markdown(start, SIGNALS),
        element => named && super::html::is_element(element) && !is_markdown(start, SIGNALS),
    }
}

/// Printed lines, whatever the name: pages end in form feeds, or blank lines stand behind nearly every line, in
/// mid-sentence too.
fn is_extracted(text: &str) -> bool {
    if memchr::memchr(b'\x0c', text.trim_end().as_bytes()).is_some() {
        return true;
    }
    let (mut printed, mut spaced, mut broken) = (0, 0, 0);
    // whether blank lines stand behind a line that left its sentence open
    let mut open = false;
    let mut lines = lines(text).take(SAMPLE).map(str::trim).peekable();
    while let Some(line) = lines.next() {
        if line.is_empty() {
            continue;
        }
        broken += u32::from(std::mem::take(&mut open) && !line.starts_with(char::is_uppercase));
        if line.starts_with(['#', '|', '-', '*', '>']) {
            continue;
        }
        printed += 1;
        if lines.peek().is_none_or(|next| next.is_empty()) {
            spaced += 1;
            open = line.ends_with(|c: char| c.is_lowercase() || c == ',' || c == '，' || c == '、');
        }
    }
    printed >= 40 && spaced * 10 >= printed * 9 && broken * 5 >= printed
}

/// How many things that only Markdown has make a text Markdown, whatever its name: one heading, table or emphasised
/// passage may be chance.
const SIGNALS: u32 = 3;

/// Whether so many things stand in the text that only Markdown has.
fn is_markdown(text: &str, enough: u32) -> bool {
    let mut signals = 0;
    // print has bullets too
    let mut bullets = 0;
    if text.starts_with("---\n") || text.starts_with("+++\n") {
        signals += 2;
    }
    let mut before = "";
    let mut begins = true;
    for line in lines(text).take(4000) {
        if signals >= enough {
            return true;
        }
        let bare = line.trim_start_matches(' ');
        let rule = bare.trim_end();
        let underlines = || {
            let all = |mark| rule.bytes().all(|b| b == mark);
            rule.len() >= 3 && (all(b'=') || all(b'-')) && !before.trim().is_empty()
        };
        signals += match bare.bytes().next() {
            // nothing else begins with one
            Some(b'#') if is_heading(bare) && begins => SIGNALS,
            Some(b'#') if is_heading(bare) => 2,
            Some(b'=' | b'-') if underlines() => 2,
            Some(b'-' | b'*') if bare[1..].starts_with(' ') && bullets < 2 && !rule.ends_with(" -") => {
                bullets += 1;
                1
            }
            Some(b'>') if bare.starts_with(">>") || bare.starts_with("> >") => 4,
            Some(b'>') => 1,
            Some(b'|') if bare.contains("---") => 2,
            Some(b'`') if bare.starts_with("```") => 1,
            _ => 0,
        };
        let marked =
            || line.contains("](") || line.contains("\\. ") || line.matches("**").count() >= 2 || line.contains("</u>");
        signals += u32::from(marks::has_special(line) && marked());
        begins &= rule.is_empty();
        before = line;
    }
    signals >= enough
}

fn is_heading(line: &str) -> bool {
    let hashes = line.bytes().take_while(|b| *b == b'#').count();
    hashes <= 6 && line[hashes..].starts_with(' ')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn by_content() {
        assert_eq!(container(b"%PDF-1.7\n"), Some(Format::Pdf));
        assert_eq!(container("甲方".as_bytes()), None);
        assert_eq!(of_text("# 租赁协议\n\n## 第一条\n", None), Format::Markdown);
        assert_eq!(of_text("租赁协议\n\n第一条 租期\n", None), Format::Text);
        assert_eq!(of_text("\n# Lease\n\n1. Rent\n", None), Format::Markdown);
        assert_eq!(of_text("Lease\n\n# Rent\n", None), Format::Text);
        assert_eq!(of_text("租赁协议\n\n# 附注\n", Some("a.md")), Format::Markdown);
        assert_eq!(of_text("<!DOCTYPE html><title>x</title>", Some("a.md")), Format::Html);
        assert_eq!(of_text("<!-- x --><title>租约</title><p>甲</p>", None), Format::Html);
        assert_eq!(of_text("<b>租约</b> 第一条", None), Format::Text);
        assert_eq!(of_text("<b>租约</b> 第一条", Some("a.html")), Format::Html);
        assert_eq!(of_text("租约<br>第一条", Some("a.htm")), Format::Html);
        assert_eq!(
            of_text("<?xml version=\"1.0\"?>\n<Law Era=\"x\"/>", None),
            Format::Other("a law in the XML of e-Gov")
        );
        assert_eq!(of_text("<?xml version=\"1.0\"?><!DOCTYPE html><html></html>", None), Format::Html);
        let fields =
            "Subject: Lease\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype=\"text/html\"\r\n";
        assert_eq!(of_text(fields, None), Format::Other("a web page saved as one file (MHTML)"));
        assert_eq!(of_text("From: a\nMIME-Version: 1.0\n\nLease", None), Format::Other("an e-mail message"));
        assert_eq!(of_text("Lessor: Ada\nLessee: Bo\n\n1. Rent\n", None), Format::Text);
    }
}
