#![no_main]

use libfuzzer_sys::fuzz_target;

use engross::source::html;

fuzz_target!(|input: &str| {
    if let Ok(source) = html::read(input) {
        engross_fuzz::texts(source);
    }
});
