//! Comments, and elements whose inside is no markup → where they end.
//!
//! A browser shows nothing of them and of what follows where they never end; here they end at once, and what follows
//! is read.

/// What a comment is called among what never ends.
const COMMENT: &str = "!--";

/// Where a comment ends; `text` begins behind its opening.
pub(super) fn end_of_comment(text: &str, line: u32, endless: &mut Vec<(String, u32)>) -> usize {
    end_of(text, COMMENT, line, endless, |text| text.find("-->").map(|end| end + 3))
}

/// Where something ends that hides its inside, as `find` finds it; nowhere, and so at once, if it never ends. That is
/// looked for once.
fn end_of(
    text: &str,
    name: &str,
    line: u32,
    endless: &mut Vec<(String, u32)>,
    find: impl Fn(&str) -> Option<usize>,
) -> usize {
    if endless.iter().any(|(other, _)| other == name) {
        return 0;
    }
    find(text).unwrap_or_else(|| {
        endless.push((name.to_owned(), line));
        0
    })
}

/// Where the inside of an element ends that is no markup; before the next tag, if it never ends. Whether it never does.
pub(super) fn end_of_raw(text: &str, name: &str, line: u32, endless: &mut Vec<(String, u32)>) -> (usize, bool) {
    let close = format!("</{name}");
    let closes = |text: &str| {
        let mut tags = text.match_indices("</").map(|(i, _)| i);
        tags.find(|i| text.get(*i..*i + close.len()).is_some_and(|found| found.eq_ignore_ascii_case(&close)))
    };
    let end = end_of(text, name, line, endless, closes);
    match endless.iter().any(|(other, _)| other == name) {
        true => (text.find('<').unwrap_or(text.len()), true),
        false => (end, false),
    }
}

/// Elements whose inside is no markup.
pub(super) fn is_raw(name: &str) -> bool {
    matches!(name, "script" | "style" | "textarea" | "title" | "xmp" | "iframe" | "noembed" | "noframes" | "noscript")
}

/// Elements that have no inside.
pub(super) fn is_void(name: &str) -> bool {
    const NAMES: [&str; 14] =
        ["area", "base", "br", "col", "embed", "frame", "hr", "img", "input", "link", "meta", "param", "source", "wbr"];
    NAMES.contains(&name)
}

/// Whether a tag ends as an element of XML without an inside does; `tag` is what stands behind its name.
pub(super) fn closes_itself(tag: &str) -> bool {
    let before = tag.strip_suffix("/>");
    before.is_some_and(|tag| tag.is_empty() || tag.ends_with(['"', '\'']) || tag.ends_with(char::is_whitespace))
}
