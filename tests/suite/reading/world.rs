//! Numbering of the world: one small text for each way to count, with the outline that a reader of it draws.

use super::read;
use engross::model::text::Item;

/// The numbers of the clauses, a level deeper below a `>`.
pub(super) fn numbers(text: &str) -> String {
    fn walk(body: &[Item], out: &mut String) {
        let clauses: Vec<_> =
            body.iter().filter_map(|i| if let Item::Clause(c) = i { Some(c) } else { None }).collect();
        for (i, clause) in clauses.iter().enumerate() {
            out.push_str(if i > 0 { " | " } else { "" });
            out.push_str(clause.number.as_deref().unwrap_or("•"));
            if clause.body.iter().any(|i| matches!(i, Item::Clause(_))) {
                out.push_str(" > {");
                walk(&clause.body, out);
                out.push('}');
            }
        }
    }
    let documents = read(text);
    assert_eq!(documents.len(), 1);
    let mut out = String::new();
    walk(&documents[0].text.body, &mut out);
    out
}

#[test]
fn german() {
    let text = "Hafenordnung\nZuletzt aktualisiert: 3. März 2021\n§ 1 Geltung\n(1) Diese Ordnung gilt im Hafen.\n(2) Sie gilt nicht:\n1. für Ruderboote;\n2. für Flöße.\n(3) § 2 Abs. 1 Satz 2 bleibt unberührt.\n§ 2 Liegeplätze\n(1) Jeder Platz hat eine Nummer.\n§ 2a Nachtplätze\n(1) Nachts wird nicht angelegt.\nAnlage 1 Tarife\n1. Ein Platz kostet zwei Kronen.\n";
    assert_eq!(numbers(text), "§ 1 > {(1) | (2) > {1. | 2.} | (3)} | § 2 > {(1)} | § 2a > {(1)} | Anlage 1 > {1.}");
}

#[test]
fn french() {
    let text = "Règlement du phare\nDernière mise à jour : 1er janvier 2022\nArticle 1er Objet\n1. Le phare éclaire la baie.\n2. Le gardien tient le registre.\nArticle 2 Visites\na) Les visites ont lieu le jour.\nb) Elles cessent :\ni) par temps de brume ;\nii) la nuit.\nAnnexe A Horaires\n1. Le phare ouvre à neuf heures.\n";
    assert_eq!(numbers(text), "Article 1er > {1. | 2.} | Article 2 > {a) | b) > {i) | ii)}} | Annexe A > {1.}");
}

#[test]
fn spanish() {
    let text = "Reglamento del faro\nÚltima actualización: 1 de marzo de 2022\nTÍTULO I Disposiciones\nCAPÍTULO I Objeto\nArtículo 1.º Objeto\nEl faro alumbra la bahía.\nArtículo 2.º Visitas\n1.º Las visitas son de día.\n2.º De noche se cierra.\nCAPÍTULO II Guardián\nArtículo 3.º Guardián\nEl guardián lleva el registro.\nTÍTULO II Final\nArtículo 4.º Vigencia\nRige desde hoy.\n";
    assert_eq!(
        numbers(text),
        "TÍTULO I > {CAPÍTULO I > {Artículo 1.º | Artículo 2.º > {1.º | 2.º}} | CAPÍTULO II > {Artículo 3.º}} | TÍTULO II > {Artículo 4.º}"
    );
}

#[test]
fn japanese() {
    let text = "灯台規約\n最終更新日：2022年3月1日\n第一章 総則\n第一条（目的）\nこの規約は、灯台の利用について定める。\n第二条 利用者は、次の事項を守る。\n第二条の二 職員は、名札を付ける。\n第二章 雑則\n第三条 この規約は、四月一日から施行する。\n附則\nこの規約は、公布の日から施行する。\n";
    assert_eq!(numbers(text), "第一章 > {第一条 | 第二条 | 第二条の二} | 第二章 > {第三条} | •");
    // as extraction leaves what a wide blank parted
    let text = "灯台規約\n\n第一条（利用）\n\nこの灯台は、だれでも利用できる。ただし、次の各号に掲げる者を除く。\n\n一 子供\n\n二 犬を連れた者\n\n２ 夜間は、守りが利用を断ることがある。\n\n３ 料金は、別に定める。\n";
    assert_eq!(numbers(text), "第一条 > {一 | 二 | ２ | ３}");
    // with a wide blank behind the number and nothing else, in both orders of syllables
    let text = "灯台規約\n第一条　この規約は、灯台の利用について定める。\n２　管理者は、この規約を改めることができる。\n第二条　利用者は、次に掲げる事項を届け出る。\n一　氏名\n二　次に掲げる同行者の数\nイ　大人\nロ　子供\n第三条　料金は、次のとおりとする。\n（１）　大人　百円\nア　団体は半額とする。\nイ　夜間は倍額とする。\n（２）　子供　五十円\n";
    assert_eq!(
        numbers(text),
        "第一条 > {２} | 第二条 > {一 | 二 > {イ | ロ}} | 第三条 > {（１） > {ア | イ} | （２）}"
    );
}

