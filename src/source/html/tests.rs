//! Pages and the blocks that are read from them.

use super::*;

fn rows(html: &str) -> Vec<String> {
    crate::source::tests::rows(&read(html).expect("it is read"))
}

fn codes(html: &str) -> Vec<(&'static str, u32)> {
    read(html).expect("a page").diagnostics.iter().map(|d| (d.code, d.line)).collect()
}

#[test]
fn the_agreement_in_the_page() {
    let plain = "<h1>租赁协议</h1>\n<p>甲方出租，<br>乙方承租。</p><p>租期一年，\n期满续租。</p><p>押金于退租之日起七日内退还，双方另有约定的除外。</p>";
    let dressed = format!(
        "<!DOCTYPE html><html><head><title>x</title><style>p{{}}</style></head><body><header><a href=/>Home</a></header>\n\
             <nav>Menu</nav><div class='cookie-banner'><p>We use cookies.</p></div><div id=app><div class=wrap>{plain}</div></div>\
             <footer>© 2020</footer><script>let x = '<p>no</p>';</script></body></html>"
    );
    assert_eq!(
        rows(plain),
        [
            "1 h1 租赁协议",
            "2 p 甲方出租，",
            "2 p 乙方承租。",
            "2 p 租期一年，期满续租。",
            "3 p 押金于退租之日起七日内退还，双方另有约定的除外。"
        ]
    );
    let texts = |html: &str| read(html).expect("a page").blocks.into_iter().map(|b| b.text).collect::<Vec<_>>();
    assert_eq!(texts(&dressed)[0], "x");
    assert_eq!(texts(&dressed)[1..], texts(plain));
    assert_eq!(
        codes(&dressed),
        [("page-furniture", 1), ("page-furniture", 2), ("page-furniture", 2), ("page-furniture", 4)]
    );
}

#[test]
fn the_foot_of_a_page_has_captions_and_that_of_an_agreement_is_text() {
    let agreement = "<h1>Moorings</h1><p>A berth is given for a season and may be lent once only.</p>";
    let signed = "<section><p>Fees are due in spring, and a third of them in autumn.</p><footer><h2>Signed</h2></footer></section>";
    let foot = "<footer><h5>Harbour</h5><ul><li><a href=/b>Boats</a></li></ul><p>Since 1906.</p></footer>";
    let found = rows(&format!("<div>{agreement}{signed}{foot}</div>"));
    let texts: Vec<&str> = found.iter().map(|row| row.splitn(3, ' ').nth(2).unwrap()).collect();
    let expected = ["Moorings", "A berth is given for a season and may be lent once only."];
    assert_eq!(texts, [&expected[..], &["Fees are due in spring, and a third of them in autumn.", "Signed"]].concat());
}

#[test]
fn preformatted_text_is_printed_lines() {
    let html = "<h1>Moorings</h1>\n<pre>\n1. Berths\n\n  A berth is given for a season and may be\n  lent <b>once</b> only,\n  with the leave of the harbour.\n</pre>";
    let kinds: Vec<_> = read(html).expect("a page").blocks.into_iter().map(|b| (b.line, b.kind, b.text)).collect();
    let line = |blank| BlockKind::Line { page: 0, blank };
    assert_eq!(
        kinds,
        [
            (1, line(true), "Moorings".to_owned()),
            (3, line(true), "1. Berths".to_owned()),
            (5, line(true), "A berth is given for a season and may be".to_owned()),
            (6, line(false), "lent **once** only,".to_owned()),
            (7, line(false), "with the leave of the harbour.".to_owned()),
        ]
    );
}

