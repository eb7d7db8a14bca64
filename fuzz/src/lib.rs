//! What the fuzz targets hold their bytes to: the same properties that `cargo test` replays.

#[path = "../../tests/properties/mod.rs"]
pub mod properties;

/// A fuzz target that holds all bytes to a property.
#[macro_export]
macro_rules! target {
    ($property:path) => {
        libfuzzer_sys::fuzz_target!(|bytes: &[u8]| $property(bytes));
    };
}
