//! What the application asks of the store, and what the store answers, in the application's own terms.

use crate::app::Effect;
use crate::app::message::{Follow, Listed, Opened, Stepped, View};
use crate::article::Lesson;
use crate::library::ask::{Ask, Format};
use crate::library::{Fuzzy, Id, Mark, MarkSet, Snippet};
use crate::store::{Change, Near, Store, StoreError};

/// Hits of a search that the list shows at most.
const MOST_HITS: usize = 1_000;

/// Where there are fewer hits, headlines that nearly are what was typed follow them, so many at most.
const FEW_HITS: usize = 40;
const MOST_NEAR: usize = 40;

/// What the list is to show.
///
/// # Errors
/// The store cannot be read.
pub fn listed(store: &Store, view: &View) -> Result<Listed, StoreError> {
    let find = |follow: &Option<Follow>| match follow {
        Some(follow) => followed(store, follow),
        None => Ok(None),
    };
    let (selected, shown) = (find(&view.selected)?, find(&view.shown)?);
    let mut near = Vec::new();
    let (articles, more) = match &view.ask {
        None => (store.listed(view.order, view.hide_read, selected)?, false),
        Some(ask) => {
            let today = view.today.unwrap_or_default();
            let hits = store.search(ask, MOST_HITS, today)?;
            let mut articles = store.marks_of(&hits.ids)?;
            if hits.ids.len() < FEW_HITS {
                near = nearly(store, ask, &hits.ids)?;
                let ids: Vec<Id> = near.iter().map(|(id, _)| *id).collect();
                articles.extend(store.marks_of(&ids)?);
            }
            if view.hide_read {
                let is_unread = |marks: MarkSet| !marks.has(Mark::Read);
                articles.retain(|(id, marks)| is_unread(*marks) || Some(*id) == selected);
                near.retain(|(id, _)| articles.iter().any(|(other, _)| id == other));
            }
            (articles, hits.more)
        }
    };
    let counts = store.counts()?;
    let number = |count: u64| usize::try_from(count).unwrap_or(usize::MAX);
    Ok(Listed {
        articles,
        near,
        more,
        total: number(counts.listed),
        unread: number(counts.unread),
        selected,
        shown,
    })
}

/// Articles whose headlines nearly are what is searched for, where that is words alone; those in `but` are left out.
fn nearly(store: &Store, ask: &Ask, but: &[Id]) -> Result<Vec<Near>, StoreError> {
    let fuzzy = ask.bare_words().and_then(|words| Fuzzy::new(&words));
    match fuzzy {
        Some(mut fuzzy) => store.near(&mut fuzzy, but, MOST_NEAR),
        None => Ok(Vec::new()),
    }
}

/// The article that was followed, as it is called now: known by its words, else by its file.
fn followed(store: &Store, follow: &Follow) -> Result<Option<Id>, StoreError> {
    match store.id_of(follow.key)? {
        Some(id) => Ok(Some(id)),
        None => store.id_of_file(&follow.file),
    }
}

/// The article, for reading; `None` where it has gone.
///
/// # Errors
/// The store cannot be read.
pub fn opened(store: &Store, id: Id) -> Result<Option<Opened>, StoreError> {
    let Some((page, row)) = store.page(id)?.zip(store.rows(&[id])?.pop()) else {
        return Ok(None);
    };
    Ok(Some(Opened {
        links: store.links(&page.article.related)?,
        place: store.place(row.key)?,
        highlights: store.notes_of(row.key)?,
        format: format_name(page.format),
        article: page.article,
        notes: page.notes,
        row,
    }))
}

/// Pieces of those articles around what is searched for; `goes_on` says before each whether there is time for it.
///
/// # Errors
/// The store cannot be read.
pub fn snippets(
    store: &Store,
    (ids, ask, width): (&[Id], &Ask, usize),
    goes_on: impl Fn() -> bool,
) -> Result<Vec<(Id, Snippet)>, StoreError> {
    let mut snippets = Vec::with_capacity(ids.len());
    for &id in ids {
        if !goes_on() {
            break;
        }
        let snippet = store.snippet(id, ask, width)?;
        snippets.push((id, snippet.unwrap_or_default()));
    }
    Ok(snippets)
}

/// A format as the sidebar names it.
const fn format_name(format: Format) -> &'static str {
    match format {
        Format::Html => "HTML",
        Format::Markdown => "Markdown",
        Format::Text => "text",
    }
}

/// What comes of something written.
#[derive(Debug, Default)]
pub struct Written {
    /// Marks that were written.
    pub marks: usize,
    /// A step that was made.
    pub stepped: Option<(bool, Option<Stepped>)>,
    /// What has been said of sites since.
    pub lessons: Vec<Lesson>,
}

/// Writes what `effect` asks to be written.
///
/// # Errors
/// The store cannot be written.
pub fn write(store: &mut Store, effect: &Effect) -> Result<Written, StoreError> {
    let mut written = Written::default();
    match effect {
        Effect::Mark(label, key, mark, set) => {
            let change = [Change::mark(*key, *mark, *set)];
            match label {
                Some(label) => store.change(label, &change)?,
                None => store.keep(&change)?,
            }
            written.marks = 1;
        }
        Effect::Place(key, place) => store.keep(&[Change::place(*key, *place)])?,
        Effect::Teach(label, lesson) => store.change(label, &[Change::lesson(lesson)])?,
        Effect::Note(label, key, gone, notes) => {
            let gone = gone.iter().map(|id| Change::no_note(*key, id));
            let kept = notes.iter().map(|note| Change::note(*key, note));
            store.change(label, &gone.chain(kept).collect::<Vec<_>>())?;
        }
        Effect::Step(back) => {
            let stepped = if *back { store.undo() } else { store.redo() }?;
            let noted = stepped
                .iter()
                .flat_map(|step| &step.changes)
                .find_map(Change::noted);
            let noted = match noted {
                Some(key) => Some((key, store.notes_of(key)?)),
                None => None,
            };
            let stepped = stepped.map(|step| {
                written.lessons = step.changes.iter().filter_map(Change::as_lesson).collect();
                Stepped {
                    label: step.label,
                    taught: !written.lessons.is_empty(),
                    noted,
                }
            });
            written.stepped = Some((*back, stepped));
        }
        _ => {}
    }
    Ok(written)
}
