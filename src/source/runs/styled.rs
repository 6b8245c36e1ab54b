//! Stretches of one style → spans: marks nest, and shrink where Markdown cannot say them.

use super::Style;
use crate::marks::{self, Span};

/// Runs with their style.
pub(super) type Styled = Vec<(Style, String)>;

/// Each stretch becomes the mark that reaches furthest, and inside it the rest.
pub(super) fn nest(runs: &[(Style, String)], links: &[String]) -> Vec<Span> {
    let mut out = Vec::new();
    let mut at = 0;
    while let Some((style, text)) = runs.get(at) {
        let reach = |has: &dyn Fn(&Style) -> bool| runs[at..].iter().take_while(|(s, _)| has(s)).count();
        let reaches = [
            style.link.map_or(0, |link| reach(&|s| s.link == Some(link))),
            reach(&|s| s.underline),
            reach(&|s| s.strong),
            reach(&|s| s.emphasis),
        ];
        let furthest = reaches.into_iter().max().unwrap_or(0);
        if furthest == 0 {
            match out.last_mut() {
                _ if style.code => out.push(Span::Code(text.clone())),
                Some(Span::Text(before)) => before.push_str(text),
                _ => out.push(Span::Text(text.clone())),
            }
            at += 1;
            continue;
        }
        let which = reaches.iter().position(|r| *r == furthest).unwrap_or(0);
        let mut inner = runs[at..at + furthest].to_vec();
        for (style, _) in &mut inner {
            match which {
                0 => style.link = None,
                1 => style.underline = false,
                2 => style.strong = false,
                _ => style.emphasis = false,
            }
        }
        let inner = nest(&inner, links);
        out.push(match which {
            0 => {
                let target = style.link.and_then(|l| links.get(l as usize)).cloned().unwrap_or_default();
                Span::Link { target, anchor: inner }
            }
            1 => Span::Underline(inner),
            2 => Span::Strong(inner),
            _ => Span::Emphasis(inner),
        });
        at += furthest;
    }
    out
}

/// Appends to the last stretch, or as a new one.
pub(super) fn append(line: &mut Styled, text: &str, style: Style) {
    match line.last_mut() {
        _ if text.is_empty() => {}
        Some((last, run)) if *last == style => run.push_str(text),
        _ => line.push((style, text.to_owned())),
    }
}

/// The style of a blank between two runs: what both have.
pub(super) fn meet(a: Style, b: Style) -> Style {
    Style {
        strong: a.strong && b.strong,
        emphasis: a.emphasis && b.emphasis,
        underline: a.underline && b.underline,
        code: a.code && b.code,
        link: a.link.filter(|_| a.link == b.link),
    }
}

/// Takes punctuation at the edges of strong and emphasised stretches out of them where a letter stands outside.
pub(super) fn shrink(runs: &mut Styled) {
    let plain = |style: Style| Style { strong: false, emphasis: false, ..style };
    let marked = |style: &Style| style.strong || style.emphasis;
    let mut out: Styled = Vec::with_capacity(runs.len());
    for i in 0..runs.len() {
        let (style, text) = &runs[i];
        if !marked(style) || style.code {
            append(&mut out, text, *style);
            continue;
        }
        let opens = i == 0 || runs[i - 1].0 != *style;
        let closes = runs.get(i + 1).is_none_or(|(next, _)| next != style);
        let inner = if opens { text.trim_start_matches(marks::is_punctuation) } else { text };
        let lead = &text[..text.len() - inner.len()];
        let core = if closes { inner.trim_end_matches(marks::is_punctuation) } else { inner };
        let tail = &inner[core.len()..];
        append(&mut out, lead, plain(*style));
        append(&mut out, core, *style);
        append(&mut out, tail, plain(*style));
    }
    *runs = out;
}
