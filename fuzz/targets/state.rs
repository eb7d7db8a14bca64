//! Exported state, journals, what was learned of sites.
#![no_main]

clippings_fuzz::target!(clippings_fuzz::properties::state::merged);
