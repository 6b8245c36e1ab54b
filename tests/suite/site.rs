//! The site: the same bytes twice, text that stays text, anchors and links that lead somewhere, well-formed pages,
//! and a folder in which only its own files are touched.

use std::collections::{BTreeMap, BTreeSet};

use engross::digest;
use engross::model::agreement::{Agreement, Category, Publisher};
use engross::model::path::place;
use engross::model::text::Text;
use engross::model::version::{Level, Version};
use engross::site::{Document, Edition, Layout, Library, SiteError, Templates, render};
use engross::workspace::site::{Stale, compare, write};
use scraper::{Html, Selector};

use crate::sandbox::Sandbox;

pub(crate) type Site = BTreeMap<String, Vec<u8>>;

const OLD: &str = "format: engross/1
title: 星桥借阅协议
language: zh-CN
label: 2020年版
body:
- 欢迎借阅。**请特别留意逾期费用。**
- number: 第一条
  heading: 借阅
  body:
  - number: '1.1'
    body: 每次借书不得超过五册，期限为三十日。
  - number: '1.2'
    body:
    - 费用如下：
    - |-
      | 类别 | 每日 |
      | --- | ---: |
      | 图书 | 0.10 元 |
      | 期刊 | 0.20 元 |
    - 逾期的，按日计收。
    - body: 节假日顺延；
    - body: 损毁的照价赔偿。
- number: 第二条
  heading: 附则
  body:
  - 争议由当地法院管辖。
  - |-
    > 知之为知之，
    > 不知为不知。
";

const NEW: &str = "format: engross/1
title: 星桥借阅协议
language: zh-CN
label: 2024年版
body:
- 欢迎借阅。**请特别留意逾期费用。**
- number: 第一条
  heading: 借阅
  body:
  - number: '1.1'
    id: 1.3x
    body: 读者须年满六岁。
  - number: '1.2'
    id: '1.1'
    body: 每次借书不得超过八册，期限为二十一日，<u>可以续借一次</u>。
  - number: '1.3'
    id: '1.2'
    body:
    - 费用如下：
    - |-
      | 类别 | 每日 |
      | --- | ---: |
      | 图书 | 0.15 元 |
      | 期刊 | 0.20 元 |
    - 逾期的，按日计收，见[公告](https://library.example/fees?a=1&b=2)。
    - body: 节假日顺延；
    - body: 损毁的照价赔偿。
- number: 第二条
  heading: 附则
  body:
  - 争议由当地法院管辖。
  - |-
    > 知之为知之，
    > 不知为不知。
";

const ENGLISH: &str = "format: engross/1
title: Starbridge Lending Agreement
language: en
body:
- Welcome.
- number: Article 1
  heading: Lending
  body:
  - number: '1.1'
    body: Five books for thirty days.
";

fn text(yaml: &str) -> Text {
    engross::yaml::read_text(yaml).unwrap()
}

fn version(name: &str, texts: &[&Text], published: &str, effective: &str, parent: Option<&Version>) -> Version {
    let slug = "lending".parse().unwrap();
    let mut version = Version {
        version: name.parse().unwrap(),
        label: texts[0].label.clone(),
        texts: texts.iter().map(|t| (t.language.clone(), digest::text(t))).collect(),
        prevailing: "zh-CN".to_owned(),
        published: published.to_owned(),
        effective: effective.to_owned(),
        level: Level::Material,
        summary: Some("借阅上限提高。\n\n- 新增年龄要求".to_owned()),
        parent: parent.map(|p| p.digest),
        digest: digest::bytes(b""),
    };
    version.digest = digest::version(&slug, &version);
    version
}

fn edition(version: Version, texts: Vec<Text>) -> Edition {
    Edition { version, texts: texts.into_iter().map(|t| (t.language.clone(), t)).collect() }
}

pub(crate) fn library() -> Library {
    let (old, new, english) = (text(OLD), text(NEW), text(ENGLISH));
    let first = version("2020", &[&old, &english], "2020-01-05T09:00:00+08:00", "2020-02-01T00:00:00+08:00", None);
    let second = version("2024", &[&new], "2024-01-05T09:00:00+08:00", "2024-03-01T00:00:00+08:00", Some(&first));
    let by_language =
        |zh: &str, en: &str| [("zh-CN", zh), ("en", en)].map(|(l, t)| (l.to_owned(), t.to_owned())).into();
    Library {
        publisher: Publisher {
            publisher: by_language("星桥图书馆", "Starbridge Library"),
            base_url: Some("https://library.example/terms".to_owned()),
            languages: vec!["zh-CN".to_owned(), "en".to_owned()],
            categories: vec![Category { name: "readers".to_owned(), title: by_language("读者", "Readers") }],
            ..Publisher::default()
        },
        documents: vec![Document {
            slug: "lending".parse().unwrap(),
            agreement: Agreement {
                format: "engross/1".to_owned(),
                title: "星桥借阅协议".to_owned(),
                category: Some("readers".to_owned()),
                prevailing: "zh-CN".to_owned(),
                profile: None,
                prerequisites: Vec::new(),
            },
            editions: vec![edition(first, vec![old, english]), edition(second, vec![new])],
        }],
        at: "2024-06-01T00:00:00Z".parse().unwrap(),
        layout: Layout::Pages,
    }
}

/// Takes texts and records as they are for those that were published.
pub(crate) fn publish(library: &mut Library) {
    for document in &mut library.documents {
        for edition in &mut document.editions {
            edition.version.texts = edition.texts.iter().map(|(l, t)| (l.clone(), digest::text(t))).collect();
            edition.version.digest = digest::version(&document.slug, &edition.version);
        }
    }
}

pub(crate) fn built(library: &Library) -> Site {
    render(library, &Templates::default()).unwrap()
}

pub(crate) fn page<'s>(site: &'s Site, path: &str) -> &'s str {
    std::str::from_utf8(&site[path]).unwrap()
}

