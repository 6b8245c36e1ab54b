//! The files for other programs: `versions.json`, Atom feeds (RFC 4287), `sitemap.xml`.

use std::cmp::Reverse;

use serde_json::{Value, json};

use super::SiteError;
use super::html::escape;
use super::pages::{Press, full, word};
use super::route::{Files, Folder, encode};
use super::volume::Volume;
use super::words::fill;
use crate::model::name::{Digest, hex};
use crate::model::time::{Timestamp, moment};
use crate::yaml;

/// `SLUG/versions.json`: the versions oldest first, as in `versions.yaml`, with the addresses of their pages and files.
pub(super) fn versions(press: &Press<'_>, volume: &Volume<'_>, files: &mut Files) -> Result<(), SiteError> {
    let address = |path: &str| match press.base() {
        Some(_) => full(press.base(), path),
        None => encode(path),
    };
    let row = |i: usize| -> Value {
        let edition = volume.edition(i);
        let version = &edition.version;
        let texts = edition.texts.keys().map(|language| {
            if !volume.is_kept(i) {
                return (language.clone(), json!({ "digest": version.texts.get(language) }));
            }
            let folder = volume.edition_folder(i, language);
            let file = |end| address(&folder.file(&super::downloads::name(volume.document, version, language, end)));
            let text = json!({
                "digest": version.texts.get(language),
                "page": address(&folder.file("")),
                "txt": file("txt"), "md": file("md"), "yaml": file("yaml"), "json": file("json"),
            });
            (language.clone(), text)
        });
        let mut row = json!({
            "version": version.version,
            "label": version.label,
            "prevailing": version.prevailing,
            "published": version.published,
            "effective": version.effective,
            "level": version.level,
            "summary": version.summary,
            "parent": version.parent,
            "digest": version.digest,
        });
        row["texts"] = Value::Object(texts.collect());
        row
    };
    let rows: Vec<Value> = (0..volume.document.editions.len()).map(row).collect();
    let value = json!({ "format": yaml::FORMAT, "agreement": volume.document.slug, "versions": rows });
    let mut out = serde_json::to_string_pretty(&value).expect("a value of strings can always be written");
    out.push('\n');
    files.add(volume.root().file("versions.json"), out)
}

/// The feed of an agreement.
pub(super) fn own(press: &Press<'_>, volume: &Volume<'_>, files: &mut Files) -> Result<(), SiteError> {
    let title = volume.edition(volume.shown()).prevailing().map_or("", |t| t.title.as_str());
    let language = &volume.document.agreement.prevailing;
    feed(press, std::slice::from_ref(volume), &volume.root(), title, language, files)
}

/// The feed of all agreements.
pub(super) fn all(press: &Press<'_>, volumes: &[Volume<'_>], files: &mut Files) -> Result<(), SiteError> {
    let language = press.index_languages()[0].clone();
    let title = word(&press.lexicon(&language), "all_agreements");
    feed(press, volumes, &Folder::root(), &title, &language, files)
}

/// How many entries a feed holds.
const ENTRIES: usize = 50;

