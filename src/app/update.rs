//! The one way in: a message changes the model and may ask for effects.

use crate::app::command::Command;
use crate::app::geometry::Pane;
use crate::app::help::Help;
use crate::app::keymap::Key;
use crate::app::message::{Effect, Message, Stepped, Timer};
use crate::app::model::{Kind, Model};
use crate::app::opening::Way;
use crate::app::overlay::Overlay;
use crate::app::selection::Move;
use crate::library::Mark;

/// Takes in what happened; gives what is asked of the world outside.
pub fn update(model: &mut Model, message: Message) -> Vec<Effect> {
    match message {
        Message::Key(key) if key == Key::ctrl('c') => model.quit(),
        Message::Key(key) => model.overlay_key(key),
        Message::Paste(text) => model.pasted(&text),
        Message::Resize(size) => model.size = size,
        Message::Today(today) => model.setup.today = Some(today),
        Message::Progress(ticket, total, read) => model.progressed(ticket, total, read),
        Message::Indexed(ticket) => model.indexed(ticket),
        Message::Scanned(ticket, scanned) => model.scanned(ticket, scanned),
        Message::Listed(ticket, listed) => model.listed(ticket, listed),
        Message::Rows(asked, rows) => model.shelf.put(&asked, rows),
        Message::Snippets(ticket, snippets) => model.snippets_came(ticket, snippets),
        Message::Opened(ticket, opened) => model.opened(ticket, opened),
        Message::Sourced(ticket, sourced) => model.sourced(ticket, sourced),
        Message::Linked(id, links) => model.linked(id, links),
        Message::Compared(ticket, compared) => model.compared(ticket, compared),
        Message::Around(id, around) => model.around_came(id, around),
        Message::Standfirsts(ticket, those) => model.standfirsts(ticket, those),
        Message::News(id, known) => model.news_came(id, &known),
        Message::Tags(ticket, tagged) => model.tagged(ticket, tagged),
        Message::Filters(ticket, saved) => model.filters(ticket, &saved),
        Message::Counted(ticket, entry, count) => model.counted(ticket, entry, count),
        Message::Wrote(marks) => model.wrote(marks),
        Message::Stepped(back, stepped) => model.stepped(back, stepped),
        Message::Changed => model.refresh(),
        Message::Stirred => model.stirred(),
        Message::Elapsed(Timer::Preview) => model.preview_due(),
        Message::Elapsed(Timer::Chord) => model.chord_waits(),
        Message::Elapsed(Timer::Relist) => model.relist_due(),
        Message::Elapsed(Timer::Snippets) => model.snippets_due(),
        Message::Elapsed(Timer::Around) => model.around_due(),
        Message::Said(text) => model.say(text),
        Message::Trouble(text) => model.trouble(text),
        Message::Quit => model.quit(),
    }
    model.settle();
    model.take_effects()
}

impl Model {
    /// Brings what depends on the layout into line with it.
    fn settle(&mut self) {
        let Some(layout) = self.layout() else {
            return;
        };
        if let Some(area) = layout.list {
            self.list.settle(area, layout.row_height, &self.shelf);
        }
        let height = layout.list.map_or(1, |area| area.height);
        self.fetch_rows(height.into());
        self.plan_snippets();
        self.settle_reader();
        if let Some(area) = layout.info {
            self.settle_sidebar(area, self.focus == Pane::Info);
        }
        self.settle_timeline();
        self.plan_preview();
    }

