//! Who holds which title: before the name, in apposition to it, said of it, or borne by it in a relative clause.

use super::Resolution;
use super::appointments::{appoints, complement, title_subjects};
use crate::analysis::{Deprel, Upos, Xpos};
use crate::document::{Document, EntityIndex};
use crate::knowledge::EntityKind;
use crate::lexicon::{NominalKind, TitleUse};
use crate::mention::{Draft, Reading, TitleMention};
use crate::span::TokenRange;

/// How a title and its holder stand to each other.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum HolderPattern {
    /// "President Vladimir Putin", "the president of Russia, Vladimir Putin".
    Before,
    /// "Vladimir Putin, the president of Russia".
    After,
    /// "Putin is president", "was appointed ambassador", "who is …".
    Predicate,
    /// "the Russian president", where it is known who that is.
    Nominal,
}

/// A title and who holds it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Holder {
    /// Index into [`Document::titles`].
    pub title: u32,
    /// Who.
    pub person: EntityIndex,
    /// The words that name the holder.
    pub name: TokenRange,
    /// How the two stand to each other.
    pub pattern: HolderPattern,
}

/// How far a comma and a name may stand behind the title they belong to, in tokens.
const REACH: u32 = 24;

struct Finder<'d, 'a> {
    document: &'d Document<'a>,
    /// For each token the person whose name covers it.
    person: Vec<Option<(EntityIndex, TokenRange)>>,
    /// For each token whether a name of another kind covers it.
    other: Vec<bool>,
    /// For each token the title that covers it.
    title: Vec<u32>,
    found: Vec<Holder>,
}

/// Finds the holders of titles, each pair once, in text order of the titles. Linear in the text.
pub(super) fn find(document: &Document<'_>, drafts: &[Draft], resolution: &Resolution) -> Vec<Holder> {
    let tokens = document.tokens.len();
    let mut finder = Finder {
        document,
        person: vec![None; tokens],
        other: vec![false; tokens],
        title: vec![u32::MAX; tokens],
        found: Vec::new(),
    };
    let mut persons = Vec::new();
    for (draft, of) in drafts.iter().zip(&resolution.of_draft) {
        match (&draft.reading, of.first()) {
            (Reading::Name { kind: EntityKind::Person, .. }, Some(&e)) => {
                draft.tokens.iter().for_each(|t| finder.person[t as usize] = Some((e, draft.tokens)));
                persons.push((e, draft.tokens, draft.head));
            }
            (Reading::Name { .. }, _) => draft.tokens.iter().for_each(|t| finder.other[t as usize] = true),
            _ => {}
        }
    }
    for (i, title) in document.titles.iter().enumerate() {
        title.tokens.iter().for_each(|t| finder.title[t as usize] = i as u32);
    }
    for &(person, name, head) in &persons {
        finder.before(person, name);
        finder.after(person, name);
        finder.relative(person, name, head);
    }
    for i in 0..document.titles.len() as u32 {
        finder.predicate(i);
    }
    let mut found = finder.found;
    found.sort_by_key(|h| (h.title, h.pattern, h.name));
    found.dedup_by_key(|h| (h.title, h.person));
    found
}

impl Finder<'_, '_> {
    fn form(&self, t: u32) -> &str {
        self.document.form(t)
    }

    fn title_at(&self, t: u32) -> Option<u32> {
        self.title.get(t as usize).copied().filter(|&i| i != u32::MAX)
    }

    fn is_honorific(&self, i: u32) -> bool {
        let title = &self.document.titles[i as usize];
        title
            .entry
            .and_then(|e| self.document.lexicon.titles().get(e as usize))
            .is_some_and(|t| matches!(t.usage, TitleUse::Rank | TitleUse::Honorific))
    }

    /// "the premier's younger brother": the title only owns what follows.
    fn owns(&self, title: u32) -> bool {
        matches!(self.form(self.document.titles[title as usize].tokens.end), "'s" | "’s" | "'" | "’")
    }

