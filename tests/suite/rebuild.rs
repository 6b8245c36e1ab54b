//! A second build: only what changed is made and written, the bytes are those of a build from nothing, and what the build
//! remembers can be lost.

use std::collections::BTreeMap;

use crate::sandbox::Sandbox;

const AT: [&str; 3] = ["build", "--at", "2026-03-01"];

/// The sample and two more agreements, of which the second presupposes the sample.
fn workspace() -> Sandbox {
    let sandbox = Sandbox::with_sample();
    for (slug, title) in [("lending", "Lending Rules"), ("member-terms", "Member Terms")] {
        let needs = if slug == "member-terms" { "prerequisites:\n- sample-terms\n" } else { "" };
        let folder = format!("agreements/{slug}");
        sandbox.write(
            &format!("{folder}/agreement.yaml"),
            format!("format: engross/1\ntitle: {title}\nprevailing: en\n{needs}"),
        );
        sandbox.write(
            &format!("{folder}/2026-01.yaml"),
            format!("format: engross/1\ntitle: {title}\nlanguage: en\nbody: Five books for thirty days.\n"),
        );
        sandbox.done(&["publish", slug, "2026-01", "--published", "2026-01-02T00:00:00Z"]);
    }
    sandbox
}

fn site(sandbox: &Sandbox) -> BTreeMap<String, Vec<u8>> {
    sandbox.files().into_iter().filter(|(path, _)| path.starts_with("site/")).collect()
}

/// The site as a build from nothing makes it.
fn anew(sandbox: &Sandbox) -> BTreeMap<String, Vec<u8>> {
    sandbox.done(&[&AT[..], &["--out", "anew/site", "-q"]].concat());
    let files = sandbox.files().into_iter();
    let anew = files.filter_map(|(path, bytes)| Some((path.strip_prefix("anew/")?.to_owned(), bytes)));
    let anew = anew.filter(|(path, _)| path.starts_with("site/")).collect();
    std::fs::remove_dir_all(sandbox.path().join("anew")).unwrap();
    anew
}

fn publish_second(sandbox: &Sandbox) {
    sandbox.change("agreements/lending/2026-01.yaml", "agreements/lending/2026-02.yaml", |text| {
        text.replace("thirty", "twenty")
    });
    let times = ["--published", "2026-02-01T00:00:00Z", "--effective", "2026-02-02T00:00:00Z"];
    sandbox.done(&[&["publish", "lending", "2026-02"], &times[..]].concat());
}

#[test]
fn only_what_changed_is_written_and_the_bytes_are_those_of_a_full_build() {
    let sandbox = workspace();
    sandbox.done(&AT);
    assert_eq!(site(&sandbox), anew(&sandbox));
    assert!(sandbox.done(&AT).contains("all as they were"));

    let untouched = |name: &str| std::fs::metadata(sandbox.path().join(name)).unwrap().modified().unwrap();
    let before = untouched("site/member-terms/index.html");
    publish_second(&sandbox);
    let said = sandbox.done(&AT);
    assert!(said.contains(" written, ") && said.contains(" as they were"), "{said}");
    assert_eq!(site(&sandbox), anew(&sandbox));
    assert!(sandbox.read("site/lending/index.html").contains("twenty days"));
    assert_eq!(untouched("site/member-terms/index.html"), before);

    // a title that another agreement shows
    sandbox.write(
        "agreements/lending/agreement.yaml",
        "format: engross/1\ntitle: Lending Rules\nprevailing: en\nprerequisites:\n- member-terms\n",
    );
    sandbox.done(&AT);
    assert!(sandbox.read("site/lending/index.html").contains("Member Terms"));
    assert_eq!(site(&sandbox), anew(&sandbox));

    // another moment, in which the second version is not yet in force
    let said = sandbox.done(&["build", "--at", "2026-02-01"]);
    assert!(said.contains(" written, "), "{said}");
    assert!(sandbox.read("site/lending/index.html").contains("thirty days"));

    // an agreement that is gone, with its pages and folders
    std::fs::remove_dir_all(sandbox.path().join("agreements/lending")).unwrap();
    let said = sandbox.done(&AT);
    assert!(said.contains(" removed"), "{said}");
    assert!(!sandbox.path().join("site/lending").exists());
    assert_eq!(site(&sandbox), anew(&sandbox));
}

