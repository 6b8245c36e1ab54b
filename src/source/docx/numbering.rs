//! `numbering.xml` → the number of each paragraph, as Word prints it (ECMA-376, 17.9).

use std::collections::{HashMap, HashSet};

use super::format;
use super::xml::{Element, Xml};
use crate::source::SourceError;

/// How many levels a list has.
const LEVELS: usize = 9;

/// How many characters the text of a number has at most: each may stand for a level.
const TEXT: usize = 255;

/// One level of a list.
#[derive(Clone, Debug)]
struct Level {
    start: i64,
    format: String,
    /// The format by example, where it is of that kind: `001, 002, 003, ...`
    example: Option<String>,
    /// The text of the number: `%1.%2`.
    text: String,
    /// The level, from 1, after which it begins anew; 0: never.
    restart: Option<usize>,
    /// All numbers in it are decimal.
    legal: bool,
    /// The style whose paragraphs stand on this level.
    style: Option<String>,
}

impl Default for Level {
    fn default() -> Self {
        Level {
            start: 1,
            format: "decimal".into(),
            example: None,
            text: String::new(),
            restart: None,
            legal: false,
            style: None,
        }
    }
}

#[derive(Clone, Debug, Default)]
struct Abstract {
    levels: Vec<Level>,
    /// The style that holds its levels.
    linked: Option<String>,
    /// The style that it is the definition of.
    defines: Option<String>,
}

#[derive(Clone, Debug, Default)]
struct List {
    definition: String,
    starts: HashMap<usize, i64>,
    levels: HashMap<usize, Level>,
}

/// What stands before a paragraph.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Mark {
    /// A number, as printed.
    Number(String),
    /// A bullet.
    Bullet,
    /// Nothing.
    None,
}

/// The lists of a document, and how far they have counted.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    definitions: HashMap<String, Abstract>,
    lists: HashMap<String, List>,
    counts: HashMap<String, [Option<i64>; LEVELS]>,
    begun: HashSet<(String, usize)>,
    /// Formats that are printed in digits here and otherwise in Word, or that programs print in several ways.
    pub(super) unknown: HashSet<String>,
}

impl Numbering {
    pub(super) fn read(text: &str) -> Result<Numbering, SourceError> {
        let mut xml = Xml::new(text, "word/numbering.xml");
        let mut out = Numbering::default();
        if xml.child()?.is_none() {
            return Ok(out);
        }
        while let Some(element) = xml.child()? {
            match element.name.as_str() {
                "abstractNum" => {
                    let id = element.attr("abstractNumId").unwrap_or_default();
                    out.definitions.insert(id, definition(&mut xml)?);
                }
                "num" => {
                    let id = element.attr("numId").unwrap_or_default();
                    out.lists.insert(id, list(&mut xml)?);
                }
                _ => xml.skip()?,
            }
        }
        out.link();
        Ok(out)
    }

    /// A definition that names a style takes the levels of the definition that is the style's.
    fn link(&mut self) {
        let defined: HashMap<String, Vec<Level>> =
            self.definitions.values().filter_map(|d| Some((d.defines.clone()?, d.levels.clone()))).collect();
        for definition in self.definitions.values_mut() {
            if let Some(levels) = definition.linked.as_ref().and_then(|style| defined.get(style)) {
                definition.levels.clone_from(levels);
            }
        }
    }

    /// The level of a list at which the paragraphs of a style stand.
    pub(super) fn level_of_style(&self, list: &str, style: &str) -> Option<u8> {
        let definition = self.definitions.get(&self.lists.get(list)?.definition)?;
        definition.levels.iter().position(|l| l.style.as_deref() == Some(style)).map(|i| i as u8)
    }

    /// The definition of a list; without one, the list.
    pub(super) fn definition_of<'a>(&'a self, list: &'a str) -> &'a str {
        self.lists.get(list).map_or(list, |found| &found.definition)
    }