    /// Runs a command; `count` is the number typed before it.
    pub fn run_command(&mut self, command: Command, count: Option<usize>) {
        if self.type_ahead(command, count) {
            return;
        }
        let times = isize::try_from(count.unwrap_or(1)).unwrap_or(isize::MAX);
        let page = isize::try_from(self.body_height()).unwrap_or(1);
        let repeat = count.unwrap_or(1).min(1000);
        match command {
            Command::MoveDown => self.step(times),
            Command::MoveUp => self.step(-times),
            Command::LeavePane => self.leave_pane(),
            Command::EnterPane => self.enter_pane(),
            Command::Open => match self.focus {
                Pane::List => self.open_selected(),
                Pane::Body => self.open_inline_related(),
                Pane::Info => self.open_related(),
            },
            Command::GoTop => self.go_to(count.map_or(0, |n| n.saturating_sub(1))),
            Command::GoEnd => self.go_to(count.map_or(usize::MAX, |n| n.saturating_sub(1))),
            Command::GoPercent => self.go_percent(count.unwrap_or(0)),
            Command::NextPane => self.cycle_pane(true),
            Command::PreviousPane => self.cycle_pane(false),
            Command::ReadOn => self.read_on(),
            Command::PageDown => self.scroll((page - 1).max(1).saturating_mul(times)),
            Command::PageUp => self.scroll(-(page - 1).max(1).saturating_mul(times)),
            Command::HalfPageDown => self.scroll((page / 2).max(1).saturating_mul(times)),
            Command::HalfPageUp => self.scroll(-(page / 2).max(1).saturating_mul(times)),
            Command::ScrollDown => self.scroll(times),
            Command::ScrollUp => self.scroll(-times),
            Command::NextParagraph => (0..repeat).for_each(|_| self.step_paragraph(true)),
            Command::PreviousParagraph => (0..repeat).for_each(|_| self.step_paragraph(false)),
            Command::NextArticle => self.step_article(times),
            Command::PreviousArticle => self.step_article(-times),
            Command::NextUnread => self.step_unread(true),
            Command::PreviousUnread => self.step_unread(false),
            Command::NextMatch => self.step_match(times),
            Command::PreviousMatch => self.step_match(-times),
            Command::ShowRelated => self.show_related(),
            Command::ListLinks => self.list_links(),
            Command::NextInStory
            | Command::PreviousInStory
            | Command::ShowTimeline
            | Command::JoinStory
            | Command::PartFromStory
            | Command::ToggleNews => self.story_command(command, times),
            Command::HistoryBack => self.go_history(true),
            Command::HistoryForward => self.go_history(false),
            Command::Search => self.begin_search(),
            Command::ToggleRead => self.toggle(Mark::Read, count),
            Command::ToggleStar => self.toggle(Mark::Starred, count),
            Command::ToggleArchive => self.toggle(Mark::Archived, count),
            Command::ToggleBin => self.toggle(Mark::Binned, count),
            Command::EditFilter => self.begin_filter(),
            Command::PickFilter => self.pick_filter(),
            Command::EditTags => self.begin_tags(),
            Command::MarkAllRead => self.ask_to_mark_read(),
            Command::ToggleShowRead => self.toggle_show_read(),
            Command::Undo => self.ask(Effect::Step(true)),
            Command::Redo => self.ask(Effect::Step(false)),
            Command::Sort => self.begin_sort(),
            Command::ToggleFold => self.toggle_fold(),
            Command::ToggleAllFolds => self.toggle_all_folds(),
            Command::ToggleFolding => self.toggle_folding(),
            Command::Rescan => self.rescan(),
            Command::OpenInBrowser | Command::Pipe | Command::EditSource => self.lead_out(command),
            Command::ToggleInfo => self.toggle_info(),
            Command::ToggleZen => self.toggle_zen(),
            Command::WidenMeasure => self.set_measure(self.measure.saturating_add(4)),
            Command::NarrowMeasure => self.set_measure(self.measure.saturating_sub(4)),
            Command::ResetMeasure => self.set_measure(self.setup.measure),
            Command::ToggleXray => self.show_xray(),
            Command::Compare => self.show_comparison(),
            Command::NextChange => (0..repeat).for_each(|_| self.step_change(true)),
            Command::PreviousChange => (0..repeat).for_each(|_| self.step_change(false)),
            Command::OlderVersions => self.step_versions(true),
            Command::NewerVersions => self.step_versions(false),
            Command::ToggleSame => self.toggle_same(),
            Command::JudgePiece => self.judge_piece(),
            Command::SelectText => self.begin_selection(),
            Command::SetAnchor => self.set_anchor(),
            Command::NextWord => self.move_cursor(Move::Words(times)),
            Command::PreviousWord => self.move_cursor(Move::Words(-times)),
            Command::WordEnd => self.move_cursor(Move::WordEnd(repeat)),
            Command::RowStart => self.move_cursor(Move::RowEdge(false)),
            Command::RowEnd => self.move_cursor(Move::RowEdge(true)),
            Command::NextSentence => self.move_cursor(Move::Sentences(times)),
            Command::PreviousSentence => self.move_cursor(Move::Sentences(-times)),
            Command::SwapEnds => self.swap_ends(),
            Command::Highlight => self.highlight(),
            Command::Comment => self.begin_comment(),
            Command::RemoveHighlight => self.remove_highlight(),
            Command::ShowMessages => self.overlay = Overlay::Messages(0),
            Command::Help => self.overlay = Overlay::Help(Help::default()),
            Command::CommandLine => self.begin_command(),
            Command::Redraw => self.ask(Effect::Redraw),
            Command::Suspend => self.ask(Effect::Suspend),
            Command::Back => self.back(false),
            Command::BackOrQuit => self.back(true),
            Command::Quit => self.quit(),
        }
    }

