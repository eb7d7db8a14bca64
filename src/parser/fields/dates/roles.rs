//! What a date is the date of: the cue words before and after it.

use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

use super::Role;
use crate::parser::fields::fold::fold;

/// Stems of words for a change.
const UPDATED: &str = "updated|update:|modified|last edited|revised|aktualisier|geändert|überarbeitet|mis à jour|mise à jour|modifié|\
    actualizad|actualización|modificad|aggiornat|aggiornamento|modificat|atualizad|atualização|alterad|bijgewerkt|gewijzigd|uppdatera|\
    ändrad|oppdater|endret|opdater|päivitetty|muokattu|aktualizac|zmodyfikowan|aktualizov|upraven|frissítve|frissült|módosít|actualizat|\
    atnaujint|uppfært|обновлен|обновлён|изменен|дополнен|оновлен|змінен|ενημερ|güncelle|تحديث|تعديل|آخر تحديث|עודכן|עדכון|diperbarui|\
    dikemas kini|cập nhật|अपडेट|अद्यतन|更新|修改|수정|업데이트|최종|อัปเดต|อัพเดท|แก้ไข";

/// Stems of words for a first appearance.
const PUBLISHED: &str = "published|posted|publication|first aired|created|issued|released|veröffentlicht|erstellt|erschienen|stand:|vom:|\
    publié|paru|publicad|publicación|publicação|publicat|pubblicat|pubblicazione|creado|gepubliceerd|geplaatst|publicera|skapad|publisert|\
    udgivet|offentliggjort|publiceret|oprettet|julkaistu|opublikowan|publikac|utworzono|dodano|publikován|vydáno|zveřejněn|megjelen|\
    közzétev|létrehoz|paskelbta|birt|опубликован|публикац|опубліковано|δημοσιεύ|δημοσίευσ|yayınlan|yayın tarihi|oluşturulma|giriş|نشر|\
    פורסם|dipublikasi|diterbitkan|terbit|tayang|diterbit|xuất bản|đăng|प्रकाशित|发布|發布|发表|發表|刊登|公開|配信|掲載|投稿|입력|등록|게시|작성|\
    승인|เผยแพร่|โพสต์";

/// Stems of words for the saving of a page.
const CAPTURED: &str = "retrieved|accessed on|captured|saved on|archived|clipped|abgerufen|consulté le|consultado|gespeichert|zapisano";

/// A folded cue and the role that it gives.
type Cue = (String, Role);

/// The cues by their first character, longer ones first.
static CUES: LazyLock<HashMap<char, Vec<Cue>>> = LazyLock::new(|| {
    let list = |role, words: &'static str| {
        words
            .split('|')
            .map(move |word| (fold(word).into_owned(), role))
    };
    let all = list(Role::Updated, UPDATED)
        .chain(list(Role::Published, PUBLISHED))
        .chain(list(Role::Captured, CAPTURED));
    let mut cues: HashMap<char, Vec<Cue>> = HashMap::new();
    for (word, role) in all {
        let first = word.chars().next().unwrap_or_default();
        cues.entry(first).or_default().push((word, role));
    }
    for list in cues.values_mut() {
        list.sort_by_key(|(word, _)| Reverse(word.len()));
    }
    cues
});

/// How far before a date its cue may start, and how far after it one may end, in characters.
const BEFORE: usize = 40;
const AFTER: usize = 14;

/// The role of the date at `range` in `text`; what stands before byte `after` belongs to the date before.
pub(super) fn role(text: &str, after: usize, range: &Range<usize>) -> Role {
    let before = text.get(after..range.start).unwrap_or_default();
    if after == 0
        && matches!(before.trim(), "date" | "Date" | "date:")
        && before.starts_with([' ', 'd', '\n'])
    {
        return Role::Captured;
    }
    if let Some(role) = last_cue(&tail(before, BEFORE)) {
        return role;
    }
    let rest = text.get(range.end..).unwrap_or_default();
    let near: String = rest.chars().take(AFTER).collect();
    let folded = fold(&near);
    let folded = folded.trim_start_matches([' ', '(', '[', ',', '-', '・']);
    // When more follows the word, it is the cue of the date that comes next: "1 Feb 2022, updated: 2 Feb".
    let closes = |word: &String| {
        let after = folded.get(word.len()..).unwrap_or_default();
        let after = after.trim_start_matches(char::is_alphabetic).trim_start();
        after.is_empty() || after.starts_with([')', ']', '|', '・', '）'])
    };
    cue_at_start(folded)
        .filter(|(word, _)| closes(word))
        .map_or(Role::Plain, |(_, role)| *role)
}

/// Does `word`, folded, say what a date beside it is the date of?
pub(super) fn is_cue(word: &str) -> bool {
    last_cue(word).is_some()
}

/// The role of the cue that starts last in `folded`.
fn last_cue(folded: &str) -> Option<Role> {
    let mut starts = folded.char_indices().rev();
    let found = starts.find_map(|(at, _)| cue_at_start(folded.get(at..)?));
    found.map(|(_, role)| *role)
}

/// The longest cue that `folded` starts with.
fn cue_at_start(folded: &str) -> Option<&'static Cue> {
    let cues = CUES.get(&folded.chars().next()?)?;
    cues.iter().find(|(word, _)| folded.starts_with(word))
}

/// The last `count` characters of `text`, folded.
fn tail(text: &str, count: usize) -> Cow<'_, str> {
    let start = text
        .char_indices()
        .rev()
        .take(count)
        .last()
        .map_or(text.len(), |(at, _)| at);
    fold(text.get(start..).unwrap_or_default())
}