#[test]
fn lists_print_their_numbers() {
    let html = "<ol start=3><li>a<li value=7><p>b</p><p>c</p><ul><li>d</ul><li>e</ol>";
    assert_eq!(rows(html), ["1 0[3.] a", "1 0[7.] b", "1 0+ c", "1 1[-] d", "1 0[8.] e"]);
    assert_eq!(rows("<ol type=i><li>a<li>b</ol>"), ["1 0[i.] a", "1 0[ii.] b"]);
    assert_eq!(rows("<ol style='list-style-type: upper-alpha'><li>a</ol>"), ["1 0[A.] a"]);
    assert_eq!(rows("<ol><li>1. a<li>2. b</ol>"), ["1 0[-] 1\\. a", "1 0[-] 2\\. b"]);
    assert_eq!(rows("<ol><li><h2>Term</h2><p>One year.</p></ol>"), ["1 h2 1\\. Term", "1 p One year."]);
    assert_eq!(rows("<ol reversed><li>a<li type=A>b</ol>"), ["1 0[2.] a", "1 0[A.] b"]);
    assert_eq!(rows("<ol>of which<li>a</ol>"), ["1 0+ of which", "1 0[1.] a"]);
    assert_eq!(rows("<h2>x<ol start=4><li>a<li>b</ol></h2>"), ["1 h2 x 4. a 5. b"]);
}

#[test]
fn definitions_are_items() {
    let html =
        "<dl><dt>甲方<dd>出租的一方<dt>乙方<dt>承租人<dd>承租的一方<dd>及其家属</dl><dl><div><dt>x<dd>y</div></dl>";
    assert_eq!(
        rows(html),
        [
            "1 0[-] 甲方",
            "1 0+ 出租的一方",
            "1 0[-] 乙方",
            "1 0+ 承租人",
            "1 0+ 承租的一方",
            "1 0+ 及其家属",
            "1 0[-] x",
            "1 0+ y"
        ]
    );
}

#[test]
fn what_a_browser_shows_is_read_or_named() {
    let html = "<p>甲<ruby>乙<rt>yi</rt></ruby><button>同意</button><svg><text>图</text></svg><select><option>中文</select>\
            <math><mi>x</mi><annotation>y</annotation></math> <q>z</q> co\u{ad}op</p>\
            <details><summary>一</summary>二</details><h2><button>三</button></h2><p aria-hidden=true>四 五</p>";
    assert_eq!(rows(html), ["1 p 甲乙x “z” coop", "1 p 一", "1 p 二", "1 h2 三", "1 p 四 五"]);
    let dropped = ["ruby-dropped", "control-dropped", "control-dropped", "control-dropped", "soft-hyphen-dropped"];
    assert_eq!(codes(html).iter().map(|(code, _)| *code).collect::<Vec<_>>(), dropped);
    assert_eq!(codes("<style>li:before{content:counters(a,attr(b))}</style><p>x"), [("number-by-style", 1)]);
    assert_eq!(codes("<p><a href=/t>x</a>"), [("link-relative", 1)]);
}

#[test]
fn a_heading_that_holds_the_text_below_it_is_none() {
    let fees = "The fee for a berth is due in spring, before the boat is launched, and a third of it is kept.";
    let html = format!("<h1>Moorings</h1><h1>\n<p>1. Fees</p><p>{fees}</p></h1><h2><div>2. Berths</div></h2>");
    let fees = format!("2 p {fees}");
    assert_eq!(rows(&html), ["1 h1 Moorings", "2 p 1\\. Fees", &fees, "2 h2 2\\. Berths"]);
}

#[test]
fn the_bullets_of_word_processors() {
    let sign = |font: &str, sign: &str| {
        format!(
            "<p><span style='font-family:{font}'>{sign}<span style='font:7.0pt \"Times New Roman\"'>&nbsp; </span></span>Boats</p>"
        )
    };
    let html = [sign("Wingdings", "§"), sign("\"Courier New\"", "o"), sign("Symbol", "·")].concat();
    assert_eq!(rows(&html.replace('"', "&quot;")), ["1 p • Boats"; 3]);
}

#[test]
fn numbers_of_style_sheets_are_printed() {
    let styles = "<style>ol{counter-reset:i;list-style:none}li:before{content:counters(i,'.');counter-increment:i}\
            h2{counter-increment:h}h2::before{content:'§ ' counter(h)}</style>";
    let html = format!("{styles}<h2>Berths</h2><ol><li>a<ol><li>b</ol><li><p>c</ol><h2>Fees</h2>");
    assert_eq!(rows(&html), ["1 h2 § 1 Berths", "1 0[1] a", "1 1[1.1] b", "1 0[2] c", "1 h2 § 2 Fees"]);
    assert_eq!(codes(&html), [("number-by-style", 1)]);
}