    fn step(&mut self, delta: isize) {
        match self.focus {
            Pane::List => self.move_selection(delta),
            Pane::Body if self.is_xray() => self.step_piece(delta),
            Pane::Body if self.is_selecting() => self.move_cursor(Move::Rows(delta)),
            Pane::Body => self.scroll(delta),
            Pane::Info => self.move_related(delta),
        }
    }

    fn go_to(&mut self, row: usize) {
        match self.focus {
            Pane::List => self.list.select(row),
            Pane::Body if self.is_xray() => self.choose_piece(row),
            Pane::Body if self.is_selecting() => self.move_cursor(Move::ToRow(row)),
            Pane::Body => self.scroll_to(row),
            Pane::Info => {
                self.sidebar.top = 0;
                self.sidebar.cursor = 0;
                self.move_related(isize::try_from(row).unwrap_or(isize::MAX));
            }
        }
    }

    fn go_percent(&mut self, percent: usize) {
        let of = |rows: usize| rows.saturating_mul(percent.min(100)) / 100;
        match self.focus {
            Pane::List => self.list.select(of(self.list.count())),
            Pane::Body if self.is_xray() => {
                let pieces = self.reader.as_ref().map_or(0, |r| r.source.pieces.len());
                self.choose_piece(of(pieces));
            }
            Pane::Body | Pane::Info => {
                let rows = self.reader.as_ref().map_or(0, |r| r.page.rows.len());
                self.scroll_to(of(rows));
            }
        }
    }

    fn leave_pane(&mut self) {
        match self.focus {
            Pane::Info => self.focus = Pane::Body,
            Pane::Body => {
                self.zen = false;
                self.focus = Pane::List;
            }
            Pane::List => {
                self.list.fold_selected();
            }
        }
    }

    fn enter_pane(&mut self) {
        match self.focus {
            Pane::List => self.open_selected(),
            Pane::Body => self.focus_info(),
            Pane::Info => self.open_related(),
        }
    }

    fn cycle_pane(&mut self, forward: bool) {
        let has_text = self.reader.is_some();
        let before = self.focus;
        self.focus = match (before, forward) {
            (Pane::List, _) if !has_text => Pane::List,
            (Pane::List, true) | (Pane::Info, false) => Pane::Body,
            (Pane::Body, true) | (Pane::List, false) => Pane::Info,
            (Pane::Info, true) | (Pane::Body, false) => Pane::List,
        };
        match self.focus {
            Pane::Body => self.open_shown(),
            Pane::Info => self.focus_before = before,
            Pane::List => {}
        }
    }

