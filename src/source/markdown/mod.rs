//! Markdown → blocks.   [owns pulldown-cmark]
//!
//! 1. [`front`]: front matter; [`dialect`]: what dialects write in lines of their own.
//! 2. [`depth`]: quotations and lists nested too deep are refused before they are parsed.
//! 3. [`reader`]: the parser's events, in one pass, to blocks; [`list`]: the numbers of items; [`code`]: what is code
//!    to the parser and text to its writer.
//! 4. [`inline`]: a block's inline events to canonical marks.
//!
//! Where plain CommonMark and what the author meant differ (emphasis beside Chinese punctuation, indented running
//! text, a rule that makes a heading of a long paragraph, lines that are clauses), the meaning is taken and named.

mod code;
mod depth;
mod dialect;
mod front;
mod inline;
mod lines;
mod list;
mod reader;

use super::{Source, SourceError, blocks, contents};
use lines::Lines;
use reader::Reader;

/// Reads Markdown.
///
/// # Errors
///
/// [`SourceError::TooDeep`].
pub fn read(text: &str) -> Result<Source, SourceError> {
    depth::check(text)?;
    let mut blocks = blocks::Blocks::default();
    let skip = front::read(text, &mut blocks.out);
    let text = dialect::plain(text, skip, &mut blocks.out.diagnostics);
    let mut source = Reader::new(&text, skip, 1, blocks).read(1)?;
    contents::leave_out(&mut source);
    blocks::settle_interrupted_lists(&mut source.blocks);
    Ok(source)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str) -> Vec<String> {
        crate::source::tests::rows(&read(text).expect("it is read"))
    }

    fn codes(text: &str) -> Vec<(&'static str, u32)> {
        read(text).expect("not too deep").diagnostics.iter().map(|d| (d.code, d.line)).collect()
    }

    #[test]
    fn a_caption_in_the_line_above_its_text() {
        let text = "**제1조 목적**\n이 약관은 조건을 정합니다.\n\n§ 2 Berths\n A berth is given for a season.\n\n3. Fees\nFees are due in the spring.\n4. Wrapped\n   lines Are set in below their item.\n";
        let shown = [
            "1 p **제1조 목적**",
            "2 p 이 약관은 조건을 정합니다.",
            "4 p § 2 Berths",
            "5 p A berth is given for a season.",
            "7 0[3.] Fees",
            "8 0+ Fees are due in the spring.",
            "9 0[4.] Wrapped lines Are set in below their item.",
        ];
        assert_eq!(rows(text), shown);
    }

    #[test]
    fn headings_paragraphs_and_lists() {
        let text = "# 租赁协议\n\n甲方出租，\n乙方承租。\nTo let and\nto hire.\n\n3. 租期\n4. 租金\n   - 按月付\n\n   逾期另计。\n\n押金\n----\n";
        assert_eq!(
            rows(text),
            [
                "1 h1 租赁协议",
                "3 p 甲方出租，乙方承租。 To let and to hire.",
                "8 0[3.] 租期",
                "9 0[4.] 租金",
                "10 1[-] 按月付",
                "12 0+ 逾期另计。",
                "14 h2 押金",
            ]
        );
    }

    #[test]
    fn numbers_are_those_that_are_printed() {
        assert_eq!(rows("1. a\n1. b\n1. c"), ["1 0[1.] a", "2 0[2.] b", "3 0[3.] c"]);
        assert_eq!(rows("2) a\n3) b\n7) c\n8) d"), ["1 0[2)] a", "2 0[3)] b", "3 0[7)] c", "4 0[8)] d"]);
        assert_eq!(codes("2) a\n3) b\n7) c\n8) d"), [("list-number", 3)]);
        assert_eq!(rows("### 1\\. Scope\n\n2\\. Term"), ["1 h3 1\\. Scope", "3 p 2\\. Term"]);
    }

    #[test]
    fn emphasis_beside_chinese_punctuation() {
        assert_eq!(rows("**“乙方”应当付款。**甲方**“另行”**通知"), ["1 p **“乙方”应当付款。**甲方**“另行”**通知"]);
        assert_eq!(rows("甲方__应当__付款，**见（一）**。"), ["1 p 甲方\\_\\_应当\\_\\_付款，**见（一）**。"]);
        assert_eq!(rows("a \\*\\*b\\*\\* 2 * 3"), ["1 p a \\*\\*b\\*\\* 2 \\* 3"]);
    }

    #[test]
    fn days_are_no_numbers() {
        assert_eq!(
            rows("* 7. Juli 2009: neu\n* 18. Mai 2010: alt"),
            ["1 0[-] 7\\. Juli 2009: neu", "2 0[-] 18\\. Mai 2010: alt"]
        );
        assert_eq!(rows("7. Juli 2009\n8. Juli und August"), ["1 p 7\\. Juli 2009", "2 0[8.] Juli und August"]);
    }

    #[test]
    fn strong_text_whose_stop_stands_before_a_letter_ends_there() {
        assert_eq!(rows("1. **Fees.**Due at *noon*."), ["1 0[1.] **Fees**.Due at *noon*."]);
        assert_eq!(rows("**A (net):**b **C!**d"), ["1 p **A (net)**:b **C**!d"]);
        assert_eq!(codes("**Fees.**Due"), [("strong-closed", 1)]);
        for kept in ["2 ** 3.**b", "a**.**b", "**a b", "**a. b**c."] {
            assert_eq!(codes(kept), [], "{kept}");
        }
    }

    #[test]
    fn html_in_running_text() {
        assert_eq!(
            rows("甲方<u>应当</u><b>“付款” </b>。<br>乙方<span>可以</span>"),
            ["1 p 甲方<u>应当</u>**“付款”** 。", "1 p 乙方可以"]
        );
        assert_eq!(rows("**<u>乙方</u>应当<br/>付款**"), ["1 p **<u>乙方</u>应当**", "1 p **付款**"]);
        assert_eq!(rows("x <a href=\"a?b=1&amp;c\">y</a> <Company Name>"), ["1 p x [y](a?b=1&c) \\<Company Name>"]);
        assert_eq!(
            codes("a <span>b</span> <!-- c --> <u>d <Firm>"),
            [("html-dropped", 1), ("comment-dropped", 1), ("html-unknown", 1), ("html-dropped", 1)]
        );
    }

    #[test]
    fn tags_that_only_frame_a_text() {
        assert_eq!(rows("<aside>\n**押金** 不退。\n\n</aside>"), ["2 p **押金** 不退。"]);
        assert_eq!(rows("<div align=\"center\">\n# Lease\n</div>"), ["2 h1 Lease"]);
        assert_eq!(rows("<div>\n<b>*a*</b>\n</div>"), ["1 p **\\*a\\***"]);
    }

    #[test]
    fn links_images_and_breaks() {
        assert_eq!(
            rows("[条款](https://x.cn/a(b)) ![图](p.png) <https://y.cn>"),
            ["1 p [条款](<https://x.cn/a(b)>) 图 [https://y.cn](https://y.cn)"]
        );
        assert_eq!(rows("(1) one  \n(2) two\\\n(3) three"), ["1 p (1) one", "2 p (2) two", "3 p (3) three"]);
        assert_eq!(
            rows("总则如下：\n（一）甲\n（二）乙\n详见\n第三条的规定"),
            ["1 p 总则如下：", "2 p （一）甲", "3 p （二）乙详见第三条的规定"]
        );
        assert_eq!(
            rows("1) The guest\n   a) pays the\n   fee,\n   b) leaves."),
            ["1 0[1)] The guest", "2 0+ a) pays the fee,", "4 0+ b) leaves."]
        );
        assert_eq!(rows("客户支付\n（一）租金\n（二）水费"), ["1 p 客户支付", "2 p （一）租金", "3 p （二）水费"]);
        assert_eq!(rows("The guest pays\n(1) for all."), ["1 p The guest pays (1) for all."]);
    }

    #[test]
    fn typewritten_quotes_are_no_code() {
        assert_eq!(
            rows("# Mill\n\nA sack is `whole' if it is `full' or ``closed'' by the ``miller''; run `sacks 'all'`."),
            [
                "1 h1 Mill",
                "3 p A sack is \\`whole' if it is \\`full' or \\`\\`closed'' by the \\`\\`miller''; run `sacks 'all'`."
            ]
        );
    }

    #[test]
    fn tables_and_quotations() {
        assert_eq!(
            rows("| 项 | 价 |\n|---|--:|\n| **甲** | 1\\|2 |\n\n> 一\n> 二\n>\n> - 三\n"),
            ["1 table | 项 | 价 |\n| --- | --: |\n| **甲** | 1\\|2 |", "5 quote > 一二\n>\n> \\- 三"]
        );
        assert_eq!(rows("1. a\n\n   > b\n"), ["1 0[1.] a", "3 0+ > b"]);
        let numbers = "| | |\n|---|---|\n| 1.1 | A berth\\|a crane. |\n| (a) | **Oil** |\n";
        assert_eq!(rows(numbers), ["3 p 1.1 A berth|a crane.", "4 p (a) **Oil**"]);
        assert_eq!(rows("> [!WARNING]\n> 押金不退。\n\n> b"), ["2 p 押金不退。", "4 quote > b"]);
    }

    #[test]
    fn tasks_and_definitions() {
        assert_eq!(rows("- [x] 已阅读\n- [ ] read\n- [x]"), ["1 0[-] ☑ 已阅读", "2 0[-] ☐ read", "3 0[-] [x\\]"]);
        assert_eq!(
            rows("Berth\n:   A place.\n\n    For one boat.\n\nCrew\n: Who signs.\n"),
            ["1 0[-] Berth", "2 0+ A place.", "4 0+ For one boat.", "6 0[-] Crew", "7 0+ Who signs."]
        );
    }

    #[test]
    fn headings_without_a_blank() {
        assert_eq!(
            rows("#总则\n甲方\n###Term\n\n#1 priority"),
            ["1 h1 总则", "2 p 甲方", "3 h3 Term", "5 p \\#1 priority"]
        );
        assert_eq!(codes("#总则\n甲方"), [("line-kept", 2), ("heading-without-blank", 1)]);
    }

    #[test]
    fn front_matter() {
        let text = "---\ntitle: \"Lease: flat\"\nlang: en\ntags:\n  - x\n---\n# Lease\n";
        assert_eq!(rows(text), ["2 @title Lease: flat", "3 @language en", "7 h1 Lease"]);
        assert_eq!(rows("---\n\na\n\n---\n\nb"), ["3 p a", "7 p b"]);
        let folded = "---\ntitle: >-\n  Lease:\n  flat\nversion: 1.10 # the second\nempty:\n---\na";
        assert_eq!(rows(folded), ["2 @title Lease: flat", "5 @label 1.10", "8 p a"]);
        assert_eq!(rows("---\ntitle: a: b\n---\na"), ["2 @title a: b", "4 p a"]);
        assert_eq!(codes("---\ntitle: a: b\n---\na"), [("front-matter", 2)]);
        assert_eq!(rows("---\ntitle: a\nby:\n  title: b\n---\na"), ["2 @title a", "6 p a"]);
    }

    #[test]
    fn what_is_code_only_by_its_indent_is_read() {
        assert_eq!(rows("a\n\n    第一条 **甲**\n    乙"), ["1 p a", "3 p 第一条 **甲**乙"]);
        assert_eq!(rows("```\na  *b*\n\nc\n```"), ["2 p a \\*b\\*", "4 p c"]);
    }

    #[test]
    fn headings_in_items_hold_what_follows() {
        assert_eq!(
            rows("1. ## Term\n\n   One year.\n\n   - a\n2. ## Rent"),
            ["1 h2 1\\. Term", "3 p One year.", "5 0[-] a", "6 h2 2\\. Rent"]
        );
    }

    #[test]
    fn what_nests_too_deep_is_refused_at_once() {
        for text in [">".repeat(100_000), "> ".repeat(200), "- ".repeat(200) + "a", "1. ".repeat(200)] {
            let error = read(&format!("a\n\n{text}")).expect_err("too deep");
            assert!(matches!(error, SourceError::TooDeep { line: 3, .. }), "{error}");
        }
        let stairs: String = (0..300).map(|i| format!("{}- a\n", " ".repeat(2 * i))).collect();
        assert!(matches!(
            read(&stairs),
            Err(SourceError::TooDeep { line: 201, .. }) | Err(SourceError::TooDeep { .. })
        ));
        assert!(read(&"- ".repeat(300)).is_ok());
    }

    proptest::proptest! {
        #[test]
        fn nothing_is_lost(text in "([a甲“。，*_<u>/ \\[\\]()1.\\-#|`\\\\]|\n|\n\n|\\*\\*|<b>|</b>){0,40}") {
            let found = read(&text).expect("not deep");
            let _ = found;
        }
    }
}
