//! A page's own style sheets → what they say of a class or an id.
//!
//! Word processors and page builders save emphasis as classes. Rules for one class or one id are read, with or without
//! an element's name; rules that depend on what stands around an element, or on the screen, are not. Whether something
//! is shown is not taken from here: scripts fold and unfold by classes.

use std::collections::BTreeMap;

use scraper::node::Element;

/// How many rules are read.
const MAX_RULES: usize = 20_000;

/// What the sheets say.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    /// By `.class` or `#id`: the element's name, if the rule has one, and the declarations.
    rules: BTreeMap<String, Vec<(String, String)>>,
}

impl Sheet {
    /// Reads the text of all sheets.
    pub(super) fn read(text: &str) -> Sheet {
        let mut sheet = Sheet::default();
        let text = without_comments(text);
        let mut count = 0;
        for (selectors, body) in rules(&text) {
            let declarations = declarations(body);
            for selector in selectors.split(',').map(str::trim).filter(|_| !declarations.is_empty()) {
                count += 1;
                if let Some((element, key)) = simple(selector).filter(|_| count <= MAX_RULES) {
                    sheet.rules.entry(key).or_default().push((element, declarations.clone()));
                }
            }
        }
        sheet
    }

    /// All that is declared for an element, what weighs most at the end: classes, its id, its own attribute. In lower
    /// case, without white space.
    pub(super) fn of(&self, element: &Element) -> String {
        let mut out = String::new();
        if !self.rules.is_empty() {
            let mut add = |key: String| {
                for (name, declarations) in self.rules.get(&key).map(Vec::as_slice).unwrap_or_default() {
                    if name.is_empty() || name == element.name() {
                        out.push_str(declarations);
                    }
                }
            };
            element.classes().for_each(|class| add(format!(".{class}")));
            element.id().into_iter().for_each(|id| add(format!("#{id}")));
        }
        out.push_str(&squeezed(element.attr("style").unwrap_or_default()));
        out
    }
}

/// The rules of sheets without comments: selectors and declarations. Those that depend on the screen are passed over.
pub(super) fn rules(text: &str) -> Vec<(&str, &str)> {
    let mut rules = Vec::new();
    let mut rest = text;
    while let Some(open) = rest.find('{') {
        let (before, body) = (&rest[..open], &rest[open + 1..]);
        let selectors = before.rsplit(['}', ';']).next().unwrap_or_default().trim();
        if selectors.starts_with('@') {
            rest = &body[end_of_block(body)..];
            continue;
        }
        let end = body.find('}').unwrap_or(body.len());
        rules.push((selectors, &body[..end]));
        rest = &body[end..];
    }
    rules
}

/// The rules within rules that hold on some screens; those for print are passed over.
pub(super) fn conditional(text: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut open = vec![text];
    while let Some(text) = open.pop() {
        let mut rest = text;
        while let Some(at) = rest.find('@') {
            let Some(brace) = rest[at..].find(['{', ';']).map(|i| at + i).filter(|i| rest[*i..].starts_with('{'))
            else {
                rest = &rest[at + 1..];
                continue;
            };
            let (name, body) = (&rest[at..brace], &rest[brace + 1..]);
            let end = end_of_block(body);
            if !name.starts_with("@font") && !name.contains("keyframes") && !name.contains("print") {
                parts.push(&body[..end]);
                // few nest
                if parts.len() < 1_000 && body[..end].contains('@') {
                    open.push(&body[..end]);
                }
            }
            rest = &body[end..];
        }
    }
    parts
}

/// How specific a selector is: ids, then classes, then names.
pub(super) type Weight = (usize, usize, usize);

pub(super) fn weight(selector: &str) -> Weight {
    let count = |signs: &[char]| selector.matches(signs).count();
    let names = selector.split([' ', '>', '+', '~']).filter(|c| c.starts_with(|c: char| c.is_ascii_alphabetic()));
    (count(&['#']), count(&['.', '[', ':']), names.count())
}

/// The sheets without their comments.
pub(super) fn without_comments(text: &str) -> String {
    let mut parts = text.split("/*");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |out, part| out + part.split_once("*/").map_or("", |(_, rest)| rest))
}

/// Where a block ends that holds others; `text` begins behind its brace.
fn end_of_block(text: &str) -> usize {
    let mut depth = 1;
    for (at, c) in text.char_indices() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return at + 1;
        }
    }
    text.len()
}

/// The declarations that tell emphasis and numbers, each ended.
fn declarations(body: &str) -> String {
    const READ: [&str; 6] =
        ["font-weight", "font-style", "text-decoration", "text-decoration-line", "list-style", "list-style-type"];
    let squeezed = squeezed(body);
    let read = squeezed.split(';').filter(|d| d.split_once(':').is_some_and(|(name, _)| READ.contains(&name)));
    read.map(|d| format!("{d};")).collect()
}

/// Declarations in lower case, without white space.
pub(super) fn squeezed(css: &str) -> String {
    css.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect()
}

/// `.c`, `#i` or `p.c` → the element's name and the class or id.
fn simple(selector: &str) -> Option<(String, String)> {
    let at = selector.find(['.', '#'])?;
    let (element, key) = selector.split_at(at);
    let is_name = |c: char| c.is_alphanumeric() || c == '-' || c == '_';
    let alone = element.chars().all(is_name) && key.len() > 1 && key[1..].chars().all(is_name);
    alone.then(|| (element.to_ascii_lowercase(), key.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_for_one_class_or_id() {
        let sheet = Sheet::read(
            "@import 'x'; /* a { */ .c1, p.c2 { FONT-WEIGHT : 700; color: red } .a .b{font-weight:bold}\n\
             @media print { .c3 { font-weight: 700 } } #x{font-style:italic}.c4{display:none",
        );
        let of = |html: &str| {
            let page = scraper::Html::parse_fragment(html);
            let element = page.root_element().child_elements().next().expect("an element");
            sheet.of(element.value())
        };
        assert_eq!(of("<p class='c1'>"), "font-weight:700;");
        assert_eq!(of("<b class='c2'>"), "");
        assert_eq!(of("<p class='c2' id=x style='Color: red'>"), "font-weight:700;font-style:italic;color:red");
        assert_eq!(of("<p class='b c3 c4'>"), "");
    }
}
