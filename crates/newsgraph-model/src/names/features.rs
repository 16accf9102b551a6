//! The features of a token: hashes of what is seen around it.

use super::atoms::{Atom, Case};
use super::context::Context;
use newsgraph_core::analysis::Hints;

/// A feature's hash, from the number of its template and two values.
#[must_use]
pub fn feature(template: u32, a: u32, b: u32) -> u64 {
    let mut x = (u64::from(a) << 32 | u64::from(b)) ^ u64::from(template).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    x = (x ^ x >> 32).wrapping_mul(0xd6e8_feb8_6659_fd93);
    x = (x ^ x >> 32).wrapping_mul(0xd6e8_feb8_6659_fd93);
    x ^ x >> 32
}

/// What the hints say at the level of kinds, without the flags.
const KINDS: u16 = 0b1111_1111;

/// What the known name may be, without what the word alone may be.
fn known(atom: &Atom) -> u32 {
    u32::from(atom.hints & 0b11_1111) | u32::from(atom.hints >> 11 & 0b11) << 6
}

/// Shape with the kind of line, so that capitals weigh less in headlines.
fn shape(atom: &Atom, line: u32) -> u32 {
    atom.shape ^ line << 29
}

/// Calls `sink` with each feature of the first pass of token `i` of the sentence `start..end`.
pub fn first_pass(
    atoms: &[Atom],
    contexts: &[Context],
    start: usize,
    end: usize,
    i: usize,
    mut sink: impl FnMut(u64),
) {
    let at = |k: isize| -> &Atom {
        let j = i as isize + k;
        if j < start as isize || j >= end as isize { &Atom::OUTSIDE } else { &atoms[j as usize] }
    };
    let (a, c) = (&atoms[i], &contexts[i]);
    let (l1, l2, r1, r2) = (at(-1), at(-2), at(1), at(2));
    let line = c.line as u32;
    let mut f = |template: u32, x: u32, y: u32| sink(feature(template, x, y));
    let first = u32::from(i == start);
    let (s0, sl1, sr1, sl2, sr2) =
        (shape(a, line), shape(l1, line), shape(r1, line), shape(l2, line), shape(r2, line));

    f(1, a.lower, 0);
    f(2, l1.lower, 0);
    f(3, r1.lower, 0);
    f(6, a.suffix[2], 0);
    f(12, u32::from(a.word.case) | u32::from(a.word.names) << 8, s0 | first << 28);
    f(14, a.word.wide(), s0);

    let near = a.case.capital()
        || a.case == Case::Digit
        || l1.case.capital()
        || r1.case.capital()
        || l2.case.capital()
        || r2.case.capital();
    if !near {
        return;
    }
    f(4, l1.lower, a.lower);
    f(5, a.lower, r1.lower);
    f(7, s0, first);
    f(8, sl1, s0);
    f(10, l1.lower, s0);
    f(11, r1.lower, s0);
    f(13, u32::from(a.word.class), s0);
    f(15, u32::from(l1.word.class), s0);
    f(21, l2.lower, 0);
    f(24, l2.lower, l1.lower);
    f(30, sl2.rotate_left(9) ^ sl1, s0);
    f(39, l1.word.wide() | r1.word.wide() << 16, s0);
    f(40, a.word.wide() | r1.word.wide() << 16, l1.word.wide());
    f(41, l1.lower, sl2.rotate_left(9) ^ s0);
    f(42, r1.lower, sr2.rotate_left(9) ^ s0);
    let (h, hl, hr) = (u32::from(a.hints), u32::from(l1.hints), u32::from(r1.hints));
    if a.case != Case::Lower || a.hints != 0 {
        f(20, a.form, 0);
        f(26, a.suffix[3], 0);
        f(27, a.suffix[1], s0);
        f(31, h, line);
        f(32, hl, h);
        f(33, h, hr);
        f(34, h, s0 | first << 28);
        f(35, h, l1.lower);
        f(37, u32::from(l1.word.case) | u32::from(l1.word.names) << 8 | hl << 16, s0);
        f(38, u32::from(r1.word.case) | u32::from(r1.word.names) << 8 | hr << 16, s0);
    }
    let (k, kl, kr) = (known(a), known(l1), known(r1));
    if a.hints != 0 {
        for bit in (0..12).filter(|b| a.hints >> b & 1 == 1) {
            f(43, bit, u32::from(a.hints >> 9));
            f(51, bit, u32::from(a.hints >> 9 & 1 | a.hints >> 11 & 0b10));
        }
        // Whether the known name ends here, and what comes next.
        let more = kr == k && !Hints(r1.hints).has(Hints::BEGIN);
        let ends = u32::from(more) | u32::from(Hints(a.hints).has(Hints::BEGIN)) << 1;
        f(52, k, ends);
        f(53, k | ends << 8, u32::from(r1.word.case) | u32::from(r1.case.capital()) << 4 | line << 5);
        f(54, k | ends << 8, kr);
        f(55, k | ends << 8, l1.lower);
        f(56, k | ends << 8, r1.lower);
    }
    f(57, kl, k | kr << 8);
    f(58, kl | u32::from(Hints(a.hints).has(Hints::BEGIN)) << 8, s0);
    if !a.case.capital() && a.case != Case::Digit {
        // Small words: part of a longer name ("of the"), or a title near a name.
        f(44, a.lower, sl1.rotate_left(9) ^ sr1);
        f(45, a.lower, sl1.rotate_left(9) ^ sl2);
        f(46, a.lower, sr1.rotate_left(9) ^ sr2);
        f(47, a.lower, u32::from(hl as u16 & KINDS) << 8 | u32::from(hr as u16 & KINDS));
        f(48, u32::from(a.word.names) << 8 | u32::from(l1.word.names), sl1 ^ u32::from(r1.word.names) << 24);
        let before = &contexts[i.saturating_sub(1).max(start)];
        let run = before.run_start as usize;
        f(49, a.lower, atoms[run].lower);
        f(50, a.lower, atoms[before.run_end as usize - 1].lower);
        return;
    }
    f(60, a.prefix[0], s0);
    f(61, a.prefix[1], 0);
    f(62, a.prefix[2], 0);
    f(63, a.suffix[0], s0);
    f(64, a.suffix[2], s0);
    f(65, r1.suffix[2], s0);
    f(66, l1.suffix[2], s0);
    f(67, u32::from(c.elsewhere), line);
    f(68, u32::from(c.elsewhere), h);
    f(69, u32::from(c.elsewhere), s0 | first << 28);
    for bit in (0..9).filter(|b| c.elsewhere >> b & 1 == 1) {
        f(70, bit, s0);
    }
    f(71, u32::from(c.enclosed), s0);
    f(72, a.suffix[2], hl ^ hr << 16);
    // The run of capitals the word stands in.
    let (rs, re) = (c.run_start as usize, c.run_end as usize);
    let (head, tail) = (&atoms[rs], &atoms[re - 1]);
    let length = (re - rs).min(6) as u32;
    let place = (i - rs).min(3) as u32 | ((re - 1 - i).min(3) as u32 * 4) | line << 6;
    f(80, length, place);
    f(81, tail.lower, place);
    f(82, head.lower, place);
    f(83, tail.suffix[2], place);
    f(84, u32::from(tail.hints), place);
    f(85, u32::from(head.hints), place);
    f(86, u32::from(tail.word.names) | u32::from(tail.word.case) << 4 | tail.word.wide() << 8, place);
    f(87, u32::from(head.word.names) | u32::from(head.word.case) << 4 | head.word.wide() << 8, place);
    let outside = |j: Option<usize>| match j {
        Some(j) if j >= start && j < end => &atoms[j],
        _ => &Atom::OUTSIDE,
    };
    let (before, after) = (outside(rs.checked_sub(1)), outside(Some(re)));
    let before2 = outside(rs.checked_sub(2));
    f(88, before.lower, place);
    f(89, after.lower, place);
    f(90, before2.lower, before.lower ^ place);
    f(93, before.word.wide() | after.word.wide() << 16, place);
    f(99, u32::from(before.word.class), place);
    f(100, u32::from(after.word.class), place);
    f(101, before.word.wide(), h);
    f(102, after.word.wide(), h);
    f(104, u32::from(head.word.class), place);
    f(94, before.lower, h);
    f(95, after.lower, h);
    // A capital abbreviation in brackets after a name whose initials it gives.
    if a.case == Case::Upper || a.case == Case::Mixed {
        f(
            96,
            u32::from(before.first == b'(' && after.first == b')'),
            u32::from(before2.case.capital()) | length << 1,
        );
    }
    if Hints(a.hints).has(Hints::BEGIN) || a.hints & KINDS == 0 {
        f(97, h, place);
    }
    f(98, a.lower, place);
    if c.sport {
        f(106, s0, first);
        f(107, h, place);
    }
}
