//! `postgres://USER:PASSWORD@HOST:PORT/DATABASE?sslmode=…` → where to connect, and how safely.
//!
//! Invariant: nothing that an address shows, in an error or in a debugging print, has a piece of the password in it;
//! so an error names the part that is wrong and never quotes it.

use std::fmt;
use std::net::IpAddr;
use std::path::PathBuf;
use std::time::Duration;

use postgres::Config;
use postgres::config::SslMode;

/// Where a server is, as whom to log in, and whether over TLS.
#[derive(Clone)]
pub struct Address {
    pub(super) config: Config,
    /// The file of authorities to trust under `sslmode=verify-full`; none: those of the system.
    pub(super) authorities: Option<PathBuf>,
    server: String,
    database: String,
    is_open_to_others: bool,
}

/// Why a URL is no address. Says which part, never what stands there.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AddressError {
    /// Not of the form.
    #[error("no address of a PostgreSQL database: expected {0}")]
    Form(&'static str),
    /// A parameter that is not understood; an ignored one could be the one that makes it safe.
    #[error("the parameter `{0}` is unknown: expected `sslmode`, `sslrootcert`, `host` or `connect_timeout`")]
    Unknown(String),
    /// `prefer` and `allow` protect from nobody who can change what is sent.
    #[error("`sslmode` is none that protects or says that it does not: expected `disable`, `require` or `verify-full`")]
    SslMode,
    /// Authorities without TLS.
    #[error("`sslrootcert` needs `sslmode=verify-full`")]
    RootWithoutTls,
}

const FORM: &str = "`postgres://USER:PASSWORD@HOST:PORT/DATABASE`, with `%40` for `@`, `%2F` for `/` and `%3A` for `:` \
                    in a password";

impl Address {
    /// Whether a URL is one of PostgreSQL.
    pub fn is_one(url: &str) -> bool {
        url.starts_with("postgres://") || url.starts_with("postgresql://")
    }

    /// Reads a URL. `password` is the one to log in with where the URL has none.
    ///
    /// `sslmode`: `disable` is plain text; `require`, `verify-ca` and `verify-full` are one: TLS with a certificate that
    /// an authority has signed for this host. Libpq's `require` trusts any certificate, which stops nobody who could
    /// read along. Without `sslmode` the connection is plain; [`Address::is_open_to_others`] tells where that matters.
    pub fn parse(url: &str, password: Option<&str>) -> Result<Self, AddressError> {
        let form = AddressError::Form(FORM);
        let rest = url.strip_prefix("postgres://").or_else(|| url.strip_prefix("postgresql://")).ok_or(form.clone())?;
        let (rest, query) = rest.split_once('?').unwrap_or((rest, ""));
        let (authority, database) = rest.split_once('/').unwrap_or((rest, ""));
        let (login, place) = authority.rsplit_once('@').unwrap_or(("", authority));
        let (user, own) = login.split_once(':').map_or((login, None), |(user, password)| (user, Some(password)));
        let mut config = Config::new();
        if rest.contains('#')
            || login.contains(['@', '['])
            || own.is_some_and(|p| p.contains(':'))
            || database.contains('/')
        {
            return Err(form);
        }
        let user = decoded(user).ok_or(form.clone())?;
        if user.is_empty() {
            return Err(AddressError::Form("a user: `postgres://USER@HOST/DATABASE`"));
        }
        config.user(&user);
        let own = match own {
            Some(password) => Some(decoded(password).ok_or(form.clone())?),
            None => None,
        };
        if let Some(password) = own.as_deref().or(password) {
            config.password(password);
        }
        let database = decoded(database).filter(|d| !d.contains('\0')).ok_or(form.clone())?;
        if database.is_empty() {
            return Err(AddressError::Form("a database: `postgres://USER@HOST/DATABASE`"));
        }
        config.dbname(&database).application_name("engross");
        // a server that went away without a word is noticed, also while a commit is under way
        config.connect_timeout(Duration::from_secs(10)).tcp_user_timeout(Duration::from_secs(60));
        config.keepalives_idle(Duration::from_secs(30));

        let (mut tls, mut authorities, mut socket) = (None, None, None);
        for pair in query.split('&').filter(|p| !p.is_empty()) {
            let (name, value) = pair.split_once('=').ok_or(form.clone())?;
            let value = decoded(value).ok_or(form.clone())?;
            match name {
                "sslmode" => {
                    tls = Some(match value.as_str() {
                        "disable" => false,
                        "require" | "verify-ca" | "verify-full" => true,
                        _ => return Err(AddressError::SslMode),
                    });
                }
                "sslrootcert" => authorities = Some(value).filter(|v| v != "system").map(PathBuf::from),
                "host" => socket = Some(value),
                "connect_timeout" => {
                    let seconds = value.parse().map_err(|_| AddressError::Form("`connect_timeout` in seconds"))?;
                    config.connect_timeout(Duration::from_secs(seconds));
                }
                // a name of letters is no piece of a password that broke the URL
                _ => return Err(if is_word(name) { AddressError::Unknown(name.to_owned()) } else { form }),
            }
        }
        if authorities.is_some() && tls != Some(true) {
            return Err(AddressError::RootWithoutTls);
        }
        config.ssl_mode(if tls == Some(true) { SslMode::Require } else { SslMode::Disable });

        let (host, port) = match socket {
            Some(_) if !place.is_empty() => return Err(form),
            Some(host) => (host, 5432),
            None => host_and_port(place).ok_or(form.clone())?,
        };
        let is_plain = |c: char| c.is_ascii_alphanumeric() || "._-:/".contains(c);
        if host.is_empty() || !host.chars().all(is_plain) {
            return Err(AddressError::Form("a host: `postgres://USER@HOST/DATABASE`"));
        }
        config.host(&host).port(port);
        let is_here = host.starts_with('/')
            || host == "localhost"
            || host.parse::<IpAddr>().is_ok_and(|address| address.is_loopback());
        let server = if host.starts_with('/') { host } else { format!("{host}:{port}") };
        let is_open_to_others = tls.is_none() && !is_here;
        Ok(Address { config, authorities, server, database, is_open_to_others })
    }

