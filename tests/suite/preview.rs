//! `engross preview`, as a browser meets it: the site on loopback, an event and new pages after a change, an error as a page,
//! nothing to anybody else.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::sandbox::Sandbox;

/// A preview that runs until it is dropped.
struct Preview {
    child: Child,
    port: u16,
    /// Where it builds: gone with it, since a killed process clears nothing away.
    temporary: tempfile::TempDir,
}

impl Preview {
    fn start(sandbox: &Sandbox) -> Preview {
        let mut command = Command::new(env!("CARGO_BIN_EXE_engross"));
        command.args(["preview", "--port", "0", "--at", "2026-03-01"]).current_dir(sandbox.path());
        let temporary = tempfile::tempdir().unwrap();
        command.env("TMPDIR", temporary.path());
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.as_mut().unwrap()).read_line(&mut line).unwrap();
        let port = line.trim().strip_prefix("http://127.0.0.1:").and_then(|rest| rest.strip_suffix('/'));
        Preview { port: port.unwrap_or_else(|| panic!("{line}")).parse().unwrap(), child, temporary }
    }

    /// Sends a request with that first line and `Host`; returns the whole answer.
    fn ask(&self, line: &str, host: &str) -> String {
        let mut stream = self.connect();
        write!(stream, "{line} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n").unwrap();
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer);
        String::from_utf8_lossy(&answer).into_owned()
    }

    fn get(&self, path: &str) -> String {
        self.ask(&format!("GET {path}"), &format!("127.0.0.1:{}", self.port))
    }

    fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
        stream
    }

    /// The stream of events, its first event read.
    fn events(&self) -> BufReader<TcpStream> {
        let mut stream = self.connect();
        write!(stream, "GET /~preview/events HTTP/1.1\r\nHost: localhost:{}\r\n\r\n", self.port).unwrap();
        let mut events = BufReader::new(stream);
        event(&mut events);
        events
    }
}

impl Drop for Preview {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The data of the next event.
fn event(events: &mut impl std::io::BufRead) -> String {
    loop {
        let mut line = String::new();
        assert!(events.read_line(&mut line).unwrap() > 0, "the stream of events ended");
        if let Some(data) = line.strip_prefix("data: ") {
            return data.trim().to_owned();
        }
    }
}

#[test]
fn a_change_is_built_and_told_and_an_error_is_a_page() {
    let sandbox = Sandbox::with_sample();
    let preview = Preview::start(&sandbox);
    let page = preview.get("/");
    assert!(page.starts_with("HTTP/1.1 200 ") && page.contains("Content-Type: text/html; charset=utf-8"), "{page}");
    assert!(page.contains("<script src=\"/~preview/reload.js\" defer>"), "{page}");
    assert!(page.contains("script-src 'self'") && page.contains("connect-src 'self'"), "{page}");
    assert!(preview.get("/sample-terms").contains("Location: /sample-terms/"));
    assert!(preview.get("/engross.css").contains("Content-Type: text/css"));
    assert!(preview.get("/~preview/reload.js").contains("EventSource"));
    assert!(!sandbox.path().join("site").exists(), "the workspace's own site is left alone");

    // another word of the site's, in a folder that was not there
    let mut events = preview.events();
    sandbox.write("templates/words.yaml", "all_agreements: {en: Our promises}\n");
    event(&mut events);
    let begun = Instant::now();
    while !preview.get("/").contains("Our promises") && begun.elapsed() < Duration::from_secs(30) {
        std::thread::sleep(Duration::from_millis(50));
    }
    assert!(preview.get("/").contains("Our promises"));

    // a template with a mistake: a page that says where, and behind it the site as it was
    let mut events = preview.events();
    sandbox.write("templates/index.html", "<p>\n{{ pages }}</p>");
    event(&mut events);
    let page = preview.get("/");
    assert!(page.starts_with("HTTP/1.1 500 "), "{page}");
    assert!(page.contains("index.html:2:4") && page.contains("pages") && page.contains("reload.js"), "{page}");
    assert!(preview.get("/?last-good").contains("Our promises"));
    std::fs::remove_file(sandbox.path().join("templates/index.html")).unwrap();
    event(&mut events);
    assert!(preview.get("/").starts_with("HTTP/1.1 200 "));

    // a text that is not the published one
    sandbox.change("agreements/sample-terms/2026-01.yaml", "agreements/sample-terms/2026-01.yaml", |text| {
        text.replace("30", "<31>")
    });
    event(&mut events);
    let page = preview.get("/sample-terms/");
    assert!(page.contains("not the published one") && page.starts_with("HTTP/1.1 500 "), "{page}");
}

#[test]
fn nobody_else_reads_and_nothing_else_is_read() {
    let sandbox = Sandbox::with_sample();
    sandbox.write("secret", "the secret");
    let preview = Preview::start(&sandbox);
    let own = format!("127.0.0.1:{}", preview.port);
    for host in ["evil.example", &format!("evil.example:{}", preview.port), "127.0.0.1", "127.0.0.1:1", ""] {
        assert!(preview.ask("GET /", host).starts_with("HTTP/1.1 403 "), "{host}");
        assert!(preview.ask("GET /~preview/events", host).starts_with("HTTP/1.1 403 "), "{host}");
    }
    let localhost = format!("localhost:{}", preview.port);
    assert!(preview.ask("GET /", &localhost).starts_with("HTTP/1.1 200 "));
    assert!(preview.ask("POST /", &own).starts_with("HTTP/1.1 405 "));
    let head = preview.ask("HEAD /", &own);
    assert!(head.starts_with("HTTP/1.1 200 ") && head.ends_with("\r\n\r\n"), "{head}");
    for path in [
        "/../secret",
        "/..%2fsecret",
        "/%2e%2e/secret",
        "/sample-terms/../../secret",
        "//etc/passwd",
        "/.engross-x",
        "/../.site.engross-cache",
        "/.site.engross-cache",
        "/nothing",
        "/%00",
        "/%",
        "http://evil.example/",
    ] {
        let answer = preview.get(path);
        assert!(answer.starts_with("HTTP/1.1 40"), "{path}: {answer}");
        assert!(!answer.contains("the secret"), "{path}: {answer}");
    }
    // only loopback: another address of this machine has no listener
    let other =
        std::net::UdpSocket::bind("0.0.0.0:0").and_then(|s| s.connect("192.0.2.1:9").and_then(|()| s.local_addr()));
    if let Ok(other) = other.map(|address| std::net::SocketAddr::new(address.ip(), preview.port))
        && !other.ip().is_loopback()
    {
        assert!(TcpStream::connect_timeout(&other, Duration::from_secs(2)).is_err(), "{other}");
    }
}

#[cfg(unix)]
#[test]
fn ctrl_c_ends_it_and_leaves_nothing() {
    let sandbox = Sandbox::with_sample();
    let before = std::fs::read_dir(sandbox.path()).unwrap().count();
    for signal in ["-INT", "-TERM"] {
        let mut preview = Preview::start(&sandbox);
        let mut events = preview.events();
        assert!(Command::new("kill").args([signal, &preview.child.id().to_string()]).status().unwrap().success());
        let status = preview.child.wait().unwrap();
        assert_eq!(status.code(), Some(0), "{signal}");
        let mut rest = String::new();
        assert!(events.read_to_string(&mut rest).is_ok(), "the stream ends");
        assert_eq!(std::fs::read_dir(preview.temporary.path()).unwrap().count(), 0, "{signal}");
    }
    assert_eq!(std::fs::read_dir(sandbox.path()).unwrap().count(), before);
}
