//! A text: the words of an agreement in one language, as a title and a tree of clauses.

/// The words of an agreement in one language.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text {
    /// The title as printed.
    pub title: String,
    /// BCP 47: `zh-CN`, `en`.
    pub language: String,
    /// The label of the edition as printed: `2023年12月版`.
    pub label: Option<String>,
    /// The time of the last update as printed, in RFC 3339.
    pub updated: Option<String>,
    /// Paragraphs and clauses in reading order.
    pub body: Vec<Item>,
}

/// A part of a body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Item {
    /// One block of CommonMark (see [`crate::marks`]).
    Paragraph(String),
    /// A clause.
    Clause(Clause),
}

/// An addressable part of a text: a printed number and/or a heading, own paragraphs, child clauses.
/// With neither number nor heading it is a bullet of a list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Clause {
    /// The label as printed: `第一条`, `（1）`, `(a)`.
    pub number: Option<String>,
    /// The caption.
    pub heading: Option<String>,
    /// The path in the version in which the clause first appeared, where it differs from the path now.
    pub id: Option<String>,
    /// Paragraphs and clauses in reading order.
    pub body: Vec<Item>,
}

/// How deep clauses may nest; reading YAML, templates and people all stop before.
pub const MAX_DEPTH: usize = 16;

/// The paragraphs that belong to the body itself, not to a clause in it.
pub fn own_paragraphs(body: &[Item]) -> impl Iterator<Item = &str> {
    body.iter().filter_map(|item| match item {
        Item::Paragraph(p) => Some(p.as_str()),
        Item::Clause(_) => None,
    })
}

/// The clauses that stand directly in the body.
pub fn children(body: &[Item]) -> impl Iterator<Item = &Clause> {
    body.iter().filter_map(|item| match item {
        Item::Clause(c) => Some(c),
        Item::Paragraph(_) => None,
    })
}

impl Text {
    /// Every clause in reading order, parents before their children, with its depth (0 at the top).
    pub fn clauses(&self) -> impl Iterator<Item = (usize, &Clause)> {
        let mut stack: Vec<(usize, &Clause)> = children(&self.body).map(|c| (0, c)).collect();
        stack.reverse();
        std::iter::from_fn(move || {
            let (depth, clause) = stack.pop()?;
            let from = stack.len();
            stack.extend(children(&clause.body).map(|c| (depth + 1, c)));
            stack[from..].reverse();
            Some((depth, clause))
        })
    }
}
