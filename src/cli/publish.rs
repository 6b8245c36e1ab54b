//! `engross publish`

use std::io::Write as _;

use serde_json::json;

use super::output::{Plain, from_here};
use super::{Failure, Global, Outcome, Terminal, address, json};
use crate::model::name::{Slug, VersionName};
use crate::model::time::{self, Timestamp};
use crate::model::version::Level;
use crate::redline::form;
use crate::workspace::Workspace;
use crate::workspace::publish::{self, Plan, PublishError, Request};
use crate::workspace::review::{self, Review};

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The agreement
    slug: Slug,
    /// The draft: the name of its file without `.yaml`
    version: VersionName,
    /// When it is published: `2023-12-29`, a local time or RFC 3339 [default: now]
    #[arg(long, value_name = "TIME")]
    published: Option<String>,
    /// When it takes effect for parties bound already [default: at the end of the notice period]
    #[arg(long, value_name = "TIME")]
    effective: Option<String>,
    /// What becomes of earlier acceptances [default: as the redline proposes]
    #[arg(long, value_enum)]
    level: Option<LevelArg>,
    /// For readers, CommonMark
    #[arg(long, value_name = "TEXT")]
    summary: Option<String>,
    /// Show what would be published and write nothing
    #[arg(long)]
    dry_run: bool,
    /// How to print it
    #[arg(long, value_enum, default_value = "human")]
    format: Plain,
}

#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum LevelArg {
    /// Earlier acceptances do not carry over
    Material,
    /// They carry over, with notice
    Minor,
    /// They carry over in silence
    Correction,
}

pub(super) fn run(args: Args, global: &Global, terminal: &Terminal) -> Result<Outcome, Failure> {
    let ws = address::workspace(global)?;
    let _lock = publish::lock(&ws)?;
    let request = request(&ws, &args)?;
    let plan = publish::plan(&ws, &request).map_err(|error| hinted(error, &request))?;
    if !args.dry_run {
        publish::carry_out(&plan)?;
    }
    let open: Vec<Review> =
        review::of_version(&ws, &args.slug, &args.version)?.into_iter().filter(|review| review.open > 0).collect();
    report(&plan, &args, &open, terminal).map_err(|failure| match args.dry_run {
        true => failure,
        false => failure.hint("it is published all the same"),
    })?;
    Ok(Outcome::Done)
}

fn request(ws: &Workspace, args: &Args) -> Result<Request, Failure> {
    let zone = ws.zone();
    let published = match &args.published {
        Some(written) => time::read(written, &zone)?,
        None => time::write(Timestamp::now(), &zone),
    };
    let effective = args.effective.as_deref().map(|written| time::read(written, &zone)).transpose()?;
    let level = args.level.map(|level| match level {
        LevelArg::Material => Level::Material,
        LevelArg::Minor => Level::Minor,
        LevelArg::Correction => Level::Correction,
    });
    let (slug, version, summary) = (args.slug.clone(), args.version.clone(), args.summary.clone());
    Ok(Request { slug, version, published, effective, level, summary })
}

fn report(plan: &Plan, args: &Args, open: &[Review], terminal: &Terminal) -> Result<(), Failure> {
    let record = &plan.record;
    let mut out = terminal.out();
    if args.format == Plain::Json {
        let value = json!({
            "agreement": args.slug, "record": record, "proposed": plan.proposed, "reason": plan.reason,
            "written": !args.dry_run, "review_open": open.iter().map(|review| review.open).sum::<usize>(),
        });
        write!(out, "{}", json::pretty(&value))?;
        return Ok(());
    }
    let done = if args.dry_run { "would be published" } else { "published" };
    writeln!(out, "{}@{} {done} {}", args.slug, record.version, record.published)?;
    writeln!(out, "  effective  {}", record.effective)?;
    let proposed =
        if record.level == plan.proposed { String::new() } else { format!(", proposed {}", plan.proposed.as_str()) };
    writeln!(out, "  level      {}{proposed} ({})", record.level.as_str(), plan.reason)?;
    for (language, digest) in &record.texts {
        writeln!(out, "  text       {digest} {language}")?;
    }
    writeln!(out, "  version    {}", record.digest)?;
    if let Some(before) = plan.published_later() {
        let (name, published) = (&before.version, &before.published);
        terminal.remark(format_args!("the version before it, {name}, is published later: {published}"));
    }
    for stale in plan.redline.iter().flat_map(|redline| &redline.stale) {
        terminal.remark(form::astray(stale, &record.prevailing));
    }
    for review in open {
        let (path, points, open) = (from_here(&review.path.display().to_string()), review.points, review.open);
        terminal.remark(format_args!("{path}: {open} of {points} not ticked off"));
    }
    Ok(())
}

fn hinted(error: PublishError, request: &Request) -> Failure {
    let Request { slug, version, .. } = request;
    if let PublishError::Workspace(error) = error {
        return address::hinted(error);
    }
    let hint = match &error {
        PublishError::NotCanonical { path, .. } => format!("`engross fmt {}` rewrites it canonically", path.display()),
        PublishError::Reserved(_) => "rename the draft's file, for example to `2023-12.yaml`".to_owned(),
        PublishError::Exists { .. } => format!("give the draft another name; `engross log {slug}` lists the versions"),
        PublishError::NoticePeriod { earliest, .. } => format!("`--effective {earliest}`, or leave `--effective` out"),
        PublishError::EffectiveFirst { .. } => "a version cannot bind before it can be read".to_owned(),
        PublishError::NoPrevailing { .. } => format!("the prevailing text stands in `{version}.yaml`"),
        PublishError::Unsound { .. } => "mend the text and publish again; nothing was written".to_owned(),
        PublishError::Translation { .. } => {
            "a translation has the clauses of the prevailing text, under the same numbers or with the same `id:`"
                .to_owned()
        }
        PublishError::OtherLanguage { .. } => {
            format!("a translation stands in `{version}.LANGUAGE.yaml`, the text that prevails in `{version}.yaml`")
        }
        PublishError::Workspace(_) | PublishError::Unchanged { .. } | PublishError::Time(_) => return error.into(),
    };
    Failure::from(error).hint(hint)
}
