//! Who holds which title: before the name, in apposition to it, said of it, or borne by it in a relative clause.

use super::Resolution;
use crate::analysis::{Deprel, NameLabel, Upos, Xpos};
use crate::document::{Document, EntityIndex};
use crate::knowledge::EntityKind;
use crate::lexicon::{PostHolder, TitleUse};
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

/// The side of the verb that gets or loses the post that is its complement.
fn appoints(document: &Document<'_>, verb: u32) -> Option<PostHolder> {
    let entries = document.lexicon.post_verb(document.lemma(verb));
    entries.iter().find(|e| e.title.is_none()).map(|e| e.holder)
}

/// The title that covers the token.
fn title_at(document: &Document<'_>, token: u32) -> Option<u32> {
    let at = document.titles.partition_point(|t| t.tokens.start <= token).checked_sub(1)?;
    document.titles[at].tokens.holds(token).then_some(at as u32)
}

/// The title that a verb of appointing gives.
fn complement(document: &Document<'_>, verb: u32) -> Option<u32> {
    appoints(document, verb)?;
    document.trees.children(verb).iter().find_map(|&c| {
        let fits = match document.word(c).deprel {
            Deprel::Xcomp | Deprel::Obj => true,
            Deprel::Obl => document.case(c).is_some_and(|case| matches!(case.as_str(), "as" | "to")),
            Deprel::Advcl => document.child(c, Deprel::Mark).is_some_and(|m| document.lemma(m) == "as"),
            _ => false,
        };
        if fits { title_at(document, c).filter(|&i| document.titles[i as usize].head == c) } else { None }
    })
}

/// Who is said to hold the title: the head of the subject of "is president", "was appointed ambassador", or of the
/// object of "named X ambassador".
pub(crate) fn title_subject(document: &Document<'_>, title: u32) -> Option<u32> {
    let TitleMention { tokens, head, .. } = *document.titles.get(title as usize)?;
    // The word that the phrase hangs by, which need not be its noun in every tree.
    let outside = |t: &u32| document.word(*t).head.is_none_or(|h| !tokens.holds(h));
    let head = tokens.iter().find(outside).unwrap_or(head);
    // "has been Secretary of State X's host": the title of the name behind it.
    let names = &document.analysis.names;
    let next = names.get(names.partition_point(|n| n.tokens.start < tokens.end));
    if next.is_some_and(|n| n.tokens.start == tokens.end && n.label == NameLabel::Person) {
        return None;
    }
    // "is a columnist and a former fellow of the institute"
    let first = match (document.word(head).deprel, document.word(head).head) {
        (Deprel::Conj, Some(first)) => first,
        _ => head,
    };
    if document.child(first, Deprel::Cop).is_some() {
        return document.child(first, Deprel::Nsubj);
    }
    let verb = document.word(head).head?;
    if complement(document, verb) != Some(title) {
        return None;
    }
    let gives = appoints(document, verb) == Some(PostHolder::Object);
    let object = document.child(verb, Deprel::Obj).filter(|&o| o != head);
    object
        .filter(|_| gives)
        .or_else(|| document.child(verb, Deprel::Nsubj).filter(|_| !gives))
        .or_else(|| document.child(verb, Deprel::NsubjPass))
}

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
                    if first > start && matches!(self.form(first - 1), "the" | "The") {
                        first -= 1;
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
                        "of" | "for" | "at" | "in" | "on" | "to" | "and" | "(" | ")" | "-"
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
        let subject = title_subject(self.document, i).and_then(|s| self.person[s as usize]);
        if let Some((person, name)) = subject {
            self.push(i, person, name, HolderPattern::Predicate);
        }
    }
}
