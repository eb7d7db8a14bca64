//! The one table of commands: name, what it does, where it applies, its keys. Keymap, help, status hints, the command line and the
//! README's key table are all made from it.

/// What the reader can be told to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs)] // the table below says what each one does
pub enum Command {
    MoveDown,
    MoveUp,
    LeavePane,
    EnterPane,
    Open,
    GoTop,
    GoEnd,
    GoPercent,
    NextPane,
    PreviousPane,
    ReadOn,
    PageDown,
    PageUp,
    HalfPageDown,
    HalfPageUp,
    ScrollDown,
    ScrollUp,
    NextParagraph,
    PreviousParagraph,
    NextArticle,
    PreviousArticle,
    NextUnread,
    PreviousUnread,
    NextMatch,
    PreviousMatch,
    ShowRelated,
    ListLinks,
    NextInStory,
    PreviousInStory,
    ShowTimeline,
    JoinStory,
    PartFromStory,
    ToggleNews,
    HistoryBack,
    HistoryForward,
    Search,
    ToggleRead,
    ToggleStar,
    ToggleArchive,
    ToggleBin,
    EditTags,
    EditFilter,
    PickFilter,
    MarkAllRead,
    ToggleShowRead,
    Undo,
    Redo,
    Sort,
    ToggleFold,
    ToggleAllFolds,
    ToggleFolding,
    Rescan,
    OpenInBrowser,
    Pipe,
    EditSource,
    ToggleInfo,
    ToggleZen,
    WidenMeasure,
    NarrowMeasure,
    ResetMeasure,
    ToggleXray,
    Compare,
    NextChange,
    PreviousChange,
    OlderVersions,
    NewerVersions,
    ToggleSame,
    JudgePiece,
    SelectText,
    SetAnchor,
    NextWord,
    PreviousWord,
    WordEnd,
    RowStart,
    RowEnd,
    NextSentence,
    PreviousSentence,
    SwapEnds,
    Highlight,
    Comment,
    RemoveHighlight,
    ShowMessages,
    Help,
    CommandLine,
    Redraw,
    Suspend,
    Back,
    BackOrQuit,
    Quit,
}

/// Where a binding holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Context {
    /// The list has the focus.
    List,
    /// The article has the focus.
    Body,
    /// The sidebar has the focus.
    Info,
    /// A search is live; looked up before the pane.
    Matches,
    /// The article is shown as an X-ray; looked up before the pane.
    Xray,
    /// Two versions of the article are compared; looked up before the pane.
    Comparison,
    /// Words are being selected in the article; looked up first.
    Selection,
}

/// The chapters of the help.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Group {
    /// Moving in the focused pane.
    Move,
    /// Moving the text, from any pane.
    Text,
    /// From article to article.
    Articles,
    /// Selecting words, highlights and notes.
    Notes,
    /// The saved articles and their marks.
    Library,
    /// What is shown, and how.
    View,
    /// The program itself.
    Program,
}

impl Group {
    /// All chapters in order.
    pub const ALL: [Self; 7] = [
        Self::Move,
        Self::Text,
        Self::Articles,
        Self::Notes,
        Self::Library,
        Self::View,
        Self::Program,
    ];

    /// The chapter's title.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Move => "Move in the pane",
            Self::Text => "Move the text, from any pane",
            Self::Articles => "From article to article",
            Self::Notes => "Highlights and notes",
            Self::Library => "Library",
            Self::View => "View",
            Self::Program => "Program",
        }
    }
}

/// A row of the table.
#[derive(Debug, Clone, Copy)]
pub struct Spec {
    /// The command.
    pub command: Command,
    /// Its name on the command line, verb first.
    pub name: &'static str,
    /// What it does, in one line.
    pub about: &'static str,
    /// Its chapter in the help.
    pub group: Group,
    /// Where its keys hold.
    pub contexts: &'static [Context],
    /// Its keys, in the notation of [`chord`](crate::app::keymap::chord).
    pub keys: &'static [&'static str],
}

pub(super) const ALL: &[Context] = &[Context::List, Context::Body, Context::Info];
pub(super) const LIVE: &[Context] = &[Context::Matches];
pub(super) const COMPARISON: &[Context] = &[Context::Comparison];
pub(super) const XRAY: &[Context] = &[Context::Xray];
pub(super) const SELECTION: &[Context] = &[Context::Selection];
pub(super) const IN_LIST: &[Context] = &[Context::List];
pub(super) const IN_BODY: &[Context] = &[Context::Body];
const NOTED: &[Context] = &[Context::Selection, Context::Info];

