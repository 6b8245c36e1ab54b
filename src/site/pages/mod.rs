//! The context of every page, and the page itself.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::context::{AgreementInfo, Download, EditionInfo, LanguageLink, Link, Page};
use super::library::{Document, Library, Standing};
use super::route::{Files, Folder, url};
use super::templates::{Engine, Templates};
use super::volume::Volume;
use super::words::{Lexicon, Words, direction, fill, primary};
use super::{SiteError, context, dates, downloads, feed, html};
use crate::digest;
use crate::model::name::{Digest, Slug};
use crate::model::text::Text;
use crate::model::time::Timestamp;

mod history;
mod index;
mod redline;
mod text;

/// What makes pages: who publishes, templates, words, and the agreements that pages about several of them name.
pub struct Press<'l> {
    library: &'l Library,
    engine: Engine,
    words: Words,
    assets: BTreeMap<String, String>,
    /// The agreements that pages about several of them name: outlines are enough.
    volumes: Vec<Volume<'l>>,
}

/// A page's place in the site: its folder, its language, and the folders of the same page in other languages.
pub(super) struct Spot {
    pub(super) folder: Folder,
    pub(super) language: String,
    pub(super) twins: Vec<(String, Folder)>,
}

impl<'l> Press<'l> {
    /// Reads the templates. Of the library's documents, outlines are enough.
    pub fn new(library: &'l Library, templates: &Templates) -> Result<Self, SiteError> {
        let built_in = Templates::default();
        let [base, own] = [&built_in, templates].map(|templates| templates.source("words.yaml"));
        let words = Words::read(base, if own == base { "" } else { own })?;
        let assets = templates.assets().map(|(name, source)| (name.to_owned(), source.to_owned()));
        let (engine, assets) = (templates.engine(library.layout)?, assets.collect());
        Ok(Press { library, engine, words, assets, volumes: volumes(library)? })
    }

