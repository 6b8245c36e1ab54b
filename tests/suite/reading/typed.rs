//! Texts as they are typed: lines wrapped at a measure, blank lines between paragraphs, what is lower set in.

use engross::model::text::{Item, Text};

use super::invented::{self, Kind};
use super::{read, right, rows};

/// Types a text; every level is set in by so much.
fn typed(text: &Text, measure: usize, indent: usize) -> String {
    let mut out = String::new();
    paragraph(&format!("{}{}", " ".repeat(measure / 4), text.title), measure, 0, &mut out);
    paragraph("Last updated: 2022-03-04 05:06:07", measure, 0, &mut out);
    body(&text.body, measure, indent, indent, &mut out);
    out
}

fn body(items: &[Item], measure: usize, indent: usize, at: usize, out: &mut String) {
    for item in items {
        match item {
            Item::Paragraph(p) => paragraph(p, measure, at, out),
            Item::Clause(c) => {
                let number = c.number.as_deref().unwrap();
                let (first, rest) = match (&c.heading, c.body.split_first()) {
                    (Some(heading), _) => (heading, &c.body[..]),
                    (None, Some((Item::Paragraph(first), rest))) => (first, rest),
                    _ => unreachable!("a leaf begins with a paragraph"),
                };
                paragraph(&format!("{number} {first}"), measure, at, out);
                body(rest, measure, indent, at + indent, out);
            }
        }
    }
}

fn paragraph(text: &str, measure: usize, indent: usize, out: &mut String) {
    let mut width = 0;
    for word in text.split(' ') {
        let wraps = width > indent && width + 1 + word.len() > measure;
        if width == 0 || wraps {
            out.push_str(if wraps { "\n" } else { "" });
            out.push_str(&" ".repeat(indent));
            width = indent;
        } else {
            out.push(' ');
            width += 1;
        }
        out.push_str(word);
        width += word.len();
    }
    out.push_str("\n\n");
}

#[test]
fn a_typed_text_reads_as_it_was_written() {
    for kind in [Kind::EnglishTerms, Kind::EnglishArticles] {
        let (mut all, mut found) = (0, 0);
        for seed in 0..24 {
            let text = invented::text(kind, seed);
            let source = typed(&text, [66, 72, 78, 100][seed as usize % 4], [0, 2, 4][seed as usize % 3]);
            let documents = read(&source);
            assert_eq!(documents.len(), 1, "{kind:?} {seed}\n{source}");
            let wanted = rows(&text);
            let read = rows(&documents[0].text);
            all += wanted.len();
            found += right(&wanted, &read);
            if std::env::var_os("ENGROSS_SHOW").is_some() {
                wanted.iter().filter(|w| !read.contains(w)).take(3).for_each(|w| eprintln!("{seed} want {w:?}"));
                read.iter().filter(|f| !wanted.contains(f)).take(3).for_each(|f| eprintln!("{seed} got {f:?}"));
            }
        }
        assert!(found * 1000 >= all * 998, "{kind:?}: {found} of {all} clauses right");
    }
}

#[test]
fn numbers_within_a_sentence_open_nothing() {
    let source = "\
                     HARBOUR LICENCE
                  Version 2, May 2020

                            Preamble

  The harbour is open to all who keep its rules.  Two things are asked
of a skipper: (1) to moor where the harbour master says so, and
(2) to leave the quay as it was found when the boat casts off again.

  Whoever signs on may use the quays, subject to the tariff in Exhibit
A, and to what the crane rules say about lifts that are named in
Section 3.2 of this licence, as long as the fee of the year is paid.

1. Moorings

  1.1. A mooring is given for a season.  It may be lent to another boat
  if (a) the harbour master agrees, and (b) the other boat is no longer;
  no fee is taken for a mooring that is lent for less than a whole week
  (a week begins on a Monday).

  1.2. NOTHING IN THIS LICENCE LETS A BOAT STAY IN A MOORING THAT IS NOT
  ITS OWN. WHOEVER DOES SO PAYS THE TARIFF TWICE, AND MOVES AT ONCE WHEN
  THE HARBOUR MASTER ASKS.

2. Cranes

  2.1. Lifts are booked one day ahead.  Section 1 holds for boats ashore
  too.
";
    let text = &read(source)[0].text;
    assert_eq!((text.title.as_str(), text.label.as_deref()), ("HARBOUR LICENCE", Some("Version 2, May 2020")));
    let shapes: Vec<String> = rows(text).into_iter().map(|(path, heading, _)| format!("{path} {heading}")).collect();
    assert_eq!(
        shapes[1..],
        ["/#Preamble Preamble", "/1. Moorings", "/1./1.1. ", "/1./1.2. ", "/2. Cranes", "/2./2.1. "]
    );
}
