//! Text stays text: whatever stands in a field of a text, no page runs it, follows it, or reads it as template code.

use engross::model::text::{Clause, Item, Text};
use engross::site::{Layout, Library, SiteError, Templates, render};
use scraper::{ElementRef, Html, Selector};

use crate::site::{Site, built, library, page, pages, publish, select};

/// Strings that become something else where a page forgets what they are.
const PAYLOADS: [&str; 46] = [
    // elements
    "<script>alert(1)</script>",
    "<ScRiPt src=//evil.example></ScRiPt>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<script\u{a0}x>alert(1)",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "<svg><script href=data:,alert(1) />",
    "<math><mi xlink:href=javascript:alert(1)>x",
    "<iframe srcdoc='<script>1</script>'>",
    "<object data=javascript:alert(1)>",
    "<embed src=javascript:alert(1)>",
    "<base href=//evil.example/>",
    "<meta http-equiv=refresh content=0;url=//evil.example>",
    "<link rel=stylesheet href=//evil.example>",
    "<style>*{display:none}</style>",
    "<form action=//evil.example><button formaction=javascript:1>",
    "<a href=\"https://a.example\">x</a>",
    "<details open ontoggle=alert(1)>",
    "<template><script>1</script></template>",
    "<u onclick=alert(1)>x</u>",
    // ways out of a place
    "\"><img src=x onerror=alert(1)>",
    "' onmouseover='alert(1)",
    "\" autofocus onfocus=\"alert(1)",
    "</title><svg onload=alert(1)>",
    "</textarea></pre></code></p></div></main></body><script>1</script>",
    "--><!--<iframe>",
    "]]><script>1</script>",
    "\\\";}</style>*{display:none}",
    "`onclick=alert(1)`",
    "x\u{2028}<script>1</script>",
    // addresses
    "javascript:alert(1)",
    "[x](javascript:alert(1))",
    "[x](<JaVaScRiPt:alert(1)>)",
    "[x](<java&#x09;script:alert(1)>)",
    "[x](&#106;avascript:alert(1))",
    "[x](<data:text/html,<script>1</script>>)",
    "[x](vbscript:x) [y](//evil.example) [z](file:///etc/passwd)",
    "[x](<https://a.example/\" onmouseover=\"alert(1)>)",
    "![x](https://evil.example/x.png)",
    "[x](https://a.example 'title\" onclick=\"1')",
    // references
    "&lt;b&gt; &amp;#60;script&amp;#62;",
    "&#60;img src=x onerror=alert(1)&#62;",
    // code of templates and of other site builders
    "{{ page.title }}{% include \"base.html\" %}{# x #}",
    "{% raw %}{{ w.feed | safe }}{% endraw %}",
    "{{< script >}}{{% x %}}<%= 1 %>${1}",
    "---\ntitle: x\n---",
];

/// The library of the other tests with a string in every field.
fn with(payload: &str) -> Library {
    let mut library = library();
    let publisher = &mut library.publisher;
    publisher.publisher.values_mut().for_each(|name| payload.clone_into(name));
    publisher.categories[0].title.values_mut().for_each(|name| payload.clone_into(name));
    let document = &mut library.documents[0];
    payload.clone_into(&mut document.agreement.title);
    for (i, edition) in document.editions.iter_mut().enumerate() {
        edition.version.label = Some(payload.to_owned());
        edition.version.summary = Some(format!("{payload}\n\n- {payload}"));
        for text in edition.texts.values_mut() {
            payload.clone_into(&mut text.title);
            text.label = Some(payload.to_owned());
            text.body.extend(words(payload, i));
        }
    }
    publish(&mut library);
    library
}