#[test]
fn korean() {
    let text = "등대 규약\n최종 수정일: 2022년 3월 1일\n제1장 총칙\n제1조(목적) 이 규약은 등대의 이용을 정한다.\n제2조(이용) ① 이용자는 다음 각 호를 지킨다.\n1. 불을 쓰지 아니한다.\n2. 다음 각 목의 물건을 들이지 아니한다.\n가. 기름\n나. 종이\n② 직원에게는 적용하지 아니한다.\n제2조의2(명찰) 직원은 명찰을 단다.\n부칙\n제1조(시행일) 이 규약은 공포한 날부터 시행한다.\n";
    assert_eq!(numbers(text), "제1장 > {제1조 | 제2조 > {① > {1. | 2. > {가. | 나.}} | ②} | 제2조의2} | • > {제1조}");
    let text = "등대 규약\n제일장 총칙\n제일조 (목적) 이 규약은 등대의 이용을 정한다.\n제십이조의이 (요금) ① 요금은 다음과 같다.\n1. 어른 백 원\n2. 아이 오십 원\n② 관리자는 요금을 바꿀 수 있다.\n";
    assert_eq!(numbers(text), "제일장 > {제일조 | 제십이조의이 > {① > {1. | 2.} | ②}}");
}

#[test]
fn english() {
    let text = "LIGHTHOUSE CHARTER\nLast updated: March 1, 2022\nWHEREAS\n(1) The bay is dark.\n(2) Ships pass at night.\nARTICLE I Light\nSection 1. The lamp burns at night.\nSection 2. The keeper shall:\n(a) trim the wick;\n(h) wind the clock;\n(i) keep the register; and\n(j) greet visitors:\n(i) by day;\n(ii) by night.\nARTICLE II Visits\nSection 1. Visits are free.\nSCHEDULE 1 Hours\n1. The tower opens at nine.\nANNEX B Fees\n1. None.\n";
    assert_eq!(
        numbers(text),
        "• > {(1) | (2)} | ARTICLE I > {Section 1. | Section 2. > {(a) | (h) | (i) | (j) > {(i) | (ii)}}} | ARTICLE II > {Section 1.} | SCHEDULE 1 > {1.} | ANNEX B > {1.}"
    );
}

#[test]
fn right_to_left_and_two_languages() {
    let text = "شروط المنارة\n1. تضيء المنارة الخليج ليلا.\n2. يحفظ الحارس السجل.\n2.1 السجل مفتوح للزوار.\n2.2 لا يخرج السجل من البرج.\n3. الزيارة مجانية.\n";
    assert_eq!(numbers(text), "1. | 2. > {2.1 | 2.2} | 3.");
    let text = "灯塔借阅协议 Lighthouse Lending Agreement\n最近更新时间：2022-03-01 08:00:00\n第一条 范围 Article 1 Scope\n1.1 本协议适用于借阅。\n1.1 This agreement applies to lending.\n第二条 费用 Article 2 Fees\n2.1 借阅免费。\n2.1 Lending is free.\n附件一 价目\n1. 无。\n";
    assert_eq!(numbers(text), "第一条 > {1.1 | 1.1} | 第二条 > {2.1 | 2.1} | 附件一 > {1.}");
}

#[test]
fn formal_chinese() {
    let text = "渡船協議\n最近更新时间：2020-01-02 03:04:05\n壹、釋義\n一、「渡船」指附件甲所載的船。\n二、「船夫」指掌舵的人。\n貳、船資\n一、船資每人十元，但下列乘客免付：\n（一）幼童；\n（二）船夫的家人。\n附件甲：船圖\n船長六米。\n";
    assert_eq!(numbers(text), "壹、 > {一、 | 二、} | 貳、 > {一、 > {（一） | （二）}} | 附件甲：");
}

#[test]
fn greek_arabic_thai_and_hindi() {
    let text = "Κανονισμός του φάρου\nLast updated: 1 March 2022\nΆρθρο 1 Επισκέψεις\n1. Ο φάρος ανοίγει το πρωί.\n2. Δεν επιτρέπεται:\nα) η φωτιά·\nβ) ο θόρυβος.\nΆρθρο 2 Φύλακας\n1. Ο φύλακας κρατεί το βιβλίο.\n";
    assert_eq!(numbers(text), "Άρθρο 1 > {1. | 2. > {α) | β)}} | Άρθρο 2 > {1.}");
    let text = "نظام المنارة\nLast updated: 1 March 2022\nالمادة الأولى الزيارة\n1- تفتح المنارة صباحا.\n2- لا يجوز ما يأتي:\nأ) إشعال النار؛\nب) رفع الصوت.\nالمادة الثانية الحارس\nيمسك الحارس السجل.\n";
    assert_eq!(numbers(text), "المادة الأولى > {1- | 2- > {أ) | ب)}} | المادة الثانية");
    let text = "ระเบียบประภาคาร\nLast updated: 1 March 2022\nข้อ ๑ การเข้าชม\n๑.๑ ประภาคารเปิดทุกวัน เว้นแต่วันที่มีพายุ\n๑.๒ ผู้เข้าชมต้องไม่กระทำการดังต่อไปนี้\n(๑) จุดไฟ\n(๒) ส่งเสียงดัง\nข้อ ๒ ผู้ดูแล\nผู้ดูแลจดบันทึกทุกวัน และเก็บรักษาไว้\n";
    assert_eq!(numbers(text), "ข้อ ๑ > {๑.๑ | ๑.๒ > {(๑) | (๒)}} | ข้อ ๒");
    let text = "दीपघर के नियम\nLast updated: 1 March 2022\nधारा 1 भ्रमण\n(क) दीपघर सुबह खुलता है।\n(ख) आग जलाना मना है।\nधारा 2 रक्षक\nरक्षक बही रखता है।\n";
    assert_eq!(numbers(text), "धारा 1 > {(क) | (ख)} | धारा 2");
}

