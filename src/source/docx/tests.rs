use std::io::{Cursor, Write};

use super::*;

const W: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" \
    xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";

/// A container with these parts.
fn zipped(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        zip.start_file(*name, zip::write::SimpleFileOptions::default()).expect("a new entry");
        zip.write_all(text.as_bytes()).expect("memory");
    }
    zip.finish().expect("memory").into_inner()
}

/// A document of this body, with other parts.
fn document(body: &str, others: &[(&str, &str)]) -> Vec<u8> {
    let document = format!("<?xml version=\"1.0\"?><w:document {W}><w:body>{body}</w:body></w:document>");
    let others: Vec<(&str, String)> = others.iter().map(|(n, t)| (*n, t.replace("W=\"\"", W))).collect();
    let mut parts = vec![("word/document.xml", document.as_str())];
    parts.extend(others.iter().map(|(n, t)| (*n, t.as_str())));
    zipped(&parts)
}

fn rows(body: &str, others: &[(&str, &str)]) -> Vec<String> {
    crate::source::tests::rows(&read(&document(body, others), Changes::Accept).expect("a document"))
}

fn p(properties: &str, text: &str) -> String {
    format!("<w:p><w:pPr>{properties}</w:pPr><w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r></w:p>")
}

fn numbered(list: u32, level: u32, text: &str) -> String {
    p(&format!("<w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"{list}\"/></w:numPr>"), text)
}

const NUMBERING: &str = "<w:numbering W=\"\">\
    <w:abstractNum w:abstractNumId=\"1\">\
    <w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/><w:numFmt w:val=\"chineseCounting\"/><w:lvlText w:val=\"第%1条\"/></w:lvl>\
    <w:lvl w:ilvl=\"1\"><w:start w:val=\"1\"/><w:numFmt w:val=\"decimal\"/><w:isLgl/><w:lvlText w:val=\"%1.%2\"/></w:lvl>\
    <w:lvl w:ilvl=\"2\"><w:start w:val=\"3\"/><w:numFmt w:val=\"lowerLetter\"/><w:lvlRestart w:val=\"0\"/><w:lvlText w:val=\"(%3)\"/></w:lvl>\
    </w:abstractNum>\
    <w:abstractNum w:abstractNumId=\"2\"><w:lvl w:ilvl=\"0\"><w:numFmt w:val=\"bullet\"/><w:lvlText w:val=\"\u{f0b7}\"/></w:lvl></w:abstractNum>\
    <w:num w:numId=\"1\"><w:abstractNumId w:val=\"1\"/></w:num>\
    <w:num w:numId=\"2\"><w:abstractNumId w:val=\"1\"/><w:lvlOverride w:ilvl=\"0\"><w:startOverride w:val=\"9\"/></w:lvlOverride></w:num>\
    <w:num w:numId=\"3\"><w:abstractNumId w:val=\"2\"/></w:num></w:numbering>";

#[test]
fn numbers_are_those_that_word_prints() {
    let body = [
        numbered(1, 0, "租期"),
        numbered(1, 1, "一年"),
        numbered(1, 2, "甲"),
        numbered(1, 1, "续租"),
        numbered(1, 2, "乙"),
        numbered(1, 0, "租金"),
        numbered(1, 1, "按月"),
        numbered(2, 0, "押金"),
        numbered(2, 0, "退还"),
        numbered(3, 0, "无号"),
        numbered(0, 0, "段落"),
    ];
    assert_eq!(
        rows(&body.concat(), &[("word/numbering.xml", NUMBERING)]),
        [
            "1 p 第一条 租期",
            "2 p 1.1 一年",
            "3 p (c) 甲",
            "4 p 1.2 续租",
            "5 p (d) 乙",
            "6 p 第二条 租金",
            "7 p 2.1 按月",
            "8 p 第九条 押金",
            "9 p 第十条 退还",
            "10 0[-] 无号",
            "11 p 段落",
        ]
    );
}

