//! Small cases, each named by the damage that it shows.

use engross::model::text::Item;

use super::{read, rows};

fn outline(text: &str) -> Vec<String> {
    let documents = read(text);
    let lines = documents.iter().flat_map(|d| rows(&d.text));
    lines.map(|(path, heading, own)| format!("{path}|{heading}|{own}")).collect()
}

/// A filler that is exactly `n` characters wide and ends no sentence.
fn fill(n: usize) -> String {
    "仓库里放着许多旧的木箱和绳索".chars().cycle().take(n).collect()
}

/// Enough full lines to show the measure.
fn measure() -> String {
    let mut out = String::new();
    for _ in 0..6 {
        out.push_str(&format!("{}\n\n{}\n\n{}。\n\n", fill(40), fill(40), fill(12)));
    }
    out
}

#[test]
fn several_agreements_and_front_matter() {
    let text = " 【版权说明】\n\n本册归灯塔书店所有。\n 借阅类\n\n借阅协议\n最近更新时间：2020-01-02 03:04:05\n\n2020年1月版\n\n1. 甲应当登记。\n\n2. 乙应当归还。\n 归还协议\n最近更新时间：2021-01-02 03:04:05\n\n1. 丙应当清点。\n";
    let documents = read(text);
    let titles: Vec<_> = documents.iter().map(|d| d.text.title.as_str()).collect();
    assert_eq!(titles, ["借阅协议", "归还协议"]);
    assert_eq!(documents[0].category.as_deref(), Some("借阅类"));
    assert_eq!(documents[0].text.label.as_deref(), Some("2020年1月版"));
    assert_eq!(documents[0].text.updated.as_deref(), Some("2020-01-02T03:04:05+08:00"));
    assert_eq!(documents[0].diagnostics.iter().filter(|d| d.code == "front-matter").count(), 2);
    assert_eq!(documents[1].lines.0, 14);
}

#[test]
fn a_title_that_heads_every_page_stays_on_the_first() {
    let time = "最近更新时间：2020-01-02 03:04:05";
    let text = format!(
        " 渡口协议\n{time}\n\n第一条 甲划船。\n\n雨天停渡。\n\n夜间停渡。\n 渡口协议\n\n第二条 乙收票。\n\n老人免票。\n\n孩子免票。\n 渡口协议\n\n第三条 丙掌灯。\n\n灯须常明。\n"
    );
    let documents = read(&text);
    assert_eq!(documents[0].text.title, "渡口协议");
    assert_eq!(rows(&documents[0].text).len(), 4);
}

#[test]
fn a_head_above_the_table_of_contents_is_the_title() {
    let rules = |chapter: usize| {
        format!(
            "Rules of the Mill\n{chapter}. Chapter\nNobody stands on the stairs while sacks are carried up or down.\n"
        )
    };
    let pages: Vec<String> = (1..=4).map(rules).collect();
    let contents =
        "Contents\n1. Chapter ........ 1\n2. Chapter ........ 2\n3. Chapter ........ 3\n4. Chapter ........ 4\n";
    let text = pages.join("\u{c}").replacen("Mill\n", &format!("Mill\n{contents}"), 1);
    let documents = read(&text);
    assert_eq!(documents[0].text.title, "Rules of the Mill");
    assert_eq!(rows(&documents[0].text).len(), 5);
}

#[test]
fn captions_without_numbers_stand_behind_titles_and_plain_numbers() {
    let text = "Conditions of the Rope Walk\nIntroduction\nThese conditions hold for whoever makes ropes here, by day and by \
                night,\nwhatever the length of the rope.\nRopes are sold by the ell.\n1 - Hemp\nHemp is brought by boat, weighed \
                on the quay and carried to the walk by\nfour of us.\nNobody smokes beside it.\n2 - Sale\nMarkets\nRopes are \
                sold on every market of the river between the bridge and the\nmouth of it.\nPrices\nThe price of an ell is \
                written on the door of the walk, and is the same for\neverybody who reads it.\n3 - Carts\nRopes leave the walk on carts.\n";
    let documents = read(text);
    assert_eq!(documents[0].text.title, "Conditions of the Rope Walk");
    let paths: Vec<_> = rows(&documents[0].text).into_iter().map(|(path, _, _)| path).collect();
    assert_eq!(paths[1..], ["/#Introduction", "/1", "/2", "/2/#Markets", "/2/#Prices", "/3"]);
}