pub(crate) fn pages(site: &Site) -> impl Iterator<Item = (&str, &str)> {
    site.keys().filter(|path| path.ends_with(".html")).map(|path| (path.as_str(), page(site, path)))
}

pub(crate) fn select(html: &Html, selector: &str) -> Vec<String> {
    html.select(&Selector::parse(selector).unwrap()).map(|e| e.text().collect()).collect()
}

#[test]
fn the_same_bytes_twice_and_every_file_in_the_manifest() {
    let (one, two) = (built(&library()), built(&library()));
    assert_eq!(one, two);
    let manifest: serde_json::Value = serde_json::from_slice(&one["manifest.json"]).unwrap();
    let named: BTreeSet<&str> = manifest["files"].as_object().unwrap().keys().map(String::as_str).collect();
    let there: BTreeSet<&str> = one.keys().map(String::as_str).filter(|path| *path != "manifest.json").collect();
    assert_eq!(named, there);
    for (path, digest) in manifest["files"].as_object().unwrap() {
        assert_eq!(digest.as_str().unwrap(), engross::digest::bytes(&one[path]).to_string(), "{path}");
    }
    // the moment of the build chooses the version in force and stands nowhere
    let mut later = library();
    later.at = "2031-05-06T07:08:09Z".parse().unwrap();
    assert_eq!(built(&later), one);
}

#[test]
fn permanent_paths() {
    let site = built(&library());
    for path in [
        "index.html",
        "en/index.html",
        "lending/index.html",
        "lending/2020/index.html",
        "lending/2020/en/index.html",
        "lending/2024/index.html",
        "lending/2024/lending-2024.txt",
        "lending/2024/lending-2024.md",
        "lending/2024/lending-2024.yaml",
        "lending/2024/lending-2024.json",
        "lending/2020/en/lending-2020.en.yaml",
        "lending/history/index.html",
        "lending/history/en/index.html",
        "lending/redline/2020..2024/index.html",
        "lending/2024/notice/index.html",
        "lending/versions.json",
        "lending/feed.xml",
        "lending/clauses.js",
        "engross.js",
        "feed.xml",
        "sitemap.xml",
        "engross.css",
    ] {
        assert!(site.contains_key(path), "{path}");
    }
}