#[test]
fn an_overridden_start_is_that_of_every_restart() {
    let numbering = NUMBERING.replace(
        "</w:numbering>",
        "<w:num w:numId=\"4\"><w:abstractNumId w:val=\"1\"/><w:lvlOverride w:ilvl=\"1\"><w:startOverride w:val=\"5\"/></w:lvlOverride></w:num></w:numbering>",
    );
    let body = [numbered(4, 0, "甲"), numbered(4, 1, "乙"), numbered(4, 0, "丙"), numbered(4, 1, "丁")];
    assert_eq!(
        rows(&body.concat(), &[("word/numbering.xml", numbering.as_str())]),
        ["1 p 第一条 甲", "2 p 1.5 乙", "3 p 第二条 丙", "4 p 2.5 丁"]
    );
}

#[test]
fn headings_go_by_their_styles() {
    let styles = "<w:styles W=\"\">\
        <w:style w:type=\"paragraph\" w:styleId=\"1\"><w:name w:val=\"heading 1\"/><w:pPr><w:numPr><w:numId w:val=\"1\"/></w:numPr></w:pPr><w:rPr><w:b/></w:rPr></w:style>\
        <w:style w:type=\"paragraph\" w:styleId=\"x\"><w:name w:val=\"My own\"/><w:basedOn w:val=\"1\"/><w:pPr><w:outlineLvl w:val=\"1\"/><w:numPr><w:numId w:val=\"0\"/></w:numPr></w:pPr></w:style>\
        <w:style w:type=\"paragraph\" w:styleId=\"t\"><w:name w:val=\"Title\"/></w:style></w:styles>";
    let body = [
        p("<w:pStyle w:val=\"t\"/>", "租赁协议"),
        p("<w:pStyle w:val=\"1\"/>", "租期"),
        p("<w:pStyle w:val=\"x\"/>", "续租"),
        numbered(1, 1, "一年"),
    ];
    assert_eq!(
        rows(&body.concat(), &[("word/styles.xml", styles), ("word/numbering.xml", NUMBERING)]),
        ["1 @title 租赁协议", "2 h1 第一条 租期", "3 h2 续租", "4 0[1.1] 一年"]
    );
}

#[test]
fn runs_links_breaks_and_fields() {
    let rels = "<Relationships><Relationship Id=\"r1\" Type=\"x/hyperlink\" Target=\"https://x.cn/?a=1&amp;b\"/></Relationships>";
    let body = "<w:p><w:r><w:t>甲方</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>应当</w:t></w:r>\
        <w:r><w:rPr><w:b/><w:u w:val=\"single\"/></w:rPr><w:t>付款</w:t></w:r><w:r><w:rPr><w:b w:val=\"0\"/></w:rPr><w:t>，见</w:t></w:r>\
        <w:hyperlink r:id=\"r1\"><w:r><w:t>条&amp;款</w:t></w:r></w:hyperlink><w:r><w:br/><w:t>第二行</w:t></w:r></w:p>\
        <w:p><w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText>TOC \\o</w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:t>目录 1</w:t></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r></w:p>";
    assert_eq!(
        rows(body, &[("word/_rels/document.xml.rels", rels)]),
        ["1 p 甲方**应当<u>付款</u>**，见[条&款](https://x.cn/?a=1&b)", "1 p 第二行"]
    );
}

#[test]
fn tables_and_notes() {
    let cell = |text: &str| format!("<w:tc>{}</w:tc>", p("", text));
    let body = format!(
        "<w:tbl><w:tr>{}{}</w:tr><w:tr>{}<w:tc><w:p/></w:tc></w:tr></w:tbl><w:p><w:r><w:t>见注</w:t><w:footnoteReference w:id=\"2\"/></w:r></w:p>",
        cell("项"),
        cell("价|元"),
        cell("甲")
    );
    let notes =
        "<w:footnotes W=\"\"><w:footnote w:id=\"2\"><w:p><w:r><w:t>注文</w:t></w:r></w:p></w:footnote></w:footnotes>";
    assert_eq!(
        rows(&body, &[("word/footnotes.xml", notes)]),
        ["1 table | 项 | 价\\|元 |\n| --- | --- |\n| 甲 | |", "5 p 见注[^1\\]", "5 p [^1] 注文"]
    );
}

