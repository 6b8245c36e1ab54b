//! What a page's style sheets print by counting: `li::before { content: counters(item, ".") " " }`.
//!
//! Counters and their scopes are those of CSS Lists 3, what is printed that of CSS Generated Content 3. Read are
//! numbers before an element or as its marker, also those that an attribute of the element says; a rule ([`rule`]) that counts and is not understood is told
//! ([`Counted::unread`]).

mod rule;

use std::collections::HashMap;

use scraper::{ElementRef, Html};

use crate::model::label::{Enclosure, Label, Unit};
use rule::{Declared, Piece, Rule, Subject, declared, rules};

/// How often an element is held against a rule before counting is given up.
const MAX_MATCHES: usize = 4_000_000;

/// What is printed before elements.
#[derive(Debug, Default)]
pub(super) struct Counted<'t> {
    /// The elements with what is printed, sorted by their node.
    pub(super) before: Vec<(ElementRef<'t>, String)>,
    /// A rule counts, and its numbers are not known.
    pub(super) unread: bool,
}

impl<'t> Counted<'t> {
    /// Counts through the page as `styles`, the text of its sheets, says.
    pub(super) fn of(page: &'t Html, styles: &str) -> Counted<'t> {
        let mut counted = Counted::default();
        let counts = styles.contains("counter(") || styles.contains("counters(");
        if !counts && !styles.contains("attr(") {
            return counted;
        }
        let rules = rules(styles, &mut counted.unread);
        let root = page.root_element();
        if rules.len().saturating_mul(root.descendent_elements().count()) > MAX_MATCHES {
            return Counted { unread: counts, ..Counted::default() };
        }
        let mut walk = Walk { rules: &rules, path: Vec::new(), counters: HashMap::new(), counted };
        walk.element(root);
        walk.counted.before.sort_unstable_by_key(|(element, _)| element.id());
        walk.counted
    }
}

/// A walk through the page with what is counted.
struct Walk<'t, 'r> {
    rules: &'r [Rule],
    /// The elements around.
    path: Vec<ElementRef<'t>>,
    /// Of each name the counters in whose scope the walk is, the innermost last.
    counters: HashMap<String, Vec<Counter<'t>>>,
    counted: Counted<'t>,
}

/// A counter, in scope below the element around the one that made it.
struct Counter<'t> {
    /// How many elements stand around the one that made it, and the last of them.
    depth: usize,
    around: Option<ElementRef<'t>>,
    value: i64,
}

impl<'t> Walk<'t, '_> {
    fn element(&mut self, element: ElementRef<'t>) {
        if super::page::is_silent(element.value()) {
            return;
        }
        let mut own = self.declared(element, Subject::Element);
        list_item(element, &mut own);
        if let Some(inline) = element.value().attr("style").filter(|css| css.contains("counter")).and_then(declared) {
            own.take(&inline);
        }
        self.count(&own);
        self.path.push(element);
        let mut printed = String::new();
        for subject in [Subject::Marker, Subject::Before] {
            let declared = self.declared(element, subject);
            let pieces = declared.content.clone().unwrap_or_default();
            if !pieces.is_empty() {
                self.count(&declared);
                let counts = pieces.iter().any(|piece| matches!(piece, Piece::Counter(..)));
                let mut own = String::new();
                pieces.iter().for_each(|piece| self.print(piece, element, &mut own));
                // an attribute can say anything
                if counts || is_number(&own) {
                    printed.push_str(&own);
                }
            }
        }
        let printed = printed.split_whitespace().collect::<Vec<_>>().join(" ");
        if !printed.is_empty() {
            self.counted.before.push((element, printed));
        }
        for child in element.child_elements() {
            self.element(child);
        }
        self.path.pop();
    }

    fn declared(&self, element: ElementRef<'t>, subject: Subject) -> Declared {
        let mut out = Declared::default();
        for rule in self.rules.iter().filter(|rule| rule.subject == subject && rule.selector.matches(&element)) {
            out.take(&rule.declared);
        }
        out
    }

    fn count(&mut self, declared: &Declared) {
        let depth = self.path.len();
        let around = self.path.last().copied();
        for (name, value) in declared.reset.iter().flatten() {
            let scopes = self.scopes(name);
            // that of a sibling before ends here
            scopes.pop_if(|counter| counter.depth == depth);
            scopes.push(Counter { depth, around, value: *value });
        }
        for (name, by) in declared.increment.iter().flatten() {
            let scopes = self.scopes(name);
            match scopes.last_mut() {
                Some(counter) => counter.value = counter.value.saturating_add(*by),
                None => scopes.push(Counter { depth, around, value: *by }),
            }
        }
        for (name, to) in declared.set.iter().flatten() {
            let scopes = self.scopes(name);
            match scopes.last_mut() {
                Some(counter) => counter.value = *to,
                None => scopes.push(Counter { depth, around, value: *to }),
            }
        }
    }

    /// The counters of a name in whose scope the walk is: made by an element around, by a sibling before, or by one
    /// before an element around.
    fn scopes(&mut self, name: &str) -> &mut Vec<Counter<'t>> {
        let path = &self.path;
        let scopes = self.counters.entry(name.to_owned()).or_default();
        let is_open = |counter: &Counter<'t>| {
            counter.depth == 0 || path.get(counter.depth - 1).map(|e| e.id()) == counter.around.map(|e| e.id())
        };
        while scopes.pop_if(|counter| !is_open(counter)).is_some() {}
        scopes
    }

    fn print(&mut self, piece: &Piece, element: ElementRef<'t>, out: &mut String) {
        match piece {
            Piece::Attribute(name) => out.push_str(element.value().attr(name).unwrap_or_default()),
            Piece::Text(text) => out.push_str(text),
            Piece::Counter(name, separator, style) => {
                let Some(style) = style else { return };
                let scopes = self.scopes(name);
                let from = if separator.is_some() { 0 } else { scopes.len().saturating_sub(1) };
                let mut values: Vec<String> = scopes[from..].iter().map(|counter| style.write(counter.value)).collect();
                if values.is_empty() {
                    values.push(style.write(0));
                }
                out.push_str(&values.join(separator.as_deref().unwrap_or_default()));
            }
        }
    }
}

