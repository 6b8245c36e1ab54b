#![no_main]

use libfuzzer_sys::fuzz_target;

use engross::source::text;

fuzz_target!(|input: &str| {
    engross_fuzz::texts(text::read(input));
});
