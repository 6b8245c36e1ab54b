//! The text of a page → the same text with the line in every tag.

use std::sync::LazyLock;

use scraper::ElementRef;
use scraper::node::Element;

use super::emphasis::EMPHASIS;
use super::raw;
use crate::source::SourceError;

/// How many attributes a tag may have: the parser looks for each among all before it.
const MAX_ATTRIBUTES: usize = 1_000;

/// The attribute that holds a tag's line.
const LINE: &str = "engross-line";

/// A page that may be read.
pub(super) struct Scanned {
    pub(super) html: String,
    /// How many scripts it has.
    pub(super) scripts: usize,
    /// What its style sheets say.
    pub(super) styles: String,
    /// The line of a tag that is not closed before the text ends: a browser shows nothing of it and what follows, which
    /// is all text here.
    pub(super) unclosed: Option<u32>,
    /// The line of the last tag of emphasis, where some of it never ends.
    pub(super) open_emphasis: Option<u32>,
    /// What hides its inside and never ends, with its line: what follows it is read all the same.
    pub(super) endless: Vec<(String, u32)>,
}

/// Writes each tag's line into a page; `first` is the number of its first line. Comments and scripts are left out.
pub(super) fn scan(text: &str, first: u32) -> Result<Scanned, SourceError> {
    let mut html = String::with_capacity(text.len() + text.len() / 4);
    let mut styles = String::new();
    let (mut scripts, mut unclosed) = (0, None);
    let (mut line, mut counted) = (first, 0);
    let (mut open, mut emphasised) = ([0_u32; EMPHASIS.len()], first);
    let (mut endless, mut shadows): (Vec<(String, u32)>, Vec<bool>) = (Vec::new(), Vec::new());
    let is_xml = text.trim_start().starts_with("<?xml");
    let mut rest = 0;
    while let Some(found) = text[rest..].find('<') {
        let at = rest + found;
        html.push_str(&text[rest..at]);
        let tag = &text[at..];
        line += text.as_bytes()[counted..at].iter().filter(|b| **b == b'\n').count() as u32;
        counted = at;
        if let Some(comment) = tag.strip_prefix("<!--") {
            // a comment may hold anything; the tree does not need it
            rest = at + 4 + raw::end_of_comment(comment, line, &mut endless);
            continue;
        }
        if let Some(characters) = tag.strip_prefix("<![CDATA[").filter(|_| is_xml) {
            let end = characters.find("]]>").unwrap_or(characters.len());
            html.push_str(&characters[..end].replace('&', "&amp;").replace('<', "&lt;"));
            rest = (at + 9 + end + 3).min(text.len());
            continue;
        }
        let ends = tag.starts_with("</");
        // `</ h1>` is a comment to a browser; whoever wrote it meant the end of a heading
        let begin = if ends { tag.len() - tag[2..].trim_start().len() } else { 1 };
        let length = name_length(&tag[begin..]);
        let name = tag[begin..begin + length].to_ascii_lowercase();
        if name.is_empty() || !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
            html.push('<');
            rest = at + 1;
            continue;
        }
        let Some((attributes, end)) = attributes(&tag[begin + length..]) else {
            unclosed = Some(line);
            html.push_str(&tag.replace('<', "&lt;"));
            rest = text.len();
            break;
        };
        if attributes > MAX_ATTRIBUTES {
            return Err(SourceError::TooMany { what: "attributes of a tag", limit: MAX_ATTRIBUTES });
        }
        if let Some(kind) = EMPHASIS.iter().position(|known| *known == name) {
            // an end tag can end nothing
            open[kind] = if ends { open[kind].saturating_sub(1) } else { open[kind] + 1 };
            emphasised = line;
        }
        // what an element shows in a tree of its own: a template to a parser of HTML
        let is_shadow = match (name.as_str(), ends) {
            ("template", false) => {
                shadows.push(tag[begin + length..][..end].contains("shadowrootmode"));
                shadows.last().copied()
            }
            ("template", true) => shadows.pop(),
            _ => None,
        };
        html.push_str(if ends { "</" } else { "<" });
        html.push_str(if is_shadow == Some(true) { "div" } else { &tag[begin..begin + length] });
        rest = at + begin + length + end;
        if !ends && !is_inline(&name) {
            // the line end behind it is no text of a `pre` element
            let skips = name == "pre" && text[rest..].starts_with(['\n', '\r']);
            html.push_str(&format!(" {LINE}={}", line + u32::from(skips)));
        }
        html.push_str(&tag[begin + length..][..end]);
        // a browser that takes the page for HTML goes on behind `<script/>` as behind `<script>`: nobody means that
        let is_whole = !ends && raw::closes_itself(&tag[begin + length..][..end]);
        if is_whole && (raw::is_raw(&name) || is_xml && !raw::is_void(&name)) {
            scripts += usize::from(name == "script");
            html.push_str(&format!("</{name}>"));
        } else if !ends && raw::is_raw(&name) {
            scripts += usize::from(name == "script");
            let (end, is_endless) = raw::end_of_raw(&text[rest..], &name, line, &mut endless);
            // what a script says is not read
            match name.as_str() {
                "textarea" | "title" | "noscript" => html.push_str(&text[rest..][..end]),
                "style" => styles.push_str(&text[rest..][..end]),
                _ => {}
            }
            if is_endless {
                html.push_str(&format!("</{name}>"));
            }
            rest += end;
        }
    }
    html.push_str(&text[rest..]);
    let open_emphasis = open.iter().any(|open| *open > 0).then_some(emphasised);
    Ok(Scanned { html, scripts, styles, unclosed, open_emphasis, endless })
}

