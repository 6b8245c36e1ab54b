//! Captions that were moved, and what stands behind the lists that they hold.

use super::{read, rows};

fn paths(text: &str) -> Vec<String> {
    let found = rows(&read(text)[0].text).into_iter();
    found.map(|(path, _, own)| format!("{path} {}", own.chars().take(12).collect::<String>())).collect()
}

#[test]
fn an_annex_stands_behind_the_last_number() {
    let text = " 磨坊规则\n\n1.1 谷物按斗计算。\n\n1.2 湿谷不收。\n\n1.3 谷物归农户所有。\n\n白天开磨，价目每斗三文。\n\n夜间开磨，每斗五文。\n\n第一条 谷物\n\n附件一 价目\n";
    let found = paths(text);
    assert_eq!(found[found.len() - 1], "/附件一 白天开磨，价目每斗三文。");
    assert_eq!(found[found.len() - 2], "/第一条/1.3 谷物归农户所有。");
    // its number is not that of a clause: what stands above it is a caption
    let text = " Mill Rules\n\n1.1 Grain is counted by the sack.\n 2.1 Fees are due at once.\n\nOne coin a sack, and two by night.\n\n2. Fees\n\nAnnex 1 Prices\n";
    assert!(paths(text).contains(&"/2./2.1 Feesaredueat".to_owned()), "{:?}", paths(text));
}

#[test]
fn bare_numbers_caption_at_the_end_of_the_only_page() {
    let text = "Mill Rules\n1.1 Grain is counted by the sack.\n1.2 Wet grain is refused.\n2.1 Fees are due at once.\n1 Grain\n2 Fees\n";
    assert_eq!(paths(text)[1..], ["/1 ", "/1/1.1 Grainiscount", "/1/1.2 Wetgrainisre", "/2 ", "/2/2.1 Feesaredueat"]);
}

#[test]
fn what_stands_behind_items_without_stops_belongs_to_none() {
    let text = "방앗간 규칙\n\n제1조 곡식\n\n① 다음 각 호의 곡식은 받지 않습니다.\n\n1. 젖은 곡식\n\n2. 곰팡이가 핀 곡식\n\n받지 않은 곡식은 돌려줍니다.\n\n② 곡식은 자루로 셉니다.\n";
    let found = paths(text);
    assert!(found.iter().any(|p| p.ends_with("/2. 곰팡이가핀곡식")), "{found:?}");
}