#[test]
fn a_list_that_paragraphs_interrupt_is_clauses() {
    let html = "<ol><li>a</ol><p>x</p><ol start=2><li>b<ul><li>c</ul></ol><p>y</p><ol><li>d</ol>";
    assert_eq!(rows(html), ["1 p 1\\. a", "1 p x", "1 p 2\\. b", "1 0[-] c", "1 p y", "1 0[1.] d"]);
}

#[test]
fn marks() {
    let sheet = "<style>.c1{font-weight:700}span.c2{text-decoration:underline}</style>";
    assert_eq!(
        rows(&format!("{sheet}<p>甲方<span class=c1>应当<span class='x c2'>付款</span></span>。")),
        ["1 p 甲方**应当<u>付款</u>**。"]
    );
    assert_eq!(rows(&format!("{sheet}<h2 class=c1 style='font-weight:bold'>总<b>则</b>")), ["1 h2 总**则**"]);
    assert_eq!(
        rows(
            "<p>甲方<b>应当<u>付款</u></b>，<span style='font-weight:700'>见</span><a href='/t?a=1&amp;b=2'>条款</a>&lt;1&gt;*</p>"
        ),
        ["1 p 甲方**应当<u>付款</u>**，**见**[条款](/t?a=1&b=2)<1>\\*"]
    );
    assert_eq!(rows("<p>The <em>tenant </em>pays</p>"), ["1 p The *tenant* pays"]);
}

#[test]
fn a_table_that_sets_numbers_beside_their_texts_is_none() {
    let clauses = "<p>x<table><tr><td><td>1.<td><b>Fees</b><tr><td><td>(a)<td><p>by night<p>by day</table>";
    assert_eq!(rows(clauses), ["1 p x", "1 p 1\\. **Fees**", "1 p (a)", "1 p by night", "1 p by day"]);
    let prices = "<p>What boats and ships pay.</p><table><tr><td>A.<td>Boat<td>5<tr><td>B.<td>Ship<td>9</table>";
    assert_eq!(
        rows(prices),
        ["1 p What boats and ships pay.", "1 table | A. | Boat | 5 |\n| --- | --- | --- |\n| B. | Ship | 9 |"]
    );
}

#[test]
fn tables_quotes_and_lines() {
    assert_eq!(
        rows(
            "<table>\n<tr><th>项<th align=right>价</tr><tr><td>甲 | 乙<td><p>1</p><p>2</p></table><blockquote><p>a<p>b</blockquote>"
        ),
        ["1 table | 项 | 价 |\n| --- | --: |\n| 甲 \\| 乙 | 1 2 |", "2 quote > a\n>\n> b"]
    );
    assert_eq!(
        rows(
            "<table><caption>表</caption><tr><th rowspan=2>a<th colspan=2>b</th><tr><td>c<td><ol><li>d<li>e</ol></table>"
        ),
        ["1 p 表", "1 table | a | b | |\n| --- | --- | --- |\n| | c | 1. d 2. e |"]
    );
    assert_eq!(rows("<table><tr><td><h2>一</h2><p>甲</p></td></tr></table>"), ["1 h2 一", "1 p 甲"]);
    assert_eq!(rows("<p>x</p><pre>a\n\nb</pre>"), ["1 p x", "1 p a", "3 p b"]);
}

#[test]
fn what_a_site_of_ours_says_beside_the_text_is_left_out() {
    let html = "<p>甲<a class=since data-site href=x>2023</a></p><dl data-site><dt>乙</dt></dl>";
    assert_eq!(codes(html), [("page-furniture", 1), ("page-furniture", 1)]);
    let words: String = read(html).unwrap().blocks.iter().map(|b| b.text.as_str()).collect();
    assert_eq!(words, "甲");
}