#[test]
fn a_number_beside_a_text_is_that_of_the_text() {
    let row = |number: &str, texts: &[&str]| {
        let texts: String = texts.iter().map(|text| p("", text)).collect();
        format!("<w:tr><w:tc>{number}</w:tc><w:tc>{texts}</w:tc></w:tr>")
    };
    let body = [
        row(&p("", "1."), &["租期"]),
        row(&p("", "1.1"), &["一年。", "可以续租。"]),
        row(&numbered(1, 0, ""), &["租金。"]),
    ];
    assert_eq!(
        rows(&format!("<w:tbl>{}</w:tbl>", body.concat()), &[("word/numbering.xml", NUMBERING)]),
        ["2 p 1\\. 租期", "4 p 1.1 一年。", "4 p 可以续租。", "7 p 第一条 租金。"]
    );
}

#[test]
fn rows_come_and_go_with_changes_and_cells_merge() {
    let row = |properties: &str, cells: &str| format!("<w:tr><w:trPr>{properties}</w:trPr>{cells}</w:tr>");
    let cell = |properties: &str, text: &str| format!("<w:tc><w:tcPr>{properties}</w:tcPr>{}</w:tc>", p("", text));
    let body = format!(
        "<w:tbl>{}{}{}</w:tbl><w:tbl><w:tr><w:tc>{}<w:tbl>{}</w:tbl></w:tc></w:tr></w:tbl>",
        row("", &[cell("<w:gridSpan w:val=\"2\"/>", "a"), cell("", "b")].concat()),
        row("<w:del w:id=\"1\"/>", &[cell("", "c"), cell("", "d")].concat()),
        row("<w:ins w:id=\"2\"/>", &[cell("", "e"), cell("", "f"), cell("", "g")].concat()),
        numbered(1, 0, "甲"),
        row("", &[cell("", "h"), cell("", "i")].concat()),
    );
    let bytes = document(&body, &[("word/numbering.xml", NUMBERING)]);
    let texts = |changes| {
        let source = read(&bytes, changes).expect("a document");
        source.blocks.into_iter().map(|b| b.text).collect::<Vec<_>>()
    };
    let head = "| a | | b |\n| --- | --- | --- |\n";
    let framed = ["第一条 甲", "| h | i |\n| --- | --- |"];
    assert_eq!(texts(Changes::Accept), [&format!("{head}| e | f | g |"), framed[0], framed[1]]);
    assert_eq!(texts(Changes::Reject), [&format!("{head}| c | d | |"), framed[0], framed[1]]);
}

