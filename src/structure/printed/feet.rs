//! What is printed with the number of its page: `A. Keeper Ltd. 1 / 1`, an address `… 2/3`, and the time above such pages.
//!
//! Where there are many pages it shows in that it comes again; a page and how many there are tell it on the only one.

use super::Line;
use crate::source::printed::page_number;
use crate::structure::caption::{can_be_caption, is_url, numbered};

/// Of how many words the number of a page with the number of pages is: `Page 1 of 3`.
const WORDS: usize = 4;

/// The lines that stand at the foot of a page and say which page of how many it is, and those above them with a time and
/// the title that stands below.
pub(super) fn mark(lines: &[Line], why: &mut [Option<&'static str>]) {
    let pages = lines.last().map_or(0, |l| l.page.max(1));
    let mut from = 0;
    for page in lines.chunk_by(|a, b| a.page == b.page) {
        let last = from + page.len() - 1;
        if why[last].is_none() && is_foot(&page[page.len() - 1], pages) {
            why[last] = Some("it says which page of how many it is");
            if let [head, next, ..] = page
                && is_printed_at(&head.text, &next.text)
            {
                why[from] = Some("it says when the page was printed");
            }
        }
        from = last + 1;
    }
}

fn is_foot(line: &Line, pages: u32) -> bool {
    let text = &*line.text;
    if line.extent.width > 120 || !text.ends_with(|c: char| c.is_ascii_digit()) {
        return false;
    }
    let blanks = text.rmatch_indices(char::is_whitespace).take(WORDS);
    blanks.map(|(at, _)| text.split_at(at)).any(|(before, behind)| {
        let total = behind.rsplit(|c: char| !c.is_ascii_digit()).next().and_then(|n| n.parse::<u32>().ok());
        let of = || behind.bytes().filter(u8::is_ascii_digit).count() > total.map_or(0, |n| n.to_string().len());
        let before = before.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '|' | '·' | '-' | '–'));
        total == Some(pages)
            && page_number(behind).is_some_and(|(n, shaped)| shaped && n == line.page.max(1))
            && of()
            && (is_url(before) || before.ends_with('.') && before.len() < 60 || can_be_caption(before))
            && numbered(before).is_none()
    })
}

/// Whether a line begins with a time of day and ends with the beginning of the next: a browser prints so.
fn is_printed_at(head: &str, next: &str) -> bool {
    let digits = |s: &str| s.ends_with(|c: char| c.is_ascii_digit());
    let clock = head.char_indices().take(24).find(|(at, c)| *c == ':' && digits(&head[..*at]));
    head.starts_with(|c: char| c.is_ascii_digit())
        && clock.is_some_and(|(at, _)| head[at + 1..].starts_with(|c: char| c.is_ascii_digit()))
        && head.find(next).is_some_and(|at| at > 8)
}

#[cfg(test)]
mod tests {
    use crate::structure::documents;

    #[test]
    fn the_only_page_says_which_it_is() {
        let body =
            "The keeper lights the lamp of the harbour each evening at dusk.\n1. Guests knock.\n2. Guests wait.\n";
        let read = |head: &str, foot: &str| {
            let text = format!("{head}Lamp Rules\n{}{foot}", body.repeat(4));
            documents(crate::source::text::read(&text)).remove(0)
        };
        let bare = read("", "");
        for (head, foot) in [
            ("", "Harbour Lamps Ltd. 1 / 1\n"),
            ("", "Harbour Lamps | Page 1 of 1\n"),
            ("3/4/26, 9:15 PM Lamp Rules\n", "https://lamps.example/rules 1/1\n"),
        ] {
            assert_eq!(read(head, foot).text, bare.text, "{foot}");
        }
        assert_ne!(read("", "The lamp burns 1 / 2\n").text, bare.text);
    }
}