#[test]
fn lines_set_to_one_width_and_a_version_below_the_title() {
    let clause = "The  bell  is  rung  by  whoever  wakes  first, and  by\n    nobody  else;  at  night it is rung by the  keeper\n    \
                  of the tower only, and not before somebody asked for\n    it in writing.";
    let text = format!(
        "    Rules of the Bell\n    Version 2.0\n    between the ringers and the tower\n\n    1. {clause}\n\n    2. {clause}\n\n    \
         3. {clause}\n"
    );
    let documents = read(&text);
    let text = &documents[0].text;
    assert_eq!((text.title.as_str(), text.label.as_deref()), ("Rules of the Bell", Some("Version 2.0")));
    let Some(Item::Clause(last)) = text.body.last() else { panic!("{:?}", text.body) };
    let said = clause.split_whitespace().collect::<Vec<_>>().join(" ");
    assert_eq!(last.body, [Item::Paragraph(said)]);
}

#[test]
fn the_letters_of_a_title_that_is_set_wide_are_words() {
    let documents =
        read("R U L E S   O F   T H E   P I E R\n\n1. Boats are tied by two ropes.\n\n2. Nets are dried here.\n");
    assert_eq!(documents[0].text.title, "RULES OF THE PIER");
}

#[test]
fn a_caption_above_its_first_does_not_go_on_in_the_next_page() {
    let pages = "Rules of the Gate\n\n1. KEYS\n\n1.1. Copies\n\nNobody makes a key of the gate but the smith, and she asks the \
                 keeper\nbefore she does.\n\n2. LEAVING THE TOWN BY NIGHT AND COMING BACK BEFORE IT IS DAY\n\n2.1. \
                 Lamps\n\u{c}Whoever leaves by night carries a lamp that the keeper of the gate\nhas lit.\n\n2.2. Dogs\n\nDogs stay \
                 inside.\n";
    let documents = read(pages);
    let found = rows(&documents[0].text);
    let lamps = found.iter().find(|(path, _, _)| path == "/2./2.1.").expect("a clause of its own");
    assert!(lamps.2.starts_with("Whoeverleaves"), "{found:#?}");
    assert!(found.iter().any(|(path, heading, own)| path == "/2." && heading.starts_with("LEAVING") && own.is_empty()));
}

#[test]
fn a_page_of_titles_keeps_their_order() {
    let pages = "CONDITIONS OF THE MILL\n\nAND OF ITS POND\n\nSACKS, FISH\n\u{c}1. Flour is weighed twice before it is sold.\n\n2. \
                 Fish are caught by the miller.\n\u{c}3. Nobody swims.\n";
    let documents = read(pages);
    assert!(documents[0].diagnostics.iter().all(|d| d.code != "heading-moved"), "{:#?}", documents[0].diagnostics);
}

#[test]
fn questions_go_to_the_answers_that_speak_of_them() {
    let text = format!(
        " 借阅问答\n最近更新时间：2020-01-02 03:04:05\n\n{}借书证由本人在柜台办理，当场发放借书证。\n\n逾期归还的，每天收取滞纳金一角。\n\n遗失的图书按照原价赔偿。\n\n1. 借书证怎样办理？\n\n2. 逾期归还有何后果？\n\n3. 图书遗失如何赔偿？\n",
        measure()
    );
    let found = outline(&text);
    assert_eq!(
        found[1..],
        [
            "/1.|借书证怎样办理？|借书证由本人在柜台办理，当场发放借书证。",
            "/2.|逾期归还有何后果？|逾期归还的，每天收取滞纳金一角。",
            "/3.|图书遗失如何赔偿？|遗失的图书按照原价赔偿。",
        ]
    );
}

