//! The byline: shown and claimed names weighed, and looked for where no block was labelled so.

use crate::article::Article;
use crate::parser::assemble::Reading;
use crate::parser::fields::{headline, names, publisher};
use crate::parser::label::Label;

/// Blocks below the headline among which a byline is looked for, and longest line of one, in bytes.
const HEAD: usize = 16;
const LONGEST: usize = 120;

/// Reads the byline, and the publisher where only the byline names it.
pub fn read(reading: &mut Reading, article: &mut Article) {
    let silent = reading.document.claims.authors.is_empty();
    if silent
        && reading.with(Label::Byline).next().is_none()
        && let Some(i) = unlabelled(reading)
    {
        reading.relabel(i, Label::Byline, "a name in the byline's place");
    }
    let reading = &*reading;
    let claims: Vec<String> = unique(
        reading
            .document
            .claims
            .authors
            .iter()
            .flat_map(|a| names::byline(a)),
    );
    let mut shown = Vec::new();
    let mut last = None;
    for (i, block) in reading.with(Label::Byline) {
        // A second group of bylines is a box about the author, or another article's.
        if last.is_some_and(|last| i > last + 6) && !shown.is_empty() {
            break;
        }
        last = Some(i);
        shown.extend(names::byline(&block.text));
    }
    if shown.is_empty() && silent {
        shown = beside_date(reading);
    }
    let shown = unique(shown);
    let agree = |a: &str, b: &str| {
        let (a, b) = (a.to_lowercase(), b.to_lowercase());
        a.contains(&b) || b.contains(&a)
    };
    let confirmed = claims.iter().any(|c| shown.iter().any(|s| agree(c, s)));
    article.byline = if shown.is_empty() || confirmed {
        claims
    } else {
        shown
    };
    if article.publisher.is_none() && article.byline.len() > 1 {
        let is_site = |name: &&String| links_home(reading, name);
        article.publisher = article.byline.iter().find(is_site).cloned();
    }
    if article.publisher.is_none() {
        // One word alone may be a desk, or whose picture it is.
        let paper =
            |name: &str| names::is_organisation(name) && name.contains(' ') && !name.contains('/');
        let named =
            |name: &&String| paper(name) || publisher::is_named_around(&reading.document, name);
        article.publisher = article.byline.iter().find(named).cloned();
    }
    // The paper signs only where no person does.
    let own = |name: &String| article.publisher.as_ref() == Some(name);
    if !article.byline.iter().all(own) {
        let publisher = article.publisher.clone();
        article
            .byline
            .retain(|name| publisher.as_ref() != Some(name));
    }
}

/// The people that a line of the article's date names beside it: "Jo Field 2 May 2021".
fn beside_date(reading: &Reading) -> Vec<String> {
    let top = reading.with(Label::Headline).next().map_or(0, |(i, _)| i);
    let near = reading
        .blocks()
        .skip(top)
        .take(HEAD)
        .filter(|(_, block, label)| {
            matches!(label, Label::Date | Label::Updated) && block.text.len() <= LONGEST
        });
    let names = near.map(|(_, block, _)| names::byline(&block.text));
    let mut full = names.filter(|names| {
        !names.is_empty()
            && names
                .iter()
                .all(|name| name.contains(' ') && !names::is_organisation(name))
    });
    full.next().unwrap_or_default()
}

/// Where no block was labelled so: below the headline a line that opens like a byline and names people, or a name that its
/// neighbours or the page speak of as a person's.
fn unlabelled(reading: &Reading) -> Option<usize> {
    let (top, _) = reading.with(Label::Headline).next()?;
    let first = reading.text_range().map_or(top, |(first, _)| first);
    let free = |label: Label| {
        matches!(
            label,
            Label::Chrome | Label::Alt | Label::Repeat | Label::Tags
        )
    };
    let near = reading
        .blocks()
        .filter(|(i, b, label)| {
            (top + 1..=(top + HEAD).min(first + 1)).contains(i)
                && free(*label)
                && b.text.len() <= LONGEST
        })
        .map(|(i, b, _)| (i, b.text.as_str()));
    let led = near.clone().find(|(_, text)| names::is_byline(text));
    let employed = || near.clone().find(|(_, text)| is_name_with_job(text));
    let named = || {
        near.clone()
            .find(|&(i, text)| names::looks_like_name(text) && is_persons(reading, i, text))
    };
    led.or_else(named).or_else(employed).map(|(i, _)| i)
}

