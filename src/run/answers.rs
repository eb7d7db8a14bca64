//! What the application asks of the store, and what the store answers, in the application's own terms.

use crate::app::Effect;
use crate::app::message::{Compared, Follow, Listed, Opened, Stepped, Tagged, View};
use crate::article::Lesson;
use crate::library::ask::{Ask, Format, Sort};
use crate::library::difference::difference;
use crate::library::{Fuzzy, Grouping, Id, Mark, MarkSet, Row, Snippet};
use crate::store::{Change, Folding, Listing, Near, Store, StoreError};

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
    store.together(|| list(store, view))
}

fn list(store: &Store, view: &View) -> Result<Listed, StoreError> {
    let find = |follow: &Option<Follow>| match follow {
        Some(follow) => followed(store, follow),
        None => Ok(None),
    };
    let (selected, shown) = (find(&view.selected)?, find(&view.shown)?);
    let group = |sort| {
        if view.group.suits(sort) {
            view.group
        } else {
            Grouping::None
        }
    };
    let mut near = Vec::new();
    let (listing, more) = match &view.ask {
        None => {
            let arranged = (view.order, group(view.order.into()));
            (store.listed(arranged, view.hide_read, selected)?, false)
        }
        Some(ask) => {
            let today = view.today.unwrap_or_default();
            let (mut ids, more) = if view.whole {
                (store.all_hits(ask, today)?, false)
            } else {
                let hits = store.search(ask, MOST_HITS, today)?;
                (hits.ids, hits.more)
            };
            if !view.whole && ids.len() < FEW_HITS {
                near = nearly(store, ask, &ids)?;
                ids.extend(near.iter().map(|(id, _)| *id));
            }
            let is_wanted = |id: Id, marks: MarkSet| {
                !view.hide_read || !marks.has(Mark::Read) || Some(id) == selected
            };
            let listing = store.among(&ids, group(ask.order()), is_wanted)?;
            near.retain(|(id, _)| listing.articles.iter().any(|(other, _)| id == other));
            (listing, more)
        }
    };
    let sort = view.ask.as_ref().map_or(view.order.into(), Ask::order);
    let listing = store.folded(listing, folding(view, sort))?;
    let counts = store.counts()?;
    let number = |count: u64| usize::try_from(count).unwrap_or(usize::MAX);
    Ok(Listed {
        articles: listing.articles,
        heads: listing.heads,
        levels: listing.levels,
        near,
        more,
        total: number(counts.listed),
        unread: number(counts.unread),
        selected,
        shown,
        tags: match &view.shown {
            Some(follow) => store.tags_of(follow.key)?,
            None => Vec::new(),
        },
    })
}

/// How a list in that order is folded: of hits the best speaks for the others, else the newest.
fn folding(view: &View, sort: Sort) -> Folding {
    Folding {
        versions: view.fold,
        stories: view.group == Grouping::Story,
        first: sort == Sort::Relevance,
    }
}

/// Articles whose headlines nearly are what is searched for, where that is words alone; those in `but` are left out.
fn nearly(store: &Store, ask: &Ask, but: &[Id]) -> Result<Vec<Near>, StoreError> {
    let fuzzy = ask.bare_words().and_then(|words| Fuzzy::new(&words));
    match fuzzy {
        Some(mut fuzzy) => store.near(&mut fuzzy, but, MOST_NEAR),
        None => Ok(Vec::new()),
    }
}

/// The tags of the article with that key, and all that there are.
///
/// # Errors
/// The store cannot be read.
pub fn tagged(store: &Store, key: u64) -> Result<Tagged, StoreError> {
    let article = match store.id_of(key)? {
        Some(id) => store.article(id)?,
        None => None,
    };
    Ok(Tagged {
        own: store.tags_of(key)?,
        page: article.map_or_else(Vec::new, |article| article.tags),
        all: store.tags()?,
    })
}

/// The first rows of a list that shows what `view` says, and how they are grouped and folded, for the first frame.
///
/// # Errors
/// The store cannot be read.
pub fn first_rows(
    store: &Store,
    view: &View,
    most: usize,
) -> Result<(Vec<Row>, Listed), StoreError> {
    let (rows, sort) = match &view.ask {
        None => (store.first_rows(view.order, most)?, view.order.into()),
        Some(ask) => {
            let today = view.today.unwrap_or_default();
            let hits = store.search(ask, most, today)?;
            (store.rows(&hits.ids)?, ask.order())
        }
    };
    let listing = if view.group == Grouping::None || !view.group.suits(sort) {
        Listing {
            articles: rows.iter().map(|row| (row.id, row.marks)).collect(),
            ..Listing::default()
        }
    } else {
        let ids: Vec<Id> = rows.iter().map(|row| row.id).collect();
        store.among(&ids, view.group, |_, _| true)?
    };
    let listing = store.folded(listing, folding(view, sort))?;
    let listed = Listed {
        articles: listing.articles,
        heads: listing.heads,
        levels: listing.levels,
        ..Listed::default()
    };
    Ok((rows, listed))
}