#[test]
fn what_is_hidden_is_named() {
    let html = "<p>甲</p><p hidden>乙</p><p style='display: none'>丙</p><img alt=图 src=x><del>丁</del>";
    assert_eq!(rows(html), ["1 p 甲", "1 p 丁"]);
    assert_eq!(codes(html), [("hidden-text", 1), ("hidden-text", 1), ("image-dropped", 1), ("struck-text", 1)]);
}

#[test]
fn hostile_pages_are_refused_at_once() {
    let deep = "<div>".repeat(100_000);
    assert!(matches!(read(&deep), Err(SourceError::TooDeep { line: 1, .. })));
    assert!(read(&"<b id=x><i>\n".repeat(100_000)).is_err());
    assert!(matches!(read("<p>loading</p><script>draw()</script>"), Err(SourceError::NoText(_))));
    assert!(read(&"<p>a<li>".repeat(5_000)).is_ok());
}

proptest::proptest! {
    #[test]
    fn nothing_panics(html in "(<[/]?(p|b|li|ol|td|tr|table|div|a|h1|br|pre)( x)?>|[a甲 *&;<>\"-]|\n){0,30}") {
        let _ = read(&html);
        let _ = fragment(&html, 1);
    }
}

#[test]
fn signs_of_the_page_are_no_text() {
    let html = "<h1 id=a>Moorings<a href='#a'>¶</a></h1><div>\u{1f4dc}</div><h2 id=b>Berths* <a class=x href='#b'>\u{200b}</a></h2>\
        <p>A berth is given.<span>\u{200b}</span></p><h2>Fees<a href='#n'>*</a></h2><p>Due in spring.</p>";
    let expected =
        ["1 h1 Moorings", "1 h2 Berths\\*", "1 p A berth is given.", "1 h2 Fees[\\*](#n)", "1 p Due in spring."];
    assert_eq!(rows(html), expected);
    assert_eq!(codes(html), [("image-dropped", 1), ("page-furniture", 1)]);
}

#[test]
fn captions_that_are_no_headings_to_html() {
    let html = "<h1>泊位规则</h1><details><summary>一、泊位</summary><p>泊位按季出租。</p></details><details><summary><h3>二、费用</h3></summary><p>春季支付。</p></details>\
        <details><summary>空的</summary></details><div role=heading aria-level=2>三、船员</div><p>船员应当登记。</p>";
    let expected = [
        "1 h1 泊位规则",
        "1 h0 一、泊位",
        "1 p 泊位按季出租。",
        "1 h3 二、费用",
        "1 p 春季支付。",
        "1 p 空的",
        "1 h2 三、船员",
        "1 p 船员应当登记。",
    ];
    assert_eq!(rows(html), expected);
}

#[test]
fn what_a_script_unfolds_is_text() {
    let page = "<h1>Moorings</h1><p>A berth is given for a season.</p><h2><button aria-controls=p>Fees</button></h2>\
        <div id=p role=region aria-labelledby=b hidden><p>Due in spring.</p></div><p hidden>Draft.</p>";
    assert_eq!(rows(page), ["1 h1 Moorings", "1 p A berth is given for a season.", "1 h2 Fees", "1 p Due in spring."]);
    assert_eq!(codes(page), [("folded-text", 1), ("hidden-text", 1)]);
    let all =
        "<h1>船舶停泊</h1><div style='visibility: hidden'><section><p>泊位按季出租，不得转租。</p></section></div>";
    assert_eq!(rows(all), ["1 h1 船舶停泊", "1 p 泊位按季出租，不得转租。"]);
}

#[test]
fn a_section_on_cookies_is_text_and_a_banner_is_not() {
    let html = "<main><h1>Privacy</h1><section id=cookies><h2>Cookies</h2><p>One cookie remembers your language.</p></section>\
        <div class=cookies><p>We use cookies.</p><button>OK</button></div><p>We keep the names of guests for as long as the season lasts, and then we delete them.</p>\
        <div id=comments><h3>Leave a reply</h3><textarea></textarea></div></main>";
    let expected = [
        "1 h1 Privacy",
        "1 h2 Cookies",
        "1 p One cookie remembers your language.",
        "1 p We keep the names of guests for as long as the season lasts, and then we delete them.",
    ];
    assert_eq!(rows(html), expected);
}