    /// The same press with another library's documents beside those that it prints.
    pub fn with<'s>(self, library: &'s Library) -> Result<Press<'s>, SiteError> {
        let Press { engine, words, assets, .. } = self;
        Ok(Press { library, engine, words, assets, volumes: volumes(library)? })
    }

    /// Every file of one document.
    pub fn document(&self, document: &Document) -> Result<BTreeMap<String, Vec<u8>>, SiteError> {
        let mut files = Files::default();
        if let Some(volume) = Volume::new(document, self.library)? {
            self.texts(&volume, &mut files)?;
            self.history(&volume, &mut files)?;
            self.redlines(&volume, &mut files)?;
            self.announcements(&volume, &mut files)?;
            feed::versions(self, &volume, &mut files)?;
            feed::own(self, &volume, &mut files)?;
        }
        Ok(self.library.layout.files(files)?.into_map())
    }

    /// Names what the pages of a document show beside the document itself: which version is in force, which are kept, and
    /// what is presupposed. An outline is enough.
    pub fn state(&self, document: &Document) -> Result<Digest, SiteError> {
        let in_force = document.in_force(self.library.at)?;
        let kept = document.kept(in_force, self.library);
        let presupposed = document.agreement.prerequisites.iter().filter_map(|slug| self.named(slug));
        let titles = presupposed.map(|v| {
            let edition = v.edition(v.shown());
            let titles: Vec<_> = edition.texts.iter().map(|(language, text)| (language, &text.title)).collect();
            (&v.document.slug, &edition.version.prevailing, titles)
        });
        let state = (in_force, kept, titles.collect::<Vec<_>>());
        Ok(digest::bytes(&serde_json::to_vec(&state).unwrap_or_default()))
    }

    /// The moment at which a version is in force.
    pub fn at(&self) -> Timestamp {
        self.library.at
    }

    /// The moments at which [`state`](Press::state) may turn, for a document that presupposes none.
    pub fn turns(&self, document: &Document) -> Vec<Timestamp> {
        document.turns(&self.library.publisher)
    }

    /// Every file that belongs to no document: index, feed, sitemap, style sheets.
    pub fn shared(&self) -> Result<BTreeMap<String, Vec<u8>>, SiteError> {
        let mut files = Files::default();
        for (name, source) in &self.assets {
            files.add(name.clone(), source.as_str())?;
        }
        self.index(&mut files)?;
        feed::all(self, &self.volumes, &mut files)?;
        feed::sitemap(self, &self.volumes, &mut files)?;
        Ok(self.library.layout.files(files)?.into_map())
    }

    /// The base URL of the site.
    pub(super) fn base(&self) -> Option<&str> {
        self.library.publisher.base_url.as_deref()
    }

    pub(super) fn lexicon(&self, language: &str) -> Arc<Lexicon> {
        self.words.lexicon(language)
    }

    /// The languages in which the index is told, the first at the root.
    pub(super) fn index_languages(&self) -> Vec<String> {
        let named = self.library.publisher.languages.clone();
        if named.is_empty() { vec!["en".to_owned()] } else { named }
    }

    /// The index for a reader of a language.
    pub(super) fn index_folder(&self, language: &str) -> Folder {
        let languages = self.index_languages();
        let found = languages.iter().find(|l| *l == language || primary(l) == primary(language));
        Folder::root().language(found.unwrap_or(&languages[0]), &languages[0])
    }

    /// The publisher's name in a language.
    pub(super) fn publisher(&self, language: &str) -> &str {
        by_language(&self.library.publisher.publisher, language).unwrap_or("")
    }

    fn page(&self, kind: &'static str, spot: &Spot, title: String, feed: &Folder, crumbs: Vec<Link>) -> Page {
        let Spot { folder, language, twins } = spot;
        let publisher = self.publisher(language).to_owned();
        let languages = if twins.len() > 1 { self.twins(folder, language, twins) } else { Vec::new() };
        Page {
            context: context::CONTEXT,
            kind,
            lang: language.clone(),
            dir: direction(language),
            running_css: (kind != "index").then(|| "running.css".to_owned()),
            title,
            root: folder.to_root(),
            home: folder.link(&self.index_folder(language)),
            canonical: self.base().map(|base| folder.url(base)),
            languages,
            feed: folder.link_file(&feed.file("feed.xml")),
            crumbs,
            publisher,
        }
    }

    /// Links to a page in each of its languages.
    fn twins(&self, folder: &Folder, current: &str, twins: &[(String, Folder)]) -> Vec<LanguageLink> {
        let link = |(tag, twin): &(String, Folder)| {
            let href = folder.link(twin);
            let url = self.base().map_or_else(|| href.clone(), |base| twin.url(base));
            LanguageLink { name: self.words.autonym(tag), current: tag == current, tag: tag.clone(), href, url }
        };
        twins.iter().map(link).collect()
    }

    /// The agreement as pages about one of its texts name it.
    fn agreement(&self, volume: &Volume<'_>, text: &Text, from: &Folder, language: &str) -> AgreementInfo {
        let agreement = &volume.document.agreement;
        let prerequisites = agreement.prerequisites.iter().filter_map(|slug| self.named(slug)).map(|v| {
            let nearest = v.nearest(v.shown(), language);
            let title = v.text(v.shown(), nearest).map_or_else(String::new, |t| t.title.clone());
            Link { title, href: from.link(&v.folder(nearest)) }
        });
        AgreementInfo {
            slug: volume.document.slug.to_string(),
            title: text.title.clone(),
            lang: text.language.clone(),
            href: from.link(&volume.folder(volume.nearest(volume.shown(), language))),
            history: from.link(&volume.history_folder(language)),
            category: self.category(agreement.category.as_deref(), language),
            prerequisites: prerequisites.collect(),
        }
    }

    fn named(&self, slug: &Slug) -> Option<&Volume<'l>> {
        self.volumes.iter().find(|v| v.document.slug == *slug)
    }

    /// A category's title; a category that the publisher does not list is shown by its name.
    fn category(&self, name: Option<&str>, language: &str) -> Option<String> {
        let name = name?;
        let listed = self.library.publisher.categories.iter().find(|c| c.name == name);
        let title = listed.and_then(|c| by_language(&c.title, language));
        Some(title.unwrap_or(name).to_owned())
    }

    /// A version as a page in `language` shows it.
    fn edition(&self, volume: &Volume<'_>, index: usize, from: &Folder, language: &str, w: &Lexicon) -> EditionInfo {
        let edition = volume.edition(index);
        let version = &edition.version;
        let nearest = volume.nearest(index, language);
        let folder = volume.edition_folder(index, nearest);
        let standing = standing(volume.standing(index));
        let level = version.level.as_str();
        EditionInfo {
            version: version.version.to_string(),
            label: label(volume, index, language).to_owned(),
            href: from.link(&folder),
            url: self.base().map(|base| folder.url(base)),
            published: dates::date(&version.published, w),
            effective: dates::date(&version.effective, w),
            level,
            // of the first version there is nothing that it changes
            level_word: if index == 0 { word(w, "first_version") } else { word(w, &format!("level_{level}")) },
            level_help: if index == 0 { String::new() } else { word(w, &format!("level_{level}_help")) },
            standing,
            standing_word: word(w, &format!("standing_{standing}")),
            prevailing: version.prevailing.clone(),
            summary_html: version.summary.as_deref().map(html::blocks),
            text_digest: version.texts.get(nearest).map(Digest::to_string).unwrap_or_default(),
            digest: version.digest.to_string(),
            parent: version.parent.map(|d| d.to_string()),
        }
    }

    fn downloads(&self, volume: &Volume<'_>, index: usize, from: &Folder, language: &str) -> Vec<Download> {
        let folder = volume.edition_folder(index, language);
        let version = &volume.edition(index).version;
        let download = |(name, end)| {
            let file = downloads::name(volume.document, version, language, end);
            Download { name, href: from.link_file(&folder.file(&file)) }
        };
        downloads::KINDS.into_iter().map(download).collect()
    }

    fn crumbs(&self, from: &Folder, language: &str, agreement: Option<&AgreementInfo>, w: &Lexicon) -> Vec<Link> {
        let home = Link { title: word(w, "all_agreements"), href: from.link(&self.index_folder(language)) };
        let above = agreement.map(|a| Link { title: a.title.clone(), href: a.href.clone() });
        [Some(home), above].into_iter().flatten().collect()
    }

    /// `2019-08 → 2023-12`, as the title of a link to a redline.
    fn pair(&self, volume: &Volume<'_>, old: usize, new: usize, w: &Lexicon) -> String {
        let [a, b] = [old, new].map(|i| volume.edition(i).version.version.to_string());
        fill(&word(w, "pair"), &[("old", &a), ("new", &b)])
    }
}