    /// `HOST:PORT`.
    pub fn server(&self) -> &str {
        &self.server
    }

    /// The name of the database.
    pub fn database(&self) -> &str {
        &self.database
    }

    /// Whether what is sent crosses a network in plain text without the URL having said so.
    pub fn is_open_to_others(&self) -> bool {
        self.is_open_to_others
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "postgres://{}/{}", self.server, self.database)
    }
}

impl fmt::Debug for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

fn is_word(s: &str) -> bool {
    !s.is_empty() && s.len() <= 32 && s.bytes().all(|b| b.is_ascii_lowercase() || b == b'_')
}

fn host_and_port(place: &str) -> Option<(String, u16)> {
    let (host, port) = match place.strip_prefix('[') {
        Some(v6) => {
            let (host, rest) = v6.split_once(']')?;
            host.parse::<IpAddr>().ok()?;
            (host, rest.strip_prefix(':').or_else(|| rest.is_empty().then_some("5432"))?)
        }
        None => place.split_once(':').unwrap_or((place, "5432")),
    };
    Some((decoded(host)?, port.parse().ok()?))
}

/// Percent-decoded; `None`: no UTF-8, or a broken escape.
fn decoded(s: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(s.len());
    let mut rest = s.as_bytes();
    while let Some((&byte, tail)) = rest.split_first() {
        if byte == b'%' {
            let digits = std::str::from_utf8(tail.get(..2)?).ok()?;
            bytes.push(u8::from_str_radix(digits, 16).ok()?);
            rest = &tail[2..];
        } else {
            bytes.push(byte);
            rest = tail;
        }
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(url: &str) -> Result<Address, AddressError> {
        Address::parse(url, None)
    }

    #[test]
    fn addresses_are_read() {
        let address = parse("postgres://me:h%40sh@db.example:5433/acts?sslmode=verify-full").expect("address");
        assert_eq!(address.to_string(), "postgres://db.example:5433/acts");
        assert_eq!(address.config.get_password(), Some(&b"h@sh"[..]));
        assert_eq!(address.config.get_ssl_mode(), SslMode::Require);
        let v6 = parse("postgresql://me@[::1]/acts").expect("address");
        assert!(!v6.is_open_to_others() && v6.server() == "::1:5432");
        assert!(parse("postgres://me@db.example/acts").expect("address").is_open_to_others());
        assert!(!parse("postgres://me@db.example/acts?sslmode=disable").expect("address").is_open_to_others());
        let socket = parse("postgres://me@/acts?host=%2Frun%2Fpostgresql").expect("address");
        assert_eq!(socket.server(), "/run/postgresql");
        let given = Address::parse("postgres://me@h/d", Some("other")).expect("address");
        assert_eq!(given.config.get_password(), Some(&b"other"[..]));
    }

    #[test]
    fn what_is_no_address_is_told_without_the_password() {
        for url in [
            "postgres://me:hush@hush/hush@host/db",
            "postgres://me:hu:sh@host/db",
            "postgres://me:hush#hush@host/db",
            "postgres://me:hush?hush@host/db",
            "postgres://me:hush%zz@host/db",
            "postgres://me:hush@host",
            "postgres://:hush@host/db",
            "postgres://me:hush@/db",
            "postgres://me:hush@ho st/db",
            "postgres://me:hush@host:port/db",
            "postgres://me:hush@host/db?sslmode=prefer",
            "postgres://me:hush@host/db?sslrootcert=ca.pem",
            "postgres://me:hush@host/db?sslcert=hush",
        ] {
            let error = parse(url).expect_err(url).to_string();
            assert!(!error.contains("hush"), "{url}: {error}");
        }
        let address = parse("postgres://me:hush@host/db").expect("address");
        assert!(!format!("{address:?} {address} {:?}", address.config).contains("hush"));
    }
}
