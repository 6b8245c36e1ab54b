#![no_main]

use libfuzzer_sys::fuzz_target;

use engross::source::markdown;

fuzz_target!(|input: &str| {
    if let Ok(source) = markdown::read(input) {
        engross_fuzz::texts(source);
    }
});