fn volumes(library: &Library) -> Result<Vec<Volume<'_>>, SiteError> {
    let volumes = library.documents.iter().map(|document| Volume::new(document, library));
    volumes.filter_map(Result::transpose).collect()
}

/// What a version is called on a page in `language`.
fn label<'l>(volume: &Volume<'l>, index: usize, language: &str) -> &'l str {
    let edition = volume.edition(index);
    let own = volume.text(index, volume.nearest(index, language)).and_then(|text| text.label.as_deref());
    // a translation without a label is called by the version's name, not by a label in another language
    let prevails = language == edition.version.prevailing;
    own.unwrap_or(if prevails { edition.label() } else { edition.version.version.as_str() })
}

/// `running.css`: the title at the head of every printed page but the first. Style sheets cannot read it from the
/// page, and the page has no styles of its own.
pub(super) fn running(title: &str, language: &str) -> String {
    let side = if direction(language) == "rtl" { "right" } else { "left" };
    let quoted: String = title
        .chars()
        .map(|c| match c {
            // a hexadecimal escape ends at the blank
            '"' | '\\' | '<' | '>' => format!("\\{:x} ", u32::from(c)),
            c if c.is_control() => " ".to_owned(),
            c => c.to_string(),
        })
        .collect();
    format!(
        "@page {{ @top-{side} {{ content: \"{quoted}\"; font: 8.5pt/1 sans-serif; color: #444; }} }}\n\
         @page :first {{ @top-{side} {{ content: none; }} }}\n"
    )
}

/// A word of the table; the key where it is missing.
pub(super) fn word(w: &Lexicon, key: &str) -> String {
    w.get(key).map_or_else(|| key.to_owned(), Clone::clone)
}

/// The value for a language: as it is, by its first part, else the first one.
fn by_language<'m>(map: &'m BTreeMap<String, String>, language: &str) -> Option<&'m str> {
    let same = || map.iter().find(|(l, _)| primary(l) == primary(language)).map(|(_, v)| v);
    map.get(language).or_else(same).or_else(|| map.values().next()).map(String::as_str)
}

fn standing(standing: Standing) -> &'static str {
    match standing {
        Standing::InForce => "in-force",
        Standing::Upcoming => "upcoming",
        Standing::Superseded => "superseded",
    }
}

/// The full address of a page where a base URL is known.
pub(super) fn full(base: Option<&str>, path: &str) -> String {
    base.map_or_else(|| path.to_owned(), |base| url(base, path))
}