#[test]
fn chapters_over_articles_that_count_on_go_where_their_words_begin() {
    let articles = [
        "第一条 为了维护渡口秩序，制定本规则。",
        "第二条 本规则适用于东岸和西岸。",
        "第三条 渡口由码头管理处管理。",
        "第四条 渡船应当每年检验，检验不合格的渡船停止使用。",
        "第五条 渡船的救生衣按照核定人数配备。",
        "第六条 渡船夜间航行应当点灯。",
        "第七条 票价由管理处公布，票价变动提前十日告知。",
        "第八条 老人和孩子减半购票。",
        "第九条 遗失船票的，可以凭购票记录补票。",
    ];
    let captions = ["第一章 总则", "第二章 渡船", "第三章 票价与购票"];
    let lines: Vec<_> = articles.iter().chain(&captions).copied().collect();
    let text = format!(
        " 渡口规则\n最近更新时间：2020-01-02 03:04:05\n\n{}\n 第十条 本规则自五月起施行。\n",
        lines.join("\n\n")
    );
    let found = outline(&text);
    let paths: Vec<_> = found.iter().map(|row| row.split('|').next().unwrap_or_default()).collect();
    assert_eq!(paths[5..7], ["/第二章", "/第二章/第四条"]);
    assert_eq!(paths[9..11], ["/第三章", "/第三章/第七条"]);
}

#[test]
fn a_caption_that_fills_its_line_does_not_run_into_its_first_clause() {
    let line = "The keeper of the harbour looks after the boats that lie in it overnight";
    let text = format!(
        " Harbour Rules\nLast updated: 2020-01-02 03:04:05\n\nSection 1. Moorings, Anchorages, Buoys and Other Places of Rest\n(a) {line}\nand after their crews.\n(b) {line}\nand after nothing else.\n\nThe rest of the day belongs to the boats and their crews, who do as they\nlike.\n"
    );
    let found = outline(&text);
    assert!(found[1].starts_with("/Section1.|Moorings,Anchorages,Buoysand"), "{found:#?}");
    assert!(found[2].starts_with("/Section1./(a)||Thekeeper"), "{found:#?}");
}

#[test]
fn a_single_page_may_end_in_its_title_though_no_page_is_marked() {
    let text = "为管理渡口，制定本规则。\n\n渡船每年检验一次。\n\n检验合格的渡船发给证书。\n\n票价由管理处公布。\n\n遗失船票可以补票。\n\n渡船检验\n\n票价与补票\n\n渡口规则\n最近更新时间：2020-01-02 03:04:05\n";
    let documents = read(text);
    let found = outline(text);
    assert_eq!((documents.len(), documents[0].text.title.as_str()), (1, "渡口规则"));
    assert_eq!(
        found[1..],
        [
            "/#渡船检验|渡船检验|渡船每年检验一次。检验合格的渡船发给证书。",
            "/#票价与补票|票价与补票|票价由管理处公布。遗失船票可以补票。"
        ]
    );
}

#[test]
fn captions_in_small_letters_stay_where_they_stand() {
    let text = " Notice of the Ferry\nLast updated: 2020-01-02 03:04:05\n\nThe ferry carries people over the river, and this notice tells what it keeps\n\nof them.\n\nWhat we note\n\nWe note the day and the hour of a crossing, and nothing else about it at all.\n\nWho may read it\n\nThe keeper of the ferry reads the notes each evening, and nobody else does so.\n\nHow long we keep it\n The notes are burnt at the end of each summer, when the ferry is laid up.\n";
    let found = outline(text);
    let captions: Vec<_> = found.iter().map(|row| row.split('|').nth(1).unwrap_or_default()).collect();
    assert_eq!(captions[1..], ["Whatwenote", "Whomayreadit", "Howlongwekeepit"], "{found:#?}");
    assert!(found[3].ends_with("laidup."), "{found:#?}");
}

#[test]
fn a_title_at_the_end_of_its_page_is_found() {
    let text = " 欢迎光临书店。\n\n1 范围\n\n1.1 本协议适用于书店。\n\n2 费用\n\n2.1 借阅免费。\n\n书店类\n书店协议V2.0\n最近更新时间：2020-01-02 03:04:05\n 3 期限\n\n3.1 期限为一年。\n";
    let documents = read(text);
    assert_eq!(documents.len(), 1);
    assert_eq!((documents[0].text.title.as_str(), documents[0].text.label.as_deref()), ("书店协议V2.0", Some("V2.0")));
    assert_eq!(documents[0].category.as_deref(), Some("书店类"));
    let found = outline(text);
    assert_eq!(found[0], "|书店协议V2.0|欢迎光临书店。");
    assert_eq!(found[3..5], ["/2|费用|", "/2/2.1||借阅免费。"]);
    assert_eq!(found[5..], ["/3|期限|", "/3/3.1||期限为一年。"]);
}

