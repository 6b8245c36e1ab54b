//! A page's own address, and what links that are relative to it lead to.

use scraper::{ElementRef, Html};

use crate::model::diagnostic::Diagnostic;

/// The address that relative links of a page start from.
#[derive(Debug, Default)]
pub(super) struct Address(Option<String>);

impl Address {
    /// What the page says of its address: its base, its canonical address, else the alternate in its own language,
    /// which is a guess.
    pub(super) fn of(page: &Html, notes: &mut Vec<Diagnostic>) -> Address {
        let root = page.root_element();
        let mut head: Vec<ElementRef<'_>> = Vec::new();
        for element in root.descendent_elements() {
            if element.value().name() == "body" {
                break;
            }
            head.push(element);
        }
        let find = |name: &str, key: &str, value: &str, target: &str| {
            let is = |e: &&ElementRef<'_>| {
                e.value().name() == name && (key.is_empty() || e.value().attr(key).is_some_and(|v| is_value(v, value)))
            };
            let found = head.iter().filter(is).find_map(|e| e.value().attr(target));
            found.map(|a| a.trim().to_owned()).filter(|a| is_absolute(a))
        };
        let said = find("base", "", "", "href")
            .or_else(|| find("link", "rel", "canonical", "href"))
            .or_else(|| find("meta", "property", "og:url", "content"));
        if said.is_some() {
            return Address(said);
        }
        let language = root.value().attr("lang").unwrap_or_default().to_ascii_lowercase();
        let primary = |tag: &str| tag.split('-').next().unwrap_or_default().to_ascii_lowercase();
        let alternates = || {
            let links =
                head.iter().map(|e| e.value()).filter(|e| e.attr("rel").is_some_and(|r| is_value(r, "alternate")));
            links.filter_map(|e| Some((e.attr("hreflang")?.to_ascii_lowercase(), e.attr("href")?.trim())))
        };
        let own = alternates()
            .find(|(tag, _)| *tag == language)
            .or_else(|| alternates().find(|(tag, _)| !language.is_empty() && primary(tag) == primary(&language)));
        let own = own.map(|(_, address)| address.to_owned()).filter(|address| is_absolute(address));
        if let Some(address) = &own {
            let message =
                format!("`{address}`, the alternate in the page's language, was taken for the page's address");
            notes.push(Diagnostic::warning("address-guessed", 1, message).hint("compare the targets of the links"));
        }
        Address(own)
    }

    /// Where a link leads. One within the page stays as it is; so does every link of a page without an address.
    pub(super) fn resolve(&self, target: &str) -> String {
        match &self.0 {
            Some(base) if !target.starts_with('#') && !has_scheme(target) => join(base, target),
            _ => target.to_owned(),
        }
    }
}

/// Whether a link needs the page's address, which is not known.
pub(super) fn is_relative(target: &str) -> bool {
    !target.starts_with('#') && !has_scheme(target)
}

fn is_value(attribute: &str, value: &str) -> bool {
    attribute.split_ascii_whitespace().any(|word| word.eq_ignore_ascii_case(value))
}

fn is_absolute(address: &str) -> bool {
    let lower = address.to_ascii_lowercase();
    lower.starts_with("http://") || lower.starts_with("https://")
}

/// Whether it begins with a scheme: `mailto:`, `https:`.
fn has_scheme(target: &str) -> bool {
    let length = target.bytes().take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'-' | b'.')).count();
    target.starts_with(|c: char| c.is_ascii_alphabetic()) && target.as_bytes().get(length) == Some(&b':')
}

/// A relative reference below an absolute address (RFC 3986, 5.2).
fn join(base: &str, target: &str) -> String {
    let base = base.split('#').next().unwrap_or_default();
    let scheme = base.find("//").unwrap_or(0);
    if target.starts_with("//") {
        return format!("{}{target}", &base[..scheme]);
    }
    let host = base[scheme + 2..].find(['/', '?']).map_or(base.len(), |i| scheme + 2 + i);
    let (host, rest) = base.split_at(host);
    let path = rest.split('?').next().unwrap_or_default();
    if target.is_empty() {
        return base.to_owned();
    }
    if target.starts_with('?') {
        return format!("{host}{path}{target}");
    }
    let end = target.find(['?', '#']).unwrap_or(target.len());
    let (relative, tail) = target.split_at(end);
    let folder = path.rfind('/').map_or("/", |i| &path[..=i]);
    let whole = if relative.starts_with('/') { relative.to_owned() } else { format!("{folder}{relative}") };
    format!("{host}{}{tail}", without_dots(&whole))
}

/// A path without `.` and `..` (RFC 3986, 5.2.4).
fn without_dots(path: &str) -> String {
    let mut out: Vec<&str> = Vec::new();
    let segments: Vec<&str> = path.split('/').skip(1).collect();
    for (i, segment) in segments.iter().enumerate() {
        let last = i + 1 == segments.len();
        match *segment {
            "." if last => out.push(""),
            "." => {}
            ".." => {
                out.pop();
                if last {
                    out.push("");
                }
            }
            segment => out.push(segment),
        }
    }
    format!("/{}", out.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_of_the_rfc() {
        for (target, want) in [
            ("g", "http://a/b/c/g"),
            ("./g", "http://a/b/c/g"),
            ("g/", "http://a/b/c/g/"),
            ("/g", "http://a/g"),
            ("//g", "http://g"),
            ("?y", "http://a/b/c/d;p?y"),
            ("g?y#s", "http://a/b/c/g?y#s"),
            ("", "http://a/b/c/d;p?q"),
            (".", "http://a/b/c/"),
            ("..", "http://a/b/"),
            ("../g", "http://a/b/g"),
            ("../../../g", "http://a/g"),
            ("/./g", "http://a/g"),
            ("g;x=1/../y", "http://a/b/c/y"),
            ("g?y/../x", "http://a/b/c/g?y/../x"),
            ("mailto:a@b", "mailto:a@b"),
            ("#s", "#s"),
        ] {
            assert_eq!(Address(Some("http://a/b/c/d;p?q".to_owned())).resolve(target), want, "{target}");
        }
        assert_eq!(join("https://a.cn", "terms"), "https://a.cn/terms");
    }

    #[test]
    fn what_a_page_says_of_its_address() {
        let of = |head: &str| {
            let mut notes = Vec::new();
            let page = Html::parse_document(&format!("<html lang=de><head>{head}</head><body></body></html>"));
            (Address::of(&page, &mut notes).resolve("/x"), notes.len())
        };
        assert_eq!(of("<link rel=canonical href=https://a.cn/t>"), ("https://a.cn/x".to_owned(), 0));
        assert_eq!(
            of("<base href=https://b.cn/><link rel=canonical href=https://a.cn/>"),
            ("https://b.cn/x".to_owned(), 0)
        );
        let alternates =
            "<link rel=alternate hreflang=fr href=https://f.cn/><link rel=alternate hreflang=de-AT href=https://d.cn/>";
        assert_eq!(of(alternates), ("https://d.cn/x".to_owned(), 1));
        assert_eq!(of("<link rel=canonical href=/t>"), ("/x".to_owned(), 0));
    }
}