#[test]
fn what_word_shows_is_read_or_named() {
    let run = |inside: &str| format!("<w:p><w:r>{inside}</w:r></w:p>");
    let body = [
        run("<w:ruby><w:rubyPr/><w:rt><w:r><w:t>ju</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>居</w:t></w:r></w:rubyBase></w:ruby><w:t>住</w:t>"),
        run("<w:sym w:font=\"Wingdings\" w:char=\"F0FE\"/><w:t>是</w:t><w:sym w:font=\"Wingdings\" w:char=\"F06F\"/><w:t>否</w:t>"),
        run("<mc:AlternateContent><mc:Choice Requires=\"x\"><w:t>新</w:t></mc:Choice><mc:Fallback><w:t>旧</w:t></mc:Fallback></mc:AlternateContent>"),
        "<mc:AlternateContent><mc:Choice>".to_owned() + &run("<w:t>段</w:t>") + "</mc:Choice></mc:AlternateContent>",
        "<w:p><w:fldSimple w:instr=\" HYPERLINK &quot;https://x.cn&quot; \"><w:r><w:t>址</w:t></w:r></w:fldSimple><w:r><w:t>a</w:t><w:br w:type=\"page\"/><w:t>b</w:t><w:softHyphen/><w:t>c</w:t></w:r></w:p>".to_owned(),
        "<w:sdt><w:sdtPr/><w:sdtContent>".to_owned() + &run("<w:t>控件</w:t>") + "</w:sdtContent></w:sdt>",
        p("<w:pStyle w:val=\"TOCHeading\"/>", "目录"),
        run("<w:t>x</w:t><w:unheard><w:t>失</w:t></w:unheard>"),
    ];
    let styles = "<w:styles W=\"\"><w:style w:type=\"paragraph\" w:styleId=\"TOCHeading\"><w:name w:val=\"TOC Heading\"/></w:style></w:styles>";
    let relations = "<Relationships><Relationship Id=\"r1\" Type=\"x/footer\" Target=\"footer1.xml\"/></Relationships>";
    let footer = format!("<w:ftr W=\"\">{}</w:ftr>", run("<w:t>第 1 页</w:t>"));
    let others = [
        ("word/styles.xml", styles),
        ("word/_rels/document.xml.rels", relations),
        ("word/footer1.xml", footer.as_str()),
    ];
    assert_eq!(
        rows(&body.concat(), &others),
        ["1 p 居住", "2 p ☑是☐否", "3 p 新", "4 p 段", "5 p [址](https://x.cn)a bc", "6 p 控件", "8 p x"]
    );
    let source = read(&document(&body.concat(), &others), Changes::Accept).expect("a document");
    let mut codes: Vec<_> = source.diagnostics.iter().map(|d| d.code).collect();
    codes.sort_unstable();
    assert_eq!(codes, ["contents-dropped", "page-furniture", "ruby-dropped", "text-dropped"]);
}

#[test]
fn the_main_part_is_the_one_that_the_container_names() {
    let root = "<Relationships><Relationship Id=\"r1\" Type=\"x/officeDocument\" Target=\"/word/document2.xml\"/></Relationships>";
    let document = format!("<w:document {W}><w:body>{}</w:body></w:document>", p("", "甲"));
    let bytes = zipped(&[("_rels/.rels", root), ("word/document2.xml", &document)]);
    assert_eq!(crate::source::tests::rows(&read(&bytes, Changes::Accept).expect("a document")), ["1 p 甲"]);
    // whatever its names begin with
    let renamed = document.replace("xmlns:w=", "xmlns:ns0=").replace("w:", "ns0:").replace("nns0:", "nw:");
    let bytes = zipped(&[("word/document.xml", &renamed)]);
    assert_eq!(crate::source::tests::rows(&read(&bytes, Changes::Accept).expect("a document")), ["1 p 甲"]);
}

