//! What a token's sentence and document say about it before any name is known: runs of capitals, kind of line,
//! how the same word is written elsewhere.

use super::atoms::{Atom, Case, sport};
use newsgraph_core::analysis::{Hints, Sentence};
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// How a line is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u8)]
pub enum Line {
    /// Running text.
    Plain,
    /// Most Words With a Capital.
    Title,
    /// ALL CAPITALS.
    Upper,
}

/// The context of one token.
#[derive(Clone, Copy, Debug)]
pub struct Context {
    /// First token of its run of capitalised words (itself when in none).
    pub run_start: u32,
    /// One past the last token of its run.
    pub run_end: u32,
    /// Kind of its line.
    pub line: Line,
    /// Part of a run.
    pub in_run: bool,
    /// How the same word occurs elsewhere in the document.
    pub elsewhere: u16,
    /// Inside brackets or between quotation marks: bits 1 and 2.
    pub enclosed: u8,
    /// The document reports of sport, where countries and towns are teams.
    pub sport: bool,
}

/// Hashes that are used as they are.
#[derive(Clone, Copy, Debug, Default)]
pub struct Identity(u64);

impl Hasher for Identity {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for &b in bytes {
            self.0 = (self.0 << 8 | u64::from(b)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        }
    }

    fn write_u32(&mut self, i: u32) {
        self.0 = u64::from(i).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }

    fn write_u64(&mut self, i: u64) {
        self.0 = i.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }
}

/// A map from hashes; never iterated over.
pub type HashedMap<K, V> = HashMap<K, V, BuildHasherDefault<Identity>>;

/// Whether a word is usually written small although it has a capital here, so that the capital says nothing.
fn usually_small(atom: &Atom) -> bool {
    atom.word.case == 1 && !matches!(atom.case, Case::Mixed)
}

fn line_kind(atoms: &[Atom]) -> Line {
    let (mut words, mut upper, mut long, mut capital) = (0, 0, 0, 0);
    for a in atoms {
        match a.case {
            Case::Lower => {
                words += 1;
                if a.shape != 0 && a.word.case != 1 {
                    long += 1;
                }
            }
            Case::Initial | Case::Mixed => {
                words += 1;
                long += 1;
                capital += 1;
            }
            Case::Upper => {
                words += 1;
                upper += 1;
            }
            _ => {}
        }
    }
    if words >= 3 && upper * 10 >= words * 8 {
        Line::Upper
    } else if words >= 4 && long + upper >= 3 && (capital + upper) * 10 >= words * 7 {
        Line::Title
    } else {
        Line::Plain
    }
}

#[derive(Clone, Copy, Default)]
struct Seen {
    small: u16,
    middle: u16,
    last: u16,
    first: u16,
    alone: u16,
    person: u16,
    organization: u16,
    place: u16,
}

/// The same word is written small elsewhere.
pub const SMALL: u16 = 1;
/// It has a capital in mid-sentence elsewhere.
pub const MIDDLE: u16 = 1 << 1;
/// It ends a run of two and more elsewhere.
pub const LAST: u16 = 1 << 2;
/// It begins one.
pub const FIRST: u16 = 1 << 3;
/// It is a run by itself.
pub const ALONE: u16 = 1 << 4;
/// It is inside a known person's full name elsewhere.
pub const KNOWN_PERSON: u16 = 1 << 5;
/// It is inside a known organisation's name of several words elsewhere.
pub const KNOWN_ORGANIZATION: u16 = 1 << 6;
/// It is inside a known place's name of several words elsewhere.
pub const KNOWN_PLACE: u16 = 1 << 7;
/// In the same document it occurs at least three times more.
pub const OFTEN: u16 = 1 << 8;

/// The contexts of all tokens.
#[must_use]
pub fn contexts(atoms: &[Atom], sentences: &[Sentence]) -> Vec<Context> {
    let sport = sport(atoms);
    let mut out: Vec<Context> = (0..atoms.len() as u32)
        .map(|i| Context {
            run_start: i,
            run_end: i + 1,
            line: Line::Plain,
            in_run: false,
            elsewhere: 0,
            enclosed: 0,
            sport,
        })
        .collect();
    for sentence in sentences {
        let range = sentence.tokens.as_usize();
        if range.end <= out.len() && range.start < range.end {
            runs(&atoms[range.clone()], range.start as u32, &mut out[range]);
        }
    }
    elsewhere(atoms, sentences, &mut out);
    out
}

