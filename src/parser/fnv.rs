//! One hash for the texts and tables of the parser: FNV-1a, 64 bits (<http://www.isthe.com/chongo/tech/comp/fnv/>). The same on every
//! machine and in every release, as what a memory keeps is known by it. For tables that a page fills and that go with it nothing stronger
//! is called for: their size is bounded by the page.

use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasherDefault, Hasher};

/// A map whose keys are hashed so.
pub type Map<K, V> = HashMap<K, V, BuildHasherDefault<Fnv>>;

/// A set whose members are hashed so.
pub type Set<K> = HashSet<K, BuildHasherDefault<Fnv>>;

/// The hash.
#[derive(Debug, Clone, Copy)]
pub struct Fnv(u64);

const PRIME: u64 = 0x0100_0000_01b3;

impl Default for Fnv {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl Fnv {
    /// Takes in the letter or digit `c`, in lower case.
    pub fn letter(&mut self, c: char) {
        if c.is_ascii() {
            self.write_u8(c.to_ascii_lowercase() as u8);
        } else {
            let mut buffer = [0; 4];
            for lower in c.to_lowercase() {
                self.write(lower.encode_utf8(&mut buffer).as_bytes());
            }
        }
    }
}

impl Hasher for Fnv {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.write_u8(byte);
        }
    }

    fn write_u8(&mut self, byte: u8) {
        self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(PRIME);
    }

    /// A number is one step, and its high bits come down: tables look at both ends.
    fn write_u64(&mut self, number: u64) {
        let mixed = (self.0 ^ number).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        self.0 = mixed ^ (mixed >> 32);
    }

    fn write_u32(&mut self, number: u32) {
        self.write_u64(u64::from(number));
    }
}
