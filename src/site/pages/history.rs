//! The history page: every version, newest first, with its summary and its redline.

use super::{Press, Spot, running, word};
use crate::site::SiteError;
use crate::site::context::{Entry, HistoryPage, LanguageLink, Step};
use crate::site::revision::counts;
use crate::site::route::{Files, Folder};
use crate::site::volume::Volume;
use crate::site::words::{Lexicon, fill};

impl Press<'_> {
    /// The history in every language of the agreement.
    pub(in crate::site) fn history(&self, volume: &Volume<'_>, files: &mut Files) -> Result<(), SiteError> {
        let languages = volume.languages();
        let twins: Vec<(String, Folder)> = languages.iter().map(|l| (l.clone(), volume.history_folder(l))).collect();
        for (language, folder) in &twins {
            let w = self.lexicon(language);
            let nearest = volume.nearest(volume.shown(), language);
            let Some(text) = volume.text(volume.shown(), nearest) else { continue };
            let agreement = self.agreement(volume, text, folder, language);
            let spot = Spot { folder: folder.clone(), language: language.clone(), twins: twins.clone() };
            let title = fill(&word(&w, "title_of_history"), &[("title", &text.title)]);
            files.add(folder.file("running.css"), running(&title, language))?;
            let crumbs = self.crumbs(folder, language, Some(&agreement), &w);
            let entries = (0..volume.document.editions.len()).rev();
            let context = HistoryPage {
                page: self.page("history", &spot, title, &volume.root(), crumbs),
                agreement,
                entries: entries.map(|i| self.entry(volume, i, folder, language, &w)).collect(),
                versions_json: folder.link_file(&volume.root().file("versions.json")),
                w,
            };
            files.add(folder.page(), self.engine.render("history.html", &context.page, &context.w, &context)?)?;
        }
        Ok(())
    }

    fn entry(&self, volume: &Volume<'_>, index: usize, from: &Folder, language: &str, w: &Lexicon) -> Entry {
        let nearest = volume.nearest(index, language);
        let step = index.checked_sub(1).and_then(|before| {
            let redline = volume.redline(nearest, before, index)?;
            let href = from.link(&volume.redline_folder(before, index, nearest));
            let notice = from.link(&volume.notice_folder(index, nearest));
            Some(Step { href, notice, counts: counts(redline, w) })
        });
        let since = volume.in_force.filter(|f| *f > index + 1 && volume.is_compared(nearest, index, *f));
        let since = since.map(|f| from.link(&volume.redline_folder(index, f, nearest)));
        let kept = volume.is_kept(index);
        let told = if kept { volume.told(index) } else { Vec::new() };
        let translations = told.into_iter().map(|tag| {
            let href = from.link(&volume.edition_folder(index, &tag));
            LanguageLink { name: self.words.autonym(&tag), tag, url: href.clone(), href, current: false }
        });
        Entry {
            kept,
            edition: self.edition(volume, index, from, language, w),
            redline: step,
            since,
            translations: translations.collect(),
            downloads: if kept { self.downloads(volume, index, from, nearest) } else { Vec::new() },
        }
    }
}