#[test]
fn the_yaml_to_download_gives_the_digest_that_the_page_shows() {
    let site = built(&library());
    let text = text(page(&site, "lending/2024/lending-2024.yaml"));
    assert!(page(&site, "lending/2024/index.html").contains(&digest::text(&text).to_string()));
    assert!(page(&site, "lending/2024/index.html").contains("engross digest lending-2024.yaml"));
}

#[test]
fn every_clause_is_an_anchor_and_old_numbers_resolve() {
    let site = built(&library());
    let ids = |path: &str| -> Vec<String> {
        let html = Html::parse_document(page(&site, path));
        let any = Selector::parse("[id]").unwrap();
        html.select(&any).filter_map(|e| e.value().id()).map(str::to_owned).collect()
    };
    for (path, source) in [("lending/2020/index.html", OLD), ("lending/2024/index.html", NEW)] {
        let ids = ids(path);
        for placed in place(&text(source)) {
            assert!(ids.iter().any(|id| id == placed.id()), "{path} #{}", placed.id());
        }
        let unique: BTreeSet<&String> = ids.iter().collect();
        assert_eq!(unique.len(), ids.len(), "{path}: an id stands twice");
    }
    // 1.3 is the number of the clause with the id 1.2
    assert!(ids("lending/index.html").contains(&"1.3".to_owned()));
}

#[test]
fn every_link_leads_somewhere() {
    links_lead_somewhere(&built(&library()));
}

fn links_lead_somewhere(site: &Site) {
    for (path, source) in pages(site) {
        let html = Html::parse_document(source);
        for element in html.select(&Selector::parse("[href]").unwrap()) {
            let href = element.value().attr("href").unwrap();
            if href.starts_with("https://") {
                continue;
            }
            let (file, fragment) = href.split_once('#').unwrap_or((href, ""));
            let target = if file.is_empty() { path.to_owned() } else { resolve(path, file) };
            let found = site.get(&target).unwrap_or_else(|| panic!("{path}: {href} leads to {target}"));
            if !fragment.is_empty() {
                let there = Html::parse_document(std::str::from_utf8(found).unwrap());
                let fragment = decode(fragment);
                let any = Selector::parse("[id]").unwrap();
                let mut ids = there.select(&any).filter_map(|e| e.value().id());
                assert!(ids.any(|id| id == fragment), "{path}: {href}");
            }
        }
    }
}

fn resolve(from: &str, href: &str) -> String {
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in href.split('/') {
        match part {
            ".." => assert!(parts.pop().is_some(), "{from}: {href} leaves the site"),
            part => parts.push(part),
        }
    }
    decode(&parts.join("/"))
}

fn decode(s: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = s.as_bytes();
    while let [first, tail @ ..] = rest {
        if *first == b'%' {
            bytes.push(u8::from_str_radix(std::str::from_utf8(&tail[..2]).unwrap(), 16).unwrap());
            rest = &tail[2..];
        } else {
            bytes.push(*first);
            rest = tail;
        }
    }
    String::from_utf8(bytes).unwrap()
}

#[test]
fn pages_are_well_formed_and_carry_one_script_file() {
    let site = built(&library());
    for (path, source) in pages(&site) {
        well_formed(path, source);
        let html = Html::parse_document(source);
        assert_eq!(select(&html, "style, [style], iframe, img, form"), Vec::<String>::new(), "{path}");
        assert_eq!(select(&html, "script"), [""], "{path}: nothing inline");
        assert_eq!(select(&html, "script[src$='engross.js']").len(), 1, "{path}");
        assert_eq!(select(&html, "h1").len(), 1, "{path}");
        assert_eq!(select(&html, "meta[http-equiv='Content-Security-Policy']").len(), 1, "{path}");
        assert!(html.root_element().value().attr("lang").is_some(), "{path}");
        assert!(!source.contains("{{") && !source.contains("{%"), "{path}");
    }
}

