//! The way of the data, held: arrows go down (model ← transforms ← outside world ← command line), and a third-party
//! crate has one owner module.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// Modules by layer, lowest first; a module uses its own layer and those before it.
const LAYERS: [&[&str]; 4] = [
    &["model", "marks"],
    &["digest", "yaml", "lint", "history", "source", "structure", "redline", "binding", "site"],
    &["workspace", "ledger", "preview"],
    &["cli"],
];

/// Vocabulary rather than machinery (data, errors, moments, colours, normal forms): used wherever it fits.
const EVERYWHERE: [&str; 7] =
    ["serde", "serde_json", "thiserror", "jiff", "anstyle", "unicode_normalization", "memchr"];

fn sources() -> Vec<(String, String)> {
    fn walk(folder: &Path, out: &mut Vec<PathBuf>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(&path, out);
            } else if path.extension().is_some_and(|e| e == "rs") {
                out.push(path);
            }
        }
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut paths = Vec::new();
    walk(&root, &mut paths);
    let module = |path: &Path| {
        let first = path.strip_prefix(&root).unwrap().components().next().unwrap().as_os_str().to_str().unwrap();
        first.trim_end_matches(".rs").to_owned()
    };
    paths.iter().map(|path| (module(path), std::fs::read_to_string(path).unwrap())).collect()
}

/// Code without its comments and its tests, which come last in a file.
fn code(source: &str) -> String {
    let body = source.split("#[cfg(test)]\nmod ").next().unwrap_or_default();
    let lines = body.lines().filter(|line| !line.trim_start().starts_with("//"));
    lines.collect::<Vec<_>>().join("\n")
}

fn layer(module: &str) -> Option<usize> {
    LAYERS.iter().position(|modules| modules.contains(&module))
}

/// The names that follow `prefix` in code, such as the `x` of `crate::x`.
fn named<'c>(code: &'c str, prefix: &str) -> BTreeSet<&'c str> {
    let after = code.split(prefix).skip(1);
    let name = |s: &'c str| &s[..s.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(s.len())];
    after
        .flat_map(|s| {
            if let Some(list) = s.strip_prefix('{') {
                list.split('}').next().unwrap_or_default().split(',').map(|item| name(item.trim())).collect()
            } else {
                vec![name(s)]
            }
        })
        .filter(|s| !s.is_empty())
        .collect()
}

#[test]
fn arrows_go_down() {
    let mut wrong = Vec::new();
    for (module, source) in sources() {
        let Some(own) = layer(&module) else {
            assert!(matches!(module.as_str(), "lib" | "main"), "`{module}` has no layer: give it one in LAYERS");
            continue;
        };
        for used in named(&code(&source), "crate::") {
            if layer(used).is_some_and(|used| used > own) {
                wrong.push(format!("{module} uses {used}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:?}");
}

#[test]
fn transforms_touch_nothing_outside() {
    let mut wrong = BTreeSet::new();
    for (module, source) in sources() {
        if layer(&module).is_none_or(|layer| layer > 1) {
            continue;
        }
        for outside in
            ["std::fs", "std::env", "std::net", "std::process", "SystemTime", "Timestamp::now", "getrandom", "println!"]
        {
            if code(&source).contains(outside) {
                wrong.insert(format!("{module} has {outside}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:?}");
}

#[test]
fn a_crate_has_one_owner() {
    let manifest = include_str!("../../Cargo.toml");
    let (_, rest) = manifest.split_once("\n[dependencies]\n").unwrap();
    let (dependencies, _) = rest.split_once("\n[").unwrap();
    let names = dependencies.lines().filter(|l| !l.starts_with('#')).filter_map(|l| l.split([' ', '.', '=']).next());
    let names: Vec<String> = names.filter(|n| !n.is_empty()).map(|n| n.replace('-', "_")).collect();
    let sources = sources();
    let mut owners: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for name in names.iter().filter(|name| !EVERYWHERE.contains(&name.as_str())) {
        let uses = |source: &String| {
            let code = code(source);
            code.contains(&format!("use {name}::"))
                || code.contains(&format!("{name}::")) && !code.contains(&format!("::{name}::"))
        };
        owners.insert(name, sources.iter().filter(|(_, s)| uses(s)).map(|(m, _)| m.as_str()).collect());
    }
    let unused: Vec<_> = owners.iter().filter(|(_, modules)| modules.is_empty()).map(|(name, _)| name).collect();
    assert!(unused.is_empty(), "in Cargo.toml and not in src: {unused:?}");
    let shared: Vec<_> = owners.iter().filter(|(_, modules)| modules.len() > 1).collect();
    assert!(shared.is_empty(), "{shared:?}");
}
