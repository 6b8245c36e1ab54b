//! `engross preview`

use std::io::Write as _;
use std::path::Path;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

use super::{Failure, Global, Outcome, Terminal, address, build};
use crate::preview::serve::Server;
use crate::preview::watch::Watch;
use crate::site::Layout;
use crate::workspace::site::Settings;
use crate::workspace::{Workspace, files};

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The port to listen on; 0 for any that is free [default: 4114, or any that is free]
    #[arg(long, value_name = "PORT")]
    port: Option<u16>,
    /// The moment that decides which version is in force: a date, a local time or RFC 3339 [default: now]
    #[arg(long, value_name = "TIME")]
    at: Option<String>,
}

/// The port where none is asked for.
const PORT: u16 = 4114;

/// How long files must be quiet before they are read: an editor writes several at once.
const QUIET: Duration = Duration::from_millis(60);

/// How long a build waits for quiet.
const PATIENCE: Duration = Duration::from_secs(1);

enum Event {
    Changed,
    Stop,
}

pub(super) fn run(args: Args, global: &Global, terminal: &Terminal) -> Result<Outcome, Failure> {
    let root = address::workspace(global)?.root;
    let folder = files::temporary("engross-preview-")?;
    let site = folder.path().join("site");
    let (say, heard) = mpsc::channel();
    let changed = say.clone();
    let mut watch = Watch::new(&root, &["agreements", "templates"], move |_| {
        let _ = changed.send(Event::Changed);
    })?;
    ctrlc::set_handler(move || {
        let _ = say.send(Event::Stop);
    })?;
    let server = match args.port {
        Some(port) => Server::bind(port, &site)?,
        None => Server::bind(PORT, &site).or_else(|_| Server::bind(0, &site))?,
    };
    server.built(rebuild(&args, &root, &site, terminal));
    let serving = server.clone();
    let answering = std::thread::spawn(move || serving.run());
    writeln!(terminal.out(), "http://127.0.0.1:{}/", server.port())?;
    terminal.remark("Ctrl-C ends");
    while changes(&heard) {
        watch.renew();
        server.built(rebuild(&args, &root, &site, terminal));
    }
    server.stop();
    let _ = answering.join();
    Ok(Outcome::Done)
}

/// Waits until files have changed and are quiet again; `false`: it is time to stop.
fn changes(heard: &Receiver<Event>) -> bool {
    if !matches!(heard.recv(), Ok(Event::Changed)) {
        return false;
    }
    let begun = Instant::now();
    while begun.elapsed() < PATIENCE {
        match heard.recv_timeout(QUIET) {
            Ok(Event::Changed) => {}
            Ok(Event::Stop) | Err(RecvTimeoutError::Disconnected) => return false,
            Err(RecvTimeoutError::Timeout) => return true,
        }
    }
    true
}

/// Builds the site and says so; returns why it could not be built.
fn rebuild(args: &Args, root: &Path, site: &Path, terminal: &Terminal) -> Option<String> {
    let begun = Instant::now();
    let built = || -> Result<_, Failure> {
        let ws = Workspace::open(root)?;
        let at = build::moment(args.at.as_deref(), &ws)?;
        let settings = Settings { at, layout: Layout::Pages, base_url: None };
        ws.build(&settings, site, &|_, _| {}).map_err(build::failure)
    };
    match built() {
        Ok(built) => {
            let (ms, changed) = (begun.elapsed().as_millis(), built.written.changed);
            terminal.remark(format!("{} pages, {changed} files written in {ms} ms", built.pages));
            None
        }
        Err(failure) => {
            terminal.error(&failure);
            Some(failure.whole())
        }
    }
}