#[test]
fn changes_and_what_is_not_shown() {
    let body = "<w:p><w:r><w:t>三</w:t></w:r><w:ins w:id=\"1\"><w:r><w:t>十</w:t></w:r></w:ins><w:del w:id=\"2\"><w:r><w:delText>五</w:delText></w:r></w:del>\
        <w:r><w:rPr><w:vanish/></w:rPr><w:t>密</w:t></w:r><w:r><w:commentReference w:id=\"3\"/><w:t>日</w:t></w:r></w:p>\
        <w:p><w:pPr><w:rPr><w:del w:id=\"4\"/></w:rPr></w:pPr><w:r><w:t>甲</w:t></w:r></w:p><w:p><w:r><w:t>乙</w:t></w:r></w:p>\
        <w:p><w:r><w:pict><w:txbxContent><w:p><w:r><w:t>框</w:t></w:r></w:p></w:txbxContent></w:pict></w:r></w:p>";
    let bytes = document(body, &[]);
    let texts = |changes| {
        let source = read(&bytes, changes).expect("a document");
        source.blocks.into_iter().map(|b| b.text).collect::<Vec<_>>()
    };
    assert_eq!(texts(Changes::Accept), ["三十日", "甲乙", "框"]);
    assert_eq!(texts(Changes::Reject), ["三五日", "甲", "乙", "框"]);
    assert_eq!(read(&bytes, Changes::Refuse), Err(SourceError::Changes { insertions: 1, deletions: 2 }));
    let codes: Vec<_> =
        read(&bytes, Changes::Accept).expect("a document").diagnostics.iter().map(|d| (d.code, d.line)).collect();
    assert_eq!(
        codes,
        [
            ("comment-dropped", 1),
            ("tracked-deletion", 1),
            ("hidden-text", 1),
            ("tracked-insertion", 1),
            ("text-box", 4)
        ]
    );
}

#[test]
fn hostile_containers_are_refused() {
    let dtd = "<?xml version=\"1.0\"?><!DOCTYPE w [<!ENTITY a \"aaaa\">]><w:document><w:body/></w:document>";
    let deep = format!("<w:document>{}", "<w:p>".repeat(100_000));
    let entity = format!("<w:document {W}><w:body><w:p><w:r><w:t>&lol;</w:t></w:r></w:p></w:body></w:document>");
    for (text, code) in [
        (dtd, "document type"),
        (&deep, "256"),
        (&entity, "entity"),
        ("<w:document><w:body>", "ends"),
        ("<x/>", "expected"),
    ] {
        let error = read(&zipped(&[("word/document.xml", text)]), Changes::Accept).expect_err("hostile");
        assert!(error.to_string().contains(code), "{error}");
    }
    let bomb = zipped(&[("word/document.xml", &" ".repeat(60 << 20))]);
    assert!(bomb.len() < 100_000);
    assert!(matches!(read(&bomb, Changes::Accept), Err(SourceError::TooLarge { .. })));
    assert!(matches!(read(b"PK\x03\x04word/", Changes::Accept), Err(SourceError::Damaged { .. })));
    assert!(matches!(read(&document("<w:p/>", &[]), Changes::Accept), Err(SourceError::NoText(_))));
}

#[test]
fn a_table_of_contents_by_its_styles_and_by_its_links() {
    let style = |id: &str, name: &str| format!("<w:style w:styleId=\"{id}\"><w:name w:val=\"{name}\"/></w:style>");
    let styles = format!("<w:styles W=\"\">{}{}</w:styles>", style("t", "toc 1"), style("h", "heading 1"));
    let body = [
        p("", "目  录"),
        p("<w:pStyle w:val=\"t\"/>", "租期 1"),
        p("<w:pStyle w:val=\"h\"/>", "租期"),
        p("", "租期一年。"),
    ];
    assert_eq!(rows(&body.concat(), &[("word/styles.xml", &styles)]), ["3 h1 租期", "4 p 租期一年。"]);
    let link =
        |name: &str| format!("<w:p><w:hyperlink w:anchor=\"_{name}\"><w:r><w:t>{name}</w:t></w:r></w:hyperlink></w:p>");
    let body = [link("Berths"), link("Fees"), link("Crew"), p("", "A berth is given.")];
    assert_eq!(rows(&body.concat(), &[]), ["4 p A berth is given."]);
}