#[test]
fn addresses_go_back_to_their_anchors() {
    let text = format!(
        " 书店协议\n最近更新时间：2020-01-02 03:04:05\n\n{}1. 详见 《借阅规则》 以及 《归还规则》 的说明。\n\nhttps://books.example/borrow\nhttps://books.example/return\n 2. 另见其他说明。\n\nhttps://books.example/lost\n",
        measure()
    );
    let document = &read(&text)[0];
    let all = format!("{:?}", document.text.body);
    assert!(
        all.contains("[《借阅规则》](https://books.example/borrow) 以及 [《归还规则》](https://books.example/return)"),
        "{all}"
    );
    let dropped = document.diagnostics.iter().find(|d| d.code == "link-without-anchor").unwrap();
    assert!(dropped.message.contains("https://books.example/lost"));
}

#[test]
fn running_heads_page_numbers_and_contents_are_dropped() {
    let mut text = String::from("目录\n第一章 总述\n第二章 附则\n第一章 总述\n第一条 书店开门。\n第 1 页\n\u{c}");
    text.push_str("书店手册\n第二条 书店关门。\n第 2 页\n\u{c}书店手册\n第二章 附则\n第三条 自明日起施行。\n第 3 页\n\u{c}书店手册\n第四条 完毕。\n第 4 页\n");
    let found = outline(&text);
    assert_eq!(
        found[1..],
        [
            "/第一章|总述|",
            "/第一章/第一条||书店开门。",
            "/第一章/第二条||书店关门。",
            "/第二章|附则|",
            "/第二章/第三条||自明日起施行。",
            "/第二章/第四条||完毕。",
        ]
    );
}

#[test]
fn heads_and_feet_of_two_pages_are_dropped() {
    let page = |n: u32, body: &str| {
        format!("4/12/24, 9:05 AM\n\nTide Table Licence\n\n{body}\n\nhttps://tides.example/licence\n\n{n}/2\n")
    };
    let clauses = |from: u32| {
        let clause = |n| format!("{n}. The keeper of the tables counts tide number {n}.");
        (from..from + 5).map(clause).collect::<Vec<_>>().join("\n\n")
    };
    let text = format!("{}\u{c}{}", page(1, &format!("Tide Table Licence\n\n{}", clauses(1))), page(2, &clauses(6)));
    let found = outline(&text);
    assert_eq!((found.len(), &*found[0]), (11, "|TideTableLicence|"), "{found:?}");
    assert!(found[1..].iter().all(|row| row.ends_with('.')), "{found:?}");
}

#[test]
fn a_mark_across_every_page_is_dropped() {
    let page = |n: u32| format!("{n}. Tide {n} is counted.\n\nENTWURF\n\nIt is high.\n\nThen it is low.\n");
    let text = format!("Tide Table Licence\n\n{}", [page(1), page(2), page(3)].join("\u{c}"));
    let found = outline(&text);
    assert!(found.len() == 4 && found.iter().all(|row| !row.contains("ENTWURF")), "{found:?}");
}

#[test]
fn a_line_torn_into_its_words_is_one_line() {
    let text = two_pages(
        "1.3 The fee for the\n\nnight\n\nis\n\npaid\n\nthe\n\nkeeper of the house.",
        "1.4 No fee is paid twice.",
        "1.5 End.",
    );
    assert!(
        outline(&text).contains(&"/1.3||Thefeeforthenightispaidthekeeperofthehouse.".to_owned()),
        "{:?}",
        outline(&text)
    );
}

#[test]
fn a_title_set_apart_and_the_end_of_an_item_set_in() {
    let text = format!(" 借 阅 协 议\n最近更新时间：2020-01-02 03:04:05\n\n{}第一条 甲应当登记。\n", measure());
    assert_eq!(read(&text)[0].text.title, "借阅协议");
    let text = two_pages(
        "1.3 The keeper may refuse:\n\n(a) boats that carry more cargo\n\nthan guests;",
        "1.4 Boats wait.",
        "1.5 End.",
    );
    assert!(
        outline(&text).contains(&"/1.3/(a)||boatsthatcarrymorecargothanguests;".to_owned()),
        "{:?}",
        outline(&text)
    );
}

