//! What reviewers remarked, which word processors save into a page → what is left out of it.
//!
//! Word names remarks by its styles and classes, Google Docs by its links: `cmnt_ref1` there, `cmnt1` back.

use scraper::ElementRef;

use super::scan::line;
use super::sheet;
use crate::model::diagnostic::Diagnostic;
use crate::source::left_out::LeftOut;

/// The marks in the text and the remarks of a page, and the note that they are left out.
pub(super) fn of<'t>(roots: &[ElementRef<'t>]) -> (Vec<ElementRef<'t>>, Option<Diagnostic>) {
    let elements = || roots.iter().flat_map(|root| root.descendent_elements());
    let marks: Vec<ElementRef<'t>> = elements().filter_map(mark).collect();
    let mut remarks: Vec<ElementRef<'t>> = elements().filter_map(remark).collect();
    remarks.dedup_by_key(|e| e.id());
    let Some(first) = marks.first().or(remarks.first()) else { return (Vec::new(), None) };
    let words: String = remarks.iter().flat_map(|e| e.text()).collect();
    let begins = LeftOut::of(&words).begins;
    let message = format!("{} comments of reviewers were left out: `{begins}`", remarks.len().max(1));
    let note = Diagnostic::note("comment-dropped", line(*first), message);
    (marks.into_iter().chain(remarks).collect(), Some(note))
}

/// The mark of a remark.
fn mark(element: ElementRef<'_>) -> Option<ElementRef<'_>> {
    let is_word = element.value().classes().any(|class| matches!(class, "MsoCommentReference" | "msocomanchor"));
    if is_word {
        return Some(element);
    }
    let link = element.value();
    (link.name() == "a" && counts(link.id()?, "cmnt_ref") && link.attr("href")?.starts_with("#cmnt")).then_some(())?;
    let parent = element.parent().and_then(ElementRef::wrap).filter(|parent| parent.value().name() == "sup");
    Some(parent.unwrap_or(element))
}

/// A remark, whole.
fn remark(element: ElementRef<'_>) -> Option<ElementRef<'_>> {
    let value = element.value();
    let styled = |style: &str| sheet::squeezed(style).split(';').any(|d| d == "mso-element:comment");
    if value.attr("style").is_some_and(styled) {
        return Some(element);
    }
    (value.name() == "a" && counts(value.id()?, "cmnt") && value.attr("href")?.starts_with("#cmnt_ref"))
        .then_some(())?;
    let block = element.ancestors().take(3).filter_map(ElementRef::wrap).find(|e| e.value().name() == "p")?;
    let holder = block.parent().and_then(ElementRef::wrap).filter(|holder| {
        holder.value().name() == "div" && holder.child_elements().next().is_some_and(|first| first == block)
    });
    Some(holder.unwrap_or(block))
}

/// Whether a name is a word with a number: `cmnt12`.
fn counts(name: &str, word: &str) -> bool {
    name.strip_prefix(word).is_some_and(|n| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use crate::source::html::read;
    use crate::source::tests::rows;

    #[test]
    fn remarks_of_reviewers_are_no_text() {
        let google = "<h1>Mooring</h1><p>A berth is let<sup><a href='#cmnt1' id='cmnt_ref1'>[a]</a></sup> by the season.</p>\
             <div><p><a href='#cmnt_ref1' id='cmnt1'>[a]</a><span>To whom?</span></p><p>To guests.</p></div>";
        let word = "<h1>Mooring</h1><p>A berth is let<span class=MsoCommentReference><a class=msocomanchor href='#_c1'>[R1]</a></span> \
             by the season.</p><div style='mso-element: comment-list'><div style='mso-element:comment'><p>[R1] To whom?</p></div></div>";
        for page in [google, word] {
            let source = read(page).expect("a page");
            assert_eq!(rows(&source), ["1 h1 Mooring", "1 p A berth is let by the season."]);
            assert_eq!(source.diagnostics.len(), 1);
            let told = &source.diagnostics[0];
            assert!(told.code == "comment-dropped" && told.message.contains("1 comments"), "{}", told.message);
        }
    }
}