const fn spec(
    (command, name): (Command, &'static str),
    (group, contexts): (Group, &'static [Context]),
    keys: &'static [&'static str],
    about: &'static str,
) -> Spec {
    Spec {
        command,
        name,
        about,
        group,
        contexts,
        keys,
    }
}

use Command as C;
use Group::{Articles, Library, Move, Notes, Program, Text, View};

/// Every command.
#[rustfmt::skip]
pub const TABLE: &[Spec] = &[
    spec((C::MoveDown, "move-down"), (Move, ALL), &["j", "Down"], "one down; 5j: five"),
    spec((C::MoveUp, "move-up"), (Move, ALL), &["k", "Up"], "one up"),
    spec((C::LeavePane, "leave-pane"), (Move, ALL), &["h", "Left"], "to the pane on the left"),
    spec((C::EnterPane, "enter-pane"), (Move, ALL), &["l", "Right"], "to the pane on the right; in the list: open"),
    spec((C::Open, "open"), (Move, ALL), &["Enter"], "open the article; on a related headline: go there"),
    spec((C::GoTop, "go-to-top"), (Move, ALL), &["gg", "Home"], "to the top; 12gg: to the twelfth"),
    spec((C::GoEnd, "go-to-end"), (Move, ALL), &["G", "End"], "to the end; 12G: to the twelfth"),
    spec((C::GoPercent, "go-to-percent"), (Move, ALL), &["%"], "40%: to 40 percent"),
    spec((C::NextPane, "next-pane"), (Move, ALL), &["Tab"], "next pane"),
    spec((C::PreviousPane, "previous-pane"), (Move, ALL), &["S-Tab"], "previous pane"),
    spec((C::ReadOn, "read-on"), (Text, ALL), &["Space"], "one page down; at the end: the next unread article"),
    spec((C::PageDown, "page-down"), (Text, ALL), &["C-f", "PageDown"], "one page down"),
    spec((C::PageUp, "page-up"), (Text, ALL), &["b", "C-b", "PageUp"], "one page up"),
    spec((C::HalfPageDown, "half-page-down"), (Text, ALL), &["C-d"], "half a page down"),
    spec((C::HalfPageUp, "half-page-up"), (Text, ALL), &["C-u"], "half a page up"),
    spec((C::ScrollDown, "scroll-down"), (Text, ALL), &["C-e"], "one line down"),
    spec((C::ScrollUp, "scroll-up"), (Text, ALL), &["C-y"], "one line up"),
    spec((C::NextParagraph, "next-paragraph"), (Text, ALL), &["}"], "to the next paragraph; in the X-ray: where kept and cut meet"),
    spec((C::PreviousParagraph, "previous-paragraph"), (Text, ALL), &["{"], "to the previous paragraph"),
    spec((C::NextArticle, "open-next-article"), (Articles, ALL), &["J"], "next article"),
    spec((C::PreviousArticle, "open-previous-article"), (Articles, ALL), &["K"], "previous article"),
    spec((C::NextUnread, "open-next-unread"), (Articles, ALL), &["n"], "next unread article"),
    spec((C::PreviousUnread, "open-previous-unread"), (Articles, ALL), &["p"], "previous unread article"),
    spec((C::ListLinks, "list-links"), (Articles, ALL), &["u"], "the headlines on this page: open, or copy their addresses"),
    spec((C::ShowRelated, "show-related"), (Articles, ALL), &["r"], "to the page's headlines, its story, what is related"),
    spec((C::NextInStory, "open-next-in-story"), (Articles, ALL), &["]s"], "next article of this story, by date; 3]s: the third"),
    spec((C::PreviousInStory, "open-previous-in-story"), (Articles, ALL), &["[s"], "previous article of this story"),
    spec((C::ShowTimeline, "show-timeline"), (Articles, ALL), &["gt"], "the articles of this story by day"),
    spec((C::JoinStory, "join-story"), (Articles, ALL), &["&"], "this article and another one are one story: pick it"),
    spec((C::PartFromStory, "part-from-story"), (Articles, ALL), &["P"], "this article is not of its story"),
    spec((C::ToggleNews, "toggle-news"), (Articles, ALL), &["gn"], "new to you: mark what earlier ones of the story have said"),
    spec((C::HistoryBack, "go-back"), (Articles, ALL), &["H", "C-o", "A-Left"], "back to the article before, to the same line"),
    spec((C::HistoryForward, "go-forward"), (Articles, ALL), &["L", "A-Right"], "forward again"),
    spec((C::SelectText, "select-text"), (Notes, IN_BODY), &["v"], "select words of the article"),
    spec((C::SetAnchor, "set-anchor"), (Notes, SELECTION), &["v", "Space"], "selecting: from this word on"),
    spec((C::NextWord, "go-to-next-word"), (Notes, SELECTION), &["w", "l", "Right"], "selecting: next word"),
    spec((C::PreviousWord, "go-to-previous-word"), (Notes, SELECTION), &["b", "Left"], "selecting: previous word"),
    spec((C::WordEnd, "go-to-word-end"), (Notes, SELECTION), &["e"], "selecting: to the end of the word, of the next"),
    spec((C::RowStart, "go-to-row-start"), (Notes, SELECTION), &["0"], "selecting: to the first word of the row"),
    spec((C::RowEnd, "go-to-row-end"), (Notes, SELECTION), &["$"], "selecting: to the last word of the row"),
    spec((C::NextSentence, "go-to-next-sentence"), (Notes, SELECTION), &[")"], "selecting: to the next sentence"),
    spec((C::PreviousSentence, "go-to-previous-sentence"), (Notes, SELECTION), &["("], "selecting: to the previous sentence"),
    spec((C::SwapEnds, "swap-ends"), (Notes, SELECTION), &["o"], "selecting: to the other end"),
    spec((C::Highlight, "highlight"), (Notes, SELECTION), &["h"], "highlight what is selected, else the sentence"),
    spec((C::Comment, "comment"), (Notes, NOTED), &["c"], "highlight it with a comment; change a comment"),
    spec((C::RemoveHighlight, "remove-highlight"), (Notes, NOTED), &["d"], "remove the highlight here"),
    spec((C::Search, "search"), (Library, ALL), &["/"], "search: in the list all articles, else this one"),
    spec((C::NextMatch, "go-to-next-match"), (Library, LIVE), &["n"], "while a search is live: next match"),
    spec((C::PreviousMatch, "go-to-previous-match"), (Library, LIVE), &["N"], "while a search is live: previous match"),
    spec((C::ToggleRead, "toggle-read"), (Library, ALL), &["N"], "mark read or unread"),
    spec((C::ToggleStar, "toggle-star"), (Library, ALL), &["*"], "set or take off the star"),
    spec((C::ToggleArchive, "toggle-archive"), (Library, ALL), &["a"], "archive, or take back; 3a: three articles"),
    spec((C::ToggleBin, "toggle-bin"), (Library, ALL), &["D"], "into the bin, or back out; no file is touched"),
    spec((C::EditTags, "edit-tags"), (Library, ALL), &["t"], "edit the article's tags, with commas between; Tab completes"),
    spec((C::EditFilter, "edit-filter"), (Library, ALL), &["F"], "edit the filter: a query that the list is narrowed to"),
    spec((C::PickFilter, "pick-filter"), (Library, ALL), &["f"], "pick a filter: unread, starred, archived, saved ones ..."),
    spec((C::MarkAllRead, "mark-all-read"), (Library, ALL), &["A"], "mark all shown read, or those above or below (asks first)"),
    spec((C::ToggleShowRead, "toggle-show-read"), (Library, ALL), &["."], "hide or show what is read"),
    spec((C::Undo, "undo"), (Library, ALL), &["U"], "undo the last change of a mark, or of what is kept or dropped"),
    spec((C::Redo, "redo"), (Library, ALL), &["C-r"], "do again what was undone"),
    spec((C::Sort, "sort"), (Library, ALL), &["S"], "sort or group the list: a menu"),
    spec((C::ToggleFold, "toggle-fold"), (Library, IN_LIST), &["x"], "unfold a row: versions, a story; or fold it, as h does"),
    spec((C::ToggleAllFolds, "toggle-all-folds"), (Library, IN_LIST), &["X"], "unfold all rows, or fold them"),
    spec((C::ToggleFolding, "toggle-folding"), (Library, ALL), &[], "versions of one text in one row, or each in its own"),
    spec((C::Rescan, "rescan"), (Library, ALL), &["R"], "look for new and changed files"),
    spec((C::OpenInBrowser, "open-in-browser"), (Library, ALL), &["o"], "open the article's address in the browser (asks first)"),
    spec((C::Pipe, "pipe"), (Library, ALL), &["|"], "give the article's text to the command that the configuration names"),
    spec((C::EditSource, "edit-source"), (Library, ALL), &["e"], "open the article's file in your editor"),
    spec((C::ToggleInfo, "toggle-info"), (View, ALL), &["i"], "show or hide the info pane"),
    spec((C::ToggleZen, "toggle-zen"), (View, ALL), &["z"], "the text alone"),
    spec((C::WidenMeasure, "widen-measure"), (View, ALL), &["+"], "wider lines"),
    spec((C::NarrowMeasure, "narrow-measure"), (View, ALL), &["-"], "narrower lines"),
    spec((C::ResetMeasure, "reset-measure"), (View, ALL), &["="], "lines as wide as at the start"),
    spec((C::ToggleXray, "toggle-xray"), (View, ALL), &["gx"], "X-ray: the whole page in place, what was cut and why"),
    spec((C::Compare, "compare-versions"), (View, ALL), &["gD"], "what has changed since the version before; again: the article"),
    spec((C::NextChange, "go-to-next-change"), (View, COMPARISON), &["n", "]c"], "comparing: next change"),
    spec((C::PreviousChange, "go-to-previous-change"), (View, COMPARISON), &["p", "[c"], "comparing: previous change"),
    spec((C::OlderVersions, "compare-older"), (View, COMPARISON), &["<"], "comparing: the two versions before"),
    spec((C::NewerVersions, "compare-newer"), (View, COMPARISON), &[">"], "comparing: the two versions after"),
    spec((C::ToggleSame, "toggle-same"), (View, COMPARISON), &["x"], "comparing: show what is the same, or only changes"),
    spec((C::JudgePiece, "keep-or-drop"), (View, XRAY), &["x"], "in the X-ray: keep what was cut, drop what was kept"),
    spec((C::ShowMessages, "show-messages"), (View, ALL), &["gm"], "notes on this article, and files that could not be read"),
    spec((C::Help, "help"), (Program, ALL), &["?"], "these keys"),
    spec((C::CommandLine, "command-line"), (Program, ALL), &[":"], "run a command by its name"),
    spec((C::Redraw, "redraw"), (Program, ALL), &["C-l"], "draw the screen afresh"),
    spec((C::Suspend, "suspend"), (Program, ALL), &["C-z"], "to the shell; fg comes back"),
    spec((C::Back, "back"), (Program, ALL), &["Esc", "Backspace"], "back one step: search, pane, article"),
    spec((C::BackOrQuit, "back-or-quit"), (Program, ALL), &["q"], "back one step; in the list: quit"),
    spec((C::Quit, "quit"), (Program, ALL), &["Q", "C-c"], "quit now"),
];

impl Command {
    /// Its row of the table.
    pub fn spec(self) -> Option<&'static Spec> {
        TABLE.iter().find(|spec| spec.command == self)
    }

    /// Does its first key lead to it in `contexts`, and not to another command?
    pub(super) fn is_met(self, contexts: &[Context]) -> bool {
        let met = contexts.iter().find_map(|context| {
            let here = |spec: &&Spec| spec.contexts.contains(context);
            let mut here = TABLE.iter().filter(here);
            here.find(|spec| spec.keys.contains(&self.key()))
        });
        met.is_some_and(|spec| spec.command == self)
    }

    /// The command called `name`.
    pub fn named(name: &str) -> Option<Self> {
        TABLE
            .iter()
            .find(|spec| spec.name == name)
            .map(|spec| spec.command)
    }

    /// Its first key, empty when it has none.
    pub fn key(self) -> &'static str {
        self.spec()
            .and_then(|spec| spec.keys.first())
            .copied()
            .unwrap_or_default()
    }
}