#[test]
fn a_wrapped_reference_is_no_clause() {
    let text = format!(
        " 书店协议\n最近更新时间：2020-01-02 03:04:05\n\n{}第一条 {}依照\n\n第二条规定的期限办理。\n\n第二条 期限为一年。\n",
        measure(),
        fill(35)
    );
    let found = outline(&text);
    assert_eq!(found[found.len() - 1], "/第二条||期限为一年。");
    assert!(found[found.len() - 2].ends_with("依照第二条规定的期限办理。"), "{found:?}");
}

#[test]
fn plain_text_without_wraps_is_read_line_by_line() {
    let text = "Reading Room Rules\n\n1. Opening hours\nThe room opens at nine.\n2. Silence\n2.1 Visitors are silent.\n2.2 Staff may speak:\n(a) at the desk;\n(b) in the hall.\n";
    assert_eq!(
        outline(text),
        [
            "|ReadingRoomRules|",
            "/1.|Openinghours|Theroomopensatnine.",
            "/2.|Silence|",
            "/2./2.1||Visitorsaresilent.",
            "/2./2.2||Staffmayspeak:",
            "/2./2.2/(a)||atthedesk;",
            "/2./2.2/(b)||inthehall.",
        ]
    );
}

#[test]
fn marks_in_the_source_stay_text() {
    let document = &read("协议\n\n1. 见*注*与[附件](一)以及_线_。\n\n2. 完。\n")[0];
    let engross::model::text::Item::Clause(clause) = &document.text.body[0] else { panic!("a clause") };
    let engross::model::text::Item::Paragraph(p) = &clause.body[0] else { panic!("a paragraph") };
    assert_eq!(engross::marks::plain(p), "见*注*与[附件](一)以及_线_。");
}

/// Two pages of English, wrapped at 60, whose captions stand at the end of the first.
fn two_pages(last: &str, captions: &str, next: &str) -> String {
    let filler = "1.1 The keeper of the small harbour counts the boats that are\n\nmoored along the quay and writes the ‘number’ into his book on\n\nevery single morning of the year.\n\n";
    let more = "1.2 The number of “boats” that a single guest may moor at any one\n\ntime follows from the board beside the old stone lighthouse.\n\n";
    format!("Harbour Rules\nLast updated: 2020-01-02\n\n{filler}{more}{last}\n\n{captions}\n {next}\n")
}

#[test]
fn the_last_line_of_a_page_is_no_caption_before_lower_numbers() {
    let text = two_pages(
        "2.1 The keeper also counts the boats of the Northern Company",
        "1. Counting\n\n2. Companies",
        "Harbour Guild by night.\n\n2.2 Nobody sails at night.",
    );
    let found = outline(&text);
    assert_eq!(
        found.iter().map(|r| &r[..5]).collect::<Vec<_>>(),
        ["|Harb", "/1.|C", "/1./1", "/1./1", "/2.|C", "/2./2", "/2./2"]
    );
    assert!(found[5].ends_with("NorthernCompanyHarbourGuildbynight."), "{found:?}");
}

#[test]
fn a_caption_stands_last_though_the_line_before_it_goes_on() {
    let text = two_pages(
        "2.1 Whether a boat that belongs to more than one guest counts,",
        "1. Counting\n\n2. The Boats of the Northern Company and of its Guests",
        "wherever it is moored, the keeper decides.",
    );
    let found = outline(&text);
    assert!(found[5].ends_with("guestcounts,whereveritismoored,thekeeperdecides."), "{found:?}");
    assert!(found[4].starts_with("/2.|TheBoats"), "{found:?}");
}

#[test]
fn final_provisions_at_the_end_of_a_page_hold_what_begins_the_next() {
    let text = "渡口管理办法\n第一条 渡口由管理处看管，渡船每日按照告示牌所载的时刻开行并且依\n照名册载客。\n第二条 票款一角，遗失船票的乘客应当补票后方可上船，补票的手续由管\n理处另行规定，公布于渡口的告示牌，并且抄送上下游各处码头一体周知。\n附则\n\u{c}本办法自二〇二〇年一月一日起施行。\n";
    let found = outline(text);
    let last = found.last().map(String::as_str);
    assert_eq!(last, Some("/#附则|附则|本办法自二〇二〇年一月一日起施行。"), "{found:#?}");
    assert!(found[2].ends_with("一体周知。"), "{found:#?}");
}

