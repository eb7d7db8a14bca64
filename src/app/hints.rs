//! The status row's hints: which keys help where, the most needed first.

use crate::app::command::Command as C;
use crate::app::command::{
    ALL, COMPARISON, Command, Context, IN_BODY, IN_LIST, LIVE, SELECTION, XRAY,
};

/// A hint of the status row: the keys of `commands`, and a word for them.
type Hint = (&'static [Command], &'static str, &'static [Context]);

const IN_INFO: &[Context] = &[Context::Info];
const READING: &[Context] = &[Context::Body, Context::Info];

/// The status row's hints, the most needed first; `?` and `q` are not among them, as they never fall off.
const HINTS: &[Hint] = &[
    (&[C::NextMatch, C::PreviousMatch], "match", LIVE),
    (&[C::JudgePiece], "keep/drop", XRAY),
    (&[C::NextChange, C::PreviousChange], "change", COMPARISON),
    (
        &[C::OlderVersions, C::NewerVersions],
        "older/newer",
        COMPARISON,
    ),
    (&[C::ToggleSame], "all", COMPARISON),
    (&[C::SetAnchor], "begin", SELECTION),
    (&[C::Highlight], "highlight", SELECTION),
    (&[C::Comment], "comment", SELECTION),
    (&[C::NextWord, C::PreviousWord], "word", SELECTION),
    (
        &[C::PreviousSentence, C::NextSentence],
        "sentence",
        SELECTION,
    ),
    (&[C::SwapEnds], "other end", SELECTION),
    (&[C::RemoveHighlight], "remove", SELECTION),
    (&[C::MoveDown, C::MoveUp], "move", IN_LIST),
    (&[C::Open], "read", IN_LIST),
    (&[C::ReadOn], "page", IN_BODY),
    (&[C::MoveDown, C::MoveUp], "choose", IN_INFO),
    (&[C::Open], "go there", IN_INFO),
    (&[C::Search], "search", ALL),
    (
        &[C::ShowRelated],
        "related",
        &[Context::List, Context::Body],
    ),
    (&[C::NextArticle, C::PreviousArticle], "next/prev", READING),
    (&[C::HistoryBack, C::HistoryForward], "back/fwd", READING),
    (&[C::NextInStory, C::PreviousInStory], "story", READING),
    (&[C::LeavePane, C::EnterPane], "pane", IN_BODY),
    (&[C::ToggleStar], "star", &[Context::List, Context::Body]),
    (&[C::NextUnread], "unread", IN_LIST),
    (&[C::PickFilter], "filter", IN_LIST),
    (&[C::EditTags], "tags", &[Context::List, Context::Body]),
    (
        &[C::ToggleArchive],
        "archive",
        &[Context::List, Context::Body],
    ),
    (&[C::SelectText], "select", IN_BODY),
    (&[C::ToggleInfo], "info", ALL),
    (&[C::ToggleZen], "zen", ALL),
    (&[C::CommandLine], "command", ALL),
];

/// The hints for `contexts` in the order of their worth: keys, and a word for them.
pub fn hints(contexts: &[Context]) -> Vec<(String, &'static str)> {
    HINTS
        .iter()
        .filter(|(_, _, at)| at.iter().any(|context| contexts.contains(context)))
        .filter(|(commands, _, _)| commands.iter().all(|command| command.is_met(contexts)))
        .map(|(commands, word, _)| {
            let keys: Vec<&str> = commands.iter().map(|command| command.key()).collect();
            (keys.join("/"), *word)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hints_follow_the_pane() {
        let words = |context| -> Vec<&str> { hints(&[context]).iter().map(|h| h.1).collect() };
        assert!(words(Context::List).contains(&"read"));
        assert!(words(Context::Body).contains(&"page"));
        assert!(words(Context::Info).contains(&"go there"));
        assert_eq!(hints(&[Context::Matches])[0].0, "n/N");
    }
}
