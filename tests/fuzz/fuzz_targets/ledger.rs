#![no_main]

use engross::ledger::checkpoint::Checkpoint;
use engross::ledger::note::Verifier;
use engross::ledger::receipt::Receipt;
use engross::ledger::{canonical, entry};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    // canonical: one object has one form
    if let Ok(object) = canonical::read(bytes) {
        assert_eq!(canonical::write(&object), bytes);
    }
    let _ = entry::read(bytes);
    let Ok(input) = std::str::from_utf8(bytes) else { return };
    if let Ok(checkpoint) = Checkpoint::read(input) {
        assert_eq!(Checkpoint::read(&checkpoint.text()).map(|c| c.text()).ok(), Some(checkpoint.text()));
    }
    let verifier = input.lines().next().unwrap_or_default().parse::<Verifier>();
    if let Ok(receipt) = Receipt::read(input) {
        assert_eq!(Receipt::read(&receipt.write()).map(|r| r.write()).ok(), Some(receipt.write()));
        if let Ok(verifier) = &verifier {
            let _ = receipt.verify(verifier);
        }
    }
    if let Ok(verifier) = &verifier {
        let _ = Checkpoint::open(input, verifier);
    }
});
