#![no_main]

use engross::yaml;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: &str| {
    if let Ok(text) = yaml::read_text(input) {
        let written = yaml::write_text(&text);
        let again = yaml::read_text(&written).unwrap_or_else(|error| panic!("{error:?}\n{written}"));
        assert_eq!(yaml::write_text(&again), written);
    }
    if let Ok(versions) = yaml::read_versions(input) {
        let written = yaml::write_versions(&versions);
        assert_eq!(yaml::read_versions(&written).map(|v| yaml::write_versions(&v)), Ok(written));
    }
    let _ = yaml::read_agreement(input);
    let _ = yaml::read_publisher(input);
    let _ = yaml::read_words(input);
});
