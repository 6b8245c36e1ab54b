//! How the files lie: as a site of their own, or as fragments that another site builder takes in.
//!
//! Fragments are what Hugo, Zola and Eleventy call content: under `content/` a file `_index.md` for every page, with front
//! matter in YAML (`title`, and under `extra` what the page is) and the page's HTML without head and foot; under `static/`
//! every other file. The HTML is one block of Markdown: no blank line ends it, and no brace in it is a shortcode or a
//! template tag of the builder, so text stays text there too.

use std::collections::BTreeMap;

use serde::Serialize;

use super::SiteError;
use super::context::Page;
use super::route::Files;

/// How the files of a site lie.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Layout {
    /// Whole pages.
    #[default]
    Pages,
    /// Bare fragments with front matter.
    Fragments,
}

/// Front matter as Hugo, Zola and Eleventy read it.
#[derive(Serialize)]
struct FrontMatter<'p> {
    title: &'p str,
    extra: BTreeMap<&'p str, &'p str>,
}

impl Layout {
    /// The template that stands around every page.
    pub(super) fn base(self) -> &'static str {
        match self {
            Layout::Pages => "base.html",
            Layout::Fragments => "fragment.html",
        }
    }

    /// Whether a file is a page.
    pub fn is_page(self, path: &str) -> bool {
        let name = match self {
            Layout::Pages => "index.html",
            Layout::Fragments => "_index.md",
        };
        path.rsplit('/').next() == Some(name)
    }

    /// A page as it is written.
    pub(super) fn page(self, html: String, page: &Page) -> String {
        if self == Layout::Pages {
            return html;
        }
        let extra = [("kind", page.kind), ("lang", &page.lang), ("dir", page.dir), ("publisher", &page.publisher)];
        let front = FrontMatter { title: &page.title, extra: extra.into() };
        let mut out = format!("---\n{}---\n", crate::yaml::write(&front));
        for line in html.lines().map(str::trim_end).filter(|line| !line.is_empty()) {
            for c in line.chars() {
                match c {
                    '{' => out.push_str("&#123;"),
                    '}' => out.push_str("&#125;"),
                    c => out.push(c),
                }
            }
            out.push('\n');
        }
        out
    }

    /// The files where they lie in this layout.
    pub(super) fn files(self, files: Files) -> Result<Files, SiteError> {
        if self == Layout::Pages {
            return Ok(files);
        }
        let mut out = Files::default();
        for (path, bytes) in files.into_map() {
            let place = match path.strip_suffix("index.html") {
                Some(folder) => format!("content/{folder}_index.md"),
                None => format!("static/{path}"),
            };
            out.add(place, bytes)?;
        }
        Ok(out)
    }
}
