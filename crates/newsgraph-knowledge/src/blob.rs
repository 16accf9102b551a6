//! Bytes of the compiled form, shared or embedded, and their sections.

use crate::format::{HEADER, MAGIC, SECTIONS, Section};
use std::sync::Arc;

/// A part of the compiled form.
#[derive(Clone)]
pub(crate) struct Slice {
    data: Data,
    start: usize,
    end: usize,
}

#[derive(Clone)]
enum Data {
    Static(&'static [u8]),
    Shared(Arc<[u8]>),
}

impl AsRef<[u8]> for Slice {
    fn as_ref(&self) -> &[u8] {
        let all: &[u8] = match &self.data {
            Data::Static(data) => data,
            Data::Shared(data) => data,
        };
        all.get(self.start..self.end).unwrap_or(&[])
    }
}

impl Slice {
    pub(crate) fn embedded(data: &'static [u8]) -> Self {
        Self { data: Data::Static(data), start: 0, end: data.len() }
    }

    pub(crate) fn shared(data: Vec<u8>) -> Self {
        let end = data.len();
        Self { data: Data::Shared(data.into()), start: 0, end }
    }

    /// The part of this whole blob that is `section`.
    pub(crate) fn section(&self, section: Section) -> Option<Self> {
        let at = 12 + section as usize * 8;
        let start = self.word_at(at)? as usize;
        let end = start.checked_add(self.word_at(at + 4)? as usize)?;
        (start >= HEADER && end <= self.as_ref().len()).then(|| Self { data: self.data.clone(), start, end })
    }

    /// Whether it begins as the compiled form does.
    pub(crate) fn is_whole(&self) -> bool {
        let _ = SECTIONS;
        self.as_ref().starts_with(MAGIC) && self.as_ref().len() >= HEADER
    }

    /// The word at a byte offset.
    pub(crate) fn word_at(&self, at: usize) -> Option<u32> {
        let bytes = self.as_ref().get(at..at.checked_add(4)?)?;
        Some(u32::from_le_bytes(bytes.try_into().ok()?))
    }

    /// The `i`th word.
    pub(crate) fn word(&self, i: usize) -> u32 {
        self.word_at(i * 4).unwrap_or(0)
    }

    pub(crate) fn words(&self) -> usize {
        (self.end - self.start) / 4
    }

    /// The string that begins at a byte offset.
    pub(crate) fn string(&self, at: u32) -> &str {
        let at = at as usize;
        let all = self.as_ref();
        let len = all.get(at..at + 2).map_or(0, |b| u16::from_le_bytes([b[0], b[1]]) as usize);
        all.get(at + 2..at + 2 + len).and_then(|b| std::str::from_utf8(b).ok()).unwrap_or("")
    }
}