#[test]
fn numbers_beside_texts_below_lines_across_the_table() {
    let html = "<table><tr><td colspan=2>Berths</td></tr><tr><td colspan=2>A berth is given.</td></tr><tr><td colspan=2>It is lent:</td></tr><tr><td>•</td><td>once;</td></tr></table>";
    assert_eq!(rows(html), ["1 p Berths", "1 p A berth is given.", "1 p It is lent:", "1 p • once;"]);
}

#[test]
fn numbers_of_word_processors_are_no_bullets() {
    let number = |sign: &str| {
        format!(
            "<p><span style='mso-list:Ignore'>{sign}<span style='font:7.0pt \"Times New Roman\"'>&nbsp; </span></span>소유</p>"
        )
    };
    assert_eq!(rows(&(number("①") + &number("o"))), ["1 p ① 소유", "1 p • 소유"]);
}

#[test]
fn boxes_that_nobody_can_tick() {
    let html = "<ul><li><input type=checkbox checked disabled> Read</li><li><input type=checkbox disabled>Signed</li><li><input type=checkbox>I agree</li></ul>";
    assert_eq!(rows(html), ["1 0[-] ☑ Read", "1 0[-] ☐ Signed", "1 0[-] I agree"]);
}

#[test]
fn the_article_in_the_main_part_is_the_agreement() {
    let text = "<h1>泊位规则</h1><h2>一、泊位</h2><p>泊位按季出租，每季一次，先到先得，不得转租，不得用于营业，也不得停放车辆、拖车和其他与船舶无关的物品，违者由港方清理。</p>";
    let expected = [
        "1 h1 泊位规则",
        "1 h2 一、泊位",
        "1 p 泊位按季出租，每季一次，先到先得，不得转租，不得用于营业，也不得停放车辆、拖车和其他与船舶无关的物品，违者由港方清理。",
    ];
    let site = format!("<main><h2>File</h2><p>3 lines</p><article>{text}</article></main>");
    let system = format!(
        "<div><div class=meta><p>Ann, 4 May</p></div><div class='wiki-content x'>{text}</div><p>No labels</p></div>"
    );
    for page in [site, system] {
        assert_eq!(rows(&page), expected);
        assert_eq!(codes(&page), [("page-furniture", 1), ("page-furniture", 1)], "{page}");
    }
}

#[test]
fn numbers_and_items_that_a_style_sets_out() {
    let html = "<div><span>a)</span><span>oil and</span></div><div><b>2.</b><i>wicks</i></div><div><b>2.5</b>%</div>\
        <div role=list><div role=listitem>lamps</div></div>";
    assert_eq!(rows(html), ["1 p a) oil and", "1 p **2.** *wicks*", "1 p **2.5**%", "1 0[-] lamps"]);
}

#[test]
fn elements_of_the_page_s_own_and_who_wrote_it() {
    let html = "<h1>泊位规则</h1><div class=article-meta><ul><li>Ann</li><li>1 month ago</li></ul></div><div class=meta>2024年5月1日</div><p>来源：本站 字体：【大 中 小】</p>\
        <x-h2><x-text>一、泊位</x-text></x-h2><x-p><x-text>泊位按季出租，</x-text>每季一次，先到先得，不得转租，不得用于营业。</x-p><x-p>期满收回，逾期不撤的船舶由港方移走，费用由船主承担。</x-p>";
    let expected = [
        "1 h1 泊位规则",
        "1 p 2024年5月1日",
        "1 h2 一、泊位",
        "1 p 泊位按季出租，每季一次，先到先得，不得转租，不得用于营业。",
        "1 p 期满收回，逾期不撤的船舶由港方移走，费用由船主承担。",
    ];
    assert_eq!(rows(html), expected);
}

