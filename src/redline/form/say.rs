//! The words around a redline, in Chinese and English: kinds, natures, headings.

use crate::marks;
use crate::redline::{Change, Fact, Kind, Nature, Side, Stale};

/// Which of the two languages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tongue {
    English,
    Chinese,
}

impl Tongue {
    pub(super) fn of(language: &str) -> Tongue {
        if language.starts_with("zh") { Tongue::Chinese } else { Tongue::English }
    }

    /// The one or the other.
    pub(super) fn say(self, english: &'static str, chinese: &'static str) -> &'static str {
        if self == Tongue::Chinese { chinese } else { english }
    }

    pub(super) fn kind(self, kind: Kind) -> &'static str {
        match kind {
            Kind::Amended => self.say("amended", "修改"),
            Kind::Inserted => self.say("inserted", "新增"),
            Kind::Deleted => self.say("deleted", "删除"),
            Kind::Moved => self.say("moved", "移动"),
            Kind::Renumbered => self.say("renumbered", "改号"),
            Kind::Split => self.say("split", "拆分"),
            Kind::Merged => self.say("merged", "合并"),
        }
    }

    pub(super) fn nature(self, nature: Nature) -> &'static str {
        match nature {
            Nature::Markup => self.say("markup only", "仅标记"),
            Nature::Typography => self.say("typography only", "仅排版"),
            Nature::Reference => self.say("references that follow", "仅随改号调整引用"),
            Nature::Substance => self.say("substance", "实质"),
        }
    }

    pub(super) fn fact(self, kind: &str) -> &'static str {
        match kind {
            "period" => self.say("period", "期限"),
            "date" => self.say("date", "日期"),
            "amount" => self.say("amount", "金额"),
            "percentage" => self.say("percentage", "比例"),
            "count" => self.say("number", "数量"),
            "bound" => self.say("bound", "上下限"),
            "obligation" => self.say("obligation", "义务用语"),
            "negation" => self.say("negation", "否定用语"),
            "party" => self.say("party", "当事人"),
            "term" => self.say("defined term", "定义用语"),
            "definition" => self.say("definition", "定义"),
            "character" => self.say("hidden or look-alike character", "隐藏或形似字符"),
            _ => "",
        }
    }

    /// What a fact is about: its kind, and the term or party whose meaning or name changed.
    pub(super) fn about(self, fact: &Fact) -> String {
        let kind = self.fact(fact.kind);
        match fact.old_value.as_ref().filter(|_| matches!(fact.kind, "definition" | "party")) {
            Some(of) => format!("{kind}{}{}{}", self.say(" “", "“"), of.value, self.say("”", "”")),
            None => kind.to_owned(),
        }
    }

    /// What happened, in a few words: `moved, amended (typography only)`.
    pub(super) fn happened(self, change: &Change) -> String {
        let comma = self.say(", ", "、");
        let kinds: Vec<String> = change
            .kinds
            .iter()
            .map(|kind| match change.nature {
                Some(nature) if *kind == Kind::Amended && nature != Nature::Substance => {
                    let (open, close) = (self.say(" (", "（"), self.say(")", "）"));
                    format!("{}{open}{}{close}", self.kind(*kind), self.nature(nature))
                }
                _ if *kind == Kind::Renumbered && change.same_number() => {
                    self.say("number in another form", "编号写法不同").to_owned()
                }
                _ => self.kind(*kind).to_owned(),
            })
            .collect();
        kinds.join(comma)
    }

    /// What the clause is called: `第三条 付款`; `第三条 → 第四条 付款` where the number differs.
    pub(super) fn named(self, change: &Change) -> String {
        match (&change.old, &change.new) {
            (Some(old), Some(new)) if change.is(Kind::Renumbered) && !change.same_number() => {
                let (from, to) = (self.short(old), self.short(new));
                let heading = new.heading.as_deref().map(marks::plain).unwrap_or_default();
                format!("{from} → {to} {heading}").trim_end().to_owned()
            }
            _ => change.side().map(|s| self.long(s)).unwrap_or_default(),
        }
    }

    /// What became of a reference that did not follow.
    pub(super) fn astray(self, stale: &Stale) -> String {
        let Stale { at, text, named, now, names } = stale;
        let [at, named] = [at, named].map(|side| self.long(side));
        let [now, names] = [now, names].map(|side| side.as_ref().map(|side| self.long(side)));
        let (gone, none) = (self.say("was deleted", "已删除"), self.say("no clause", "任何条款"));
        let now = now.map_or_else(|| gone.to_owned(), |now| format!("{}{now}", self.say("is now ", "现为")));
        let names = names.unwrap_or_else(|| none.to_owned());
        match self {
            Tongue::English => {
                format!("“{text}” in {at} did not follow: it named {named}, which {now}; it names {names} now")
            }
            Tongue::Chinese => format!("{at}中的“{text}”未随改号调整：原指{named}，{now}；今指{names}"),
        }
    }

    /// A path; the empty one is that of the text itself.
    pub(super) fn path(self, path: &str) -> &str {
        if path.is_empty() { self.say("(the text itself)", "（文本本身）") } else { path }
    }

    /// The number, or where there is none the path.
    pub(super) fn short(self, side: &Side) -> String {
        match &side.number {
            Some(number) if side.path.is_empty() => number.clone(),
            // （1） and (a) stand in many places: the path says in which
            Some(number) if side.path.contains(['/', '~']) => format!("{number} [{}]", side.path),
            Some(number) => number.clone(),
            None if side.path.is_empty() => self.path("").to_owned(),
            None => format!("[{}]", side.path),
        }
    }

    fn long(self, side: &Side) -> String {
        if side.path.is_empty() {
            return self.short(side);
        }
        match (&side.number, &side.heading) {
            (None, Some(heading)) => marks::plain(heading),
            (_, Some(heading)) => format!("{} {}", self.short(side), marks::plain(heading)),
            (_, None) => self.short(side),
        }
    }
}

