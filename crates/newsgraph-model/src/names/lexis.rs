//! What is known of words as such: whether they are usually written small, what kind of names they occur in.

/// Facts about a word, learnt from running text and from the fact tables.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct WordInfo {
    /// How it is usually written: 0 unknown, 1 always small, 2 mostly small, 3 mixed, 4 mostly with a capital.
    pub case: u8,
    /// Bits: occurs in titles, organisations, places, often so; is a word of sport.
    pub names: u8,
    /// Class of words used alike, 0 for none: a leaf of a tree that parts in four at its last levels.
    pub class: u16,
}

impl WordInfo {
    /// Nothing known.
    pub const UNKNOWN: Self = Self { case: 0, names: 0, class: 0 };
    /// Bytes in the table.
    pub const SIZE: usize = 4;

    /// The bit of `names` for words that reports of sport use.
    pub const SPORT: u8 = 1 << 4;

    /// The class one level up.
    #[must_use]
    pub const fn wide(self) -> u32 {
        (self.class as u32).div_ceil(4)
    }
}

/// A table of words by the hash of their normalised form.
#[derive(Clone, Copy, Debug)]
pub struct Lexis<'m> {
    prints: &'m [u8],
    values: &'m [u8],
}

/// First slot and fingerprint of a word.
#[must_use]
pub fn slot(key: u32, slots: usize) -> (usize, u16) {
    let x = u64::from(key).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    ((((x >> 32) * slots as u64) >> 32) as usize, (x as u32 >> 8) as u16 | 1)
}

impl<'m> Lexis<'m> {
    /// A table of 2-byte fingerprints (0 for an empty slot) and 4-byte values.
    #[must_use]
    pub const fn new(prints: &'m [u8], values: &'m [u8]) -> Self {
        Self { prints, values }
    }

    /// What is known of the word with this key.
    #[must_use]
    pub fn get(&self, key: u32) -> WordInfo {
        let slots = self.prints.len() / 2;
        if slots == 0 {
            return WordInfo::UNKNOWN;
        }
        let (mut at, print) = slot(key, slots);
        loop {
            let found = u16::from_le_bytes([self.prints[2 * at], self.prints[2 * at + 1]]);
            if found == print {
                let v = &self.values[WordInfo::SIZE * at..];
                return WordInfo { case: v[0], names: v[1], class: u16::from_le_bytes([v[2], v[3]]) };
            }
            if found == 0 {
                return WordInfo::UNKNOWN;
            }
            at += 1;
            if at == slots {
                at = 0;
            }
        }
    }
}