#[test]
fn words_divided_at_the_ends_of_lines_are_put_together() {
    let text = "Harbour Rules\n\n1. The keeper of the harbour publishes information about the moor-\ning of boats, about the lighthouse and about the board. This infor-\nmation is free; a boat in long-\n\n2. The mooring of a boat costs a crown, and for a non-refundable in-\nformation board by the quay every guest pays another crown, a non-\nrefundable one, before the morning after the day on which he moors.\n";
    let found = outline(text);
    assert!(found[1].contains("themooringofboats") && found[1].contains("Thisinformationisfree"), "{found:#?}");
    assert!(found[1].ends_with("long-") && found[2].contains("informationboard"), "{found:#?}");
    assert!(found[2].contains("anon-refundableone"), "{found:#?}");
    let told = read(text).iter().flat_map(|d| d.diagnostics.clone()).filter(|d| d.code == "hyphen-dropped").count();
    assert_eq!(told, 1);
}

#[test]
fn a_list_in_the_notice_does_not_count_with_the_captions() {
    let text = format!(
        " 渡口协议\n最近更新时间：2020-01-02 03:04:05\n\n{}1. 雨天渡船停开，票款照退。\n\n2. 夜间渡船停开，票款不退。\n\n1.1 本协议由渡口与乘客订立。\n\n1.2 乘客为持票的人。\n\n1. 订立\n 2.1 票款为一角。\n",
        measure()
    );
    let found = outline(&text);
    assert_eq!(found[1].split('|').next(), Some("/1."));
    assert_eq!(found[3..5], ["/1.|订立|", "/1./1.1||本协议由渡口与乘客订立。"].map(str::to_owned));
}

#[test]
fn captions_may_end_in_a_colon() {
    let text = format!(
        " 渡口说明\n最近更新时间：2020-01-02 03:04:05\n\n{}概要：\n\n渡船每天清早从南岸的石阶出发，傍晚回到北岸的仓库，乘客在船头登记姓名以后依次上\n\n船就座，行李另外放在船尾的木箱里面。\n\n请您准备：\n\n（1）船票；\n\n（2）零钱。\n",
        measure()
    );
    let found = outline(&text);
    assert!(found.iter().any(|row| row.starts_with("/#概要：|概要：|渡船每天")), "{found:?}");
    assert!(found.iter().any(|row| row.ends_with("请您准备：")), "{found:?}");
}

#[test]
fn the_first_item_of_a_list_is_no_caption_before_those_of_another_series() {
    let text = format!(
        " 渡口协议\n最近更新时间：2020-01-02 03:04:05\n\n{}乘客不得做下列事情：\n\n1. 在船头点燃灯火、油灯、蜡烛、火把以及其他明火，在船尾烤火取暖、晾晒衣服被\n\n一、乘船\n 子，或者在船尾生火做饭，污损船舱里面的坐垫。\n\n2. 站在船边。\n",
        measure()
    );
    let found = outline(&text);
    assert!(
        found.iter().any(|row| row.starts_with("/一、/1.||在船头点燃灯火") && row.ends_with("坐垫。")),
        "{found:?}"
    );
}

#[test]
fn a_short_line_behind_a_full_sentence_is_a_caption() {
    let text = two_pages(
        "1.3 The boats of the company may leave on any day of the year.\n\nFinal Terms",
        "1. Counting",
        "2. Nights\n\n2.1 Nobody sails at night.",
    );
    let found = outline(&text);
    assert!(found.iter().any(|row| row.contains("|FinalTerms|")), "{found:?}");
}

#[test]
fn what_a_colon_announces_at_the_end_of_a_page_is_no_caption() {
    let text = two_pages(
        "1. 阅览室按下表开放：",
        "星期\n开放时间\n周末\n",
        "闭馆日另行公布，以门口的告示为准。\n\n2. 借书须登记。\n",
    );
    let found = outline(&text);
    assert!(found.iter().all(|row| !row.contains("|星期|") && !row.contains("|周末|")), "{found:?}");
}

