//! What leads out of the reader: an address to the browser, after asking; an article's text to a command, its file to an editor.

use crate::app::address::Address;
use crate::app::command::Command;
use crate::app::keymap::{Code, Key};
use crate::app::message::Effect;
use crate::app::model::{Kind, Model};
use crate::app::overlay::Overlay;
use crate::library::Row;

impl Model {
    /// Runs one of the commands that lead out of the reader.
    pub fn lead_out(&mut self, command: Command) {
        match command {
            Command::Pipe => self.pipe(),
            Command::EditSource => self.edit_source(),
            _ => self.confirm_browser(),
        }
    }

    /// Asks whether to open the address of the article.
    fn confirm_browser(&mut self) {
        match self.subject_row().map(|row| row.url.clone()) {
            None => {}
            Some(None) => self.say("This page does not name its address"),
            Some(Some(url)) => {
                self.confirm(&url);
            }
        }
    }

    /// Asks whether to open this address, if it is one that may be opened. Says whether it asks.
    pub fn confirm(&mut self, url: &str) -> bool {
        let address = Address::of(url);
        let asks = address.is_some();
        match address {
            Some(address) => self.overlay = Overlay::Confirm(Box::new(address)),
            None => self.say("Only web and mail addresses are opened"),
        }
        asks
    }

    /// Takes the answer.
    pub fn confirm_key(&mut self, address: &Address, key: Key) {
        match key.code {
            Code::Char('y' | 'Y') | Code::Enter => {
                self.ask(Effect::Browse(address.whole().to_owned()));
            }
            _ => self.say("Not opened"),
        }
    }

    /// Gives headline and text of the article to the command of the configuration.
    fn pipe(&mut self) {
        if self.opens_first(Command::Pipe, None) {
            return;
        }
        if let Some(reader) = &self.reader {
            let article = &reader.article;
            let headline = article.headline.as_deref().unwrap_or_default();
            let text = format!("{headline}\n\n{}", article.text());
            self.ask(Effect::Pipe(text.trim_start().to_owned()));
        }
    }

    /// Opens the file of the article in the reader's editor.
    fn edit_source(&mut self) {
        if self.setup.kind == Kind::Samples {
            self.say("The samples are no files");
        } else if let Some(file) = self.subject_row().map(|row| row.file.clone()) {
            self.ask(Effect::Edit(file));
        }
    }

    fn subject_row(&self) -> Option<&Row> {
        self.shelf.row(self.subject()?)
    }
}

#[cfg(test)]
mod tests {
    use crate::app::desk::Desk;
    use crate::app::message::Effect;
    use crate::app::model::Kind;

    /// What was handed out, in words.
    fn handed(desk: &Desk) -> Vec<String> {
        let errands = desk.asked.iter().filter_map(|effect| match effect {
            Effect::Pipe(text) => Some(format!("pipe {text}")),
            Effect::Edit(file) => Some(format!("edit {}", String::from_utf8_lossy(file))),
            Effect::Browse(address) => Some(format!("browse {address}")),
            _ => None,
        });
        errands.collect()
    }

    #[test]
    fn text_and_file_of_the_article_are_handed_out_from_list_and_text() {
        for keys in ["", "Enter"] {
            let mut desk = Desk::new(120, 40);
            desk.press(keys);
            desk.press("|");
            desk.press("e");
            let path = desk.paths()[0].clone();
            let article = &desk.articles[&path];
            let headline = article.headline.clone().expect("a headline");
            let text = format!("pipe {headline}\n\n{}", article.text());
            assert_eq!(handed(&desk), [text, format!("edit {}", path.display())]);
        }
    }

    #[test]
    fn the_samples_are_not_edited() {
        let mut desk = Desk::unread(Kind::Samples, 120, 40);
        let paths = desk.paths();
        desk.bring(&paths);
        desk.press("e");
        assert_eq!(handed(&desk), [""; 0]);
        assert_eq!(
            desk.model.notice.as_deref(),
            Some("The samples are no files")
        );
    }
}