#[test]
fn a_level_that_only_the_list_says() {
    let numbering = "<w:numbering W=\"\"><w:abstractNum w:abstractNumId=\"1\"><w:lvl w:ilvl=\"0\"><w:numFmt w:val=\"decimal\"/><w:lvlText w:val=\"%1.\"/></w:lvl>\
        <w:lvl w:ilvl=\"1\"><w:numFmt w:val=\"lowerLetter\"/><w:pStyle w:val=\"i\"/><w:lvlText w:val=\"(%2)\"/></w:lvl></w:abstractNum>\
        <w:num w:numId=\"1\"><w:abstractNumId w:val=\"1\"/></w:num></w:numbering>";
    let styles = "<w:styles W=\"\"><w:style w:styleId=\"h\"><w:name w:val=\"heading 1\"/></w:style>\
        <w:style w:styleId=\"i\"><w:name w:val=\"item\"/><w:pPr><w:numPr><w:numId w:val=\"1\"/></w:numPr></w:pPr></w:style></w:styles>";
    let body =
        [p("<w:pStyle w:val=\"h\"/>", "Berths"), numbered(1, 0, "It is lent:"), p("<w:pStyle w:val=\"i\"/>", "once.")];
    assert_eq!(
        rows(&body.concat(), &[("word/numbering.xml", numbering), ("word/styles.xml", styles)]),
        ["1 h1 Berths", "2 0[1.] It is lent:", "3 1[(a)] once."]
    );
}

#[test]
fn numbers_that_fields_count_are_named() {
    let body = "<w:p><w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText> LISTNUM LegalDefault </w:instrText></w:r>\
        <w:r><w:fldChar w:fldCharType=\"end\"/></w:r><w:r><w:t>Oars.</w:t></w:r></w:p>\
        <w:p><w:fldSimple w:instr=\"AUTONUM\"/><w:r><w:t>Boats.</w:t></w:r></w:p>";
    let source = read(&document(body, &[]), Changes::Accept).expect("a document");
    assert_eq!(source.blocks.len(), 2);
    assert!(source.diagnostics.iter().any(|d| d.code == "number-by-field" && d.message.starts_with("2 numbers")));
}

#[test]
fn levels_of_a_list_that_only_headings_have_say_nothing_of_paragraphs() {
    let heading = |text: &str| {
        let list = "<w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"1\"/></w:numPr>";
        p(&format!("{list}<w:outlineLvl w:val=\"0\"/>"), text)
    };
    let letters = "<w:abstractNum w:abstractNumId=\"7\"><w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/><w:numFmt w:val=\"lowerLetter\"/>\
        <w:lvlText w:val=\"(%1)\"/></w:lvl></w:abstractNum><w:num w:numId=\"7\"><w:abstractNumId w:val=\"7\"/></w:num></w:numbering>";
    let numbering = NUMBERING.replace("</w:numbering>", letters);
    let body = [heading("租期"), numbered(1, 1, "分为："), numbered(7, 0, "一年"), numbered(1, 1, "续租")].concat();
    let others = [("word/numbering.xml", numbering.as_str())];
    let expected = ["1 h1 第一条 租期", "2 0[1.1] 分为：", "3 0[(a)] 一年", "4 0[1.2] 续租"];
    assert_eq!(rows(&body, &others), expected);
}

