//! A page on its way to the browser: the script that shows it again after a build is put in, and its
//! Content-Security-Policy lets that script through. The files of the site have neither.

/// The addresses of the preview itself; no agreement has such a name.
pub(super) const SCRIPT: &str = "/~preview/reload.js";
pub(super) const EVENTS: &str = "/~preview/events";

/// Loads the page again when a build has ended since, or the preview was started anew.
pub(super) const SOURCE: &str = "\
let seen;
new EventSource(\"/~preview/events\").onmessage = ({ data }) => {
  if (seen !== undefined && seen !== data) location.reload();
  seen = data;
};
";

/// The page where there is none.
pub(super) const MISSING: &str = "<!doctype html>\n<title>Not found</title>\n<h1>Not found</h1>\n<script src=\"/~preview/reload.js\" defer></script>\n";

/// The page with the script.
pub(super) fn live(html: &str) -> String {
    let html = permitted(html);
    let (before, after) = html.split_at(html.rfind("</body>").unwrap_or(html.len()));
    format!("{before}<script src=\"{SCRIPT}\" defer></script>\n{after}")
}

/// The page of a build that failed.
pub(super) fn failed(message: &str) -> String {
    let message = escape(message);
    live(&format!(
        "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>The site could not be built</title></head>\n\
         <body><h1>The site could not be built</h1>\n<pre>{message}</pre>\n\
         <p><a href=\"?last-good\">This page as it was built last</a></p>\n</body></html>\n"
    ))
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// Lets scripts and connections of the page's own address through the policy that the page names.
fn permitted(html: &str) -> String {
    const OPEN: &str = "<meta http-equiv=\"Content-Security-Policy\" content=\"";
    let Some(start) = html.find(OPEN).map(|at| at + OPEN.len()) else { return html.to_owned() };
    let end = html[start..].find('"').map_or(html.len(), |len| start + len);
    let mut directives: Vec<String> =
        html[start..end].split(';').map(|d| d.trim().to_owned()).filter(|d| !d.is_empty()).collect();
    for name in ["script-src", "connect-src"] {
        match directives.iter_mut().find(|d| d.split(' ').next() == Some(name)) {
            Some(directive) if directive.contains("'self'") => {}
            Some(directive) if directive.ends_with("'none'") => *directive = format!("{name} 'self'"),
            Some(directive) => directive.push_str(" 'self'"),
            None => directives.push(format!("{name} 'self'")),
        }
    }
    format!("{}{}{}", &html[..start], directives.join("; "), &html[end..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_policy_lets_the_script_through_and_nothing_else() {
        let meta = |policy: &str| format!("<meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">");
        let script = "<script src=\"/~preview/reload.js\" defer></script>\n";
        for (before, after) in [
            (
                "default-src 'none'; style-src 'self'",
                "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'",
            ),
            ("script-src 'self' file:", "script-src 'self' file:; connect-src 'self'"),
            ("script-src 'none'; connect-src a.example", "script-src 'self'; connect-src a.example 'self'"),
        ] {
            assert_eq!(
                live(&format!("{}<body>x</body>", meta(before))),
                format!("{}<body>x{script}</body>", meta(after))
            );
        }
        assert_eq!(live("x"), format!("x{script}"));
    }
}
