//! The containers: one file each, every one turning decoded text into a [`Document`](crate::parser::block::Document).

mod front_matter;
pub mod html;
mod markdown;
pub mod text;