/// A paragraph, a quotation, and a clause with a table, which differ from version to version.
fn words(payload: &str, version: usize) -> Vec<Item> {
    let clause = Clause {
        number: Some(payload.to_owned()),
        heading: Some(format!("{payload} {version}")),
        id: Some(payload.to_owned()),
        body: vec![
            Item::Paragraph(format!("{version} **{payload}** <u>{payload}</u>")),
            Item::Paragraph(format!("| {payload} | {version} |\n| --- | --- |\n| {payload} | {version}{version} |")),
            Item::Clause(Clause { body: vec![Item::Paragraph(payload.to_owned())], ..Clause::default() }),
        ],
    };
    let link = format!("{version} [a word]({payload}) [a word](<{payload}>)");
    [payload.to_owned(), format!("> {payload}"), link]
        .into_iter()
        .map(Item::Paragraph)
        .chain([Item::Clause(clause)])
        .collect()
}

/// Every element is one of ours, with attributes of ours; every address is one that a link may have.
fn is_harmless(path: &str, source: &str, payload: &str) {
    let html = Html::parse_document(source);
    for element in html.select(&Selector::parse("*").unwrap()) {
        let name = element.value().name();
        assert!(ELEMENTS.contains(&name), "{path}: <{name}> from {payload}");
        for (attribute, value) in element.value().attrs() {
            assert!(!attribute.starts_with("on") && attribute != "style", "{path}: {attribute} from {payload}");
            if ["href", "src", "action", "formaction", "xlink:href", "srcset"].contains(&attribute) {
                let value = value.trim().to_ascii_lowercase();
                let scheme = value.split(['/', '?', '#']).next().unwrap_or("").split_once(':').map_or("", |(s, _)| s);
                assert!(["", "https", "http", "mailto", "tel"].contains(&scheme), "{path}: {value} from {payload}");
                assert!(!value.starts_with("//"), "{path}: {value} from {payload}");
            }
        }
        if name == "script" {
            assert!(element.text().all(str::is_empty), "{path}: a script of its own from {payload}");
            assert!(element.value().attr("src").is_some_and(|src| src.ends_with("engross.js")), "{path}: {payload}");
        }
        if name == "meta" {
            assert!(
                element.value().attr("http-equiv").is_none_or(|e| e == "Content-Security-Policy"),
                "{path}: {payload}"
            );
        }
    }
}

/// The elements that the built-in templates have.
const ELEMENTS: [&str; 58] = [
    "html",
    "head",
    "meta",
    "title",
    "link",
    "script",
    "body",
    "header",
    "nav",
    "main",
    "footer",
    "article",
    "section",
    "aside",
    "div",
    "p",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "ul",
    "ol",
    "li",
    "dl",
    "dt",
    "dd",
    "a",
    "span",
    "time",
    "code",
    "strong",
    "em",
    "u",
    "ins",
    "del",
    "br",
    "wbr",
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
    "caption",
    "blockquote",
    "details",
    "summary",
    "fieldset",
    "legend",
    "label",
    "input",
    "button",
    "pre",
    "small",
    "hr",
    "bdi",
];

fn text_of(source: &str) -> String {
    let html = Html::parse_document(source);
    let body = html.select(&Selector::parse("body").unwrap()).next().unwrap();
    let whole: String = ElementRef::text(&body).collect();
    engross::digest::fold(&whole)
}

#[test]
fn payloads_in_every_field_are_text_on_every_kind_of_page() {
    for payload in PAYLOADS {
        let site: Site = built(&with(payload));
        for (path, source) in pages(&site) {
            is_harmless(path, source, payload);
            // as a title on every kind of page, whatever it would be as marks
            assert!(text_of(source).contains(&engross::digest::fold(payload)), "{path} does not show {payload}");
        }
        let html = Html::parse_document(page(&site, "lending/index.html"));
        assert_eq!(
            select(&html, "h1").iter().map(|h| engross::digest::fold(h)).collect::<Vec<_>>(),
            [engross::digest::fold(payload)]
        );
        for (path, source) in site.iter().filter(|(path, _)| path.ends_with(".xml") || path.ends_with(".css")) {
            let source = String::from_utf8_lossy(source);
            assert!(!source.contains("<script") && !source.contains("</style"), "{path}: {payload}");
        }
    }
}

