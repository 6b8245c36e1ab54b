//! The pages of a text: the agreement as it is in force, and the permanent page of every version.

use std::cell::OnceCell;

use super::{Press, Spot, running, word};
use crate::model::path::{Placed, place};
use crate::model::text::Text;
use crate::site::anchors::{Anchors, anchors};
use crate::site::body::{Notes, body};
use crate::site::context::{Link, Notice, TextPage, TocLine};
use crate::site::library::Standing;
use crate::site::route::{Files, Folder};
use crate::site::visible::Shown;
use crate::site::volume::Volume;
use crate::site::words::{Lexicon, fill};
use crate::site::{SiteError, dates, downloads, search};

impl Press<'_> {
    /// Every page of every text of a document, and the texts as files.
    pub(in crate::site) fn texts(&self, volume: &Volume<'_>, files: &mut Files) -> Result<(), SiteError> {
        for i in volume.kept() {
            let edition = volume.edition(i);
            for (language, text) in &edition.texts {
                let sheet = Sheet::new(volume, i, text);
                if i == volume.shown() {
                    let spot = self.spot(volume, i, language, |language| volume.folder(language));
                    files.add(spot.folder.file(search::NAME), search::clauses(text, &sheet.placed, &sheet.anchors))?;
                    self.text("agreement", volume, &sheet, &spot, files)?;
                }
                let spot = self.spot(volume, i, language, |language| volume.edition_folder(i, language));
                self.text("version", volume, &sheet, &spot, files)?;
                for (name, bytes) in downloads::files(volume.document, &edition.version, text, &sheet.placed) {
                    files.add(spot.folder.file(&name), bytes)?;
                }
            }
        }
        Ok(())
    }

    /// The place of a text's page beside those of its translations.
    fn spot(&self, volume: &Volume<'_>, index: usize, language: &str, folder: impl Fn(&str) -> Folder) -> Spot {
        let twins = volume.told(index).into_iter().map(|l| (l.clone(), folder(&l))).collect();
        Spot { folder: folder(language), language: language.to_owned(), twins }
    }

    fn text(
        &self,
        kind: &'static str,
        volume: &Volume<'_>,
        sheet: &Sheet<'_>,
        spot: &Spot,
        files: &mut Files,
    ) -> Result<(), SiteError> {
        let Spot { folder, language, .. } = spot;
        let Sheet { index, text, .. } = *sheet;
        let w = self.lexicon(language);
        let agreement = self.agreement(volume, text, folder, language);
        let edition = self.edition(volume, index, folder, language, &w);
        let title = match kind {
            "agreement" => text.title.clone(),
            _ => fill(&word(&w, "title_of_version"), &[("title", &text.title), ("label", &edition.label)]),
        };
        let crumbs = self.crumbs(folder, language, Some(&agreement).filter(|_| kind == "version"), &w);
        let (body_html, toc) = sheet.body(&volume.notes(index, language, folder, &w));
        let page = self.page(kind, spot, title, &volume.root(), crumbs);
        files.add(folder.file("running.css"), running(&format!("{} · {}", text.title, edition.label), language))?;
        let context = TextPage {
            page,
            printed_label: text.label.clone(),
            notices: self.notices(volume, index, folder, text, &w),
            toc,
            body_html,
            downloads: self.downloads(volume, index, folder, language),
            redlines: self.redline_links(volume, index, folder, language, &w),
            check_command: check_command(volume, index, text),
            agreement,
            edition,
            w,
        };
        let path = folder.page();
        let html = self.engine.render("text.html", &context.page, &context.w, &context)?;
        sheet.shown.check(&html).map_err(|(expected, found)| SiteError::Hidden {
            path: path.clone(),
            expected,
            found,
        })?;
        files.add(path, html)
    }

    /// What a reader must know first.
    fn notices(&self, volume: &Volume<'_>, index: usize, from: &Folder, text: &Text, w: &Lexicon) -> Vec<Notice> {
        let language = text.language.as_str();
        let version = &volume.edition(index).version;
        let mut notices = Vec::new();
        let link = |title: &str, href: String| Link { title: word(w, title), href };
        let plain = |kind, text: String, links| {
            let summary_lang = version.prevailing.clone();
            Notice { kind, text, summary_lang, summary_html: None, links }
        };
        if language != version.prevailing {
            let by = self.words.language(&version.prevailing, language);
            let sentence = fill(&word(w, "translation_notice"), &[("language", &by)]);
            let own = from.link(&volume.edition_folder(index, &version.prevailing));
            notices.push(plain("translation", sentence, vec![link("read_prevailing", own)]));
        }
        match volume.standing(index) {
            Standing::Superseded => {
                let current = volume.shown();
                let edition = self.edition(volume, current, from, language, w);
                let places = [("label", edition.label.as_str()), ("date", &edition.effective.day)];
                let mut links = vec![link("read_in_force", edition.href.clone())];
                links.extend(self.redline_link(volume, index, current, from, language, w));
                notices.push(plain("superseded", fill(&word(w, "superseded_notice"), &places), links));
            }
            Standing::Upcoming => {
                let date = dates::date(&version.effective, w);
                let key = if index == 0 { "first_notice" } else { "not_yet_notice" };
                let mut links = Vec::new();
                if let Some(current) = volume.in_force {
                    let edition = self.edition(volume, current, from, language, w);
                    links.push(link("read_in_force", edition.href));
                    links.extend(self.redline_link(volume, current, index, from, language, w));
                }
                notices.push(plain("not-yet", fill(&word(w, key), &[("date", &date.day)]), links));
            }
            Standing::InForce => {
                for next in index + 1..volume.document.editions.len() {
                    let edition = self.edition(volume, next, from, language, w);
                    let places = [("label", edition.label.as_str()), ("date", &edition.effective.day)];
                    let mut links = vec![link("read_upcoming", edition.href.clone())];
                    links.extend(self.redline_link(volume, index, next, from, language, w));
                    if volume.is_compared(language, next - 1, next) {
                        links.push(link("read_announcement", from.link(&volume.notice_folder(next, language))));
                    }
                    notices.push(Notice {
                        kind: "upcoming",
                        text: fill(&word(w, "upcoming_notice"), &places),
                        summary_lang: edition.prevailing,
                        summary_html: edition.summary_html,
                        links,
                    });
                }
            }
        }
        notices
    }

    fn redline_link(
        &self,
        volume: &Volume<'_>,
        old: usize,
        new: usize,
        from: &Folder,
        language: &str,
        w: &Lexicon,
    ) -> Option<Link> {
        let (old, new) = if old < new { (old, new) } else { (new, old) };
        volume.is_compared(language, old, new).then(|| Link {
            title: word(w, "see_changes"),
            href: from.link(&volume.redline_folder(old, new, language)),
        })
    }

    /// Redlines that end or begin with a version: with the one before, with the one in force.
    fn redline_links(
        &self,
        volume: &Volume<'_>,
        index: usize,
        from: &Folder,
        language: &str,
        w: &Lexicon,
    ) -> Vec<Link> {
        let all = volume.compared().filter(|(l, old, new)| {
            l == language
                && (*new == index && index - *old == 1
                    || *old == index
                    || Some(index) == volume.in_force && *new == index)
        });
        let link = |(_, old, new): &(String, usize, usize)| Link {
            title: self.pair(volume, *old, *new, w),
            href: from.link(&volume.redline_folder(*old, *new, language)),
        };
        all.map(link).collect()
    }
}

/// A text, and what its pages have in common.
struct Sheet<'t> {
    /// The version.
    index: usize,
    text: &'t Text,
    placed: Vec<Placed<'t>>,
    anchors: Anchors,
    shown: Shown,
    /// The body without notes, once it was asked for.
    bare: OnceCell<(String, Vec<TocLine>)>,
}

impl<'t> Sheet<'t> {
    fn new(volume: &Volume<'_>, index: usize, text: &'t Text) -> Sheet<'t> {
        let placed = place(text);
        let anchors = anchors(&placed, &volume.older(index, &text.language));
        Sheet { index, text, placed, anchors, shown: Shown::of(text), bare: OnceCell::new() }
    }

    /// The body with notes, which lead to other places from each page.
    fn body(&self, notes: &Notes) -> (String, Vec<TocLine>) {
        let body = |notes| body(self.text, &self.placed, &self.anchors, notes);
        if notes.is_empty() { self.bare.get_or_init(|| body(notes)).clone() } else { body(notes) }
    }
}

fn check_command(volume: &Volume<'_>, index: usize, text: &Text) -> String {
    let version = &volume.edition(index).version;
    format!("engross digest {}", downloads::name(volume.document, version, &text.language, "yaml"))
}
