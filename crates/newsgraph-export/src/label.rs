//! Short words for nodes and edges, as pictures and summaries show them.

use newsgraph_core::graph::{Edge, Node, NodeKind, PostStatus, Relation, Status};

/// At most this many characters of what somebody said stand in a label.
const STATEMENT_CHARS: usize = 110;

/// What a picture writes on a node: the name; of a meeting its form and date; of a statement its first words.
#[must_use]
pub fn node_label(node: &Node) -> String {
    match &node.kind {
        NodeKind::Meeting { format, date, status } => {
            let mut label = match status {
                Status::Held => String::new(),
                other => format!("{} ", other.as_str()),
            };
            label.push_str(&format.as_deref().unwrap_or("meeting").replace('_', " "));
            if let Some(date) = date {
                label.push('\n');
                label.push_str(date.as_str());
            }
            label
        }
        NodeKind::Statement { at, direct, .. } => {
            let words = truncate(&squeeze(&at.text), STATEMENT_CHARS);
            if *direct { format!("“{words}”") } else { words }
        }
        _ => squeeze(&node.name),
    }
}

/// What a picture writes on an edge: the title of an office, "met", the verb of saying, the class and date of an event;
/// nothing where the ends say it all.
#[must_use]
pub fn edge_label(edge: &Edge) -> String {
    let dated = |what: &str, date: Option<&str>, status: Status| {
        let mut label = match status {
            Status::Held => what.to_owned(),
            other => format!("{what} ({})", other.as_str()),
        };
        if let Some(date) = date {
            label.push('\n');
            label.push_str(date);
        }
        label
    };
    match &edge.relation {
        Relation::HoldsOffice { title, status, .. } => {
            let title = truncate(&squeeze(title), 48);
            match status {
                PostStatus::Current => title,
                PostStatus::Former => format!("former {title}"),
                PostStatus::Elect => format!("{title}-elect"),
            }
        }
        Relation::AffiliatedWith { title, .. } => truncate(&squeeze(title), 48),
        Relation::ParticipatedIn { role } => match role.as_str() {
            "participant" => "met".to_owned(),
            role => role.to_owned(),
        },
        Relation::HeldIn => "in".to_owned(),
        Relation::Visited { date, status } => dated("visited", date.as_ref().map(|d| d.as_str()), *status),
        Relation::Said { cue } if cue.is_empty() => "said".to_owned(),
        Relation::Said { cue } => truncate(&squeeze(cue), 24),
        Relation::About => String::new(),
        Relation::LocatedIn => "in".to_owned(),
        Relation::MemberOf => "member".to_owned(),
        Relation::Event { plover, lemma, date, status, polarity } => {
            let what = format!(
                "{}{} ({})",
                if *polarity { "" } else { "not " },
                plover.as_str(),
                truncate(&squeeze(lemma), 24)
            );
            dated(&what, date.as_ref().map(|d| d.as_str()), *status)
        }
        other => truncate(&squeeze(other.as_str()), 48),
    }
}

/// White space and control characters as single spaces.
pub(crate) fn squeeze(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split(|c: char| c.is_whitespace() || c.is_control()).filter(|w| !w.is_empty()) {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

/// The first `most` characters, up to the end of a word where there is one, with an ellipsis where more follow.
pub(crate) fn truncate(text: &str, most: usize) -> String {
    let Some((end, _)) = text.char_indices().nth(most) else { return text.to_owned() };
    let head = &text[..end];
    let head = head.rfind(' ').filter(|&at| at > end / 2).map_or(head, |at| &head[..at]);
    format!("{}…", head.trim_end())
}

/// Breaks lines at spaces so that none is longer than `width` characters, but for words that are.
pub(crate) fn wrap(text: &str, width: usize) -> String {
    let mut out = String::with_capacity(text.len());
    for (i, line) in text.split('\n').enumerate() {
        if i > 0 {
            out.push('\n');
        }
        let mut column = 0;
        for word in line.split(' ') {
            let len = word.chars().count();
            if column > 0 {
                if column + 1 + len > width {
                    out.push('\n');
                    column = 0;
                } else {
                    out.push(' ');
                    column += 1;
                }
            }
            out.push_str(word);
            column += len;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_break_at_spaces_and_long_texts_end_in_an_ellipsis() {
        assert_eq!(wrap("the foreign ministry of Kazakhstan", 16), "the foreign\nministry of\nKazakhstan");
        assert_eq!(wrap("Donaudampfschiffahrt of\nus", 8), "Donaudampfschiffahrt\nof\nus");
        assert_eq!(truncate("they spoke at length", 12), "they spoke…");
        assert_eq!(truncate("他们谈了很久很久", 4), "他们谈了…");
        assert_eq!(truncate("short", 5), "short");
        assert_eq!(squeeze(" a\n\tb\u{0}c "), "a b c");
    }
}