/// A key as it stands in a table in Markdown, in which a bar would part two cells.
fn cell(key: &&str) -> String {
    format!("`{}`", key.replace('|', "\\|"))
}

/// The key table of the README, in Markdown.
pub fn markdown() -> String {
    use std::fmt::Write as _;
    let mut table = String::new();
    for group in Group::ALL {
        let _ = writeln!(
            table,
            "**{}**\n\n| keys | command | |\n|---|---|---|",
            group.title()
        );
        for spec in TABLE.iter().filter(|spec| spec.group == group) {
            let keys: Vec<String> = spec.keys.iter().map(cell).collect();
            let _ = writeln!(
                table,
                "| {} | `{}` | {} |",
                keys.join(" "),
                spec.name,
                spec.about
            );
        }
        table.push('\n');
    }
    table.truncate(table.trim_end().len());
    table.push('\n');
    table
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_unique_and_found() {
        for (i, spec) in TABLE.iter().enumerate() {
            assert_eq!(Command::named(spec.name), Some(spec.command));
            assert!(TABLE.iter().skip(i + 1).all(|s| s.name != spec.name));
            assert!(
                spec.name
                    .chars()
                    .all(|c| c.is_ascii_lowercase() || c == '-')
            );
            assert!(!spec.about.is_empty());
        }
    }

    #[test]
    fn the_readme_table_names_every_command() {
        let table = markdown();
        for spec in TABLE {
            assert!(table.contains(&format!("`{}`", spec.name)), "{}", spec.name);
        }
    }
}
