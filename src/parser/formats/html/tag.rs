//! One tag of the source, as far as anybody asks for it.

use std::borrow::Cow;
use std::cell::RefCell;

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{Tag, TagKind};
use html5ever::{Attribute, LocalName, QualName, local_name, ns};

use super::reference::{self, Place};
use crate::parser::fnv;

/// Bytes of the longest attribute name that is asked for.
const NAME: usize = 16;

/// Elements of its own that a page may name. Names are kept once for the whole program, in a table that gets slow when it is flooded.
const OWN_NAMES: usize = 4096;

/// Makes tags of pieces of one source. What it hands out shares that source's bytes.
pub struct Tags {
    source: StrTendril,
    own_names: RefCell<fnv::Set<Box<str>>>,
    testid: LocalName,
    component: LocalName,
    lazy: [LocalName; 4],
}

impl Tags {
    /// For this source.
    pub fn new(source: StrTendril) -> Self {
        Self {
            source,
            own_names: RefCell::default(),
            testid: LocalName::from("data-testid"),
            component: LocalName::from("data-component"),
            lazy: ["data-src", "data-lazy-src", "data-original", "data-srcset"]
                .map(LocalName::from),
        }
    }

    /// The bytes from `from` to `to`.
    pub fn slice(&self, from: usize, to: usize) -> StrTendril {
        let part = u32::try_from(from).ok().zip(u32::try_from(to - from).ok());
        part.and_then(|(from, length)| self.source.try_subtendril(from, length).ok())
            .unwrap_or_default()
    }

    /// The bytes from `from` to `to` with character references decoded.
    pub fn decoded(&self, from: usize, to: usize, place: Place) -> StrTendril {
        let text = self.source.get(from..to).unwrap_or_default();
        reference::decode(text, place).map_or_else(|| self.slice(from, to), StrTendril::from)
    }

    /// The tag whose name begins at `from`, and where it ends; nothing if the source ends first. Only attributes that somebody reads
    /// are kept: a flood of others costs nothing.
    pub fn read(&self, from: usize, kind: TagKind) -> Option<(Tag, usize)> {
        let bytes = self.source.as_bytes();
        let ends = |b: &u8| is_blank(*b) || matches!(b, b'/' | b'>');
        let length = bytes.get(from..)?.iter().position(ends)?;
        let mut tag = Tag {
            kind,
            name: self.name(self.source.get(from..from + length)?),
            self_closing: false,
            attrs: Vec::new(),
            had_duplicate_attributes: false,
        };
        let mut at = from + length;
        loop {
            match *bytes.get(at)? {
                b'>' => return Some((tag, at + 1)),
                b'/' => {
                    tag.self_closing = bytes.get(at + 1) == Some(&b'>');
                    at += 1;
                }
                b if is_blank(b) => at += 1,
                _ => at = self.attribute(at, &mut tag)?,
            }
        }
    }

    /// Reads the attribute that begins at `from`. Where it ends.
    fn attribute(&self, from: usize, tag: &mut Tag) -> Option<usize> {
        let bytes = self.source.as_bytes();
        // An equals sign in the first place is part of the name.
        let ends = |b: &u8| is_blank(*b) || matches!(b, b'/' | b'>' | b'=');
        let name = from..from + 1 + bytes.get(from + 1..)?.iter().position(ends)?;
        let mut at = skip_blanks(bytes, name.end)?;
        let (value, end) = if bytes.get(at) == Some(&b'=') {
            at = skip_blanks(bytes, at + 1)?;
            if let quote @ (b'"' | b'\'') = *bytes.get(at)? {
                let length = memchr::memchr(quote, bytes.get(at + 1..)?)?;
                (at + 1..at + 1 + length, at + length + 2)
            } else {
                let ends = |b: &u8| is_blank(*b) || *b == b'>';
                let length = bytes.get(at..)?.iter().position(ends)?;
                (at..at + length, at + length)
            }
        } else {
            (at..at, at)
        };
        if tag.kind == TagKind::StartTag
            && let Some(name) = self.asked_for(bytes.get(name)?)
            && tag.attrs.iter().all(|known| known.name.local != name)
        {
            tag.attrs.push(Attribute {
                name: QualName::new(None, ns!(), name),
                value: self.decoded(value.start, value.end, Place::Attribute),
            });
        }
        Some(end)
    }

    /// An element's name in lower case; that of an element without meaning where the page has named too many of its own.
    fn name(&self, name: &str) -> LocalName {
        let low = if name.bytes().any(|b| b.is_ascii_uppercase()) {
            Cow::Owned(name.to_ascii_lowercase())
        } else {
            Cow::Borrowed(name)
        };
        if let Some(known) = LocalName::try_static(&low) {
            return known;
        }
        let mut own_names = self.own_names.borrow_mut();
        if !own_names.contains(&*low) {
            if own_names.len() >= OWN_NAMES {
                return local_name!("bdi");
            }
            own_names.insert(low.as_ref().into());
        }
        LocalName::from(low)
    }

    /// The name of an attribute, if anybody reads it: this folder, or html5ever's tree builder.
    fn asked_for(&self, name: &[u8]) -> Option<LocalName> {
        let mut low = [0; NAME];
        let low = low.get_mut(..name.len())?;
        low.copy_from_slice(name);
        low.make_ascii_lowercase();
        Some(match &*low {
            b"class" => local_name!("class"),
            b"href" => local_name!("href"),
            b"id" => local_name!("id"),
            b"style" => local_name!("style"),
            b"src" => local_name!("src"),
            b"rel" => local_name!("rel"),
            b"alt" => local_name!("alt"),
            b"content" => local_name!("content"),
            b"name" => local_name!("name"),
            b"property" => local_name!("property"),
            b"role" => local_name!("role"),
            b"itemprop" => local_name!("itemprop"),
            b"datetime" => local_name!("datetime"),
            b"hidden" => local_name!("hidden"),
            b"open" => local_name!("open"),
            b"type" => local_name!("type"),
            b"lang" => local_name!("lang"),
            b"size" => local_name!("size"),
            b"color" => local_name!("color"),
            b"face" => local_name!("face"),
            b"encoding" => local_name!("encoding"),
            b"start" => local_name!("start"),
            b"value" => local_name!("value"),
            b"reversed" => local_name!("reversed"),
            b"srcset" => local_name!("srcset"),
            b"aria-hidden" => local_name!("aria-hidden"),
            b"aria-modal" => local_name!("aria-modal"),
            b"http-equiv" => local_name!("http-equiv"),
            b"shadowrootmode" => local_name!("shadowrootmode"),
            b"data-testid" => self.testid.clone(),
            b"data-component" => self.component.clone(),
            other if other.starts_with(b"data-") => {
                let lazy = self.lazy.iter().find(|lazy| lazy.as_bytes() == other);
                lazy?.clone()
            }
            _ => return None,
        })
    }
}

fn skip_blanks(bytes: &[u8], from: usize) -> Option<usize> {
    let blanks = bytes.get(from..)?.iter().position(|b| !is_blank(*b))?;
    Some(from + blanks)
}

/// White space between the parts of a tag.
const fn is_blank(b: u8) -> bool {
    matches!(b, b' ' | b'\t' | b'\n' | b'\r' | b'\x0c')
}