#[test]
fn terms_with_numbers_are_captions() {
    let html = "<dl><dt><b>一、泊位</b></dt><dd>泊位按季出租。</dd><dd>（一）一船一位；</dd><dt>二、费用</dt><dd>春季支付。</dd></dl>\
        <dl><dt>Crew<dd>Who signs.</dl><a href='javascript:history.back()'>Back</a><a href='javascript:x()'>See</a>";
    let expected = [
        "1 p **一、泊位**",
        "1 p 泊位按季出租。",
        "1 p （一）一船一位；",
        "1 p 二、费用",
        "1 p 春季支付。",
        "1 0[-] Crew",
        "1 0+ Who signs.",
        "1 p See",
    ];
    assert_eq!(rows(html), expected);
    assert_eq!(codes(html), [("control-dropped", 1)]);
}

#[test]
fn classes_say_how_a_list_counts() {
    let page = "<ol class='list-disc pl-6'><li>Oars<li>Boats</ol><ol class='list-[lower-alpha]'><li>Row.<li>Rest.</ol>";
    assert_eq!(rows(page), ["1 0[-] Oars", "1 0[-] Boats", "1 0[a.] Row.", "1 0[b.] Rest."]);
}

#[test]
fn a_quotation_that_sets_a_list_in_is_none() {
    let page = "<p>The fee is:</p><blockquote><p>a) a crown;</p><p>b) two by night.</p></blockquote><blockquote><p>“a) a crown”</p></blockquote>";
    assert_eq!(rows(page), ["1 p The fee is:", "1 p a) a crown;", "1 p b) two by night.", "1 quote > “a) a crown”"]);
}

#[test]
fn few_links_to_its_own_parts_are_the_pages() {
    let text = "<h2>1. Boats</h2><p>They are let by the hour, to members of the club.</p>".repeat(3);
    let toc = "<div class=toc><dl><dt><a href=#a>1. Boats</a></dt><dt><a href=#b>2. Oars</a></dt></dl></div>";
    assert_eq!(rows(&format!("<main>{toc}{text}</main>")).len(), 6);
    assert_eq!(rows(&format!("<main><div class=toc><p>Boats are let.</p></div>{text}</main>")).len(), 7);
}

#[test]
fn captions_of_parts_that_fold_stand_above_the_headings_in_them() {
    let part = |caption: &str, body: &str| format!("<details><summary>{caption}</summary>{body}</details>");
    let inner = part("Oars", "<h3>Wood</h3><p>Oak.</p>");
    let page = format!(
        "<h1>Club</h1>{}{}",
        part("Boats", &format!("<h3>Use</h3><p>Row.</p>{inner}")),
        part("Fees", "<p>None.</p>")
    );
    let expected = ["h1 Club", "h2 Boats", "h3 Use", "p Row.", "h3 Oars", "h4 Wood", "p Oak.", "h2 Fees", "p None."];
    assert_eq!(rows(&page), expected.map(|row| format!("1 {row}")));
    let plain = [part("Boats", "<p>Row.</p>"), part("Fees", "<p>None.</p>")].concat();
    assert_eq!(rows(&plain), ["1 h0 Boats", "1 p Row.", "1 h0 Fees", "1 p None."]);
}

#[test]
fn what_stands_between_the_title_and_most_of_the_text_is_read() {
    let text = "<p>Boats are let by the hour, to members of the club and to their guests.</p>".repeat(12);
    let above = "<div class=info>2024-05-06 10:20 from: the club</div><div>In force: 4 May 2024</div>\
        <ul><li><a href=/>Home</a></ul><p>The club lets boats.</p>";
    let page = |title: &str| {
        format!("<title>Rules of the lake | Club</title><div><div>{title}{above}</div><div>{text}</div></div>")
    };
    for (title, row) in [("<h1>Rules</h1>", "1 h1 Rules"), ("<h2>Rules of the lake</h2>", "1 h2 Rules of the lake")] {
        let found = rows(&page(title));
        assert_eq!(found[1..4], [row, "1 p In force: 4 May 2024", "1 p The club lets boats."]);
        assert_eq!(found.len(), 16);
    }
    assert_eq!(rows(&page("<h2>Welcome</h2>")).len(), 13);
}

