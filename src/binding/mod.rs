//! Entries, versions and a profile → which version binds a party at a time, and why.