#[test]
fn numbers_before_their_words() {
    let text = "Villkor för bryggan\nLast updated: 1 March 2022\n1 kap. Allmänt\n1 § Bryggan är öppen för alla.\n2 § Båtar förtöjs i båda ändar.\n2 a § På natten gäller tystnad.\n2 kap. Avgifter\n3 § Avgiften betalas i förskott.\n";
    assert_eq!(numbers(text), "1 kap. > {1 § | 2 § | 2 a §} | 2 kap. > {3 §}");
}

#[test]
fn stems_and_rings() {
    let text = "碼頭規則\n\n壹、 收費\n\n甲、 大廳每日二千元。\n\n乙、 小廳每日八百元。\n\n貳、 雙方\n\n甲、乙雙方得隨時終止。\n";
    assert_eq!(numbers(text), "壹、 > {甲、 | 乙、} | 貳、");
    let text = "Regels voor de vuurtoren\n\nArtikel 1. Meenemen\n\nBezoekers nemen mee:\n\na. een lamp;\n\nb. kleding, te weten\n\n1°. een jas;\n\n2°. laarzen.\n\nArtikel 2. Kou\n\n20° C is te warm voor de lamp, en 5° vorst te koud.\n";
    assert_eq!(numbers(text), "Artikel 1. > {a. | b. > {1°. | 2°.}} | Artikel 2.");
}

#[test]
fn sentences_that_plain_numbers_count() {
    let text = "Rules of the Tower\n\n1 Opening\n\n1.1 The tower is open by day.\n\nSchedule 1 Tickets\n\n1 A ticket costs two crowns.\n\n2 Children pay nothing.\n\nThe keeper may ask for a paper that shows how old they are.\n\n3 Dogs stay below.\n";
    assert_eq!(numbers(text), "1 > {1.1} | Schedule 1 > {1 | 2 | 3}");
    let text = "灯塔须知\n\n一、禁止\n\n任何人不得从事下列活动：\n\n1 未经允许，登上塔顶；\n\n2 未经允许，敲响雾钟。\n\n二、收费\n\n3 月以前不收费。\n";
    assert_eq!(numbers(text), "一、 > {1 | 2} | 二、");
}

#[test]
fn what_counts_below_letters_parts_and_annexes() {
    let text = "Tarifvertrag der Fährleute\n\nAbschnitt I Allgemeines\n\n§ 1 Geltung\n\n(1) Dieser Vertrag gilt\n\na) für alle Fähren;\n\nb) für alle Leute, die nicht\n\naa) nur an Land arbeiten oder\n\nbb) zur Ausbildung an Bord sind.\n\n(2) Für Lotsen gilt er nicht.\n";
    assert_eq!(numbers(text), "Abschnitt I > {§ 1 > {(1) > {a) | b) > {aa) | bb)}} | (2)}}");
    let text = "Rules of the Quay\n\nPart 1 Berths\n\nDivision 1 Boats\n\n1 Size\n\nA boat is no longer than its berth.\n\nDivision 2 Rafts\n\n2 Weight\n\nA raft carries no horses.\n\n3 Lamps\n\nA raft shows a lamp.\n\nAppendix A Fees\n\nA.1 A boat pays two crowns.\n\nA.2 A raft pays one.\n";
    assert_eq!(numbers(text), "Part 1 > {Division 1 > {1} | Division 2 > {2 | 3}} | Appendix A > {A.1 | A.2}");
    let text = "Règlement du quai\n\nTITRE II BATEAUX\n\nChapitre Ier Des places\n\nArticle 1er – Refus\n\nLe gardien peut être amené :\n\n1° à refuser un bateau ;\n\n2° à fermer le quai.\n\nChapitre II Du port\n\nArticle 2 – Nuit\n\nLe port ferme la nuit.\n";
    assert_eq!(numbers(text), "TITRE II > {Chapitre Ier > {Article 1er > {1° | 2°}} | Chapitre II > {Article 2}}");
}
