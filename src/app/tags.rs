//! The reader's tags: the line in which they are edited, and what is offered to complete it.

use std::borrow::Cow;

use tui_input::Input;

use crate::app::message::{Effect, Tagged, Ticket};
use crate::app::model::Model;
use crate::app::overlay::Overlay;
use crate::app::prompt::{Prompt, Purpose};
use crate::library::{Tag, fold, retagged, tags_in};

/// What is known while tags are edited.
#[derive(Debug, Clone, Default)]
pub struct Tagging {
    ticket: Ticket,
    /// The article's tags and all others, once they have come.
    known: Option<Tagged>,
    /// What has been completed.
    completion: Option<Completion>,
}

/// A tag that was completed: where it stands, what was typed of it, and which candidate was taken.
#[derive(Debug, Clone)]
struct Completion {
    from: usize,
    to: usize,
    typed: String,
    at: usize,
}

/// The tag that the cursor of a line stands in: where it begins and ends.
fn around(line: &str, cursor: usize) -> (usize, usize) {
    let cursor = line
        .char_indices()
        .nth(cursor)
        .map_or(line.len(), |(at, _)| at);
    let (before, after) = line.split_at(cursor);
    let from = before.rfind(',').map_or(0, |comma| comma + 1);
    let blanks = before.get(from..).unwrap_or_default();
    let blanks = blanks.len() - blanks.trim_start().len();
    let to = after.find(',').map_or(line.len(), |comma| cursor + comma);
    (from + blanks, to)
}

impl Tagging {
    /// The tags of the page itself.
    pub fn page(&self) -> &[String] {
        self.known.as_ref().map_or(&[], |known| &known.page)
    }

    /// The candidate that stands in the line.
    pub fn chosen(&self) -> Option<usize> {
        self.completion.as_ref().map(|completion| completion.at)
    }

    /// The tags that the one in which the cursor stands may be meant for: those that begin so, then those that hold it.
    pub fn candidates(&self, input: &Input) -> Vec<&Tag> {
        let line = input.value();
        let (from, to) = around(line, input.cursor());
        let typed = match &self.completion {
            Some(completion) => fold(&completion.typed),
            None => fold(line.get(from..to).unwrap_or_default().trim()),
        };
        let others = [line.get(..from), line.get(to..)].map(Option::unwrap_or_default);
        let others: Vec<String> = others
            .into_iter()
            .flat_map(tags_in)
            .map(|t| fold(&t))
            .collect();
        let all = self
            .known
            .as_ref()
            .map_or(&[] as &[Tag], |known| &known.all);
        let (mut first, mut rest) = (Vec::new(), Vec::new());
        for tag in all {
            // Those of the pages are folded.
            let name = if tag.own {
                Cow::Owned(fold(&tag.name))
            } else {
                Cow::Borrowed(tag.name.as_str())
            };
            if others.iter().any(|other| *other == name) {
                continue;
            }
            if name.starts_with(&typed) {
                first.push(tag);
            } else if name.contains(&typed) {
                rest.push(tag);
            }
        }
        first.extend(rest);
        first
    }

    /// Puts the next candidate, or the one before, into the line.
    fn complete(&mut self, input: &Input, forward: bool) -> Option<Input> {
        let candidates = self.candidates(input);
        let last = candidates.len().checked_sub(1)?;
        let line = input.value();
        let (from, to) = match &self.completion {
            Some(completion) => (completion.from, completion.to),
            None => around(line, input.cursor()),
        };
        let at = match (&self.completion, forward) {
            (None, true) => 0,
            (None, false) => last,
            (Some(completion), true) => (completion.at + 1) % (last + 1),
            (Some(completion), false) => completion.at.checked_sub(1).unwrap_or(last),
        };
        let typed = match &self.completion {
            Some(completion) => completion.typed.clone(),
            None => line.get(from..to)?.to_owned(),
        };
        let name = candidates.get(at)?.name.clone();
        let before = format!("{}{name}", line.get(..from)?);
        let completed = format!("{before}{}", line.get(to..)?);
        let cursor = before.chars().count();
        let to = before.len();
        self.completion = Some(Completion {
            from,
            to,
            typed,
            at,
        });
        Some(Input::new(completed).with_cursor(cursor))
    }
}

impl Model {
    /// Begins to edit the tags of the article that keys are about.
    pub fn begin_tags(&mut self) {
        let Some(row) = self.subject().and_then(|id| self.shelf.row(id)) else {
            return;
        };
        let key = row.key;
        let ticket = self.ticket();
        self.tagging = Tagging {
            ticket,
            ..Tagging::default()
        };
        self.overlay = Overlay::Prompt(Prompt {
            purpose: Purpose::Tags(key),
            input: Input::default(),
        });
        self.ask(Effect::Tags(ticket, key));
    }

    /// The tags have come: the article's go before what was typed meanwhile.
    pub fn tagged(&mut self, ticket: Ticket, tagged: Tagged) {
        if self.tagging.ticket != ticket {
            return;
        }
        if let Overlay::Prompt(prompt) = &mut self.overlay
            && matches!(prompt.purpose, Purpose::Tags(_))
        {
            let mut all = tagged.own.clone();
            all.push(prompt.input.value().to_owned());
            prompt.input = Input::new(all.join(", "));
        }
        self.tagging.known = Some(tagged);
    }

    /// Puts the next candidate into the line, or the one before.
    pub fn complete_tag(&mut self, mut prompt: Prompt, forward: bool) {
        if let Some(input) = self.tagging.complete(&prompt.input, forward) {
            prompt.input = input;
        }
        self.overlay = Overlay::Prompt(prompt);
    }

    /// The line was edited: what is completed next is what now stands there.
    pub fn tags_edited(&mut self) {
        self.tagging.completion = None;
    }

    /// Gives the article exactly the tags in the line; while its own have not come, more of them.
    pub fn set_tags(&mut self, key: u64, line: &str) {
        let known = std::mem::take(&mut self.tagging).known;
        let before = known.map_or_else(Vec::new, |known| known.own);
        let after = tags_in(line);
        let changes = retagged(&before, &after);
        if changes.is_empty() {
            return;
        }
        self.say(if after.is_empty() {
            "Tags taken off, U undoes".to_owned()
        } else {
            format!("Tags set, U undoes: {}", after.join(", "))
        });
        let row = |id| self.shelf.row(id).filter(|row| row.key == key);
        let headline = self.subject().and_then(row).map(|row| row.headline.clone());
        let shown = self.reader.as_ref().map(|reader| reader.id);
        let is_shown = shown.and_then(row).is_some();
        if let Some(reader) = self.reader.as_mut().filter(|_| is_shown) {
            reader.tags = after;
        }
        self.writes();
        self.writes_rows();
        let label = format!("tags, {}", headline.unwrap_or_default());
        self.ask(Effect::Tag(label, key, changes));
    }
}

#[cfg(test)]
mod tests {
    use super::around;

    #[test]
    fn the_tag_around_the_cursor() {
        for (line, cursor, tag) in [
            ("", 0, ""),
            ("sea", 3, "sea"),
            ("sea, ha", 7, "ha"),
            ("sea, ha, later", 6, "ha"),
            ("sé, ha", 1, "sé"),
            ("sea, ", 5, ""),
            ("sea,", 4, ""),
        ] {
            let (from, to) = around(line, cursor);
            assert_eq!(&line[from..to], tag, "{line:?} at {cursor}");
        }
    }
}
