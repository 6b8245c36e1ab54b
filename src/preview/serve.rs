//! A folder → answers to a browser on this machine. The only module that knows `tiny_http`.
//!
//! It listens on 127.0.0.1 alone, and answers only who asks for that address by name: a page of another site that has its
//! own name lead here (DNS rebinding) reads nothing.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tiny_http::{Header, Method, Request, Response};

use super::page;
use super::path::{Found, find, media_type};

/// How long a quiet stream of events waits before it asks whether anybody still listens.
const QUIET: Duration = Duration::from_secs(10);

/// How many browsers' windows are told of builds at a time.
const LISTENERS: usize = 64;

/// A folder being served.
#[derive(Clone)]
pub struct Server {
    http: Arc<tiny_http::Server>,
    port: u16,
    folder: PathBuf,
    shown: Arc<(Mutex<Shown>, Condvar)>,
}

/// What is shown now.
#[derive(Debug, Default)]
struct Shown {
    /// How many builds have ended.
    builds: u64,
    /// Why the last one failed.
    error: Option<String>,
    stopped: bool,
    listeners: usize,
}

/// Why a folder cannot be served.
#[derive(Debug, thiserror::Error)]
#[error("cannot listen on 127.0.0.1:{port}: {message}")]
pub struct ServeError {
    port: u16,
    message: String,
}

impl Server {
    /// Listens on a port of 127.0.0.1; on any free one where that is 0.
    pub fn bind(port: u16, folder: &Path) -> Result<Server, ServeError> {
        let failed = |message: String| ServeError { port, message };
        let http = tiny_http::Server::http(("127.0.0.1", port)).map_err(|e| failed(e.to_string()))?;
        let port = http.server_addr().to_ip().map_or(port, |address| address.port());
        let folder = folder.to_owned();
        Ok(Server { http: Arc::new(http), port, folder, shown: Arc::default() })
    }

    /// The port.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// A build has ended: with an error, pages show that; every page is shown again.
    pub fn built(&self, error: Option<String>) {
        let mut shown = self.shown();
        shown.builds += 1;
        shown.error = error;
        self.shown.1.notify_all();
    }

    /// Answers until [`Server::stop`].
    pub fn run(&self) {
        while let Ok(request) = self.http.recv() {
            if self.shown().stopped {
                return;
            }
            let path = request.url().split('?').next().unwrap_or_default().to_owned();
            if !self.is_meant(&request) {
                answer(request, 403, "text/plain; charset=utf-8", b"this preview answers at its own address only\n");
            } else if !matches!(request.method(), Method::Get | Method::Head) {
                answer(request, 405, "text/plain; charset=utf-8", b"only GET and HEAD\n");
            } else if path == page::EVENTS {
                let server = self.clone();
                std::thread::spawn(move || server.events(request));
            } else if path == page::SCRIPT {
                answer(request, 200, "text/javascript; charset=utf-8", page::SOURCE.as_bytes());
            } else {
                self.file(request, &path);
            }
        }
    }

    /// Ends [`Server::run`] and every stream of events.
    pub fn stop(&self) {
        self.shown().stopped = true;
        self.shown.1.notify_all();
        self.http.unblock();
    }

    fn shown(&self) -> MutexGuard<'_, Shown> {
        self.shown.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether the request names this address.
    fn is_meant(&self, request: &Request) -> bool {
        let hosts: Vec<&str> =
            request.headers().iter().filter(|h| h.field.equiv("Host")).map(|h| h.value.as_str()).collect();
        let own = ["127.0.0.1", "localhost"].map(|name| format!("{name}:{}", self.port));
        matches!(hosts[..], [host] if own.iter().any(|own| own.eq_ignore_ascii_case(host)))
    }

    fn file(&self, request: Request, path: &str) {
        let html = "text/html; charset=utf-8";
        let (found, wants_last) = (find(&self.folder, path), request.url().ends_with("?last-good"));
        let page = path.ends_with('/') || path.ends_with(".html");
        let error = self.shown().error.clone().filter(|_| page && !wants_last);
        let file = match found {
            Found::Folder => {
                let to = Header::from_bytes("Location", format!("{path}/"));
                let _ = request.respond(to.into_iter().fold(Response::empty(301), Response::with_header));
                return;
            }
            Found::File(file) => std::fs::read(&file).ok().map(|bytes| (file, bytes)),
            Found::Nothing => None,
        };
        match (error, file) {
            (Some(error), _) => answer(request, 500, html, page::failed(&error).as_bytes()),
            (None, Some((_, bytes))) if page => {
                answer(request, 200, html, page::live(&String::from_utf8_lossy(&bytes)).as_bytes());
            }
            (None, Some((file, bytes))) => answer(request, 200, media_type(&file), &bytes),
            (None, None) => answer(request, 404, html, page::MISSING.as_bytes()),
        }
    }

    /// A stream of events (HTML, server-sent events): one for the build that is shown, one for each that follows.
    fn events(&self, request: Request) {
        let mut shown = self.shown();
        if shown.listeners >= LISTENERS {
            drop(shown);
            return answer(request, 503, "text/plain; charset=utf-8", b"too many windows\n");
        }
        shown.listeners += 1;
        drop(shown);
        let mut to = request.into_writer();
        let _ = self.tell(&mut to);
        self.shown().listeners -= 1;
    }

    fn tell(&self, to: &mut impl io::Write) -> io::Result<()> {
        to.write_all(b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nCache-Control: no-store\r\nConnection: close\r\n\r\n")?;
        let mut told = None;
        loop {
            let mut shown = self.shown();
            if told == Some(shown.builds) && !shown.stopped {
                (shown, _) = self.shown.1.wait_timeout(shown, QUIET).unwrap_or_else(PoisonError::into_inner);
            }
            let (builds, stopped) = (shown.builds, shown.stopped);
            drop(shown);
            if stopped {
                return Ok(());
            }
            // with the process's number: after a new start the count begins anew
            match told == Some(builds) {
                true => to.write_all(b":\n\n")?,
                false => write!(to, "data: {}-{builds}\n\n", std::process::id())?,
            }
            to.flush()?;
            told = Some(builds);
        }
    }
}

/// Sends an answer; who has gone away needs none.
fn answer(request: Request, status: u16, media_type: &str, body: &[u8]) {
    let headers = [("Content-Type", media_type), ("Cache-Control", "no-store"), ("X-Content-Type-Options", "nosniff")];
    let headers = headers.into_iter().filter_map(|(name, value)| Header::from_bytes(name, value).ok());
    let response = Response::from_data(body).with_status_code(status);
    let _ = request.respond(headers.fold(response, Response::with_header));
}
