//! Style sheets → the rules in them that count, and what they print.

use scraper::Selector;

use crate::source::html::number::Numbers;
use crate::source::html::sheet;

/// What a rule is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Subject {
    Element,
    Marker,
    Before,
}

/// A rule that counts or prints a number.
#[derive(Debug)]
pub(super) struct Rule {
    pub(super) subject: Subject,
    pub(super) selector: Selector,
    weight: sheet::Weight,
    pub(super) declared: Declared,
}

/// What is declared of counters.
#[derive(Clone, Debug, Default)]
pub(super) struct Declared {
    pub(super) reset: Option<Vec<(String, i64)>>,
    pub(super) increment: Option<Vec<(String, i64)>>,
    pub(super) set: Option<Vec<(String, i64)>>,
    pub(super) content: Option<Vec<Piece>>,
}

impl Declared {
    /// A later declaration takes the place of an earlier one.
    pub(super) fn take(&mut self, later: &Declared) {
        fn over<T: Clone>(to: &mut Option<T>, from: &Option<T>) {
            if from.is_some() {
                to.clone_from(from);
            }
        }
        over(&mut self.reset, &later.reset);
        over(&mut self.increment, &later.increment);
        over(&mut self.set, &later.set);
        over(&mut self.content, &later.content);
    }
}

/// A piece of what is printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Piece {
    Text(String),
    /// The innermost counter of a name; with a separator, all of them.
    Counter(String, Option<String>, Option<Numbers>),
    /// What an attribute of the element says.
    Attribute(String),
}

/// The rules of sheets that count, those that weigh most last; `unread` becomes true where one is not understood.
pub(super) fn rules(styles: &str, unread: &mut bool) -> Vec<Rule> {
    let text = sheet::without_comments(styles);
    let mut rules: Vec<Rule> = Vec::new();
    for (selectors, body) in sheet::rules(&text) {
        if !body.contains("counter") && !body.contains("content") {
            continue;
        }
        let Some(declared) = declared(body) else {
            *unread = true;
            continue;
        };
        for selector in selectors.split(',').map(str::trim) {
            let (element, subject) = match selector.rsplit_once(':') {
                Some((element, "before")) => (element, Subject::Before),
                Some((element, "marker")) => (element, Subject::Marker),
                _ => (selector, Subject::Element),
            };
            let element = element.trim_end_matches(':');
            let element = if element.is_empty() || element.ends_with([' ', '>']) {
                format!("{element}*")
            } else {
                element.to_owned()
            };
            match Selector::parse(&element) {
                Ok(parsed) => {
                    let weight = sheet::weight(&element);
                    rules.push(Rule { subject, selector: parsed, weight, declared: declared.clone() });
                }
                Err(_) => *unread |= body.contains("counter"),
            }
        }
    }
    rules.sort_by_key(|rule| rule.weight);
    rules
}

/// The declarations of a rule; none: what it prints is not understood.
pub(super) fn declared(body: &str) -> Option<Declared> {
    let mut out = Declared::default();
    for declaration in split(body, ';') {
        let Some((name, value)) = declaration.split_once(':') else { continue };
        let value = value.trim().trim_end_matches("!important").trim();
        match name.trim().to_ascii_lowercase().as_str() {
            "counter-reset" => out.reset = Some(counters(value, 0)),
            "counter-increment" => out.increment = Some(counters(value, 1)),
            "counter-set" => out.set = Some(counters(value, 0)),
            // what is no number is passed over
            "content" if !value.contains("counter") => {
                out.content = Some(pieces(value).filter(|_| value.contains("attr(")).unwrap_or_default());
            }
            "content" => out.content = Some(pieces(value)?),
            _ => {}
        }
    }
    Some(out)
}

/// `a 2 b` → a by 2, b by what is usual.
fn counters(value: &str, usual: i64) -> Vec<(String, i64)> {
    let mut out: Vec<(String, i64)> = Vec::new();
    for word in value.split_whitespace() {
        match (word.parse(), out.last_mut()) {
            (Ok(n), Some(last)) => last.1 = n,
            _ if word == "none" => {}
            _ => out.push((word.to_owned(), usual)),
        }
    }
    out
}

fn pieces(value: &str) -> Option<Vec<Piece>> {
    let mut out = Vec::new();
    let mut rest = value.trim_start();
    while let Some(first) = rest.chars().next() {
        let len = match first {
            '"' | '\'' => {
                let (text, len) = string(rest)?;
                out.push(Piece::Text(text));
                len
            }
            _ if rest.starts_with("none") || rest.starts_with("normal") => return Some(Vec::new()),
            _ => {
                let close = rest.find(')')?;
                let (name, arguments) = rest[..close].split_once('(')?;
                let mut arguments = split(arguments, ',').into_iter();
                let counter = arguments.next()?.trim().to_owned();
                if name.trim() == "attr" {
                    out.push(Piece::Attribute(counter.to_ascii_lowercase()));
                    rest = rest[close + 1..].trim_start();
                    continue;
                }
                let all = match name.trim() {
                    "counter" => None,
                    "counters" => Some(string(arguments.next()?.trim())?.0),
                    _ => return None,
                };
                let style = arguments.next().map_or(Some(Numbers::Decimal), |name| Numbers::named(name.trim()));
                if style == Some(Numbers::Other) {
                    return None;
                }
                out.push(Piece::Counter(counter, all, style));
                close + 1
            }
        };
        rest = rest[len..].trim_start();
    }
    Some(out)
}

/// A string with its quotation marks, and how long it is as written.
fn string(text: &str) -> Option<(String, usize)> {
    let quote = text.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let mut out = String::new();
    let mut chars = text.char_indices().skip(1).peekable();
    while let Some((at, c)) = chars.next() {
        match c {
            '\\' => {
                let mut code = String::new();
                while let Some((_, digit)) = chars.next_if(|(_, c)| code.len() < 6 && c.is_ascii_hexdigit()) {
                    code.push(digit);
                }
                if code.is_empty() {
                    out.extend(chars.next().map(|(_, c)| c));
                } else {
                    chars.next_if(|(_, c)| c.is_whitespace());
                    out.extend(u32::from_str_radix(&code, 16).ok().and_then(char::from_u32));
                }
            }
            c if c == quote => return Some((out, at + 1)),
            c => out.push(c),
        }
    }
    None
}

/// Divides at a sign that stands in no string.
fn split(text: &str, at: char) -> Vec<&str> {
    let mut quote = None;
    text.split(|c: char| {
        match quote {
            Some(open) if c == open => quote = None,
            None if matches!(c, '"' | '\'') => quote = Some(c),
            _ => {}
        }
        quote.is_none() && c == at
    })
    .collect()
}