/// Does `text` consist of one person's name and a job: "Jo Field Senior Reporter"?
fn is_name_with_job(text: &str) -> bool {
    let names = names::byline(text);
    let [name] = names.as_slice() else {
        return false;
    };
    let job = text.trim().strip_prefix(name.as_str());
    name.contains(' ') && job.is_some_and(|job| names::is_job(job.trim_start_matches([' ', ','])))
}

/// Is the name `text`, alone in block `i`, a person's, and not the headline's subject: a lead stands above it, a job below; a neighbour
/// names it too, or some sentence of the page begins with it?
fn is_persons(reading: &Reading, i: usize, text: &str) -> bool {
    let blocks = &reading.document.blocks;
    let name = text.trim();
    let texts = |range: std::ops::Range<usize>| {
        let near = blocks.get(range).unwrap_or_default().iter();
        near.map(|b| b.text.as_str()).filter(|text| *text != name)
    };
    // The name itself may be set twice, for two widths of the page.
    let above = texts(i.saturating_sub(2)..i)
        .next_back()
        .unwrap_or_default();
    let below = texts(i + 1..i + 3).next().unwrap_or_default();
    if names::is_lead(above) {
        return true;
    }
    let told = |text: &str| {
        let rest = text
            .strip_prefix(name)
            .and_then(|rest| rest.strip_prefix(' '));
        rest.is_some_and(|rest| rest.starts_with(char::is_lowercase))
    };
    let named = |text: &str| {
        let at = text.find(name).filter(|_| text.len() <= LONGEST);
        let rest = at.and_then(|at| text.get(at + name.len()..));
        rest.is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
    };
    let subject = reading
        .with(Label::Headline)
        .any(|(_, b)| b.text.contains(name));
    let spaced = name.contains(' ');
    spaced
        && !subject
        && (names::is_job(below)
            || named(above)
            || named(below)
            || blocks.iter().any(|b| told(&b.text)))
}

/// Does `name` in a byline lead to the front page of a site of that name?
fn links_home(reading: &Reading, name: &str) -> bool {
    let links = reading
        .with(Label::Byline)
        .flat_map(|(_, b)| b.hints.links.iter().map(move |link| (b, link)));
    links
        .filter(|(block, link)| block.text.get(link.range.clone()) == Some(name))
        .filter_map(|(_, link)| {
            let (_, address) = link.href.split_once("://")?;
            Some(address.trim_end_matches('/').trim_start_matches("www."))
        })
        .any(|host| {
            let site = host.rsplit_once('.').map_or(host, |(site, _)| site);
            !host.contains('/') && headline::letters(site) == headline::letters(name)
        })
}

/// Each name once, the one that another has with words around it ("Portrait of Jo Field") in that one's place.
fn unique(names: impl IntoIterator<Item = String>) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for name in names {
        let same = |known: &String| {
            headline::letters(known) == headline::letters(&name)
                || is_inside(known, &name)
                || is_inside(&name, known)
        };
        match out.iter_mut().find(|known| same(known)) {
            Some(known) if is_inside(&name, known) => *known = name,
            Some(_) => {}
            None => out.push(name),
        }
    }
    out
}

/// Does a name of several words stand in `longer` with other words before or behind it?
fn is_inside(name: &str, longer: &str) -> bool {
    let rest = longer
        .strip_prefix(name)
        .map(|rest| rest.starts_with(' '))
        .or_else(|| longer.strip_suffix(name).map(|rest| rest.ends_with(' ')));
    name.contains(' ') && rest.unwrap_or(false)
}