    /// Counts a paragraph on a level of a list, and gives its mark.
    pub(super) fn count(&mut self, list: &str, level: u8) -> Mark {
        let Some(found) = self.lists.get(list) else { return Mark::None };
        let Some(definition) = self.definitions.get(&found.definition) else { return Mark::None };
        let at = usize::from(level).min(LEVELS - 1);
        let levels: Vec<Level> = (0..=at.max(definition.levels.len().saturating_sub(1)).min(LEVELS - 1))
            .map(|i| found.levels.get(&i).or(definition.levels.get(i)).cloned().unwrap_or_default())
            .collect();
        let counts = self.counts.entry(found.definition.clone()).or_default();
        // a list that says where it starts does so when it is first used
        if let Some(start) = found.starts.get(&at).copied()
            && self.begun.insert((list.to_owned(), at))
        {
            counts[at] = Some(start);
        } else {
            let start = found.starts.get(&at).copied().unwrap_or(levels[at].start);
            counts[at] = Some(counts[at].map_or(start, |n| n.saturating_add(1)));
        }
        for (deeper, count) in counts.iter_mut().enumerate().skip(at + 1) {
            let restart = levels.get(deeper).and_then(|l| l.restart);
            if restart.is_none_or(|after| after > at) {
                *count = None;
            }
        }
        let own = &levels[at];
        if own.format == "bullet" {
            return Mark::Bullet;
        }
        let counts = *counts;
        let number = |i: usize| {
            let level = levels.get(i)?;
            let n = counts[i].or(found.starts.get(&i).copied()).unwrap_or(level.start);
            Some((if own.legal { Level::default() } else { level.clone() }, n))
        };
        let mut out = String::new();
        let mut rest = own.text.as_str();
        while let Some(at) = rest.find('%') {
            out.push_str(&rest[..at]);
            let digit = rest[at + 1..].chars().next().and_then(|c| c.to_digit(10)).filter(|d| (1..=9).contains(d));
            match digit {
                Some(digit) => {
                    if let Some((level, n)) = number(digit as usize - 1) {
                        let example = level.example.as_deref().map(|example| format::by_example(example, n));
                        let text = example.or_else(|| format::printed(&level.format, n));
                        if text.is_none() || format::is_doubtful(&level.format, n) {
                            self.unknown.insert(level.format);
                        }
                        out.push_str(&text.unwrap_or_else(|| n.to_string()));
                    }
                    rest = &rest[at + 2..];
                }
                None => {
                    out.push('%');
                    rest = &rest[at + 1..];
                }
            }
        }
        out.push_str(rest);
        let out = out.trim().to_owned();
        if out.is_empty() { Mark::None } else { Mark::Number(out) }
    }
}

fn definition(xml: &mut Xml<'_>) -> Result<Abstract, SourceError> {
    let mut out = Abstract::default();
    while let Some(element) = xml.child()? {
        match element.name.as_str() {
            "lvl" => {
                let at: usize = element.attr("ilvl").and_then(|l| l.parse().ok()).unwrap_or(0);
                let level = level(xml)?;
                if at < LEVELS {
                    out.levels.resize_with(out.levels.len().max(at + 1), Level::default);
                    out.levels[at] = level;
                }
                continue;
            }
            "numStyleLink" => out.linked = Some(element.val()),
            "styleLink" => out.defines = Some(element.val()),
            _ => {}
        }
        xml.skip()?;
    }
    Ok(out)
}

fn level(xml: &mut Xml<'_>) -> Result<Level, SourceError> {
    let mut out = Level::default();
    while let Some(property) = xml.child()? {
        // a format by example, which older programs do not know
        if property.name == "mc:AlternateContent" {
            while let Some(choice) = xml.child()? {
                if choice.name == "mc:Choice" {
                    while let Some(property) = xml.child()? {
                        out.take(&property);
                        xml.skip()?;
                    }
                } else {
                    xml.skip()?;
                }
            }
            continue;
        }
        out.take(&property);
        xml.skip()?;
    }
    Ok(out)
}

impl Level {
    fn take(&mut self, property: &Element<'_>) {
        match property.name.as_str() {
            "start" => self.start = property.val().parse().unwrap_or(1),
            "numFmt" => {
                self.format = property.val();
                self.example = property.attr("format").filter(|_| self.format == "custom");
            }
            "lvlText" => self.text = property.attr("val").unwrap_or_default().chars().take(TEXT).collect(),
            "lvlRestart" => self.restart = property.val().parse().ok(),
            "isLgl" => self.legal = property.is_on(),
            "pStyle" => self.style = Some(property.val()),
            _ => {}
        }
    }
}

fn list(xml: &mut Xml<'_>) -> Result<List, SourceError> {
    let mut out = List::default();
    while let Some(element) = xml.child()? {
        match element.name.as_str() {
            "abstractNumId" => out.definition = element.val(),
            "lvlOverride" => {
                let at: usize = element.attr("ilvl").and_then(|l| l.parse().ok()).unwrap_or(0);
                while let Some(part) = xml.child()? {
                    match part.name.as_str() {
                        "startOverride" => {
                            out.starts.extend(part.val().parse().ok().map(|start| (at, start)));
                        }
                        "lvl" => {
                            out.levels.insert(at, level(xml)?);
                            continue;
                        }
                        _ => {}
                    }
                    xml.skip()?;
                }
                continue;
            }
            _ => {}
        }
        xml.skip()?;
    }
    Ok(out)
}