#[test]
fn a_line_in_small_letters_goes_on_over_a_page_though_the_line_before_is_short() {
    let text = two_pages(
        "1.9 Every reader may choose at the desk how the library writes",
        "",
        "about new books, and may stop it at any time.\n\n1.10 Readers write to the desk.\n",
    );
    let found = outline(&text);
    let own = "||Everyreadermaychooseatthedeskhowthelibrarywritesaboutnewbooks,andmaystopitatanytime.";
    assert!(found.iter().any(|row| row.ends_with(own)), "{found:?}");
}

#[test]
fn a_caption_that_was_wrapped_before_its_last_word_is_whole() {
    let line = "Every reader keeps the books dry and brings them back to the desk in time";
    let body = format!("{line}\n{line}\nand pays for what is lost.\n").repeat(4);
    let text = format!("Lighthouse Rules\n\n{body}\nArticle 1 Lending Books and Returning\nThem\n1.1 {line}.\n");
    let found = outline(&text);
    assert!(found.iter().any(|row| row.starts_with("/Article1|LendingBooksandReturningThem|")), "{found:?}");
}

#[test]
fn a_date_below_the_title_is_no_title() {
    for (date, updated) in [("Stand: 7. Mai 2014", Some("2014-05-07T00:00:00Z")), ("Gültig ab: 1. Juni 2014", None)] {
        let text = format!("Leihordnung\n{date}\n\n1. Ausleihe\n1.1 Bücher leiht das Pult am Eingang aus.\n");
        let documents = read(&text);
        assert_eq!(documents[0].text.title, "Leihordnung");
        assert_eq!(documents[0].text.updated.as_deref(), updated);
    }
}

#[test]
fn of_two_lines_the_name_is_the_title() {
    for (lines, title) in [
        ("Harbour Licence (2014)\nPreamble", "Harbour Licence (2014)"),
        ("渡口管理条例（修订）\n（2014年5月7日渡口理事会第三次会议通过）", "渡口管理条例（修订）"),
        ("渡口理事会关于渡船夜航的\n规定（试行）", "渡口理事会关于渡船夜航的规定（试行）"),
        ("借阅类\n借阅协议", "借阅协议"),
    ] {
        let text = format!("{lines}\n\nAll of us agree to what stands below.\n\n1. One pays.\n\n2. All sign.\n");
        assert_eq!(read(&text)[0].text.title, title);
    }
}

#[test]
fn a_signature_at_the_end_is_no_caption() {
    let text = format!(
        " 渡口协议\n最近更新时间：2020-01-02 03:04:05\n\n{}1. 渡船每天开四班。\n\n2. 夜间停渡，雨天也停渡。\n\n渡口理事会\n2020年1月2日\n",
        measure()
    );
    let found = outline(&text);
    assert!(found.iter().all(|row| !row.contains("|渡口理事会|")), "{found:?}");
    assert!(found.last().is_some_and(|row| row.ends_with("渡口理事会2020年1月2日")), "{found:?}");
}

#[test]
fn a_series_of_plain_numbers_parted_by_dashes_is_numbered() {
    let text = "Leihordnung\n\n1 - Ausleihe\n\nBücher leiht das Pult am Eingang aus, solange es besetzt ist.\n\n2 - Rückgabe\n\nJedes Buch kommt nach dreißig Tagen an das Pult zurück.\n\n3 - Verlust\n\nWer ein Buch verliert, ersetzt es durch ein gleiches.\n";
    let found = outline(text);
    assert_eq!(
        found[1..].iter().map(|row| row.split('|').take(2).collect::<Vec<_>>().join("|")).collect::<Vec<_>>(),
        ["/1|Ausleihe", "/2|Rückgabe", "/3|Verlust"]
    );
}

#[test]
fn captions_in_capitals_go_on_and_definitions_begin_anew() {
    let text = two_pages(
        "1.3 RULES FOR THE BOATS OF THE COMPANY\n\nAND OF ITS GUESTS\n\n“Boat” means whatever floats in the harbour, by day or by night.\n\n“Guest” means whoever moors one.",
        "1. Counting",
        "2. Nights\n\n2.1 Nobody sails at night.",
    );
    let found = outline(&text);
    let caption = "RULESFORTHEBOATSOFTHECOMPANYANDOFITSGUESTS";
    assert!(found.iter().any(|row| row.contains(&format!("|{caption}|“Boat”"))), "{found:?}");
    let engross::model::text::Item::Clause(counting) = &read(&text)[0].text.body[0] else { panic!("a clause") };
    let engross::model::text::Item::Clause(rules) = &counting.body[2] else { panic!("a clause") };
    assert_eq!(rules.body.len(), 2);
}

