//! The whole way, once, on a real text: from what PDF extraction left to a site with provable acceptances.

use crate::sandbox::Sandbox;
use crate::shared;

#[test]
fn from_a_real_text_to_a_site_with_acceptances() {
    let Some(shared) = shared::folder("from_a_real_text_to_a_site_with_acceptances") else { return };
    let seed = shared.join("seeds/000_76c6ed32b71a06fa.txt").canonicalize().unwrap();
    let sandbox = Sandbox::new();
    sandbox.done(&["init"]);

    // six agreements stand in the file; the first is the service agreement
    let imported = sandbox.done(&["import", seed.to_str().unwrap()]);
    assert_eq!(imported.lines().count(), 6, "{imported}");
    let path = imported.lines().next().unwrap().split(':').next().unwrap().to_owned();
    let slug = path.split('/').nth(1).unwrap().to_owned();
    let source = path.replace(&format!("{slug}/"), &format!("{slug}/source/")).replace(".yaml", ".txt");
    assert_eq!(std::fs::read(sandbox.path().join(source)).unwrap(), std::fs::read(&seed).unwrap());
    sandbox.done(&["publish", &slug, "2023-12", "--published", "2023-12-29"]);

    // one clause edited, another put in before the rest of its article
    let next = path.replace("2023-12", "2024-06");
    sandbox.change(&path, &next, |text| {
        let text = text.replacen("30天", "60天", 1).replacen("2023年12月版", "2024年6月版", 1);
        assert!(text.contains("60天"));
        let at = text.find("  - number: '1.1'").unwrap();
        let later =
            text[at..].replacen("number: '1.4'", "number: '1.5'", 1).replacen("number: '1.3'", "number: '1.4'", 1);
        let later = later.replacen("number: '1.2'", "number: '1.3'", 1).replacen("number: '1.1'", "number: '1.2'", 1);
        format!("{}  - number: '1.1'\n    body: 本条是为了试验而写的一句新话，原文没有。\n{later}", &text[..at])
    });
    let published = sandbox.done(&["publish", &slug, "2024-06", "--published", "2024-05-01"]);
    assert!(published.contains("material") && published.contains("effective  2024-05-31"), "{published}");
    let redline = sandbox.done(&["diff", &format!("{slug}@2023-12"), &format!("{slug}@2024-06"), "--format", "json"]);
    let redline: serde_json::Value = serde_json::from_str(&redline).unwrap();
    assert_eq!(redline["summary"]["inserted"], 1, "{}", redline["summary"]);
    assert_eq!(redline["summary"]["deleted"], 0);
    assert_eq!(redline["summary"]["renumbered"], 4);
    assert_eq!(redline["summary"]["moved"], 0);
    let facts: Vec<_> =
        redline["changes"].as_array().unwrap().iter().flat_map(|c| c["facts"].as_array().unwrap()).collect();
    assert!(facts.iter().any(|f| f["old"] == "30天" && f["new"] == "60天"), "{facts:?}");

    // a party who accepted the first version has to accept the second, and is told what changed
    let accept =
        ["accept", &format!("{slug}@2023-12"), "--party", "party-7", "--method", "click", "--at", "2024-01-05"];
    sandbox.done(&accept);
    let said = sandbox.run(&["status", "--party", "party-7", "--agreement", &slug]);
    assert_eq!(said.status, 1, "{}{}", said.out, said.err);
    for part in ["2024-06", "60天", "本条是为了试验而写的一句新话"] {
        assert!(said.out.contains(part), "expected `{part}` in\n{}", said.out);
    }
    assert_eq!(sandbox.run(&["verify"]).status, 0);
    assert_eq!(sandbox.run(&["ledger", "verify"]).status, 0);
    sandbox.done(&["build"]);
    assert!(sandbox.read(&format!("site/{slug}/2024-06/index.html")).contains("60天"));
    assert_eq!(sandbox.run(&["build", "--check"]).status, 0);

    // one byte of a published text, then one byte of the ledger
    sandbox.change(&path, &path, |text| text.replacen("30天", "31天", 1));
    let said = sandbox.run(&["verify"]);
    assert_eq!(said.status, 1);
    assert!(
        said.out.contains(&format!("{slug}@2023-12")) && said.out.contains("changed after it was published"),
        "{}",
        said.out
    );
    let ledger = sandbox.path().join("acceptances.db");
    let mut bytes = std::fs::read(&ledger).unwrap();
    let at = bytes.windows(8).position(|w| w == b"\"click\"}" || w == b":\"click\"").unwrap();
    bytes[at + 3] ^= 1;
    std::fs::write(&ledger, bytes).unwrap();
    let said = sandbox.run(&["ledger", "verify"]);
    assert_eq!(said.status, 1, "{}{}", said.out, said.err);
    assert!(said.out.contains("entry") || said.err.contains("entry"), "{}{}", said.out, said.err);
}
