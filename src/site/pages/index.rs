//! The index: agreements by category, and the latest versions.

use std::cmp::Reverse;

use super::{Press, Spot, label, standing, word};
use crate::site::SiteError;
use crate::site::context::{CategoryGroup, IndexPage, LanguageLink, Link, Listed, Recent};
use crate::site::dates::date;
use crate::site::route::{Files, Folder};
use crate::site::volume::Volume;
use crate::site::words::{Lexicon, fill};

/// How many of the latest versions the index lists.
const RECENT: usize = 8;

impl Press<'_> {
    /// The index in every language of the publisher.
    pub(in crate::site) fn index(&self, files: &mut Files) -> Result<(), SiteError> {
        let languages = self.index_languages();
        let twins: Vec<(String, Folder)> = languages.iter().map(|l| (l.clone(), self.index_folder(l))).collect();
        for (language, folder) in &twins {
            let spot = Spot { folder: folder.clone(), language: language.clone(), twins: twins.clone() };
            let w = self.lexicon(language);
            let title = word(&w, "all_agreements");
            let page = self.page("index", &spot, title, &Folder::root(), Vec::new());
            let context = IndexPage {
                page,
                categories: self.categories(folder, language, &w),
                recent: self.recent(folder, language, &w),
                w,
            };
            files.add(folder.page(), self.engine.render("index.html", &context.page, &context.w, &context)?)?;
        }
        Ok(())
    }

    fn categories(&self, from: &Folder, language: &str, w: &Lexicon) -> Vec<CategoryGroup> {
        let named = self.library.publisher.categories.iter().map(|c| Some(c.name.as_str()));
        let mut keys: Vec<Option<&str>> = named.collect();
        for volume in &self.volumes {
            let key = volume.document.agreement.category.as_deref();
            if !keys.contains(&key) && key.is_some() {
                keys.push(key);
            }
        }
        keys.push(None);
        let group = |key: Option<&str>| CategoryGroup {
            title: self.category(key, language).unwrap_or_else(|| word(w, "other")),
            agreements: self
                .volumes
                .iter()
                .filter(|v| v.document.agreement.category.as_deref() == key)
                .map(|v| self.listed(v, from, language, w))
                .collect(),
        };
        keys.into_iter().map(group).filter(|g| !g.agreements.is_empty()).collect()
    }

    fn listed(&self, volume: &Volume<'_>, from: &Folder, language: &str, w: &Lexicon) -> Listed {
        let shown = volume.shown();
        let nearest = volume.nearest(shown, language);
        let text = volume.text(shown, nearest);
        let next = volume.in_force.map(|f| f + 1).filter(|n| *n < volume.document.editions.len());
        let upcoming = next.map(|n| {
            let effective = date(&volume.edition(n).version.effective, w);
            let places = [("label", label(volume, n, language)), ("date", &effective.day)];
            let href = from.link(&volume.edition_folder(n, volume.nearest(n, language)));
            Link { title: fill(&word(w, "upcoming_short"), &places), href }
        });
        let others = volume.edition(shown).texts.keys().filter(|l| *l != nearest);
        let translations = others.map(|tag| {
            let folder = volume.folder(tag);
            LanguageLink {
                tag: tag.clone(),
                name: self.words.autonym(tag),
                href: from.link(&folder),
                url: from.link(&folder),
                current: false,
            }
        });
        Listed {
            title: text.map_or_else(|| volume.document.agreement.title.clone(), |t| t.title.clone()),
            lang: nearest.to_owned(),
            href: from.link(&volume.folder(nearest)),
            label: label(volume, shown, language).to_owned(),
            effective: date(&volume.edition(shown).version.effective, w),
            standing: standing(volume.standing(shown)),
            upcoming,
            history: from.link(&volume.history_folder(language)),
            versions: volume.document.editions.len(),
            translations: translations.collect(),
        }
    }

    fn recent(&self, from: &Folder, language: &str, w: &Lexicon) -> Vec<Recent> {
        let mut all: Vec<(&Volume<'_>, usize)> =
            self.volumes.iter().flat_map(|v| v.kept().map(move |i| (v, i))).collect();
        let published = |(v, i): &(&Volume<'_>, usize)| {
            crate::model::time::moment(&v.edition(*i).version.published).unwrap_or(jiff::Timestamp::MIN)
        };
        all.sort_by_cached_key(|at| (Reverse(published(at)), at.0.document.slug.clone(), Reverse(at.1)));
        let row = |(volume, i): (&Volume<'_>, usize)| {
            let nearest = volume.nearest(i, language);
            let compared = i > 0 && volume.is_compared(nearest, i - 1, i);
            Recent {
                published: date(&volume.edition(i).version.published, w),
                title: volume.text(i, nearest).map_or_else(String::new, |t| t.title.clone()),
                lang: nearest.to_owned(),
                label: label(volume, i, language).to_owned(),
                href: from.link(&volume.edition_folder(i, nearest)),
                redline: compared.then(|| from.link(&volume.redline_folder(i - 1, i, nearest))),
            }
        };
        all.into_iter().take(RECENT).map(row).collect()
    }
}
