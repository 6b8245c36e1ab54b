//! Redline pages: each step, every older version against the one in force, and what is to come; and the announcement
//! of every step.

use super::{Press, Spot, running, word};
use crate::site::SiteError;
use crate::site::context::{Link, NoticePage, RedlinePage};
use crate::site::revision::{Shown, revision};
use crate::site::route::Files;
use crate::site::volume::Volume;
use crate::site::words::fill;

impl Press<'_> {
    /// Every redline of a document.
    pub(in crate::site) fn redlines(&self, volume: &Volume<'_>, files: &mut Files) -> Result<(), SiteError> {
        for (language, old, new) in volume.compared() {
            let Some(redline) = volume.redline(language, *old, *new) else { continue };
            let folder = volume.redline_folder(*old, *new, language);
            let [Some(before), Some(text)] = [*old, *new].map(|i| volume.text(i, language)) else { continue };
            let w = self.lexicon(language);
            let agreement = self.agreement(volume, text, &folder, language);
            let told = volume.told(*new).into_iter();
            let told = told.filter(|l| volume.is_compared(l, *old, *new));
            let twins = told.map(|l| (l.clone(), volume.redline_folder(*old, *new, &l))).collect();
            let pair = self.pair(volume, *old, *new, &w);
            let title = fill(&word(&w, "title_of_redline"), &[("title", &text.title), ("pair", &pair)]);
            files.add(folder.file("running.css"), running(&title, language))?;
            let crumbs = self.crumbs(&folder, language, Some(&agreement), &w);
            let spot = Spot { folder: folder.clone(), language: language.clone(), twins };
            let [old_edition, new_edition] = [*old, *new].map(|i| self.edition(volume, i, &folder, language, &w));
            let [a, b] = [Shown::new(&old_edition.href, before), Shown::new(&new_edition.href, text)];
            let shown = revision(redline, &w, &a, &b);
            let others = volume.compared().filter(|(l, a, b)| l == language && (a, b) != (old, new));
            let others = others.map(|(_, a, b)| Link {
                title: self.pair(volume, *a, *b, &w),
                href: folder.link(&volume.redline_folder(*a, *b, language)),
            });
            let context = RedlinePage {
                page: self.page("redline", &spot, title, &volume.root(), crumbs),
                agreement,
                old: old_edition,
                new: new_edition,
                counts: shown.counts,
                natures: shown.natures,
                facts: shown.facts,
                changes: shown.changes,
                redline: String::new(),
                coarse: redline.coarse.clone(),
                others: others.collect(),
                w,
            };
            files.add(folder.page(), self.engine.render("redline.html", &context.page, &context.w, &context)?)?;
        }
        Ok(())
    }

    /// The announcement of every version that follows another.
    pub(in crate::site) fn announcements(&self, volume: &Volume<'_>, files: &mut Files) -> Result<(), SiteError> {
        for (language, old, new) in volume.compared().filter(|(_, old, new)| new - old == 1) {
            let Some(redline) = volume.redline(language, *old, *new) else { continue };
            let folder = volume.notice_folder(*new, language);
            let [Some(before), Some(text)] = [*old, *new].map(|i| volume.text(i, language)) else { continue };
            let w = self.lexicon(language);
            let agreement = self.agreement(volume, text, &folder, language);
            let told = volume.told(*new).into_iter();
            let told = told.filter(|l| volume.is_compared(l, *old, *new));
            let twins = told.map(|l| (l.clone(), volume.notice_folder(*new, &l))).collect();
            let spot = Spot { folder: folder.clone(), language: language.clone(), twins };
            let [old_edition, new_edition] = [*old, *new].map(|i| self.edition(volume, i, &folder, language, &w));
            let [a, b] = [Shown::new(&old_edition.href, before), Shown::new(&new_edition.href, text)];
            let shown = revision(redline, &w, &a, &b);
            let places = [
                ("title", text.title.as_str()),
                ("label", &new_edition.label),
                ("published", &new_edition.published.day),
                ("effective", &new_edition.effective.day),
            ];
            let headline = fill(&word(&w, "title_of_notice"), &places);
            let statement = fill(&word(&w, "notice_statement"), &places);
            files.add(folder.file("running.css"), running(&headline, language))?;
            let crumbs = self.crumbs(&folder, language, Some(&agreement), &w);
            let context = NoticePage {
                page: self.page("notice", &spot, headline.clone(), &volume.root(), crumbs),
                agreement,
                headline,
                statement,
                old: old_edition,
                new: new_edition,
                redline: folder.link(&volume.redline_folder(*old, *new, language)),
                natures: shown.natures,
                facts: shown.facts,
                w,
            };
            files.add(folder.page(), self.engine.render("notice.html", &context.page, &context.w, &context)?)?;
        }
        Ok(())
    }
}
