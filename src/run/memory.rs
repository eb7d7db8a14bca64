//! What is known of sites, shared by the threads: the one that reads an article asks it, the scan teaches it, and so does the reader.

use std::collections::HashSet;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{OnceLock, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

use crate::app::xray::{Piece, Source};
use crate::article::Lesson;
use crate::parser::Parsed;
use crate::parser::block::Document;
use crate::parser::label::{Label, LabelledSpan};
use crate::parser::memory::{Memory, Recall};
use crate::store::memory::{keep_learned, learned};

/// The memory of sites.
#[derive(Debug, Default)]
pub struct Sites {
    /// Where what was learned is kept; `None` keeps nothing.
    folder: Option<PathBuf>,
    /// What the reader had said before this session.
    lessons: Vec<Lesson>,
    memory: OnceLock<RwLock<Memory>>,
    /// The sites of which the reader has said something.
    taught: RwLock<HashSet<String>>,
    has_changed: AtomicBool,
}

impl Sites {
    /// The memory with what is kept in `folder` and what the reader has said; it is read when it is first asked, for a first frame need
    /// not wait for it.
    pub fn new(folder: Option<PathBuf>, lessons: Vec<Lesson>) -> Self {
        let taught = lessons.iter().map(|lesson| lesson.site.clone());
        Self {
            taught: RwLock::new(taught.collect()),
            folder,
            lessons,
            ..Self::default()
        }
    }

    fn memory(&self) -> &RwLock<Memory> {
        self.memory.get_or_init(|| {
            let kept = self.folder.as_deref().and_then(learned);
            let kept = kept.and_then(|text| Memory::from_record(&text));
            let mut memory = kept.unwrap_or_default();
            self.lessons.iter().for_each(|lesson| memory.teach(lesson));
            RwLock::new(memory)
        })
    }

    fn read(&self) -> RwLockReadGuard<'_, Memory> {
        let memory = self.memory().read();
        memory.unwrap_or_else(PoisonError::into_inner)
    }

    fn write(&self) -> RwLockWriteGuard<'_, Memory> {
        let memory = self.memory().write();
        memory.unwrap_or_else(PoisonError::into_inner)
    }

    /// What is known of a page.
    pub fn recall(&self, document: &Document) -> Recall {
        self.read().recall(document)
    }

    /// Learns from a page.
    pub fn learn(&self, page: &Parsed) {
        if self.write().learn(page) {
            self.has_changed.store(true, Ordering::Relaxed);
        }
    }

    /// Takes in what the reader says.
    pub fn teach(&self, lesson: &Lesson) {
        let mut taught = self.taught.write().unwrap_or_else(PoisonError::into_inner);
        taught.insert(lesson.site.clone());
        drop(taught);
        self.write().teach(lesson);
    }

    /// Has the reader said something of the site of that address; of any site without one, where there is none?
    pub fn has_lessons_for(&self, url: Option<&str>) -> bool {
        let address = url.and_then(|url| url.split_once("://"));
        let host = address.and_then(|(_, rest)| rest.split(['/', '?', '#']).next());
        let host = host.map(|host| host.trim_start_matches("www."));
        let taught = self.taught.read().unwrap_or_else(PoisonError::into_inner);
        taught.iter().any(|site| match host {
            Some(host) => site == host || site.ends_with(host) || host.ends_with(site.as_str()),
            None => !site.contains('.'),
        })
    }

    /// Keeps what was learned since it was last kept. That this fails is no matter: it is learned again.
    pub fn keep(&self) {
        let Some(folder) = &self.folder else {
            return;
        };
        if self.has_changed.swap(false, Ordering::Relaxed) {
            let record = self.read().record();
            if keep_learned(folder, &record).is_err() {
                self.has_changed.store(true, Ordering::Relaxed);
            }
        }
    }

    /// The whole page, for the X-ray.
    pub fn source(&self, page: &Parsed) -> Source {
        let memory = self.read();
        let site = memory.site_of(page);
        let piece = |span: &LabelledSpan| Piece {
            text: shown(page, span),
            label: span.label.name(),
            kept: span.label.is_kept(),
            percent: percent(span.score),
            reason: span.reason.to_string(),
            line: span.line,
            told: memory.choice(&site, span.line),
        };
        Source {
            pieces: page.labelled.spans.iter().map(piece).collect(),
            witnesses: memory.witnesses(page, &site),
            site,
        }
    }
}