#[test]
fn forms_and_signs_that_store_no_result_show_what_they_hold() {
    let field = |data: &str, instruction: &str, result: &str| {
        format!(
            "<w:r><w:fldChar w:fldCharType=\"begin\">{data}</w:fldChar></w:r><w:r><w:instrText> {instruction} </w:instrText></w:r>\
             <w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:t>{result}</w:t></w:r>\
             <w:r><w:fldChar w:fldCharType=\"end\"/></w:r>"
        )
    };
    let ticked = "<w:ffData><w:checkBox><w:default w:val=\"0\"/><w:checked/></w:checkBox></w:ffData>";
    let open = "<w:ffData><w:checkBox><w:default w:val=\"0\"/></w:checkBox></w:ffData>";
    let words = "<w:ffData><w:ddList><w:result w:val=\"1\"/><w:listEntry w:val=\"rope\"/><w:listEntry w:val=\"chain\"/></w:ddList></w:ffData>";
    let shown = |field: &str| rows(&format!("<w:p>{field}<w:r><w:t>.</w:t></w:r></w:p>"), &[]);
    assert_eq!(shown(&field(ticked, "FORMCHECKBOX", "")), ["1 p ☑."]);
    assert_eq!(shown(&field(open, "FORMCHECKBOX", "")), ["1 p ☐."]);
    assert_eq!(shown(&field(words, "FORMDROPDOWN", "")), ["1 p chain."]);
    // some programs store the choice as well
    assert_eq!(shown(&field(words, "FORMDROPDOWN", "chain")), ["1 p chain."]);
    assert_eq!(shown(&field("", "SYMBOL 167 \\f &quot;Verdana&quot;", "")), ["1 p §."]);
    assert_eq!(shown(&field("", "SYMBOL 0x61 \\f &quot;Symbol&quot;", "")), ["1 p α."]);
    let broken = format!("<w:p>{}</w:p>", field("", "REF _Ref1 \\r", "Error! Reference source not found."));
    let source = read(&document(&broken, &[]), Changes::Accept).expect("a document");
    let codes: Vec<_> = source.diagnostics.iter().map(|d| (d.code, d.line)).collect();
    assert_eq!(codes, [("reference-broken", 1)]);
}

#[test]
fn characters_for_private_use_are_the_signs_of_their_font() {
    let run = |font: &str| {
        format!(
            "<w:p><w:r><w:t>a</w:t></w:r><w:r><w:rPr><w:rFonts w:ascii=\"{font}\"/></w:rPr><w:t>\u{f0b3}</w:t></w:r>\
             <w:r><w:t>b</w:t></w:r></w:p>"
        )
    };
    assert_eq!(rows(&run("Symbol"), &[]), ["1 p a≥b"]);
    let unknown = read(&document(&run("House Signs"), &[]), Changes::Accept).expect("a document");
    assert_eq!(unknown.diagnostics.iter().map(|d| d.code).collect::<Vec<_>>(), ["symbol"]);
}

#[test]
fn cells_come_and_go_with_changes() {
    let cell = |properties: &str, text: &str| format!("<w:tc><w:tcPr>{properties}</w:tcPr>{}</w:tc>", p("", text));
    let row = |n: &str| {
        let cells = [cell("<w:cellDel w:id=\"1\"/>", "old"), cell("<w:cellIns w:id=\"2\"/>", "new"), cell("", n)];
        format!("<w:tr>{}</w:tr>", cells.concat())
    };
    let bytes = document(&format!("<w:tbl>{}{}</w:tbl>", row("a"), row("b")), &[]);
    let table = |changes| read(&bytes, changes).expect("a document").blocks.remove(0).text;
    assert_eq!(table(Changes::Accept), "| new | a |\n| --- | --- |\n| new | b |");
    assert_eq!(table(Changes::Reject), "| old | a |\n| --- | --- |\n| old | b |");
    assert!(matches!(read(&bytes, Changes::Refuse), Err(SourceError::Changes { insertions: 2, deletions: 2 })));
}

#[test]
fn parts_are_found_by_any_spelling_of_their_names() {
    let body = numbered(1, 0, "甲");
    for name in ["word/numbering.xml", "Word/Numbering.XML", "word\\numbering.xml"] {
        assert_eq!(rows(&body, &[(name, NUMBERING)]), ["1 p 第一条 甲"], "{name}");
    }
    let relations =
        "<Relationships><Relationship Id=\"r1\" Type=\"x/numbering\" Target=\"lists.xml\"/></Relationships>";
    let bytes = document(&body, &[("word/_rels/document.xml.rels", relations)]);
    let diagnostics = read(&bytes, Changes::Accept).expect("a document").diagnostics;
    assert!(diagnostics.iter().any(|d| d.code == "part-missing" && d.message.contains("`word/lists.xml`")));
}