#[test]
fn payloads_are_text_inside_another_site_too() {
    for payload in PAYLOADS {
        let mut library = with(payload);
        library.layout = Layout::Fragments;
        for (path, source) in built(&library).iter().filter(|(path, _)| path.ends_with("_index.md")) {
            let source = std::str::from_utf8(source).unwrap();
            let (front, html) = source.strip_prefix("---\n").unwrap().split_once("\n---\n").unwrap();
            assert!(!html.contains(['{', '}']) && !html.contains("\n\n"), "{path}: {payload}");
            is_harmless(path, html, payload);
            let front: serde_json::Value = serde_json::to_value(front_matter(front)).unwrap();
            assert!(front["title"].is_string() && front["extra"]["kind"].is_string(), "{path}: {payload}");
        }
    }
}

/// The first words of each line of front matter, by depth: enough to see that no payload became a key.
fn front_matter(front: &str) -> serde_json::Value {
    let mut out = serde_json::json!({});
    for line in front.lines().filter(|line| line.starts_with(|c: char| c.is_ascii_lowercase())) {
        let key = line.split(':').next().unwrap();
        assert!(["title", "extra"].contains(&key), "{front}");
        out[key] = if key == "title" { "".into() } else { serde_json::json!({}) };
    }
    for line in front.lines().filter_map(|line| line.strip_prefix("  ")) {
        if let Some(key) = line.split(':').next().filter(|key| ["kind", "lang", "dir", "publisher"].contains(key)) {
            out["extra"][key] = "".into();
        }
    }
    out
}

/// Wrong templates: name and source, and what the error says.
const WRONG: [(&str, &str, &[&str]); 14] = [
    (
        "text.html",
        "{% extends \"base.html\" %}\n{% block main %}\n{{ agrement.title }}\n{% endblock main %}",
        &["text.html:3:", "agrement"],
    ),
    ("text.html", "<p>\n{{ page.titel }}", &["text.html:2:", "titel"]),
    ("text.html", "{% if %}", &["text.html:1:"]),
    ("history.html", "\n\n{% for entry in entries %}<p>", &["history.html:3:"]),
    ("index.html", "<h1>\n{{ page.title | shout }}", &["index.html:2:", "shout"]),
    ("index.html", "{% extends \"bas.html\" %}", &["index.html", "bas.html"]),
    ("redline.html", "<p>\n{% include \"fact.html\" %}", &["redline.html", "fact.html"]),
    ("notice.html", "{{ headline * 2 }}", &["notice.html:1:"]),
    ("notice.html", "\n{{ today() }}", &["notice.html:2:", "today"]),
    ("base.html", "<title>\n{{ page.title }</title>", &["base.html:2:"]),
    ("text.html", "{% if page is grand %}{% endif %}", &["text.html:1:", "grand"]),
    ("languages.html", "{% for l in page.languages %}\n{{ l.nam }}{% endfor %}", &["languages.html:2:", "nam"]),
    ("redline.html", "{% for fact in facts %}{{ fact.old.length }}{% endfor %}", &["redline.html:1:", "length"]),
    ("words.yaml", "history: History\n", &["words.yaml:1:"]),
];

#[test]
fn a_wrong_template_is_named_with_file_line_and_variable() {
    let mut wrong = Vec::new();
    for (name, source, parts) in WRONG {
        let mut templates = Templates::default();
        templates.replace(name, source);
        match render(&library(), &templates) {
            Err(error @ SiteError::Template { .. }) => {
                let message = error.to_string();
                if !parts.iter().all(|part| message.contains(part)) {
                    wrong.push(format!("{name} {source:?}: {message}"));
                }
            }
            other => wrong.push(format!("{name} {source:?}: {:?}", other.map(|_| ()))),
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_text_cannot_become_a_template() {
    let mut library = library();
    for text in library.documents[0].editions.iter_mut().flat_map(|e| e.texts.values_mut()) {
        let code = "{{ page.publisher }} {% set x = 1 %}{{ x }} {% block main %}{% endblock main %}";
        *text = Text { title: code.to_owned(), body: vec![Item::Paragraph(code.to_owned())], ..text.clone() };
    }
    publish(&mut library);
    let site = built(&library);
    assert_eq!(text_of(page(&site, "lending/index.html")).matches("{{ page.publisher }} {% set x = 1 %}").count(), 2);
}