/// The names of the saved filters, and their queries.
///
/// # Errors
/// The store cannot be read.
pub fn filters(store: &Store) -> Result<Vec<(String, String)>, StoreError> {
    let saved = store.values("filter:")?.into_iter();
    let named = saved.filter_map(|register| {
        let name = register.field.strip_prefix("filter:")?;
        Some((name.to_owned(), register.value.as_str()?.to_owned()))
    });
    Ok(named.collect())
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
    store.together(|| open(store, id))
}

fn open(store: &Store, id: Id) -> Result<Option<Opened>, StoreError> {
    let Some((page, row)) = store.page(id)?.zip(store.rows(&[id])?.pop()) else {
        return Ok(None);
    };
    Ok(Some(Opened {
        links: store.links(&page.article.related)?,
        place: store.place(row.key)?,
        tags: store.tags_of(row.key)?,
        highlights: store.notes_of(row.key)?,
        format: format_name(page.format),
        article: page.article,
        notes: page.notes,
        row,
    }))
}

/// Two versions of an article, the `pair`-th and the one before it, or the article and the one before; `None` where it has but one.
///
/// # Errors
/// The store cannot be read.
pub fn compared(
    store: &Store,
    id: Id,
    pair: Option<usize>,
) -> Result<Option<Compared>, StoreError> {
    let versions = store.versions_of(id)?;
    let own = versions
        .iter()
        .position(|row| row.id == id)
        .unwrap_or_default();
    let pair = pair.unwrap_or(own).min(versions.len().saturating_sub(2));
    let [Some(newer), Some(older)] = [versions.get(pair), versions.get(pair + 1)] else {
        return Ok(None);
    };
    let (Some(newer), Some(older)) = (store.article(newer.id)?, store.article(older.id)?) else {
        return Ok(None);
    };
    Ok(Some(Compared {
        id,
        versions,
        pair,
        pieces: difference(&older, &newer),
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
        Effect::MarkMany(label, ids, mark, set) => {
            store.mark_many(label, ids, (*mark, *set))?;
            written.marks = 1;
        }
        Effect::Tag(label, key, tags) => {
            let changes: Vec<Change> = tags
                .iter()
                .map(|(name, set)| Change::tag(*key, name, *set))
                .collect();
            store.change(label, &changes)?;
            written.marks = 1;
        }
        Effect::Story(label, key, correction) => {
            store.change(label, &[Change::story(*key, Some(*correction))])?;
            written.marks = 1;
        }
        Effect::SaveFilter(label, name, query) => {
            store.change(label, &[Change::filter(name, query.as_deref())])?;
            written.marks = 1;
        }
        Effect::Arrange(arrangement) => store.arrange(arrangement)?,
        Effect::Place(key, place) => store.keep(&[Change::place(*key, *place)])?,
        Effect::Teach(label, lesson) => store.change(label, &[Change::lesson(lesson)])?,
        Effect::Note(label, key, gone, notes) => {
            let gone = gone.iter().map(|id| Change::no_note(*key, id));
            let kept = notes.iter().map(|note| Change::note(*key, note));
            store.change(label, &gone.chain(kept).collect::<Vec<_>>())?;
        }
        Effect::Step(back) => {
            let stepped = if *back { store.undo() } else { store.redo() }?;
            let Some(step) = stepped else {
                written.stepped = Some((*back, None));
                return Ok(written);
            };
            written.lessons = step.changes.iter().filter_map(Change::as_lesson).collect();
            let moved = step.changes.iter().find(|change| change.puts_away());
            let moved = match moved.and_then(|change| change.key) {
                Some(key) => store.id_of(key)?,
                None => None,
            };
            let noted = match step.changes.iter().find_map(Change::noted) {
                Some(key) => Some((key, store.notes_of(key)?)),
                None => None,
            };
            let stepped = Stepped {
                label: step.label,
                taught: !written.lessons.is_empty(),
                moved,
                noted,
            };
            written.stepped = Some((*back, Some(stepped)));
        }
        _ => {}
    }
    Ok(written)
}
