//! Templates (Tera) → pages. The only module that knows Tera.
//!
//! Invariants: every value is escaped, whatever the template is called; a value is never read as template code
//! (templates are read once, before any value is there); a template reaches the context and nothing else.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use serde::Serialize;
use tera::{Context, ErrorKind, ReportError, Tera, Value};

use super::context::{Lexicon, Page};
use super::{Layout, Library, SiteError};
use crate::digest;
use crate::model::name::Digest;

/// The templates of a site: the built-in ones, each of which can be replaced by name.
#[derive(Clone, Debug)]
pub struct Templates {
    sources: BTreeMap<String, String>,
}

/// The built-in templates by name.
const BUILT_IN: [(&str, &str); 15] = [
    ("base.html", include_str!("../../templates/base.html")),
    ("index.html", include_str!("../../templates/index.html")),
    ("text.html", include_str!("../../templates/text.html")),
    ("history.html", include_str!("../../templates/history.html")),
    ("fragment.html", include_str!("../../templates/fragment.html")),
    ("changes.html", include_str!("../../templates/changes.html")),
    ("facts.html", include_str!("../../templates/facts.html")),
    ("languages.html", include_str!("../../templates/languages.html")),
    ("notice.html", include_str!("../../templates/notice.html")),
    ("redline.html", include_str!("../../templates/redline.html")),
    ("engross.css", include_str!("../../templates/engross.css")),
    ("print.css", include_str!("../../templates/print.css")),
    ("engross.js", include_str!("../../templates/engross.js")),
    ("favicon.svg", include_str!("../../templates/favicon.svg")),
    ("words.yaml", include_str!("../../templates/words.yaml")),
];

impl Default for Templates {
    /// The built-in templates.
    fn default() -> Self {
        let sources = BUILT_IN.iter().map(|(name, source)| ((*name).to_owned(), (*source).to_owned()));
        Templates { sources: sources.collect() }
    }
}

impl Templates {
    /// Replaces the template of that name, or adds one that others include.
    pub fn replace(&mut self, name: impl Into<String>, source: impl Into<String>) {
        self.sources.insert(name.into(), source.into());
    }

    /// The built-in templates: name and source.
    pub fn built_in() -> impl Iterator<Item = (&'static str, &'static str)> {
        BUILT_IN.into_iter()
    }

    /// Names them, and what a site has beside its documents and its moment: the same digest, the same pages.
    pub fn digest(&self, library: &Library) -> Digest {
        let parts = (&self.sources, &library.publisher, library.layout == Layout::Pages);
        digest::bytes(&serde_json::to_vec(&parts).unwrap_or_default())
    }

    /// A file that is no template: style sheets, the words.
    pub(super) fn source(&self, name: &str) -> &str {
        self.sources.get(name).map_or("", String::as_str)
    }

    /// Files that pages refer to, copied as they are.
    pub(super) fn assets(&self) -> impl Iterator<Item = (&str, &str)> {
        let copied = |name: &str| [".css", ".svg", ".js"].iter().any(|end| name.ends_with(end));
        self.sources.iter().filter(move |(name, _)| copied(name)).map(|(n, s)| (n.as_str(), s.as_str()))
    }

    /// Reads every `.html` template.
    pub(super) fn engine(&self, layout: Layout) -> Result<Engine, SiteError> {
        let mut tera = Tera::new();
        // escape always: every name ends with the empty string
        tera.autoescape_on([""]);
        let html = self.sources.iter().filter(|(name, _)| name.ends_with(".html"));
        // every page extends `base.html`, which is another one in another layout
        let around = |name: &str| self.source(if name == "base.html" { layout.base() } else { name }).to_owned();
        tera.add_raw_templates(html.map(|(name, _)| (name, around(name)))).map_err(|e| error(&e))?;
        Ok(Engine { tera, layout, words: Mutex::default() })
    }
}

/// Templates, read.
pub(super) struct Engine {
    tera: Tera,
    layout: Layout,
    /// Words by language, as templates see them: most of a small page's context, made once.
    words: Mutex<BTreeMap<String, Value>>,
}

impl Engine {
    /// Renders a page; `w` are the words of its language.
    pub(super) fn render<T: Serialize>(
        &self,
        template: &str,
        page: &Page,
        w: &Lexicon,
        context: &T,
    ) -> Result<String, SiteError> {
        let mut context = Context::from_serialize(context).map_err(|e| error(&e))?;
        context.insert_value("w", self.words(&page.lang, w));
        let html = self.tera.render(template, &context).map_err(|e| error(&e))?;
        Ok(self.layout.page(html, page))
    }

    fn words(&self, language: &str, w: &Lexicon) -> Value {
        let mut known = self.words.lock().unwrap_or_else(PoisonError::into_inner);
        match known.get(language) {
            Some(value) => value.clone(),
            None => known.entry(language.to_owned()).or_insert(Value::from_serializable(w)).clone(),
        }
    }
}

/// What was wrong, and where: file, line and column, and the variable in backticks as Tera names it.
fn error(error: &tera::Error) -> SiteError {
    match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => located(report),
        _ => SiteError::Template { file: String::new(), line: 0, column: 0, message: error.to_string() },
    }
}

fn located(report: &ReportError) -> SiteError {
    SiteError::Template {
        file: report.filename().to_owned(),
        line: report.span().start_line,
        column: report.span().start_col + 1,
        message: report.message().to_owned(),
    }
}