/// Every element is closed where it was opened: what a browser repairs in silence is an error here.
fn well_formed(path: &str, source: &str) {
    const VOID: [&str; 5] = ["meta", "link", "br", "input", "wbr"];
    let mut open: Vec<&str> = Vec::new();
    let mut rest = source;
    while let Some(at) = rest.find('<') {
        let end = at + rest[at..].find('>').unwrap_or_else(|| panic!("{path}: a tag without an end"));
        let tag = &rest[at + 1..end];
        rest = &rest[end + 1..];
        let name = tag.trim_start_matches('/').split(' ').next().unwrap();
        if tag.starts_with('/') {
            assert_eq!(
                open.pop(),
                Some(name),
                "{path}: …{}",
                &source[..source.len() - rest.len()].chars().rev().take(80).collect::<String>()
            );
        } else if !tag.starts_with('!') && !VOID.contains(&name) {
            // these end at a block in HTML, whatever the source says
            let inside_p = open.contains(&"p");
            let block = ["p", "div", "section", "ul", "ol", "table", "blockquote", "h2", "h3", "dl"].contains(&name);
            assert!(!(inside_p && block), "{path}: <{name}> inside <p>");
            open.push(name);
        }
    }
    assert!(open.is_empty(), "{path}: {open:?} not closed");
}

#[test]
fn marks_tables_quotations_and_lists_are_rendered() {
    let site = built(&library());
    let html = Html::parse_document(page(&site, "lending/2024/index.html"));
    assert_eq!(select(&html, ".body strong"), ["请特别留意逾期费用。"]);
    assert_eq!(select(&html, ".body u"), ["可以续借一次"]);
    assert_eq!(select(&html, ".body td.right"), ["0.15 元", "0.20 元"]);
    assert_eq!(select(&html, ".body .bullets > li").len(), 2);
    assert_eq!(select(&html, ".body blockquote").len(), 1);
    assert_eq!(select(&html, ".body a[href='https://library.example/fees?a=1&b=2']"), ["公告"]);
    assert_eq!(select(&html, "h2 > .number"), ["第一条", "第二条"]);
}

#[test]
fn a_redline_shows_changes_facts_and_both_sides() {
    let site = built(&library());
    let html = Html::parse_document(page(&site, "lending/redline/2020..2024/index.html"));
    assert!(
        select(&html, ".whole del").contains(&"五".to_owned())
            || select(&html, ".whole del").contains(&"五册".to_owned())
    );
    assert!(select(&html, ".facts td").contains(&"三十日".to_owned()));
    assert!(select(&html, ".facts td").contains(&"二十一日".to_owned()));
    assert!(!select(&html, "nav.changes li").is_empty());
    assert!(!select(&html, ".pairwise .before").is_empty());
    // the margin of the page in force leads there
    let html = Html::parse_document(page(&site, "lending/index.html"));
    assert!(select(&html, ".body .since").iter().all(|note| note == "2024"));
    assert!(!select(&html, ".body .since").is_empty());
}

#[test]
fn versions_say_how_they_stand() {
    let mut early = library();
    early.at = "2024-02-01T00:00:00Z".parse().unwrap();
    let site = built(&early);
    let notice = |path: &str| select(&Html::parse_document(page(&site, path)), ".notice").join(" ");
    assert!(notice("lending/index.html").contains("将于2024年3月1日生效"));
    assert!(notice("lending/index.html").contains("新增年龄要求"), "the summary announces what changes");
    assert!(notice("lending/2024/index.html").contains("尚未生效"));
    assert!(notice("lending/en/index.html").contains("the Chinese text prevails"));
    let site = built(&library());
    let notice = |path: &str| select(&Html::parse_document(page(&site, path)), ".notice").join(" ");
    assert!(notice("lending/2020/index.html").contains("已被取代"));
    assert_eq!(notice("lending/index.html"), "");
}

#[test]
fn a_text_that_is_not_the_published_one_is_refused() {
    let mut library = library();
    library.documents[0].editions[1].texts.get_mut("zh-CN").unwrap().title.push('！');
    assert!(matches!(render(&library, &Templates::default()), Err(SiteError::Digest { .. })));
}