    /// Going into an article that is only shown beside the list is opening it.
    fn open_shown(&mut self) {
        if let Some(id) = self.reader.as_ref().map(|reader| reader.id) {
            self.open(id, Way::Read);
        }
    }

    fn show_xray(&mut self) {
        if !self.opens_first(Command::ToggleXray, None) {
            self.open_shown();
            self.leave_comparison();
            self.toggle_xray();
        }
    }

    fn show_comparison(&mut self) {
        if !self.opens_first(Command::Compare, None) {
            self.open_shown();
            self.toggle_comparison();
        }
    }

    /// The sidebar takes the focus.
    pub fn focus_info(&mut self) {
        self.focus_before = self.focus;
        self.focus = Pane::Info;
    }

    fn toggle_zen(&mut self) {
        self.zen = !self.zen;
        if self.zen && self.focus == Pane::List {
            self.open_shown();
        }
    }

    fn toggle_info(&mut self) {
        let docked = self.size.width >= 100 && !self.zen;
        match self.focus {
            Pane::Info => {
                self.focus = self.focus_before;
                self.no_info = docked;
            }
            _ if docked => self.no_info = !self.no_info,
            Pane::List => {
                if let Some(id) = self.list.selected() {
                    self.open(id, Way::Preview);
                    self.focus_info();
                }
            }
            Pane::Body => self.focus_info(),
        }
    }

    /// A change was taken back, or done again.
    fn stepped(&mut self, back: bool, stepped: Option<Stepped>) {
        let (word, nothing) = if back {
            ("Undone", "Nothing to undo")
        } else {
            ("Done again", "Nothing to do again")
        };
        match stepped {
            None => self.say(nothing),
            Some(Stepped {
                label,
                taught,
                moved,
                noted,
            }) => {
                self.say(format!("{word}: {label}"));
                if let Some(id) = moved.filter(|_| self.focus == Pane::List) {
                    self.list.select_then(id);
                }
                self.refresh();
                if let Some((key, notes)) = noted {
                    self.noted(key, notes);
                }
                if taught {
                    self.read_again();
                }
            }
        }
    }

    fn toggle_show_read(&mut self) {
        self.list.hide_read = !self.list.hide_read;
        self.relist();
        let word = if self.list.hide_read {
            "hidden"
        } else {
            "shown"
        };
        self.say(format!("Read articles are {word}"));
    }

    fn set_measure(&mut self, measure: u16) {
        self.measure = measure.clamp(20, 200);
        self.say(format!("Lines of {} columns", self.measure));
    }

    /// One step back; `quits` from the list.
    fn back(&mut self, quits: bool) {
        let found = self.reader.as_mut().and_then(|r| r.find.as_ref());
        let searched = self.focus == Pane::Body && found.is_some_and(|find| !find.inherited);
        if self.focus == Pane::Body && self.is_comparing() {
            self.leave_comparison();
        } else if self.focus == Pane::Body && self.is_xray() {
            self.leave_xray();
        } else if self.is_selecting() {
            self.leave_selection();
        } else if searched {
            if let Some(reader) = &mut self.reader {
                reader.find = None;
            }
        } else if self.zen && self.focus == Pane::Body {
            self.zen = false;
        } else if self.focus == Pane::Body && self.setup.kind == Kind::File && quits {
            self.quit();
        } else if self.focus == Pane::Info {
            self.focus = self.focus_before;
        } else if self.focus == Pane::Body {
            self.leave_pane();
        } else if self.list.search.is_some() {
            self.search_list("");
        } else if quits {
            self.quit();
        }
    }

    fn quit(&mut self) {
        self.keep_place();
        self.ask(Effect::Quit);
    }
}