#[test]
fn a_number_on_a_line_of_its_own_numbers_the_next() {
    let text = "Harbour Rules\n\n1.\n\nBERTHS\n\n1.1.\n\nNumber of Berths\n\nThe harbour has ten berths, and all of them are dry.\n\n(a)\n\nfive for boats of the guild;\n\n(b)\n\nfive for guests.\n\n2.\n\nFEES\n\nThese are due:\n\n•\n\none for the keeper;\n\n•\n\none for the lighthouse.\n";
    let found = outline(text);
    let wanted = [
        "/1.|BERTHS|",
        "/1./1.1.|NumberofBerths|Theharbourhastenberths,andallofthemaredry.",
        "/1./1.1./(a)||fiveforboatsoftheguild;",
        "/1./1.1./(b)||fiveforguests.",
        "/2.|FEES|Thesearedue:",
        "/2./#||oneforthekeeper;",
        "/2./#||oneforthelighthouse.",
    ];
    assert_eq!(found[1..], wanted.map(str::to_owned));
}

#[test]
fn curled_quotation_marks_of_western_text_keep_their_blanks() {
    let text = two_pages(
        "1.3 A “guest” is whoever moors a boat, a “company” is whoever’s\n\nboats are moored by others.",
        "1. Counting",
        "1.4 End.",
    );
    let document = &read(&text)[0];
    let engross::model::text::Item::Clause(counting) = &document.text.body[0] else { panic!("a clause") };
    let engross::model::text::Item::Clause(guest) = &counting.body[2] else { panic!("a clause") };
    let engross::model::text::Item::Paragraph(p) = &guest.body[0] else { panic!("a paragraph") };
    assert_eq!(p, "A “guest” is whoever moors a boat, a “company” is whoever’s boats are moored by others.");
}

proptest::proptest! {
    #[test]
    fn no_text_panics(text in "[ 　\\n\\u{c}0-9a-c.（）()一二第条章、:：。；\\[\\]*“”《》-]{0,200}") {
        let _ = read(&text);
    }

    #[test]
    fn no_garbage_panics(text in "(\\PC|\\n| |\\t){0,200}") {
        let _ = read(&text);
    }
}

/// Where no line is wrapped, its beginning shows how far in a list stands: `1.` within `1.`
#[test]
fn lists_of_one_line_each_are_nested_as_they_are_set_in() {
    let found = outline(
        "Reef Rules\n\nThey have effect on the day on which a guest comes to the reef.\n\n1. Definitions.\n   1. \"Boat\" means \
         what a guest comes with.\n   2. \"Guest\" means whoever moors.\n\n2. Rights. The guest may moor.\n   1. He may swim.\n",
    );
    let paths: Vec<&str> = found.iter().map(|row| row.split('|').next().unwrap_or_default()).collect();
    assert_eq!(paths, ["", "/1.", "/1./1.", "/1./2.", "/2.", "/2./1."], "{found:?}");
}

/// A series may begin with 0: it stands beside what counts on, not below the caption before it.
#[test]
fn a_series_from_nought_stands_beside_the_preface() {
    let text = "Harbour License\n\nHarbour Rules\n\nThe rules bind all guests of the harbour.\n\n0. Definitions\n\nA boat is a boat \
                and no ship at all.\n\n1. Mooring\n\nGuests moor at the pier of the harbour.\n";
    let found = outline(text);
    let paths: Vec<&str> = found.iter().map(|row| row.split('|').next().unwrap_or_default()).collect();
    assert_eq!(paths, ["", "/#HarbourRules", "/0.", "/1."], "{found:?}");
}

/// What is left behind a number can be longer than it was printed: its marks are escaped.
#[test]
fn an_address_below_marks_that_are_text() {
    let text = " 旅客须知如下所示。\n\n5. 旅客`````````` 行李 存放在何处，由谁看管，如何领取，\n\nhttps://example.cn/a\n 码头方应当看管好行李。\n";
    let found = outline(text);
    assert!(found.iter().any(|row| row.contains("行李")), "{found:?}");
}