    /// Whether nothing but honorifics stands between `t` and the name.
    fn honorifics_only(&self, t: u32, name: u32) -> bool {
        (t..name).all(|k| self.title_at(k).is_some_and(|i| self.is_honorific(i)))
    }

    fn push(&mut self, title: u32, person: EntityIndex, name: TokenRange, pattern: HolderPattern) {
        if !self.is_honorific(title) {
            self.found.push(Holder { title, person, name, pattern });
        }
    }

    fn sentence(&self, t: u32) -> TokenRange {
        self.document.sentences[self.document.sentence_of(t)].tokens
    }

    /// Titles that end where the name begins.
    fn before(&mut self, person: EntityIndex, name: TokenRange) {
        let start = self.sentence(name.start).start;
        let mut t = name.start;
        let mut comma = false;
        let mut comma_at = u32::MAX;
        let mut steps = 0;
        // "King Abdullah": some names are known with their title.
        if let Some(i) =
            self.title_at(name.start).filter(|&i| self.document.titles[i as usize].tokens.end < name.end)
        {
            self.push(i, person, name, HolderPattern::Before);
        }
        if let Some(i) = self.remote(name) {
            self.push(i, person, name, HolderPattern::Before);
            if self.document.titles[i as usize].plural {
                self.share(i, name);
            }
            return;
        }
        while t > start && steps < 24 {
            steps += 1;
            let at = t - 1;
            if let Some(i) = self.title_at(at) {
                let title = self.document.titles[i as usize];
                t = title.tokens.start;
                if self.is_honorific(i) {
                    continue;
                }
                let plural = title.plural;
                // "the presidents, X and Y" may be a list; "the presidents of A and B, X and Y" is none.
                if comma && (plural && title.tokens.end == comma_at || !self.is_set_off(i, name)) {
                    return;
                }
                self.push(i, person, name, HolderPattern::Before);
                if plural {
                    self.share(i, name);
                }
                // "the union's chair and Peruvian president, X": go on over the name in front of the title.
                let mut front = t;
                while front > start && self.other[front as usize - 1] {
                    front -= 1;
                }
                if front < t
                    && front > start + 1
                    && self.form(front - 1) == "and"
                    && self.title_at(front - 2).is_some_and(|j| !self.document.titles[j as usize].plural)
                {
                    t = front - 1;
                    continue;
                }
                // "Chairman and CEO X": go on; anything else ends the phrase.
                if t > start
                    && matches!(self.form(t - 1), "and" | "&" | "/" | "-")
                    && t - 1 > start
                    && self.title_at(t - 2).is_some()
                {
                    t -= 1;
                    continue;
                }
                return;
            }
            match self.form(at) {
                "," if !comma && self.honorifics_only(t, name.start) => {
                    comma = true;
                    comma_at = at;
                    t = at;
                }
                "the" | "The" | "-" | "\"" | "“" | "‘" | "Right" | "Honourable" | "Honorable" | "Hon."
                | "Excellency" | "His" | "Her"
                    if !comma && self.person[at as usize].is_none() =>
                {
                    t = at;
                }
                // "the European Central Bank (ECB), Jean-Claude Trichet"
                ")" if at > start + 2 && self.other[at as usize - 1] => {
                    let open = (at.saturating_sub(8)..at).rev().find(|&k| self.form(k) == "(");
                    match open.filter(|&k| k > start && self.other[k as usize - 1]) {
                        Some(open) => t = open,
                        None => return,
                    }
                }
                // "the head of the Greens party Ann Lee", "Minister of Youth and Sport Ann Lee"
                _ if self.is_word_for_body(at) && at > start && self.other[at as usize - 1] => t = at,
                _ if !comma && self.portfolio(at, start).is_some() => {
                    t = self.portfolio(at, start).unwrap_or(at);
                }
                _ if self.other[at as usize] => {
                    // "the President of the United States, Barack Obama"
                    let mut first = at;
                    while first > start
                        && (self.other[first as usize - 1]
                            || (first - 1 > start
                                && matches!(self.form(first - 1), "and" | ",")
                                && self.other[first as usize - 2]))
                    {
                        first -= 1;
                    }
                    // "the chair of Ann Lee's Greens"
                    if first > start + 1
                        && matches!(self.form(first - 1), "'s" | "’s")
                        && let Some((_, possessor)) = self.person[first as usize - 2]
                    {
                        first = possessor.start.max(start);
                    }
                    if first > start && matches!(self.form(first - 1), "the" | "The") {
                        first -= 1;
                    }
                    // "Chairman Senate Ann Lee"
                    if first > start
                        && first != at + 1
                        && self.title_at(first - 1).is_some_and(|i| !self.is_honorific(i))
                        && self.document.word(at).upos != Upos::Adj
                    {
                        t = first;
                        continue;
                    }
                    let linked = first > start
                        && matches!(self.form(first - 1), "of" | "for" | "to" | "at" | "in")
                        && first - 1 > start
                        && self.title_at(first - 2).is_some();
                    if !linked {
                        return;
                    }
                    t = first - 1;
                }
                _ => return,
            }
        }
    }

