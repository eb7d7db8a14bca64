//! The ways from one article to others: what can be chosen in the sidebar, related headlines in the text.

use crate::app::command::Command;
use crate::app::geometry::Pane;
use crate::app::model::Model;
use crate::app::opening::{Opening, Way};
use crate::app::reader::Reader;
use crate::app::sidebar::{Choice, Section};
use crate::article::Media;
use crate::library::Id;
use crate::page::inline_related;

/// There is no way from the article in the body to another one.
const ALONE: &str = "This page names no other article, and none is related to it";

impl Model {
    /// Moves the choice in the sidebar; where there is nothing to choose, the rows.
    pub fn move_related(&mut self, delta: isize) {
        let count = self.reader.as_ref().map_or(0, |r| r.choices().len());
        if count == 0 {
            self.sidebar.top = self.sidebar.top.saturating_add_signed(delta);
        } else {
            let to = self.sidebar.cursor.saturating_add_signed(delta);
            self.sidebar.cursor = to.min(count - 1);
        }
    }

    /// Goes to what is chosen in the sidebar.
    pub fn open_related(&mut self) {
        match self.chosen() {
            Some(Choice::Note(note)) => self.go_to_highlight(note),
            Some(Choice::Article(id)) => self.open(id, Way::Read),
            Some(Choice::Headline(headline)) => {
                let reader = self.reader.as_ref();
                let named = reader.and_then(|reader| reader.related().into_iter().nth(headline));
                if let Some((headline, saved)) = named {
                    self.follow(&headline, saved);
                }
            }
            None => self.say(ALONE),
        }
    }

    /// Goes to the first of what leads to other articles in the sidebar; from there to the next chapter.
    pub fn show_related(&mut self) {
        if self.opens_first(Command::ShowRelated, None) {
            return;
        }
        let Some(reader) = &self.reader else {
            return;
        };
        let choices = reader.choices();
        let leads = |at: &usize| choices.get(*at).is_some_and(|one| one.0 != Section::Notes);
        let Some(first) = (0..choices.len()).find(leads) else {
            if !self.waits_for_around(Command::ShowRelated, None) {
                self.say(ALONE);
            }
            return;
        };
        if self.focus == Pane::Info {
            let here = choices
                .get(self.sidebar.cursor)
                .map(|(section, _)| *section);
            let is_other = |at: &usize| choices.get(*at).map(|(section, _)| *section) != here;
            let next = (self.sidebar.cursor..choices.len()).find(is_other);
            self.sidebar.cursor = next.unwrap_or(first);
        } else {
            self.sidebar.cursor = self.sidebar.cursor.max(first);
            self.focus_info();
        }
    }

    /// Goes to the related headline in the text that stands nearest the top of the screen; nowhere while none is on it.
    pub fn open_inline_related(&mut self) {
        let height = self.body_height();
        let is_hidden = self.opening.as_ref().is_some_and(Opening::is_read);
        let reader = self.reader.as_ref().filter(|_| !is_hidden);
        if let Some((headline, saved)) = reader.and_then(|reader| reader.inline_related(height)) {
            self.follow(&headline, saved);
        }
    }

    fn follow(&mut self, headline: &str, saved: Option<Id>) {
        match saved {
            Some(id) => self.open(id, Way::Read),
            None => self.say(format!("Not in the library, u lists addresses: {headline}")),
        }
    }
}

impl Reader {
    /// The related headlines as shown, without the article's own, each with the saved article that it names.
    pub fn related(&self) -> Vec<(String, Option<Id>)> {
        let links = self.links.iter().copied().chain(std::iter::repeat(None));
        self.article
            .related
            .iter()
            .zip(links)
            .filter(|(related, link)| !related.is_self && *link != Some(self.id))
            .map(|(related, link)| {
                let media = match related.media {
                    Some(Media::Video) => " [video]",
                    Some(Media::Audio) => " [audio]",
                    Some(Media::Gallery) => " [pictures]",
                    Some(Media::Live) => " [live]",
                    None => "",
                };
                (format!("{}{media}", related.headline), link)
            })
            .collect()
    }

    /// The first related headline in the text on a screen of `height` rows, with the saved article that it names.
    fn inline_related(&self, height: usize) -> Option<(String, Option<Id>)> {
        let (_, index) = inline_related(&self.article).find(|&(element, _)| {
            let rows = self.page.element_rows(element);
            rows.start < self.top() + height && self.top() < rows.end
        })?;
        let headline = self.article.related.get(index)?.headline.clone();
        Some((headline, self.links.get(index).copied().flatten()))
    }
}

#[cfg(test)]
mod tests {
    use crate::app::desk::Desk;

    /// At 80x10: `keys` lead from the library just opened to `expected`, in the notation of [`Desk::state`].
    fn check(keys: &str, expected: &str) {
        let mut desk = Desk::new(80, 10);
        desk.press(keys);
        assert_eq!(desk.state(), expected, "after {keys}");
    }

    #[test]
    fn enter_follows_the_headline_in_the_text_while_it_is_on_the_screen() {
        check("Enter Enter", "body harbour harbour@0");
        check("Enter G Enter", "body harbour harbour@27");
        check("Enter 12j Enter", "body storm storm@0");
        check("Enter 12j Enter H", "body harbour harbour@12");
        check("jj Enter Enter", "body tide tide@0");
    }

    #[test]
    fn a_headline_that_is_not_saved_is_named() {
        let mut desk = Desk::new(120, 40);
        for article in desk.articles.values_mut() {
            for related in &mut article.related {
                related.headline = "Gulls learn to count".to_owned();
            }
        }
        desk.press("Enter J K Enter");
        assert_eq!(
            desk.model.notice.as_deref(),
            Some("Not in the library, u lists addresses: Gulls learn to count")
        );
    }

    #[test]
    fn a_text_that_is_still_being_read_hides_the_headlines_of_the_one_before() {
        let mut desk = Desk::new(120, 40);
        desk.press("Enter");
        desk.slow = Some(Vec::new());
        desk.press("JJ Enter");
        let opening = desk.model.opening.as_ref().map(|opening| opening.id);
        let third = desk.model.list.rows().get(2).copied();
        assert_eq!(opening, third, "still the one that was asked for");
    }
}