/// The sides of a fact, each in about so many characters at most; `none` where it has none. Of two that are longer, what
/// both begin with is left out but for its end.
pub(super) fn sides(fact: &Fact, most: usize, none: &str) -> [String; 2] {
    let texts = [&fact.old, &fact.new].map(|side| side.as_deref().unwrap_or(none));
    let [old, new] = texts;
    let long = texts.iter().any(|text| text.char_indices().nth(most).is_some());
    let same = old.char_indices().zip(new.chars()).find(|((_, a), b)| a != b).map_or(0, |((at, _), _)| at);
    let left = if long { same - tail(&old[..same], most / 4).len() } else { 0 };
    texts.map(|text| {
        let (rest, start) = (&text[left..], if left > 0 { "… " } else { "" });
        match rest.char_indices().nth(most) {
            Some((end, _)) => format!("{start}{}…", rest[..end].trim_end()),
            None => format!("{start}{rest}"),
        }
    })
}

/// The first characters of a text, so many at most, without the word that would be cut.
pub(super) fn head(text: &str, most: usize) -> &str {
    let Some((cut, _)) = text.char_indices().nth(most) else { return text };
    let kept = &text[..cut];
    if cuts_word(text, cut) {
        kept.rfind(parts_words).map_or(kept, |at| &kept[..at]).trim_end()
    } else {
        kept.trim_end()
    }
}

/// The last characters of a text, so many at most, without the word that would be cut.
pub(super) fn tail(text: &str, most: usize) -> &str {
    let Some((cut, _)) = most.checked_sub(1).and_then(|most| text.char_indices().rev().nth(most)) else { return text };
    let kept = &text[cut..];
    if cuts_word(text, cut) {
        kept.find(parts_words).map_or(kept, |at| &kept[at..]).trim_start()
    } else {
        kept.trim_start()
    }
}

fn cuts_word(text: &str, at: usize) -> bool {
    let ends = [text[..at].chars().next_back(), text[at..].chars().next()];
    ends.iter().all(|c| c.is_some_and(|c| !parts_words(c)))
}

/// Whether a text can be cut beside the character: a blank, a Chinese character.
fn parts_words(c: char) -> bool {
    c.is_whitespace() || crate::marks::is_east_asian(c)
}

/// A character that is not seen, by its code point.
pub(super) fn code_point(c: char) -> String {
    format!("U+{:04X}", c as u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_that_stands_in_several_places_has_its_path_beside_it() {
        let side = |number: &str, path: &str| Side {
            place: 1,
            path: path.to_owned(),
            id: path.to_owned(),
            number: Some(number.to_owned()),
            heading: None,
            depth: 1,
        };
        for (number, path, short) in [
            ("第三条", "3", "第三条"),
            ("3.2", "3.2", "3.2"),
            ("（1）", "3.2/1", "（1） [3.2/1]"),
            ("3.", "annex-2/3", "3. [annex-2/3]"),
            ("4", "4~2", "4 [4~2]"),
        ] {
            assert_eq!(Tongue::Chinese.short(&side(number, path)), short);
        }
    }
}