#[test]
fn what_was_changed_by_hand_or_lost_is_made_again() {
    let sandbox = workspace();
    sandbox.done(&AT);
    let good = site(&sandbox);
    sandbox.write("site/lending/index.html", "mine");
    std::fs::remove_dir_all(sandbox.path().join("site/member-terms")).unwrap();
    std::fs::remove_file(sandbox.path().join("site/engross.css")).unwrap();
    sandbox.done(&AT);
    assert_eq!(site(&sandbox), good);
    // the same size, and a time of long ago
    let path = sandbox.path().join("site/lending/index.html");
    let page = sandbox.read("site/lending/index.html").replace("thirty", "THIRTY");
    std::fs::write(&path, page).unwrap();
    sandbox.done(&AT);
    assert_eq!(site(&sandbox), good);
}

#[test]
fn a_lost_or_damaged_cache_costs_time_only() {
    let sandbox = workspace();
    sandbox.done(&AT);
    let good = site(&sandbox);
    let whole = std::fs::read(sandbox.path().join(".site.engross-cache")).unwrap();
    let cut = [20, whole.len() / 2, whole.len() - 1].map(|end| whole[..end].to_vec());
    for damage in [vec![], b"{".to_vec(), vec![0xff; 200]].into_iter().chain(cut) {
        sandbox.write(".site.engross-cache", damage);
        sandbox.write("site/index.html", "mine");
        let said = sandbox.done(&AT);
        assert!(said.contains(": 1 written"), "{said}");
        assert_eq!(site(&sandbox), good);
    }
    // a cache of another workspace's site says nothing about this one
    let other = workspace();
    publish_second(&other);
    other.done(&AT);
    sandbox.write(".site.engross-cache", std::fs::read(other.path().join(".site.engross-cache")).unwrap());
    sandbox.done(&AT);
    assert_eq!(site(&sandbox), good);
}

#[test]
fn other_templates_and_another_publisher_make_every_page_anew() {
    let sandbox = workspace();
    sandbox.done(&AT);
    sandbox.write("templates/words.yaml", "history: {en: All editions}\n");
    sandbox.done(&AT);
    assert!(sandbox.read("site/lending/index.html").contains("All editions"));
    sandbox.change("agreements/engross.yaml", "agreements/engross.yaml", |yaml| {
        yaml.replace("base-url: ", "base-url: https://other.example\n# ")
    });
    sandbox.done(&AT);
    assert_eq!(site(&sandbox), anew(&sandbox));
}

#[test]
fn a_build_that_fails_leaves_the_site_as_it_is() {
    let sandbox = workspace();
    sandbox.done(&AT);
    let good = site(&sandbox);
    publish_second(&sandbox);
    sandbox.change("agreements/member-terms/2026-01.yaml", "agreements/member-terms/2026-01.yaml", |text| {
        text.replace("Five", "Six")
    });
    sandbox.refused(&AT, &["member-terms@2026-01", "not the published one"]);
    assert_eq!(site(&sandbox), good);
    // nothing staged is left behind, here or beside a site that was never there
    sandbox.refused(&[&AT[..], &["--out", "new"]].concat(), &["not the published one"]);
    let names = std::fs::read_dir(sandbox.path()).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap());
    let left: Vec<String> = names.filter(|name| name.starts_with(".engross-") || name == "new").collect();
    assert_eq!(left, Vec::<String>::new());
    assert!(!site(&sandbox).keys().any(|path| path.contains(".engross-")));
}

#[test]
fn two_agreements_cannot_have_one_page() {
    let sandbox = workspace();
    // the index in the publisher's second language stands where this agreement would
    std::fs::rename(sandbox.path().join("agreements/lending"), sandbox.path().join("agreements/de")).unwrap();
    std::fs::remove_file(sandbox.path().join("agreements/de/versions.yaml")).unwrap();
    sandbox.done(&["publish", "de", "2026-01", "--published", "2026-01-02T00:00:00Z"]);
    sandbox.change("agreements/engross.yaml", "agreements/engross.yaml", |yaml| {
        yaml.replace("languages:\n- en", "languages:\n- en\n- de")
    });
    sandbox.refused(&AT, &["de/index.html", "another name"]);
    assert!(!sandbox.path().join("site").exists());
}