/// The length of the name of a tag.
pub(super) fn name_length(tag: &str) -> usize {
    tag.bytes().take_while(|b| b.is_ascii_alphanumeric() || *b == b'-').count()
}

/// How many attributes stand behind the name of a tag, as a browser takes them, and where the tag ends; none where it
/// does not.
pub(super) fn attributes(tag: &str) -> Option<(usize, usize)> {
    enum At {
        Between,
        Name,
        BehindName,
        BeforeValue,
        Quoted(u8),
        Value,
    }
    let (mut at, mut count) = (At::Between, 0);
    for (i, byte) in tag.bytes().enumerate() {
        at = match (at, byte) {
            (At::Quoted(quote), byte) if byte == quote => At::Between,
            (At::Quoted(quote), _) => At::Quoted(quote),
            (_, b'>') => return Some((count, i + 1)),
            (At::BeforeValue, b'"' | b'\'') => At::Quoted(byte),
            (At::BeforeValue, byte) if byte.is_ascii_whitespace() => At::BeforeValue,
            (At::Value, byte) if byte.is_ascii_whitespace() => At::Between,
            (At::BeforeValue | At::Value, _) => At::Value,
            (At::Name | At::BehindName, b'=') => At::BeforeValue,
            (At::Name | At::BehindName, byte) if byte.is_ascii_whitespace() => At::BehindName,
            (At::Between, byte) if byte.is_ascii_whitespace() => At::Between,
            (_, b'/') => At::Between,
            (At::Name, _) => At::Name,
            (At::Between | At::BehindName, _) => {
                count += 1;
                At::Name
            }
        };
    }
    None
}

/// Whether an element has a line of its own.
pub(super) fn has_line(element: &Element) -> bool {
    element.attr(LINE).is_some()
}

/// The line of an element, or of the nearest one around it.
pub(super) fn line(element: ElementRef<'_>) -> u32 {
    let own = |e: &Element| e.attr(LINE).and_then(|l| l.parse().ok());
    own(element.value())
        .or_else(|| element.ancestors().filter_map(ElementRef::wrap).find_map(|e| own(e.value())))
        .unwrap_or(1)
}

/// Elements within running text: they need no line.
fn is_inline(name: &str) -> bool {
    const NAMES: [&str; 14] =
        ["a", "b", "strong", "i", "em", "u", "span", "font", "sup", "sub", "code", "small", "label", "mark"];
    NAMES.contains(&name)
}