    /// "party", "company": a noun that says what the name before it names.
    fn is_word_for_body(&self, t: u32) -> bool {
        let nominals = self.document.lexicon.nominal(self.document.lemma(t));
        self.document.word(t).upos == Upos::Noun
            && nominals.iter().any(|n| n.kind == NominalKind::Organization)
    }

    /// The preposition of "Minister of Youth and Sport", where what it governs ends at `last`.
    fn portfolio(&self, last: u32, start: u32) -> Option<u32> {
        for t in (start.max(last.saturating_sub(7))..=last).rev() {
            let form = self.form(t);
            if matches!(form, "of" | "for") {
                return (t > start
                    && t < last
                    && self.title_at(t - 1).is_some_and(|i| !self.is_honorific(i)))
                .then_some(t);
            }
            let inside = matches!(form, "and" | "&" | ",") && t < last
                || form.starts_with(char::is_uppercase) && self.person[t as usize].is_none();
            if !inside {
                return None;
            }
        }
        None
    }

    /// The title of a phrase that the name is set off from by a comma, whatever else the phrase says: "the head of the
    /// foundation in Nairobi, X,", "the ambassador to the country, X".
    fn remote(&self, name: TokenRange) -> Option<u32> {
        let document = self.document;
        let sentence = self.sentence(name.start);
        let mut comma = name.start;
        while comma > sentence.start && self.title_at(comma - 1).is_some_and(|i| self.is_honorific(i)) {
            comma -= 1;
        }
        comma = comma.checked_sub(1).filter(|&c| c > sentence.start && self.form(c) == ",")?;
        let mut found = None;
        for t in (sentence.start.max(comma.saturating_sub(REACH))..comma).rev() {
            if let Some(i) = self.title_at(t).filter(|&i| !self.is_honorific(i)) {
                let TitleMention { tokens, .. } = document.titles[i as usize];
                let governs = matches!(self.form(tokens.end), "of" | "for" | "at" | "in" | "to");
                if t == tokens.start && governs {
                    found = Some(i);
                }
                continue;
            }
            let word = document.word(t);
            let inside = self.person[t as usize].is_none()
                && (self.other[t as usize]
                    || matches!(word.upos, Upos::Det | Upos::Adj | Upos::Noun | Upos::Propn | Upos::Num)
                    || matches!(
                        self.form(t),
                        "of" | "for" | "at" | "in" | "on" | "to" | "and" | "(" | ")" | "-" | "based"
                    )
                    || matches!(self.form(t), "'s" | "’s" | "'" | "’")
                    || word.xpos == Xpos::PrpPoss);
            if !inside {
                break;
            }
        }
        found.filter(|&i| {
            // "Ann Lee, head of the bank for ten years, X": Lee's.
            let mut start = document.titles[i as usize].tokens.start;
            while start > sentence.start && matches!(document.word(start - 1).upos, Upos::Det | Upos::Adj) {
                start -= 1;
            }
            let apposed = start > sentence.start + 1
                && self.form(start - 1) == ","
                && self.person[start as usize - 2].is_some();
            !apposed && self.is_set_off(i, name)
        })
    }