#[test]
fn a_template_that_hides_text_is_refused() {
    let mut templates = Templates::default();
    templates.replace("text.html", "<h1>{{ agreement.title }}</h1><p>{{ printed_label }}</p>{{ body_html | replace(from=\"八\", to=\"九\") | safe }}");
    match render(&library(), &templates) {
        Err(SiteError::Hidden { expected, found, .. }) => {
            assert!(expected.contains("超过八册") && found.contains("超过九册"), "{expected} / {found}");
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_version_whose_page_would_take_another_page_is_refused() {
    let mut library = library();
    library.documents[0].editions[1].version.version = "history".parse().unwrap();
    publish(&mut library);
    assert!(matches!(render(&library, &Templates::default()), Err(SiteError::Collision { .. })));
}

#[test]
fn words_of_a_workspace_add_to_the_built_in_ones() {
    let mut templates = Templates::default();
    templates.replace("words.yaml", "all_agreements: {zh: 规则中心}\n");
    let site = render(&library(), &templates).unwrap();
    assert!(page(&site, "index.html").contains("规则中心"));
    assert!(page(&site, "en/index.html").contains("All agreements"));
}

#[test]
fn fragments_are_one_block_without_code_of_the_builder() {
    let mut library = library();
    library.layout = Layout::Fragments;
    library.documents[0].editions[1].texts.get_mut("zh-CN").unwrap().title = "{{ 1 }}: {% x %} {{< y >}}".to_owned();
    publish(&mut library);
    let site = built(&library);
    assert!(site.contains_key("static/engross.css") && site.contains_key("static/lending/versions.json"));
    assert!(
        site.contains_key("content/_index.md") && site.contains_key("content/lending/redline/2020..2024/_index.md")
    );
    for path in site.keys().filter(|path| path.ends_with("_index.md")) {
        let source = page(&site, path);
        let (front, html) = source.strip_prefix("---\n").unwrap().split_once("\n---\n").unwrap();
        assert!(front.starts_with("title: "), "{path}");
        assert!(html.starts_with("<div class=\"engross ") && !html.contains(['{', '}']), "{path}");
        assert!(html.lines().all(|line| !line.trim().is_empty()), "{path}");
        well_formed(path, html);
    }
}

#[test]
fn the_folder_keeps_what_is_not_its_own() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("site");
    let mut site = built(&library());
    let first = write(&out, &site).unwrap();
    assert_eq!((first.changed, first.same, first.removed), (site.len(), 0, 0));
    assert_eq!(compare(&out, &site).unwrap(), []);
    assert_eq!(write(&out, &site).unwrap().changed, 0);

    // a file of someone else stays; a page that went away goes, with its folder
    std::fs::write(out.join("CNAME"), "library.example").unwrap();
    site.retain(|path, _| !path.starts_with("lending/history/"));
    let manifest = String::from_utf8(site["manifest.json"].clone()).unwrap();
    let shorter: Vec<&str> = manifest.lines().filter(|line| !line.contains("lending/history/")).collect();
    site.insert("manifest.json".to_owned(), shorter.join("\n").into_bytes());
    assert!(compare(&out, &site).unwrap().contains(&Stale::Leftover("lending/history/index.html".to_owned())));
    assert!(write(&out, &site).unwrap().removed > 0);
    assert!(!out.join("lending/history").exists() && out.join("CNAME").exists());

    // a page changed by hand is named and made anew; a stranger's file where a page would be is never overwritten
    std::fs::write(out.join("index.html"), "mine").unwrap();
    assert_eq!(
        compare(&out, &site).unwrap(),
        [Stale::Differs { path: "index.html".to_owned(), found: b"mine".to_vec(), wanted: site["index.html"].clone() }]
    );
    assert_eq!(write(&out, &site).unwrap().changed, 1);
    site.insert("CNAME".to_owned(), b"other".to_vec());
    assert!(write(&out, &site).is_err());
    assert_eq!(std::fs::read(out.join("CNAME")).unwrap(), b"library.example");
}

#[cfg(unix)]
#[test]
fn a_link_is_never_followed_out_of_the_folder() {
    let folder = tempfile::tempdir().unwrap();
    let (out, elsewhere) = (folder.path().join("site"), folder.path().join("elsewhere"));
    std::fs::create_dir_all(&out).unwrap();
    std::fs::create_dir_all(&elsewhere).unwrap();
    std::os::unix::fs::symlink(&elsewhere, out.join("lending")).unwrap();
    assert!(write(&out, &built(&library())).is_err());
    assert_eq!(std::fs::read_dir(&elsewhere).unwrap().count(), 0);
}

#[test]
fn a_manifest_cannot_name_files_outside() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("site");
    std::fs::create_dir_all(&out).unwrap();
    std::fs::write(folder.path().join("precious"), "x").unwrap();
    let digest = digest::bytes(b"x");
    let manifest = format!("{{\"format\":\"engross/1\",\"files\":{{\"../precious\":\"{digest}\"}}}}");
    std::fs::write(out.join("manifest.json"), manifest).unwrap();
    write(&out, &built(&library())).unwrap();
    assert!(folder.path().join("precious").exists());
}

#[test]
fn build_and_check_on_the_command_line() {
    let sandbox = Sandbox::with_sample();
    let at = ["--at", "2026-03-01"];
    let build = |more: &[&'static str]| sandbox.run(&[&["build"], &at[..], more].concat());
    assert_eq!(build(&["--check"]).status, 1);
    let said = build(&[]);
    assert!(said.status == 0 && said.out.contains(" pages and "), "{}{}", said.out, said.err);
    assert_eq!(build(&["--check"]).status, 0);
    assert!(build(&[]).out.contains("all as they were"));

    sandbox
        .change("site/sample-terms/index.html", "site/sample-terms/index.html", |page| page.replace("<h1>", "<h1>My "));
    let said = build(&["--check"]);
    assert_eq!(said.status, 1);
    assert!(
        said.out.contains("differs  sample-terms/index.html\n  @@ -") && said.out.contains("  - <h1>My "),
        "{}",
        said.out
    );

    sandbox.write("templates/index.html", "<p>\n{{ pages }}");
    sandbox.refused(&["build"], &["index.html:2:4", "pages", "hint"]);
    sandbox.write("templates/index.html", "");
    sandbox.refused(&["build", "--base-url", "example.com"], &["no base URL"]);
    sandbox.change("agreements/sample-terms/2026-01.yaml", "agreements/sample-terms/2026-01.yaml", |text| {
        text.replace("30", "31")
    });
    sandbox.refused(&["build"], &["not the published one", "engross verify"]);
}

#[test]
fn old_versions_stay_as_many_years_as_the_profile_says() {
    let mut library = library();
    library.documents[0].agreement.profile = Some("terms".to_owned());
    let profile = engross::model::agreement::Profile { retain_years: Some(3), ..Default::default() };
    library.publisher.profiles.insert("terms".to_owned(), profile);
    // the first version was in force until 2024-03-01 in its own zone
    library.at = "2027-02-28T15:59:59Z".parse().unwrap();
    let before = built(&library);
    assert!(before.contains_key("lending/2020/index.html") && before.contains_key("lending/2020/en/index.html"));
    library.at = "2027-03-01T00:00:00Z".parse().unwrap();
    let site = built(&library);
    let gone = |path: &&String| path.contains("2020");
    assert_eq!(site.keys().filter(gone).collect::<Vec<_>>(), Vec::<&String>::new());
    for path in ["lending/index.html", "lending/2024/index.html", "lending/2024/lending-2024.yaml"] {
        assert!(site.contains_key(path), "{path}");
    }
    // what stays of it: its line in the history with digest and word, its record for programs
    let history = page(&site, "lending/history/index.html");
    let digest = library.documents[0].editions[0].version.digest.to_string();
    assert!(history.contains(&digest) && history.contains("可索取全文") && history.contains("2020年版"));
    assert!(page(&site, "lending/history/en/index.html").contains("given on request"));
    let versions: serde_json::Value = serde_json::from_str(page(&site, "lending/versions.json")).unwrap();
    assert_eq!(versions["versions"][0]["digest"], digest.as_str());
    assert!(versions["versions"][0]["texts"]["zh-CN"].get("page").is_none());
    links_lead_somewhere(&site);
    assert!(!page(&site, "sitemap.xml").contains("2020"));
    // without a later version in force, the first one stays for ever
    library.documents[0].editions.truncate(1);
    library.at = "2090-01-01T00:00:00Z".parse().unwrap();
    assert!(built(&library).contains_key("lending/2020/index.html"));
}