fn feed(
    press: &Press<'_>,
    volumes: &[Volume<'_>],
    folder: &Folder,
    title: &str,
    language: &str,
    files: &mut Files,
) -> Result<(), SiteError> {
    let at = |v: &Volume<'_>, i: usize| moment(&v.edition(i).version.published).unwrap_or(Timestamp::MIN);
    let mut entries: Vec<(&Volume<'_>, usize)> =
        volumes.iter().flat_map(|v| (0..v.document.editions.len()).map(move |i| (v, i))).collect();
    entries.sort_by_cached_key(|(volume, i)| (Reverse(at(volume, *i)), Reverse(*i)));
    entries.truncate(ENTRIES);
    let Some(newest) = entries.first().map(|(v, i)| v.edition(*i).version.published.clone()) else { return Ok(()) };
    let href = |path: &str| match press.base() {
        Some(_) => full(press.base(), path),
        None => folder.link_file(path),
    };
    // a feed is the same feed wherever the site stands
    let id = uuid(&crate::digest::bytes(
        format!("engross feed of {}/{}", press.publisher(language), folder.file("")).as_bytes(),
    ));
    let publisher = press.publisher(language);
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{}\">\n\
         <title>{}</title>\n<id>{id}</id>\n<updated>{}</updated>\n<author><name>{}</name></author>\n\
         <link rel=\"alternate\" href=\"{}\"/>\n",
        escape(language),
        escape(&if title.is_empty() { publisher.to_owned() } else { format!("{title} · {publisher}") }),
        escape(&newest),
        escape(publisher),
        escape(&href(&folder.page())),
    );
    if press.base().is_some() {
        out.push_str(&format!("<link rel=\"self\" href=\"{}\"/>\n", escape(&href(&folder.file("feed.xml")))));
    }
    for (volume, i) in entries {
        out.push_str(&entry(press, volume, i, &href));
    }
    out.push_str("</feed>\n");
    files.add(folder.file("feed.xml"), out)
}

fn entry(press: &Press<'_>, volume: &Volume<'_>, index: usize, href: &impl Fn(&str) -> String) -> String {
    let edition = volume.edition(index);
    let version = &edition.version;
    let w = press.lexicon(&version.prevailing);
    let title = edition.prevailing().map_or("", |t| t.title.as_str());
    let page = match volume.is_kept(index) {
        true => volume.edition_folder(index, &version.prevailing).page(),
        false => volume.history_folder(&version.prevailing).page(),
    };
    let effective = super::dates::date(&version.effective, &w).day;
    let mut content = format!("<p>{}</p>\n", escape(&fill(&word(&w, "effective_from"), &[("date", &effective)])));
    content.push_str(&version.summary.as_deref().map(super::html::blocks).unwrap_or_default());
    format!(
        "<entry>\n<title>{}</title>\n<id>{}</id>\n<updated>{}</updated>\n<published>{}</published>\n\
         <link href=\"{}\"/>\n<content type=\"html\" xml:lang=\"{}\">{}</content>\n</entry>\n",
        escape(&fill(&word(&w, "title_of_version"), &[("title", title), ("label", edition.label())])),
        uuid(&version.digest),
        escape(&version.published),
        escape(&version.published),
        escape(&href(&page)),
        escape(&version.prevailing),
        escape(&content),
    )
}

/// A digest as an identifier that outlives addresses: UUID version 8 (RFC 9562) of its first 16 bytes.
fn uuid(digest: &Digest) -> String {
    let mut raw = [0; 16];
    raw.copy_from_slice(&digest.0[..16]);
    raw[6] = raw[6] & 0x0f | 0x80;
    raw[8] = raw[8] & 0x3f | 0x80;
    let h = hex(&raw);
    format!("urn:uuid:{}-{}-{}-{}-{}", &h[..8], &h[8..12], &h[12..16], &h[16..20], &h[20..])
}

/// `sitemap.xml`, where the site's address is known: the index, the agreements, their versions and histories.
pub(super) fn sitemap(press: &Press<'_>, volumes: &[Volume<'_>], files: &mut Files) -> Result<(), SiteError> {
    let Some(base) = press.base() else { return Ok(()) };
    let mut rows: Vec<(String, Option<&str>)> = Vec::new();
    rows.extend(press.index_languages().iter().map(|l| (press.index_folder(l).url(base), None)));
    for volume in volumes {
        let published = |i: usize| volume.edition(i).version.published.as_str();
        let newest = volume.document.editions.len() - 1;
        for language in volume.edition(volume.shown()).texts.keys() {
            rows.push((volume.folder(language).url(base), Some(published(volume.shown()))));
        }
        rows.extend(volume.languages().iter().map(|l| (volume.history_folder(l).url(base), Some(published(newest)))));
        for i in volume.kept() {
            let texts = volume.edition(i).texts.keys();
            rows.extend(texts.map(|l| (volume.edition_folder(i, l).url(base), Some(published(i)))));
        }
        for (language, old, new) in volume.compared() {
            rows.push((volume.redline_folder(*old, *new, language).url(base), Some(published(*new))));
            if new - old == 1 {
                rows.push((volume.notice_folder(*new, language).url(base), Some(published(*new))));
            }
        }
    }
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n",
    );
    for (url, changed) in rows {
        let changed = changed.map(|t| format!("<lastmod>{}</lastmod>", escape(t))).unwrap_or_default();
        out.push_str(&format!("<url><loc>{}</loc>{changed}</url>\n", escape(&url)));
    }
    out.push_str("</urlset>\n");
    files.add("sitemap.xml".to_owned(), out)
}