    /// Whether a name behind a comma is in apposition to the title before it: "the head of X, Y, said", and not "after
    /// talks with the head of X, Y said".
    fn is_set_off(&self, title: u32, name: TokenRange) -> bool {
        let document = self.document;
        let sentence = self.sentence(name.start);
        let start = document.titles[title as usize].tokens.start;
        let mut t = start;
        while t > sentence.start && start - t < 8 {
            let inside = matches!(
                document.word(t - 1).upos,
                Upos::Det | Upos::Adj | Upos::Noun | Upos::Propn | Upos::Num
            ) || matches!(self.form(t - 1), "'s" | "’s" | "'" | "’" | "-");
            if !inside || self.person[t as usize - 1].is_some() {
                break;
            }
            t -= 1;
        }
        let Some(before) = t.checked_sub(1).filter(|&b| b >= sentence.start) else { return true };
        let closed =
            name.end >= sentence.end || matches!(document.word(name.end).upos, Upos::Punct | Upos::Cconj);
        closed || document.word(before).upos != Upos::Adp
    }

    /// "presidents X and Y": the title goes to all who are coordinated with the first.
    fn share(&mut self, title: u32, first: TokenRange) {
        let end = self.sentence(first.start).end;
        let mut t = first.end;
        let mut steps = 0;
        while t < end && steps < 40 {
            steps += 1;
            match self.person[t as usize] {
                Some((person, name)) => {
                    self.push(title, person, name, HolderPattern::Before);
                    t = name.end;
                }
                // "of Germany", "from France" between two names.
                None if matches!(self.form(t), "and" | "," | "&" | "of" | "from" | "the")
                    || self.other[t as usize] =>
                {
                    t += 1
                }
                None => return,
            }
        }
    }

