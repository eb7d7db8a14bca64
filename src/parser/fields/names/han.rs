//! Names in Chinese, Japanese and Korean bylines, where no capitals help.

/// What stands before or after a name: "reporter", "text", "special correspondent", "edited by".
const LABELS: [&str; 22] = [
    "本报记者",
    "本報記者",
    "记者",
    "記者",
    "기자",
    "특파원",
    "特派员",
    "特派員",
    "撰文",
    "作者",
    "责任编辑",
    "責任編輯",
    "编辑",
    "編輯",
    "編集",
    "撰稿",
    "实习生",
    "文",
    "通讯员",
    "執筆",
    "논설위원",
    "객원기자",
];

/// A part that ends so names the place a report comes from.
const REPORTS: [&str; 6] = ["报道", "報導", "報道", "电", "電", "보도"];

/// Does `text` hold such a script?
pub(super) fn is_written_in(text: &str) -> bool {
    !text.is_ascii() && text.chars().any(is_east_asian)
}

/// Two to four Han or Hangul characters, Katakana with a middle dot, or two such words.
pub(super) fn is_name(text: &str) -> bool {
    let mut count = 0;
    for c in text.chars() {
        match c {
            ' ' | '　' | '・' | '·' => {}
            _ if is_east_asian(c) => count += 1,
            _ => return false,
        }
    }
    let foreign = text.contains(['・', '·']);
    (2..=if foreign { 16 } else { 6 }).contains(&count)
}

/// Does `text` open with a label and a mark behind it: "文・", "作者："?
pub(super) fn is_led(text: &str) -> bool {
    LABELS.iter().any(|label| {
        text.strip_prefix(label)
            .is_some_and(|rest| rest.starts_with(['・', '·', ':', '：', '/', '／', '=', '＝', ' ']))
    })
}

/// The names in a part of a byline written in one of these scripts.
pub(super) fn names(part: &str) -> Vec<String> {
    let mut names = Vec::new();
    for piece in part.split(|c: char| c.is_whitespace() || "=＝:：/／()（）[]【】「」".contains(c))
    {
        if REPORTS.iter().any(|end| piece.ends_with(end))
            && piece.chars().count() > 2
            && !piece.contains("记者")
        {
            continue;
        }
        let mut piece = piece.trim_matches(['・', '·', '.', '-']);
        while let Some(rest) = LABELS.iter().find_map(|label| strip(piece, label)) {
            piece = rest.trim_matches(['・', '·']);
        }
        if is_name(piece) {
            names.push(piece.to_owned());
        }
    }
    names
}

/// `piece` without `label` at either end. A single character is a label only when it is all there is.
fn strip<'t>(piece: &'t str, label: &str) -> Option<&'t str> {
    if label.chars().count() == 1 {
        let rest = piece.strip_prefix(label)?;
        return (rest.is_empty() || rest.starts_with(['・', '·'])).then_some(rest);
    }
    piece
        .strip_prefix(label)
        .or_else(|| piece.strip_suffix(label))
}

const fn is_east_asian(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30FA}' | '\u{30FC}'..='\u{30FF}' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7AF}')
}