/// Whether a text is a number with a mark or a word of its own: `(a)`, `1.2`, `Article 3`.
fn is_number(text: &str) -> bool {
    let marked = |l: &Label| l.unit != Unit::Bare || l.enclosure != Enclosure::None || l.values.len() > 1;
    Label::read(text).is_some_and(|label| marked(&label))
}

/// Lists begin the counter `list-item`, and their items count it.
fn list_item(element: ElementRef<'_>, declared: &mut Declared) {
    let value = element.value();
    let whole = |name: &str| value.attr(name).and_then(|n| n.trim().parse::<i64>().ok());
    let name = || "list-item".to_owned();
    match value.name() {
        "ol" => declared.reset.get_or_insert_default().push((name(), whole("start").unwrap_or(1).saturating_sub(1))),
        "ul" | "menu" | "dir" => declared.reset.get_or_insert_default().push((name(), 0)),
        "li" => match whole("value") {
            Some(value) => declared.set.get_or_insert_default().push((name(), value)),
            None => declared.increment.get_or_insert_default().push((name(), 1)),
        },
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn printed(styles: &str, body: &str) -> Vec<String> {
        let page = Html::parse_document(body);
        let counted = Counted::of(&page, styles);
        assert!(!counted.unread, "{styles}");
        let text = |e: &ElementRef<'_>| {
            e.children().filter_map(|c| c.value().as_text().map(|t| t.to_string())).collect::<String>()
        };
        counted.before.iter().map(|(e, before)| format!("{before}|{}", text(e).trim())).collect()
    }

    #[test]
    fn all_counters_of_nested_lists() {
        let styles = "ol { counter-reset: item; list-style: none } li:before { content: counters(item, \".\") \" \"; counter-increment: item }";
        let body = "<ol><li>a<ol><li>b</li><li>c</li></ol></li><li>d</li></ol><ol><li>e</li></ol>";
        assert_eq!(printed(styles, body), ["1|a", "1.1|b", "1.2|c", "2|d", "1|e"]);
    }

    #[test]
    fn counters_of_headings() {
        let styles = "body{counter-reset:art} h2{counter-increment:art;counter-reset:par} h2::before{content:'Article ' counter(art, upper-roman) ' \\2013\\a0'}\
            p.n::before{counter-increment:par;content:'§' counter(par)} p.plain::before{content:none}";
        let body = "<h2>a</h2><p class=n>b<p class=n>c<p>d<h2>e</h2><p class=n>f<p class='n plain'>g";
        assert_eq!(printed(styles, body), ["Article I –|a", "§1|b", "§2|c", "Article II –|e", "§1|f"]);
    }

    #[test]
    fn lists_that_go_on_as_word_processors_save_them() {
        let styles = ".l0>li{counter-increment:c0}.l1>li{counter-increment:c1}ol.l0.start{counter-reset:c0 0}ol.l1.start{counter-reset:c1 0}\
            .l0>li:before{content:\"\" counter(c0,decimal) \". \"}.l1>li:before{content:\"\" counter(c0,decimal) \".\" counter(c1,lower-latin) \" \"}";
        let body = "<ol class='l0 start'><li>a<li>b</ol><ol class='l1 start'><li>c</ol><ol class=l0 start=3><li>d</ol>";
        assert_eq!(printed(styles, body), ["1.|a", "2.|b", "2.a|c", "3.|d"]);
    }

    #[test]
    fn the_counter_of_lists() {
        let styles = "li::marker{content:counters(list-item,'.') '. '}";
        let body = "<ol start=3><li>a<ol><li>b</ol><li value=7>c</ol>";
        assert_eq!(printed(styles, body), ["3.|a", "3.1.|b", "7.|c"]);
    }

    #[test]
    fn numbers_that_attributes_say() {
        let styles =
            "[data-no]::before{content:attr(data-no) ' '} td::before{content:attr(title)} p::before{content:url(x)}";
        let body = "<h2 data-no='Article 1'>a</h2><p data-no='(a)'>b<p data-no=New>c<table><td title=Fee>d</table>";
        assert_eq!(printed(styles, body), ["Article 1|a", "(a)|b"]);
    }

    #[test]
    fn what_is_not_understood_is_told() {
        let page = Html::parse_document("<p>a");
        for styles in
            ["p::before{content:leader(x) counter(a)}", "p:nth-last-of-type(2 of .x)::before{content:counter(a)}"]
        {
            assert!(Counted::of(&page, styles).unread, "{styles}");
        }
    }

    proptest::proptest! {
        #[test]
        fn nothing_panics(styles in "([a-z]{0,2}(::before|>li|\\.x)?[{](content|counter-reset|counter-increment):([\"'a\\\\(), 1]|counter[(]a[)]|counters[(]a,'.'[)]){0,6};?[}]){0,4}", body in "(<[/]?(p|ol|li|b)( class=x)?>|a){0,20}") {
            let _ = Counted::of(&Html::parse_document(&body), &format!("{styles} counter("));
        }
    }
}