    /// "Claus Soong, analyst at the think tank MERICS": the first title of the noun phrase behind the comma.
    fn after(&mut self, person: EntityIndex, name: TokenRange) {
        let end = self.sentence(name.start).end;
        let mut t = name.end;
        if let Some(i) = self.title_at(t).filter(|_| t < end) {
            let start = self.sentence(name.start).start;
            let appointed = (start.max(name.start.saturating_sub(3))..name.start)
                .any(|v| appoints(self.document, v).is_some() && self.document.is_verb(v));
            let behind = self.document.titles[i as usize].tokens.end;
            if appointed && self.person.get(behind as usize).is_none_or(Option::is_none) {
                self.push(i, person, name, HolderPattern::Predicate);
            }
            return;
        }
        if t >= end || !matches!(self.form(t), "," | "(" | "–" | "—" | "-" | "--") {
            return;
        }
        t += 1;
        // An age, then the apposition: "Ann Lee, 54, a teacher".
        if t + 1 < end && self.document.word(t).upos == Upos::Num && self.form(t + 1) == "," {
            t += 2;
        }
        let limit = end.min(t + 14);
        while t < limit {
            if let Some(i) = self.title_at(t) {
                let title = self.document.titles[i as usize];
                let next = title.tokens.end;
                // It belongs to the name behind it: "Xi, Russian President Putin and …".
                if next < end && self.person[next as usize].is_some() {
                    return;
                }
                // "with his wife, Anna, nine ministers and …": more than one are none.
                let several = title.plural && !matches!(self.form(name.start.saturating_sub(1)), "and" | "&");
                // "Peru's X, the Chilean president, Y": Y's.
                let possessed = matches!(self.form(name.start.saturating_sub(1)), "'s" | "’s")
                    && self.form(next) == ","
                    && self.person.get(next as usize + 1).is_some_and(Option::is_some);
                if self.is_honorific(i) || self.owns(i) || several || possessed {
                    return;
                }
                self.push(i, person, name, HolderPattern::After);
                // "director of X and a former ambassador"
                let mut more = Vec::new();
                let mut last = i;
                for k in next..end.min(next + 24) {
                    let word = self.document.word(k);
                    let verb = matches!(word.upos, Upos::Verb | Upos::Aux) && word.deprel != Deprel::Amod;
                    if verb
                        || self.person[k as usize].is_some()
                        || matches!(self.form(k), ";" | "." | ":" | "who")
                    {
                        break;
                    }
                    if let Some(j) = self.title_at(k).filter(|&j| j != last && !self.owns(j)) {
                        let joined = (k.saturating_sub(6)..k)
                            .any(|c| matches!(self.form(c), "and" | "&" | "or" | "now"));
                        // "and his envoy" is somebody else, and so is "and the party's head, Ann Lee".
                        let start = self.document.titles[j as usize].tokens.start;
                        let others = (k.saturating_sub(4)..start)
                            .any(|c| self.document.word(c).xpos == Xpos::PrpPoss && c >= next);
                        let end_of = self.document.titles[j as usize].tokens.end;
                        let named = self.form(end_of) == ","
                            && self.person.get(end_of as usize + 1).is_some_and(Option::is_some);
                        if joined && !others && !named {
                            more.push(j);
                        }
                        last = j;
                    }
                }
                for j in more {
                    let behind = self.document.titles[j as usize].tokens.end;
                    if behind >= end || self.person[behind as usize].is_none() {
                        self.push(j, person, name, HolderPattern::After);
                    }
                }
                return;
            }
            if self.person[t as usize].is_some() {
                return;
            }
            let word = self.document.word(t);
            let inside = self.other[t as usize]
                || matches!(
                    word.upos,
                    Upos::Det | Upos::Adj | Upos::Noun | Upos::Propn | Upos::Num | Upos::Adv | Upos::X
                )
                || matches!(
                    self.form(t),
                    "'s" | "’s" | "'" | "’" | "-" | "/" | "his" | "her" | "its" | "their" | "based"
                )
                || (word.upos == Upos::Verb && (self.form(t - 1) == "-" || word.deprel == Deprel::Amod))
                || matches!(self.form(t), "until" | "now" | "then")
                || self.form(t) == "by" && matches!(self.form(t + 1), "now" | "then")
                || (word.upos == Upos::Adp && t + 1 < limit && self.other[t as usize + 1]);
            if !inside {
                return;
            }
            t += 1;
        }
    }

    /// "Leila Ben Youssef, who heads …": titles in a relative clause with a copula.
    fn relative(&mut self, person: EntityIndex, name: TokenRange, head: u32) {
        let document = self.document;
        let heads = std::iter::once(head).chain(document.children(head, Deprel::Appos));
        let clauses: Vec<u32> = heads
            .flat_map(|h| document.children(h, Deprel::AclRelcl).chain(document.children(h, Deprel::Acl)))
            .collect();
        for clause in clauses {
            let title = self.title_at(clause).filter(|_| document.child(clause, Deprel::Cop).is_some());
            let complement = || complement(document, clause);
            let behind = |i: u32| self.person.get(document.titles[i as usize].tokens.end as usize);
            if let Some(i) = title.or_else(complement).filter(|&i| behind(i).is_none_or(Option::is_none)) {
                self.push(i, person, name, HolderPattern::Predicate);
            }
        }
    }

    /// "Putin is president", "Dion was appointed foreign minister".
    fn predicate(&mut self, i: u32) {
        for subject in title_subjects(self.document, i) {
            if let Some((person, name)) = self.person[subject as usize] {
                self.push(i, person, name, HolderPattern::Predicate);
            }
        }
    }
}