/// A span's words, with line breaks only where they are its own.
fn shown(page: &Parsed, span: &LabelledSpan) -> String {
    let text = page.labelled.source.get(span.span.clone());
    let text = text.unwrap_or_default();
    if matches!(span.label, Label::Code | Label::Table) {
        text.replace('\t', "  ")
    } else {
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // clamped to what fits
fn percent(score: f32) -> u8 {
    (score * 100.0).round().clamp(0.0, 100.0) as u8
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::article::Choice;
    use crate::parser::{Capture, parse_recalling};
    use crate::store::memory::LEARNED;

    const LETTER: &str =
        "Sign up for the harbour letter here and you will have the tide tables on each Friday.";

    fn read(sites: &Sites, number: u8, own: &str) -> Parsed {
        let page = format!(
            "<link rel=canonical href=https://courier.example/{number}><article><h1>The {number}th boat of {own} is missing</h1>\
             <p>{own} went down to the quay on Monday to see whether the ferry had come in with the tide.</p><p>{LETTER}</p>\
             <p>It had not, said {own}, and nobody at the harbour office could say when it would, or why.</p></article>"
        );
        let capture = Capture {
            name: "page.html",
            bytes: page.as_bytes(),
        };
        parse_recalling(&capture, |document| sites.recall(document))
    }

    /// Is the letter part of the second page's text?
    fn shows_letter(sites: &Sites) -> bool {
        read(sites, 2, "Ida Brandt").article.text().contains(LETTER)
    }

    #[test]
    fn what_is_learned_and_taught_outlasts_the_session() {
        let folder = tempfile::tempdir().expect("a folder");
        let sites = Sites::new(Some(folder.path().to_owned()), Vec::new());
        assert!(shows_letter(&sites));
        let first = read(&sites, 1, "Old Tam");
        sites.learn(&first);
        assert!(!shows_letter(&sites));
        sites.keep();
        let sites = Sites::new(Some(folder.path().to_owned()), Vec::new());
        assert!(!shows_letter(&sites));
        // The reader's word stands above what was learned, and needs it not.
        let source = sites.source(&read(&sites, 2, "Ida Brandt"));
        let letter = source.pieces.iter().find(|piece| piece.text == LETTER);
        let lesson = Lesson {
            site: source.site.clone(),
            line: letter.map_or(0, |piece| piece.line),
            choice: Some(Choice::Keep),
            witnesses: source.witnesses,
        };
        assert_eq!(
            letter.map(|piece| (piece.kept, piece.told)),
            Some((false, None))
        );
        sites.teach(&lesson);
        assert!(shows_letter(&sites));
        let source = sites.source(&read(&sites, 2, "Ida Brandt"));
        assert!(
            source
                .pieces
                .iter()
                .any(|piece| piece.told == Some(Choice::Keep))
        );
        let dropped = Lesson {
            choice: Some(Choice::Drop),
            ..lesson
        };
        let fresh = Sites::new(None, vec![dropped]);
        assert!(!shows_letter(&fresh));
    }

    #[test]
    fn a_damaged_file_is_learned_anew() {
        let folder = tempfile::tempdir().expect("a folder");
        fs::write(folder.path().join(LEARNED), "clippings sites 1\nline").expect("written");
        let sites = Sites::new(Some(folder.path().to_owned()), Vec::new());
        assert!(shows_letter(&sites));
        sites.learn(&read(&sites, 1, "Old Tam"));
        sites.keep();
        let text = fs::read_to_string(folder.path().join(LEARNED)).expect("a record");
        assert!(text.contains("\nsite courier.example 1\n"), "{text}");
    }
}
