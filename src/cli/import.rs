//! `engross import`

use std::io::Write as _;
use std::path::PathBuf;

use super::input::{self, Input, Reading};
use super::{Failure, Global, Outcome, Terminal, address};
use crate::model::name::{Slug, VersionName};
use crate::model::plural::plural;
use crate::redline::form::human::human;
use crate::redline::form::{Name, Names};
use crate::redline::{Kind, Redline};
use crate::workspace::import::{self, ImportError, Plan, Request};
use crate::workspace::{publish, review};

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Files of any format that `parse` reads
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// The agreement [default: the one with the same title, else a new one]
    #[arg(long = "as", value_name = "SLUG")]
    slug: Option<Slug>,
    /// The version [default: from the label or the time of the text]
    #[arg(long)]
    version: Option<VersionName>,
    /// Write what was moved, joined, dropped or guessed as a checklist beside the draft
    #[arg(long)]
    review: bool,
    #[command(flatten)]
    reading: Reading,
}

pub(super) fn run(args: Args, global: &Global, terminal: &Terminal) -> Result<Outcome, Failure> {
    let ws = address::workspace(global)?;
    // before the lock is taken: standard input can be long in coming
    let inputs = args.files.iter().map(|file| input::read(file, &args.reading, global));
    let inputs: Vec<Input> = inputs.collect::<Result<_, _>>()?;
    let _lock = publish::lock(&ws)?;
    // what is planned, and the file and the document in it that it comes from
    let mut plans: Vec<(Plan, usize, usize)> = Vec::new();
    for (from, (file, input)) in args.files.iter().zip(&inputs).enumerate() {
        let documents = &input.documents;
        let titles: Vec<&str> = documents.iter().filter(|d| !d.is_translation).map(|d| d.text.title.as_str()).collect();
        if titles.len() > 1 && args.slug.is_some() {
            let message = format!("{} agreements in it, and one name: {}", titles.len(), titles.join(", "));
            return Err(Failure::new(message).at(file.display()).hint("leave `--as` out: each is named by its title"));
        }
        let extension = file.extension().map_or_else(|| "txt".to_owned(), |e| e.to_string_lossy().into_owned());
        let request = Request { slug: args.slug.clone(), version: args.version.clone(), extension };
        for (at, document) in documents.iter().enumerate() {
            let original = plans.last().map(|(plan, ..)| plan).filter(|_| document.is_translation);
            let plan =
                import::plan(&ws, document, &request, original).map_err(|error| hinted(error).at(file.display()))?;
            if let Some((earlier, ..)) = plans.iter().find(|(earlier, ..)| earlier.path == plan.path) {
                let message =
                    format!("`{}` and `{}` would both be {}", earlier.text.title, plan.text.title, plan.path.display());
                return Err(Failure::new(message)
                    .at(file.display())
                    .hint("import them one by one with `--as` and `--version`"));
            }
            plans.push((plan, from, at));
        }
    }
    // nothing is written before everything can be
    for (plan, from, _) in &plans {
        import::carry_out(&ws, plan, &inputs[*from].bytes)?;
    }
    inputs.iter().for_each(|input| super::parse::remarks(input, &args.reading, terminal));
    let mut out = terminal.out();
    for (plan, from, at) in &plans {
        report(&mut out, &ws.root, plan)?;
        if let (Some(agreement), Some(printed)) = (&plan.agreement, &inputs[*from].documents[*at].category)
            && agreement.category.is_none()
        {
            terminal.remark(format!("the category `{printed}` is none of those in agreements/engross.yaml: left out"));
        }
        if args.review {
            let input = &inputs[*from];
            let diagnostics = &input.documents[*at].diagnostics;
            let review = review::write(&plan.path, args.reading.text(input).as_deref(), diagnostics)?;
            let path = review.path.strip_prefix(&ws.root).unwrap_or(&review.path);
            writeln!(out, "  {}: {}", path.display(), to_review(&review))?;
        }
    }
    Ok(Outcome::Done)
}

fn report(out: &mut impl std::io::Write, root: &std::path::Path, plan: &Plan) -> Result<(), Failure> {
    let path = plan.path.strip_prefix(root).unwrap_or(&plan.path);
    let clauses = plan.text.clauses().count();
    writeln!(out, "{}: {} ({})", path.display(), plan.text.title, plural(clauses, "clause"))?;
    if let Some((version, redline)) = &plan.before {
        writeln!(out, "  against {version}: {}", counts(redline))?;
        for change in redline.changes.iter().filter(|change| !change.with.is_empty()) {
            let path = change.side().map(|side| side.path.as_str()).unwrap_or_default();
            let what = if change.is(Kind::Merged) { "merged" } else { "split" };
            writeln!(out, "  {path}: {what} with {}", change.with.join(", "))?;
        }
        let names = Names {
            old: Name { address: format!("{}@{version}", plan.slug), ..Name::default() },
            new: Name { address: format!("{}@{}", plan.slug, plan.file.version), ..Name::default() },
            language: plan.text.language.clone(),
        };
        writeln!(out, "{}", human(redline, &names, false))?;
    }
    Ok(())
}

/// `3 of 14 to be ticked off`, or that there is nothing.
fn to_review(review: &review::Review) -> String {
    match (review.points, review.open) {
        (0, _) => "nothing to review".to_owned(),
        (points, 0) => format!("all of {points} ticked off"),
        (points, open) => format!("{open} of {points} to be ticked off"),
    }
}

/// `3 amended, 1 inserted`, or that nothing differs.
fn counts(redline: &Redline) -> String {
    let count = |kind| redline.changes.iter().filter(|change| change.kinds.contains(&kind)).count();
    let parts = [
        (count(Kind::Amended), "amended"),
        (count(Kind::Inserted), "inserted"),
        (count(Kind::Deleted), "deleted"),
        (count(Kind::Moved), "moved"),
        (count(Kind::Renumbered), "renumbered"),
    ];
    let parts: Vec<String> = parts.iter().filter(|(n, _)| *n > 0).map(|(n, word)| format!("{n} {word}")).collect();
    if parts.is_empty() { "no difference".to_owned() } else { parts.join(", ") }
}

fn hinted(error: ImportError) -> Failure {
    if let ImportError::Workspace(error) = error {
        return address::hinted(error);
    }
    let hint = match &error {
        ImportError::NoVersion(_) => "name it: `--version 2023-12`",
        ImportError::NoSlug(_) => "name it: `--as service-agreement`",
        ImportError::Published(_) => "a changed text is a new version: `--version` gives it another name",
        ImportError::Untranslated { .. } => "publish the next version with both texts: `--version` names its draft",
        ImportError::Draft(_) => "remove the draft, or give this one another name with `--version`",
        ImportError::Language { .. } => "add the language to `languages` in agreements/engross.yaml",
        ImportError::Workspace(_) => return error.into(),
    };
    Failure::from(error).hint(hint)
}
