//! The links of a page: the headlines of other articles that it names, and what can be done with each, whether it is saved or not.

use crate::app::command::Command;
use crate::app::keymap::{Code, Key};
use crate::app::message::Effect;
use crate::app::model::Model;
use crate::app::opening::Way;
use crate::app::overlay::Overlay;
use crate::app::reader::Reader;
use crate::library::Id;

/// The list's state.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct LinkList {
    /// The chosen link.
    pub cursor: usize,
    /// The first one on the screen.
    pub top: usize,
}

/// A link of the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PageLink<'a> {
    /// The headline.
    pub headline: &'a str,
    /// The saved article that it names.
    pub saved: Option<Id>,
    /// Its address.
    pub url: Option<&'a str>,
}

impl Reader {
    /// The links of the page in its order, those to itself left out.
    pub fn page_links(&self) -> impl Iterator<Item = PageLink<'_>> {
        let targets = self.links.iter().copied().chain(std::iter::repeat(None));
        let all = self.article.related.iter().zip(targets);
        let others = all.filter(|(link, saved)| !link.is_self && *saved != Some(self.id));
        others.map(|(link, saved)| PageLink {
            headline: &link.headline,
            saved,
            url: link.url.as_deref(),
        })
    }
}

impl Model {
    /// Lists the links of the page.
    pub fn list_links(&mut self) {
        if self.opens_first(Command::ListLinks, None) {
            return;
        }
        match &self.reader {
            Some(reader) if reader.page_links().next().is_some() => {
                self.overlay = Overlay::Links(LinkList::default());
            }
            Some(_) => self.say("This page names no other article"),
            None => {}
        }
    }

    /// Takes a key for the list of links.
    pub fn links_key(&mut self, mut list: LinkList, key: Key) {
        self.notice = None;
        let Some(reader) = &self.reader else {
            return;
        };
        let end = reader.page_links().count().saturating_sub(1);
        if let Some(delta) = self.page_delta(key) {
            let height = self.overlay_height();
            list.cursor = list.cursor.saturating_add_signed(delta).min(end);
            let least = (list.cursor + 1).saturating_sub(height);
            list.top = list.top.min(list.cursor).max(least);
            self.overlay = Overlay::Links(list);
            return;
        }
        let Some(PageLink { saved, url, .. }) = reader.page_links().nth(list.cursor) else {
            return;
        };
        let url = url.map(str::to_owned);
        match (key.code, saved) {
            (Code::Enter | Code::Char('l') | Code::Right, Some(id)) => self.open(id, Way::Read),
            (Code::Enter | Code::Char('l' | 'o') | Code::Right, _) => self.open_address(url, list),
            (Code::Char('y'), _) => {
                self.overlay = Overlay::Links(list);
                self.copy_address(url);
            }
            _ => {}
        }
    }

    /// Asks whether to open the address.
    fn open_address(&mut self, url: Option<String>, list: LinkList) {
        let asks = if let Some(url) = url {
            self.confirm(&url)
        } else {
            self.say("Not saved, and the page does not name its address");
            false
        };
        if !asks {
            self.overlay = Overlay::Links(list);
        }
    }

    fn copy_address(&mut self, url: Option<String>) {
        match url.filter(|url| !url.chars().any(char::is_control)) {
            Some(url) => {
                self.say(format!("Copied: {url}"));
                self.ask(Effect::Copy(url));
            }
            None => self.say("The page does not name its address"),
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::app::desk::Desk;
    use crate::app::message::Effect;
    use crate::app::model::Kind;
    use crate::app::overlay::Overlay;

    /// The library with an article open whose page names `headline` at `url`.
    fn desk(headline: &str, url: Option<&str>) -> Desk {
        let mut desk = Desk::unread(Kind::Folder, 80, 24);
        for article in desk.articles.values_mut() {
            for related in &mut article.related {
                headline.clone_into(&mut related.headline);
                related.url = url.map(str::to_owned);
            }
        }
        let paths = desk.paths();
        desk.bring(&paths);
        desk.press("Enter");
        desk
    }

    #[test]
    fn a_headline_that_is_not_saved_can_be_opened_and_copied() {
        for (url, keys, asks, notice) in [
            (
                Some("https://post.example/a"),
                "u y",
                "",
                Some("Copied: https://post.example/a"),
            ),
            (
                Some("https://post.example/a"),
                "u Enter",
                "https://post.example/a",
                None,
            ),
            (
                Some("https://post.example/a"),
                "u o",
                "https://post.example/a",
                None,
            ),
            (
                Some("javascript:alert(1)"),
                "u o",
                "",
                Some("Only web and mail addresses are opened"),
            ),
            (
                None,
                "u Enter",
                "",
                Some("Not saved, and the page does not name its address"),
            ),
            (None, "u y", "", Some("The page does not name its address")),
        ] {
            let mut desk = desk("Gulls learn to count in the old lighthouse", url);
            desk.press(keys);
            let asked = match &desk.model.overlay {
                Overlay::Confirm(address) => address.whole(),
                _ => "",
            };
            assert_eq!(
                (asked, desk.model.notice.as_deref()),
                (asks, notice),
                "{keys} {url:?}"
            );
            let copied = desk
                .asked
                .iter()
                .any(|effect| matches!(effect, Effect::Copy(_)));
            assert_eq!(
                copied,
                notice.is_some_and(|notice| notice.starts_with("Copied"))
            );
        }
    }

    #[test]
    fn a_link_comes_alive_when_its_article_is_saved() {
        let mut desk = Desk::unread(Kind::Folder, 80, 24);
        let paths = desk.paths();
        let (first, late) = (&paths[..1], &paths[paths.len() - 1..]);
        let headline = desk.articles[&late[0]]
            .headline
            .clone()
            .expect("a headline");
        for related in &mut desk
            .articles
            .get_mut(&first[0])
            .expect("an article")
            .related
        {
            related.headline.clone_from(&headline);
            related.url = None;
        }
        desk.bring(first);
        desk.press("Enter");
        let saved = |desk: &Desk| {
            let reader = desk.model.reader.as_ref().expect("an article");
            reader.page_links().any(|link| link.saved.is_some())
        };
        assert!(!saved(&desk));
        desk.bring(late);
        assert!(saved(&desk));
    }
}