#[test]
fn a_foot_without_a_name_is_left_out() {
    let text =
        "<div>1. Boats are let by the hour, and so are oars.</div><div>2. Members of the club row for nothing.</div>";
    let foot = "<div class=f3><div><a href=/a>About us</a></div><div>© 2024 The Club</div></div>";
    let page = format!("<div><div>{text}</div>{foot}</div>");
    assert_eq!(
        rows(&page),
        ["1 p 1\\. Boats are let by the hour, and so are oars.", "1 p 2\\. Members of the club row for nothing.",]
    );
    // the page says which part is the agreement, or a clause or a paragraph of the agreement says it
    assert_eq!(rows(&format!("<main>{text}{foot}</main>")).len(), 4);
    assert_eq!(rows(&format!("<div>{text}<div>3. The sign © stays.</div></div>")).len(), 3);
    assert_eq!(rows(&format!("<div>{text}<p>© 2024 The Club</p></div>")).len(), 3);
}

#[test]
fn a_button_captions_what_it_unfolds() {
    let part = |id: &str, caption: &str, body: &str| {
        let button = format!("<button aria-expanded=false aria-controls={id}>{caption}</button>");
        format!("<div class=head>{button}</div><div id={id} style='display:none'>{body}</div>")
    };
    let menu = part("m", "More", "<a href=/a>Boats</a> <a href=/b>Oars</a>");
    let page = [part("a", "1. Boats", "<p>Row.</p>"), part("b", "2. Fees", "<p>None.</p>"), menu].concat();
    assert_eq!(rows(&page), ["1 h0 1\\. Boats", "1 p Row.", "1 h0 2\\. Fees", "1 p None."]);
    assert_eq!(codes(&page).iter().filter(|(code, _)| *code == "folded-text").count(), 2);
}

#[test]
fn what_a_wiki_and_a_help_centre_print_around_a_text_is_the_pages() {
    let text = "<p>Boats are let by the hour, to members of the club and to their guests.</p>".repeat(6);
    let around = "<span class=mw-editsection>[<a href=/e>edit</a>]</span><section class=related-articles><h2>Related articles</h2>\
        <ul><li><a href=/o>Oars</a></ul></section><div class=article-votes>Was it helpful? <button>Yes</button></div>\
        <div class=back-to-top><a href=#t>Return to top</a></div><div class=catlinks><a href=/c>Rules</a></div>";
    assert_eq!(rows(&format!("<main>{text}{around}</main>")).len(), 6);
    // sections of a text can be called so
    let sections =
        "<div class=feedback><p>Members may write.</p></div><div class=related><h2>Related</h2><p>See Oars.</p></div>";
    assert_eq!(rows(&format!("<main>{text}{sections}</main>")).len(), 9);
}

#[test]
fn menus_at_the_ends_are_the_pages() {
    let text =
        "<div>1. Boats are let by the hour, and so are oars.</div><div>2. Members of the club row for nothing.</div>";
    let link = |n: u32| format!("<a href=/{n}>Page {n}</a>");
    let menu = format!("<div class=h1><ul><li>{}<li>{}<li>{}</ul></div>", link(1), link(2), link(3));
    let foot = format!("<p>{} | {}</p>", link(4), link(5));
    assert_eq!(rows(&format!("<div>{menu}{text}{foot}</div>")).len(), 2);
    // annexes are no menu: no bars stand between them
    let annexes = format!("<p>{} {}</p>", link(6), link(7));
    assert_eq!(rows(&format!("<div>{text}{annexes}</div>")).len(), 3);
}

#[test]
fn clauses_beside_their_captions_are_no_table() {
    let row = |caption: &str, body: &str| format!("<tr><td><b>{caption}</b></td><td>{body}</td></tr>");
    let first = row("1. Boats", "<p>1.1 Boats are let.</p><p>1.2 So are oars, by day.</p>");
    let table =
        format!("<p>Rules of the lake.</p><table>{first}{}</table>", row("2. Fees", "<p>2.1 None are due.</p>"));
    let expected = [
        "p Rules of the lake.",
        "p **1. Boats**",
        "p 1.1 Boats are let.",
        "p 1.2 So are oars, by day.",
        "p **2. Fees**",
    ];
    let found = rows(&table);
    assert_eq!(found[..5], expected.map(|row| format!("1 {row}")));
    // what is said of a thing can be numbered
    let said = row("Boats", "<p>1. They are let.</p><p>2. So are oars.</p>");
    assert!(rows(&format!("<p>Rules of the lake.</p><table>{said}{said}</table>")).iter().any(|r| r.contains('|')));
}

