//! `engross diff`

use std::collections::HashSet;
use std::ops::Range;

use super::{Failure, Global, Outcome, Terminal, address, pager, show};
use crate::model::address::{Address, Target};
use crate::model::path::place;
use crate::model::text::Text;
use crate::redline::form::{Name, Names, html, human, json, markdown, summary};
use crate::redline::{Change, Redline, Side, check, redline};

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// SLUG, SLUG@VERSION, SLUG@sha256:…, a file or `-`; `#PATH` at the end names a clause
    old: Address,
    /// The same, for the new text
    new: Address,
    /// How to show the redline
    #[arg(long, value_enum, default_value = "human")]
    format: Format,
    /// With `--format html`: the old words beside the new ones
    #[arg(long)]
    side_by_side: bool,
    /// Unchanged clauses too
    #[arg(long)]
    all: bool,
    /// Only changes of this nature: leaves out renumbering, moves, references that follow, typography and markup
    #[arg(long, value_enum)]
    only: Option<Only>,
    /// Exit with 1 if there is a difference
    #[arg(long)]
    exit_code: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// For a terminal
    Human,
    /// For programs
    Json,
    /// A page
    Html,
    /// A change list for a pull request
    Markdown,
    /// A sentence and a table of periods, dates, amounts and words of obligation that differ
    Summary,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Only {
    Substance,
}

pub(super) fn run(args: Args, global: &Global, terminal: &Terminal) -> Result<Outcome, Failure> {
    if (&args.old.text, &args.new.text) == (&Target::Stdin, &Target::Stdin) {
        return Err(Failure::new(
            "standard input is read once: expected a file or an agreement for one side of two `-`",
        ));
    }
    let (mut old, mut new) = in_one_language(texts(&args, global)?, terminal);
    let languages = [primary(&old.language), primary(&new.language)];
    if languages[0] != languages[1] && !languages.contains(&"und") {
        let (old, new) = (&old.language, &new.language);
        terminal.remark(format_args!(
            "the texts are in different languages, `{old}` and `{new}`: their words are not translated"
        ));
    }
    if let (Some(in_old), Some(in_new)) = (&args.old.clause, &args.new.clause) {
        (old, new) = (show::only(&old, in_old)?, show::only(&new, in_new)?);
    }
    let mut redline = redline(&old, &new);
    check(&redline, &old, &new).map_err(|fault| {
        Failure::from(fault).hint("this is a fault of engross: please report it with the two texts; nothing was shown")
    })?;
    match (&args.old.clause, &args.new.clause) {
        (Some(wanted), None) => keep(&mut redline, (&old, |c| c.old.as_ref()), (&new, |c| c.new.as_ref()), wanted)?,
        (None, Some(wanted)) => keep(&mut redline, (&new, |c| c.new.as_ref()), (&old, |c| c.old.as_ref()), wanted)?,
        _ => {}
    }
    if args.only == Some(Only::Substance) {
        redline = redline.of_substance();
    }
    let name = |address: &Address, text: &Text| {
        let name = Name::of(address.to_string(), text);
        if args.format == Format::Json { name.with_digest(text) } else { name }
    };
    let names = Names { old: name(&args.old, &old), new: name(&args.new, &new), language: new.language.clone() };
    let layout = if args.side_by_side { html::Layout::SideBySide } else { html::Layout::Inline };
    let shown = match args.format {
        Format::Human => human::human(&redline, &names, args.all).to_string(),
        Format::Json => json::json(&redline, &names, args.all),
        Format::Html => html::page(&redline, &names, layout, args.all),
        Format::Markdown => markdown::markdown(&redline, &names),
        Format::Summary => summary::summary(&redline, &names),
    };
    pager::show(terminal, &shown)?;
    let differs = redline.changed().next().is_some() || !redline.stale.is_empty();
    // the process ends here: to give back each clause would take longer than to show it
    std::mem::forget((redline, old, new));
    Ok(if args.exit_code && differs { Outcome::Found } else { Outcome::Done })
}

/// `zh` of `zh-CN`.
fn primary(language: &str) -> &str {
    language.split('-').next().unwrap_or(language)
}

/// Files of more bytes than this, which take longer to read than a thread to start, are read beside each other.
const LARGE: u64 = 256 << 10;

/// Both texts, each with its translations.
fn texts(args: &Args, global: &Global) -> Result<[Vec<Text>; 2], Failure> {
    let large = |address: &Address| match &address.text {
        Target::File(path) => path.metadata().is_ok_and(|file| file.len() > LARGE),
        _ => false,
    };
    if !(large(&args.old) && large(&args.new)) {
        return Ok([address::texts(&args.old, global)?, address::texts(&args.new, global)?]);
    }
    std::thread::scope(|scope| {
        let new = scope.spawn(|| address::texts(&args.new, global));
        let old = address::texts(&args.old, global)?;
        let lost = |_| Err(Failure::new("a thread ended before its file was read"));
        Ok([old, new.join().unwrap_or_else(lost)?])
    })
}

/// Of texts in two languages those in the first that both sides have.
fn in_one_language([mut old, mut new]: [Vec<Text>; 2], terminal: &Terminal) -> (Text, Text) {
    let same = |old: &Text| new.iter().position(|new| primary(&new.language) == primary(&old.language));
    let both = old.iter().enumerate().find_map(|(at, text)| Some((at, same(text)?)));
    if let Some((_, at)) = both.filter(|_| old.len() + new.len() > 2) {
        terminal.remark(format_args!(
            "compared in `{}`; `engross import` writes each language to a file, which can be compared too",
            new[at].language
        ));
    }
    let (a, b) = both.unwrap_or_default();
    (old.swap_remove(a), new.swap_remove(b))
}

/// A text of a redline, and the side of a change that is in it.
type In<'t> = (&'t Text, fn(&Change) -> Option<&Side>);

/// Keeps what became of the clause that is named in one of the texts, and of those in it.
fn keep(redline: &mut Redline, named: In<'_>, other: In<'_>, wanted: &str) -> Result<(), Failure> {
    // the text itself is place 0
    let family = |text: &Text, wanted: &str| -> Result<Range<usize>, Failure> {
        let placed = place(text);
        let inner = address::with_inner(&placed, address::clause(&placed, wanted, text)?);
        Ok(inner.start + 1..inner.end + 1)
    };
    let here = family(named.0, wanted)?;
    let itself = redline.changes.iter().find(|c| named.1(c).is_some_and(|side| side.place == here.start));
    let there = match itself.and_then(other.1) {
        Some(side) => family(other.0, &side.path)?,
        None => 0..0,
    };
    redline.changes.retain(|change| match (named.1(change), other.1(change)) {
        (Some(side), _) => here.contains(&side.place),
        (None, side) => side.is_some_and(|side| there.contains(&side.place)),
    });
    let shown: HashSet<usize> = redline.changes.iter().filter_map(|c| c.new.as_ref()).map(|side| side.place).collect();
    redline.stale.retain(|stale| shown.contains(&stale.at.place));
    Ok(())
}
