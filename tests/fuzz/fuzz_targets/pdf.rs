#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(source) = engross::source::pdf::read(bytes) {
        engross_fuzz::texts(source);
    }
});