#[test]
fn words_that_nobody_sees_are_left_out_and_told() {
    let white = "<w:color w:val=\"FFFFFF\"/>";
    let told = |paragraph: &str, body: &dyn Fn(&str) -> String, run: &str, others: &[(&str, &str)]| {
        let p = format!(
            "<w:p><w:pPr>{paragraph}</w:pPr><w:r><w:t>The key is lent.</w:t></w:r>\
            <w:r><w:rPr>{run}</w:rPr><w:t> It opens all doors.</w:t></w:r></w:p>"
        );
        let found = read(&document(&body(&p), others), Changes::Accept).expect("a document");
        let seen = found.blocks.iter().any(|b| b.text.contains("opens"));
        (seen, found.diagnostics.iter().any(|d| d.code == "hidden-text"))
    };
    let plain = |p: &str| p.to_owned();
    let unseen = (false, true);
    let seen = (true, false);
    assert_eq!(told("", &plain, white, &[]), unseen);
    assert_eq!(told("", &plain, "<w:sz w:val=\"2\"/>", &[]), unseen);
    let style = (
        "word/styles.xml",
        "<w:styles W=\"\"><w:style w:type=\"character\" w:styleId=\"K\"><w:rPr><w:color w:val=\"fefefe\"/></w:rPr></w:style>\
        <w:style w:type=\"table\" w:styleId=\"T\"><w:tblStylePr w:type=\"firstRow\"><w:tcPr><w:shd w:val=\"clear\" w:fill=\"102030\"/></w:tcPr></w:tblStylePr></w:style></w:styles>",
    );
    assert_eq!(told("", &plain, "<w:rStyle w:val=\"K\"/>", &[style]), unseen);
    // on a ground of some other colour they are seen
    let dark = "<w:shd w:val=\"clear\" w:fill=\"102030\"/>";
    assert_eq!(told(dark, &plain, white, &[]), seen);
    assert_eq!(told("", &plain, &format!("{white}{dark}"), &[]), seen);
    assert_eq!(told("", &plain, &format!("{white}<w:highlight w:val=\"blue\"/>"), &[]), seen);
    let table = |cell: &str, p: &str| format!("<w:tbl>{cell}<w:tr><w:tc>{p}</w:tc><w:tc>{p}</w:tc></w:tr></w:tbl>");
    assert_eq!(told("", &|p| table("", p), white, &[]), unseen);
    assert_eq!(told("", &|p| table(&format!("<w:tblPr>{dark}</w:tblPr>"), p), white, &[]), seen);
    assert_eq!(told("", &|p| table("<w:tblPr><w:tblStyle w:val=\"T\"/></w:tblPr>", p), white, &[style]), seen);
    let below = "<w:p><w:r><w:drawing><wp:anchor behindDoc=\"1\"/></w:drawing></w:r></w:p>";
    assert_eq!(told("", &|p| below.to_owned() + p, white, &[]), seen);
    // a document that is white all over stands on a ground that is not known
    let more = "<w:p><w:r><w:rPr><w:color w:val=\"FFFFFF\"/></w:rPr><w:t>Guests leave the key at the gate, with the porter.</w:t></w:r></w:p>";
    assert_eq!(told("", &|p| p.to_owned() + more, white, &[]), seen);
}

#[test]
fn a_field_that_is_not_filled_in_is_told() {
    let control = |more: &str| {
        let body = format!(
            "<w:p><w:r><w:t xml:space=\"preserve\">The guest is </w:t></w:r><w:sdt><w:sdtPr>{more}</w:sdtPr><w:sdtContent>\
            <w:r><w:t>Enter a name</w:t></w:r></w:sdtContent></w:sdt></w:p>"
        );
        let found = read(&document(&body, &[]), Changes::Accept).expect("a document");
        assert_eq!(found.blocks[0].text, "The guest is Enter a name");
        found.diagnostics.iter().map(|d| d.code).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(control(""), "");
    assert_eq!(control("<w:showingPlcHdr/>"), "field-empty");
}
