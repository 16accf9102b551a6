//! The transition system (arc-hybrid, Kuhlmann et al. 2011) and what the network sees of its states.

use crate::encoding::RESERVED;
use newsgraph_core::analysis::Xpos;

/// Stands for "no token".
pub const NONE: u32 = u32::MAX;

/// A move of the parser.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u8)]
pub enum Action {
    /// The next token goes on the stack.
    Shift,
    /// The next token governs the top of the stack.
    Left,
    /// The second of the stack governs the top.
    Right,
}

impl Action {
    /// All moves, in the order of their discriminants.
    pub const ALL: [Self; 3] = [Self::Shift, Self::Left, Self::Right];
}

/// What is known of a token's place in the tree so far.
#[derive(Clone, Copy, Debug)]
pub struct Node {
    /// Governor or [`NONE`].
    pub head: u32,
    /// Relation to it.
    pub label: u8,
    /// Outermost left child, the one attached before it, outermost right child, the one before.
    pub children: [u32; 4],
    /// Number of children left and right.
    pub valency: [u8; 2],
}

impl Node {
    const EMPTY: Self = Self { head: NONE, label: 0, children: [NONE; 4], valency: [0; 2] };
}

/// A state of the parser over one sentence.
#[derive(Clone, Debug, Default)]
pub struct State {
    /// Tokens that wait for a head, last on top.
    pub stack: Vec<u32>,
    /// First token not yet shifted.
    pub next: u32,
    /// One entry a token.
    pub nodes: Vec<Node>,
}

impl State {
    /// Starts over with a sentence of `n` tokens.
    pub fn reset(&mut self, n: usize) {
        self.stack.clear();
        self.next = 0;
        self.nodes.clear();
        self.nodes.resize(n, Node::EMPTY);
    }

    /// Whether only the root is left.
    #[must_use]
    pub fn finished(&self) -> bool {
        self.next as usize >= self.nodes.len() && self.stack.len() <= 1
    }

    /// Which moves are allowed, by [`Action::ALL`].
    #[must_use]
    pub fn allowed(&self) -> [bool; 3] {
        let more = (self.next as usize) < self.nodes.len();
        [more, more && !self.stack.is_empty(), self.stack.len() >= 2]
    }

    /// The `i`th token from the top of the stack.
    #[must_use]
    pub fn top(&self, i: usize) -> u32 {
        self.stack.len().checked_sub(i + 1).map_or(NONE, |at| self.stack[at])
    }

    /// The first token not yet shifted.
    #[must_use]
    pub fn front(&self) -> u32 {
        if (self.next as usize) < self.nodes.len() { self.next } else { NONE }
    }

    /// The arc (head, dependent) that a move would draw.
    #[must_use]
    pub fn arc(&self, action: Action) -> (u32, u32) {
        match action {
            Action::Shift => (NONE, NONE),
            Action::Left => (self.front(), self.top(0)),
            Action::Right => (self.top(1), self.top(0)),
        }
    }

    /// Makes an allowed move; `label` is used where it draws an arc.
    pub fn apply(&mut self, action: Action, label: u8) {
        match action {
            Action::Shift => {
                self.stack.push(self.next);
                self.next += 1;
            }
            Action::Left | Action::Right => {
                let (head, dependent) = self.arc(action);
                self.stack.pop();
                let side = usize::from(action == Action::Right);
                let (h, d) = (head as usize, dependent as usize);
                if h >= self.nodes.len() || d >= self.nodes.len() {
                    return;
                }
                self.nodes[d].head = head;
                self.nodes[d].label = label;
                let node = &mut self.nodes[h];
                node.children[side * 2 + 1] = node.children[side * 2];
                node.children[side * 2] = dependent;
                node.valency[side] = node.valency[side].saturating_add(1);
            }
        }
    }
}

/// Tokens whose whole vectors are seen: three of the stack and the next one.
pub const SLOTS: usize = 4;

/// Number of sparse features of a state.
pub const SPARSE: usize = CHILDREN * 2 + 3 + 5 + 4 + WORDS;

const CHILDREN: usize = 8;
const LABELS: usize = 64;
const TAGS: usize = 64;
const UPOS: usize = 20;
const WORDS: usize = 7;
const CHILD_BASE: usize = 0;
const PAIR_BASE: usize = CHILD_BASE + CHILDREN * (LABELS + TAGS);
const VALENCY_BASE: usize = PAIR_BASE + 3 * UPOS * UPOS;
const DISTANCE_BASE: usize = VALENCY_BASE + 5 * 8;

const WORD_BASE: usize = DISTANCE_BASE + 4 * 16;

/// Number of rows that sparse features index.
pub const ROWS: usize = WORD_BASE + WORDS * 256;

/// Words so common that features know them by themselves: the first rows of the vocabulary. Others are all this number.
pub const COMMON: usize = 254;

/// What a state looks like: tokens in slots, rows of the sparse table.
#[derive(Clone, Copy, Debug)]
pub struct View {
    /// Token or [`NONE`] per slot.
    pub slots: [u32; SLOTS],
    /// Rows.
    pub rows: [u16; SPARSE],
}

/// Number of a common word by its row in the vocabulary.
#[must_use]
pub fn common(row: usize) -> u8 {
    row.checked_sub(RESERVED).map_or(COMMON, |i| i.min(COMMON)) as u8
}