#[test]
fn notes_stand_behind_what_refers_to_them() {
    let call = |n: u8| format!("<sup id=r{n}><a href='#n{n}'>{n}</a></sup>");
    let note = |n: u8, words: &str| format!("<li id=n{n}><p>{words} <a href='#r{n}'>↩</a></p></li>");
    let text = format!(
        "<p>A berth{} is lent{} once.</p><ol><li>in coin{};</li></ol><p>It is paid.</p>",
        call(1),
        call(2),
        call(3)
    );
    let notes = [note(1, "Twelve metres."), note(2, "Not sold."), note(3, "Or by cheque.")].concat();
    let written = format!("<h1>Moorings</h1>{text}<section><hr><ol>{notes}</ol></section>");
    assert_eq!(
        rows(&written),
        [
            "1 h1 Moorings",
            "1 p A berth[^1] is lent[^2] once.",
            "1 p [^1] Twelve metres.",
            "1 p [^2] Not sold.",
            "1 0[1.] in coin[^3];",
            "1 0+ [^3] Or by cheque.",
            "1 p It is paid."
        ]
    );
    assert_eq!(codes(&written), [("footnote", 1)]);
    // as word processors write them, and one that two links refer to
    let named = "<h1>Moorings</h1><p>A berth<a href='#f1' name=c1>[1]</a> is lent, not a quay<a href='#f1' name=c2>[1]</a>.</p>\
        <div><p>[<a href='#c1' name=f1>1</a>] Twelve metres.</p></div>";
    assert_eq!(rows(named)[1..], ["1 p A berth[^1] is lent, not a quay[^1].", "1 p [^1] Twelve metres."]);
}

#[test]
fn what_leads_nowhere_back_is_no_note() {
    let html = "<h1>Moorings</h1><p>See <a href='#b'>2</a>.</p><h2 id=b>2. Berths</h2><p id=c>A berth is lent, see <a href='#d'>3</a>.</p>\
        <p id=d>A quay is not.</p>";
    assert_eq!(rows(html).len(), 5);
    assert!(!codes(html).contains(&("footnote", 1)));
}

#[test]
fn a_note_of_what_is_hidden_and_one_of_a_note_are_not_lost() {
    let html = "<h1>Moorings</h1><p>A berth is lent.</p><p hidden>Once<a id=r href='#n'>1</a>.</p><p id=n><a href='#r'>1</a> Twelve metres.</p>";
    assert_eq!(rows(html)[2..], ["1 p [^1] Twelve metres."]);
    let nested = "<h1>Moorings</h1><p>A berth is lent<a id=r href='#n'>1</a>.</p><p id=n><a href='#r'>1</a> Once<a id=s href='#m'>2</a>.</p>\
        <p id=m><a href='#s'>2</a> A year.</p>";
    assert_eq!(rows(nested)[2..], ["1 p [^1] Once[^2].", "1 p [^2] A year."]);
}

#[test]
fn panels_of_tabs_are_read_and_a_heading_of_notes_goes_with_them() {
    let panel = "<h1>Boats</h1><p>Boats are let by the hour.</p><div class='tab-pane fade' style='display:none'><p>Oars are lent.</p></div>\
        <div role=tabpanel hidden><p>Sails are not.</p></div>";
    let found = read(panel).expect("a page");
    assert_eq!(rows(panel).len(), 4);
    assert!(found.diagnostics.iter().all(|d| d.code == "folded-text"));
    let notes = "<h1>Boats</h1><p>Boats are let by the hour.<a id=b href='#n'>1</a></p><h2>Footnotes</h2>\
        <ol><li id=n>Of sixty minutes. <a href='#b'>↩</a></li></ol>";
    let found = read(notes).expect("a page");
    assert!(!rows(notes).iter().any(|row| row.contains("Footnotes")), "{:?}", rows(notes));
    assert!(found.diagnostics[0].message.contains("`Footnotes`"));
}
