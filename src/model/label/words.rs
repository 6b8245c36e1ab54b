//! The words with which the world numbers the parts of its texts: data, without rules.
//!
//! A language is taken in by its words here. In [`ORDINALS`] and [`ANNEXES`] the longer word stands before one that
//! begins it.

use super::Unit;

/// What stands behind the number in `第…条` and `제…조`.
pub(super) const ORDINALS: [(&str, Unit); 19] = [
    ("分编", Unit::Part),
    ("編", Unit::Book),
    ("编", Unit::Book),
    ("部分", Unit::Part),
    ("章", Unit::Chapter),
    ("节", Unit::Section),
    ("節", Unit::Section),
    ("条", Unit::Article),
    ("條", Unit::Article),
    ("款", Unit::Paragraph),
    ("项", Unit::Item),
    ("項", Unit::Item),
    ("号", Unit::Item),
    ("편", Unit::Book),
    ("장", Unit::Chapter),
    ("절", Unit::Section),
    ("관", Unit::Part),
    ("조", Unit::Article),
    ("항", Unit::Paragraph),
];

/// What stands before the number of an annex.
pub(super) const ANNEXES: [&str; 7] = ["附件", "附录", "附表", "附錄", "別表", "별표", "부록"];

/// Words of letters before a number, in lower case.
pub(super) const WESTERN: [(&str, Unit); 44] = [
    ("article", Unit::Article),
    ("articles", Unit::Article),
    ("artículo", Unit::Article),
    ("articulo", Unit::Article),
    ("artikel", Unit::Article),
    ("articolo", Unit::Article),
    ("artigo", Unit::Article),
    ("art.", Unit::Article),
    ("art", Unit::Article),
    ("clause", Unit::Article),
    ("section", Unit::Section),
    ("sec.", Unit::Section),
    ("sección", Unit::Section),
    ("seccion", Unit::Section),
    ("abschnitt", Unit::Section),
    ("part", Unit::Part),
    ("teil", Unit::Part),
    ("partie", Unit::Part),
    ("título", Unit::Part),
    ("titulo", Unit::Part),
    ("titre", Unit::Part),
    ("title", Unit::Part),
    ("book", Unit::Book),
    ("livre", Unit::Book),
    ("libro", Unit::Book),
    ("buch", Unit::Book),
    ("chapter", Unit::Chapter),
    ("kapitel", Unit::Chapter),
    ("chapitre", Unit::Chapter),
    ("capítulo", Unit::Chapter),
    ("capitulo", Unit::Chapter),
    ("schedule", Unit::Annex),
    ("annex", Unit::Annex),
    ("annexe", Unit::Annex),
    ("anexo", Unit::Annex),
    ("anhang", Unit::Annex),
    ("anlage", Unit::Annex),
    ("appendix", Unit::Annex),
    ("exhibit", Unit::Annex),
    ("attachment", Unit::Annex),
    ("recital", Unit::Recital),
    ("absatz", Unit::Paragraph),
    ("nr.", Unit::Item),
    ("nummer", Unit::Item),
];

/// No word of [`WESTERN`] has more bytes.
pub(super) const LONGEST: usize = 12;

/// Numbers that are spelled out, from one.
pub(super) const SPELLED: [&str; 10] = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];

/// What makes a number an ordinal: `1er`, `2º`, `2.º`, `3rd`.
pub(super) const ORDINAL_ENDS: [&str; 13] = ["er", "re", "º", "ª", "°", ".º", ".ª", ".°", "st", "nd", "rd", "th", "o"];