/// Tags and word of a token as the features use them.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Tags {
    /// Index of the universal part of speech.
    pub upos: u8,
    /// Index of the Penn Treebank tag.
    pub xpos: u8,
    /// Number of a common word, or [`COMMON`].
    pub word: u8,
}

/// The view of `state`. `commas[i]` counts commas and the like before token `i`. Constant time.
#[must_use]
pub fn view(state: &State, tags: &[Tags], commas: &[u16]) -> View {
    let (s0, s1, s2, b0) = (state.top(0), state.top(1), state.top(2), state.front());
    let child = |of: u32, i: usize| state.nodes.get(of as usize).map_or(NONE, |n| n.children[i]);
    let valency =
        |of: u32, i: usize| state.nodes.get(of as usize).map_or(7, |n| usize::from(n.valency[i].min(6)));
    let upos = |t: u32| tags.get(t as usize).map_or(UPOS - 1, |x| usize::from(x.upos));
    let children = [
        child(s0, 0),
        child(s0, 1),
        child(s0, 2),
        child(s0, 3),
        child(s1, 0),
        child(s1, 2),
        child(b0, 0),
        child(b0, 1),
    ];
    let mut rows = [0u16; SPARSE];
    let mut n = 0;
    let mut push = |row: usize| {
        rows[n] = row as u16;
        n += 1;
    };
    for (i, &c) in children.iter().enumerate() {
        let base = CHILD_BASE + i * (LABELS + TAGS);
        let label = state.nodes.get(c as usize).map_or(LABELS - 1, |x| usize::from(x.label));
        let tag = tags.get(c as usize).map_or(TAGS - 1, |x| usize::from(x.xpos));
        push(base + label);
        push(base + LABELS + tag);
    }
    for (i, (a, b)) in [(s0, b0), (s1, s0), (s1, b0)].into_iter().enumerate() {
        push(PAIR_BASE + (i * UPOS + upos(a)) * UPOS + upos(b));
    }
    for (i, v) in [valency(s0, 0), valency(s0, 1), valency(s1, 0), valency(s1, 1), valency(b0, 0)]
        .into_iter()
        .enumerate()
    {
        push(VALENCY_BASE + i * 8 + v);
    }
    let between = |a: u32, b: u32| match (commas.get(a as usize), commas.get(b as usize)) {
        (Some(x), Some(y)) => usize::from(y.saturating_sub(*x).min(6)),
        _ => 7,
    };
    push(DISTANCE_BASE + distance(s0, b0));
    push(DISTANCE_BASE + 16 + distance(s1, s0));
    push(DISTANCE_BASE + 32 + between(s0, b0));
    push(DISTANCE_BASE + 48 + between(s1, s0));
    let b1 = b0.saturating_add(1);
    for (i, t) in [children[0], children[1], children[2], children[4], children[5], children[6], b1]
        .into_iter()
        .enumerate()
    {
        push(WORD_BASE + i * 256 + tags.get(t as usize).map_or(COMMON + 1, |x| usize::from(x.word)));
    }
    View { slots: [s0, s1, s2, b0], rows }
}

fn distance(a: u32, b: u32) -> usize {
    if a == NONE || b == NONE {
        return 15;
    }
    match b.saturating_sub(a) {
        d @ 0..=5 => d as usize,
        6..=7 => 6,
        8..=10 => 7,
        11..=14 => 8,
        15..=20 => 9,
        21..=30 => 10,
        _ => 11,
    }
}

/// Whether the Penn Treebank tag with this index is that of a comma, colon, bracket or quotation mark.
#[must_use]
pub fn parts(xpos: u8) -> bool {
    [Xpos::Comma, Xpos::Colon, Xpos::Lrb, Xpos::Rrb, Xpos::OpenQuote, Xpos::CloseQuote]
        .iter()
        .any(|x| *x as u8 == xpos)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moves_draw_a_tree() {
        // "Ministers met in Geneva": 1 governs 0 and 3, 3 governs 2.
        let mut state = State::default();
        state.reset(4);
        for action in [
            Action::Shift,
            Action::Left,
            Action::Shift,
            Action::Shift,
            Action::Left,
            Action::Shift,
            Action::Right,
        ] {
            assert!(state.allowed()[action as usize] && !state.finished());
            state.apply(action, 7);
        }
        assert!(state.finished());
        assert_eq!(state.nodes.iter().map(|n| n.head).collect::<Vec<_>>(), [1, NONE, 3, 1]);
        assert_eq!(state.nodes[1].valency, [1, 1]);
        assert_eq!(state.nodes[1].children, [0, NONE, 3, NONE]);
    }

    #[test]
    fn every_row_fits_the_table() {
        let mut state = State::default();
        for n in [0, 1, 300] {
            state.reset(n);
            let tags = vec![Tags { upos: 16, xpos: 48, word: COMMON as u8 }; n];
            let commas = vec![u16::MAX; n];
            while !state.finished() {
                assert!(view(&state, &tags, &commas).rows.iter().all(|r| usize::from(*r) < ROWS));
                let last = state.allowed().iter().rposition(|a| *a).unwrap_or(0);
                state.apply(Action::ALL[last], 52);
            }
            assert!(view(&state, &tags, &commas).rows.iter().all(|r| usize::from(*r) < ROWS));
        }
    }
}