/// Whether the name is an HTML element's.
pub(in crate::source) fn is_element(name: &str) -> bool {
    // in order
    const NAMES: &str = "a abbr acronym address applet area article aside audio b base basefont bdi bdo big \
        blockquote body br button canvas caption center cite code col colgroup data datalist dd del details dfn dialog \
        dir div dl dt em embed fieldset figcaption figure font footer form frame frameset h1 h2 h3 h4 h5 h6 head header \
        hgroup hr html i iframe img input ins kbd label legend li link main map mark marquee menu meta meter nav nobr \
        noframes noscript object ol optgroup option output p param picture pre progress q rb rp rt rtc ruby s samp \
        script search section select slot small source span strike strong style sub summary sup svg table tbody td \
        template textarea tfoot th thead time title tr track tt u ul var video wbr xmp";
    static ELEMENTS: LazyLock<Vec<&str>> = LazyLock::new(|| NAMES.split(' ').collect());
    ELEMENTS.binary_search(&name).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_are_counted_as_a_browser_takes_them() {
        for (tag, count) in [
            (">", 0),
            (" a b=1 c='x y > z' d = \"e f\">g h", 4),
            (" a=b c=\">\"d/e>", 4),
            (" =\"a b\" c>", 3),
            ("/>", 0),
            (" a=/b/c>", 1),
        ] {
            assert_eq!(attributes(tag).map(|(count, _)| count), Some(count), "{tag}");
        }
        assert_eq!(attributes(" a='>'>b"), Some((1, 7)));
        assert_eq!(attributes(" a='>b"), None);
        assert_eq!(scan("<i>a</ i> </ 1>", 1).expect("a page").html, "<i>a</i> </ 1>");
        assert!(scan(&"<pre<".repeat(100_000), 1).is_ok());
        for endless in ["<!--", "<script>", "<title>a", "<![CDATA["] {
            assert!(scan(&endless.repeat(100_000), 1).is_ok(), "{endless}");
        }
        let many: String = (0..2_000).map(|i| format!(" a{i}")).collect();
        assert!(matches!(scan(&format!("<p{many}>a"), 1), Err(SourceError::TooMany { .. })));
    }

    #[test]
    fn what_never_ends_hides_nothing() {
        for (page, read, what) in [
            ("<p>a\n<!-- b <p>c", "<p engross-line=1>a\n b <p engross-line=2>c", "!--"),
            ("<title>a<p>b", "<title engross-line=1>a</title><p engross-line=1>b", "title"),
            ("<script>let a;<p>b", "<script engross-line=1></script><p engross-line=1>b", "script"),
        ] {
            let scanned = scan(page, 1).expect("a page");
            let endless: Vec<&str> = scanned.endless.iter().map(|(name, _)| name.as_str()).collect();
            assert_eq!((scanned.html.as_str(), endless), (read, vec![what]));
        }
        let whole = scan("<script src='a.js'/><p>b<!-- c --><style>i{}</style>", 1).expect("a page");
        assert!(whole.html.contains("</script><p engross-line=1>b") && whole.endless.is_empty());
    }

    #[test]
    fn tags_of_xml_end_themselves() {
        let page = "<?xml version='1.0'?><p/><a id='x'/>a<br/><i/><![CDATA[b < c]]>";
        let html = scan(page, 1).expect("a page").html;
        assert!(
            html.ends_with("<p engross-line=1/></p><a id='x'/></a>a<br engross-line=1/><i/></i>b &lt; c"),
            "{html}"
        );
        assert_eq!(scan("<p/><i/>", 1).expect("a page").html, "<p engross-line=1/><i/>");
        let shadow =
            scan("<x><template shadowrootmode=open><template>a</template></template>", 1).expect("a page").html;
        assert!(shadow.contains("<div") && shadow.ends_with("<template engross-line=1>a</template></div>"), "{shadow}");
    }
}