fn runs(atoms: &[Atom], offset: u32, out: &mut [Context]) {
    let line = line_kind(atoms);
    let (mut bracket, mut quote) = (false, false);
    let capital = |i: usize| {
        let a = &atoms[i];
        a.case.capital() && !((i == 0 || line != Line::Plain) && usually_small(a))
    };
    let mut i = 0;
    while i < atoms.len() {
        let mut end = i + 1;
        let in_run = capital(i);
        if in_run {
            while end < atoms.len() {
                if capital(end) {
                    end += 1;
                } else if atoms[end].first == b'-' && end + 1 < atoms.len() && capital(end + 1)
                    || atoms[end].first == b'.'
                        && atoms[end - 1].case == Case::Letter
                        && end + 1 < atoms.len()
                        && capital(end + 1)
                {
                    end += 2;
                } else {
                    break;
                }
            }
        }
        for c in &mut out[i..end] {
            c.run_start = offset + i as u32;
            c.run_end = offset + end as u32;
            c.in_run = in_run;
        }
        i = end;
    }
    for (c, a) in out.iter_mut().zip(atoms) {
        c.line = line;
        if a.case == Case::Punct {
            match a.first {
                b'(' | b'[' => bracket = true,
                b')' | b']' => bracket = false,
                b'"' | 0xe2 => quote = !quote,
                _ => {}
            }
        }
        c.enclosed = u8::from(bracket) | u8::from(quote) << 1;
    }
}

fn elsewhere(atoms: &[Atom], sentences: &[Sentence], out: &mut [Context]) {
    let mut seen: HashedMap<u32, Seen> = HashedMap::default();
    let known = |hints: u16, bit: Hints| {
        let h = Hints(hints);
        u16::from(h.has(bit) && h.has(Hints::MULTI))
    };
    // What one occurrence adds; an occurrence does not count as evidence for itself.
    let count = |i: usize, first: bool, c: &Context| -> Seen {
        let long = c.run_end - c.run_start >= 2;
        let plain = c.line == Line::Plain;
        Seen {
            small: 0,
            middle: u16::from(!first && plain),
            last: u16::from(long && plain && c.run_end as usize == i + 1),
            first: u16::from(long && plain && c.run_start as usize == i),
            alone: u16::from(!long && plain),
            person: known(atoms[i].hints, Hints::PERSON),
            organization: known(atoms[i].hints, Hints::ORGANIZATION),
            place: known(atoms[i].hints, Hints::PLACE),
        }
    };
    for sentence in sentences {
        for i in sentence.tokens.as_usize() {
            if atoms.get(i).is_some_and(|a| a.case.capital()) {
                let add = count(i, i == sentence.tokens.start as usize, &out[i]);
                let s = seen.entry(atoms[i].lower).or_default();
                s.middle = s.middle.saturating_add(add.middle);
                s.last = s.last.saturating_add(add.last);
                s.first = s.first.saturating_add(add.first);
                s.alone = s.alone.saturating_add(add.alone);
                s.person = s.person.saturating_add(add.person);
                s.organization = s.organization.saturating_add(add.organization);
                s.place = s.place.saturating_add(add.place);
            }
        }
    }
    for a in atoms.iter().filter(|a| a.case == Case::Lower) {
        if let Some(s) = seen.get_mut(&a.lower) {
            s.small = s.small.saturating_add(1);
        }
    }
    for sentence in sentences {
        for i in sentence.tokens.as_usize() {
            if !atoms.get(i).is_some_and(|a| a.case.capital()) {
                continue;
            }
            let Some(s) = seen.get(&atoms[i].lower) else { continue };
            let own = count(i, i == sentence.tokens.start as usize, &out[i]);
            let mut bits = 0;
            for (total, own, bit) in [
                (s.small, 0, SMALL),
                (s.middle, own.middle, MIDDLE),
                (s.last, own.last, LAST),
                (s.first, own.first, FIRST),
                (s.alone, own.alone, ALONE),
                (s.person, own.person, KNOWN_PERSON),
                (s.organization, own.organization, KNOWN_ORGANIZATION),
                (s.place, own.place, KNOWN_PLACE),
                (s.middle / 3, own.middle, OFTEN),
            ] {
                if total > own {
                    bits |= bit;
                }
            }
            out[i].elsewhere = bits;
        }
    }
}
