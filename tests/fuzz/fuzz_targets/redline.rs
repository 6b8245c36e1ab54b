#![no_main]

use engross::redline::{check, redline};
use engross::source::{markdown, text};
use libfuzzer_sys::fuzz_target;

// Two texts, divided by a form feed: the redline gives back both, to the character.
fuzz_target!(|input: &str| {
    let (old, new) = input.split_once('\u{c}').unwrap_or((input, ""));
    let read = |input: &str| {
        let source = if input.contains('#') { markdown::read(input).ok()? } else { text::read(input) };
        engross_fuzz::texts(source).into_iter().next()
    };
    if let (Some(old), Some(new)) = (read(old), read(new)) {
        let redline = redline(&old, &new);
        check(&redline, &old, &new).unwrap_or_else(|fault| panic!("{fault}"));
    }
});
