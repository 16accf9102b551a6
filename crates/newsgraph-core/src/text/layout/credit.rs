//! Captions and the credits of pictures.

use super::word_count;
use std::ops::Range;

/// Labels before a caption.
const LABELS: &[&str] = &[
    "[photo]",
    "(photo)",
    "caption:",
    "file photo:",
    "file photo -",
    "file -",
    "file –",
    "file —",
    "graphic:",
    "image:",
    "photo:",
    "photograph:",
    "photos:",
    "picture:",
    "pictured:",
    "video:",
];
/// Labels before the name of a photographer or agency.
const CREDITS: &[&str] = &[
    "Image:",
    "Image credit:",
    "Photo:",
    "Photo by",
    "Photo credit:",
    "Photograph:",
    "Picture:",
    "Credit:",
    "PHOTO:",
    "Image source:",
];
/// What a credit in brackets says.
const AGENCIES: &[&str] = &[
    "AFP",
    "ANI",
    "AP",
    "Anadolu",
    "Archive",
    "Bloomberg",
    "EPA",
    "File",
    "Getty",
    "Handout",
    "Image",
    "Images",
    "PTI",
    "Photo",
    "Pool",
    "REUTERS",
    "Reuters",
    "Screenshot",
    "Shutterstock",
    "TASS",
    "Xinhua",
    "Yonhap",
    "courtesy",
    "file",
    "handout",
    "photo",
];

/// Whether the unit is a caption.
pub(super) fn is_caption(s: &str) -> bool {
    caption(s).is_some()
}

/// The words of the caption within `s`, without label and credit. Linear.
pub(super) fn caption(s: &str) -> Option<Range<usize>> {
    if word_count(s, 61) > 60 || s.len() > 500 {
        return None;
    }
    let head: String = s.chars().take(16).collect::<String>().to_lowercase();
    let label =
        LABELS.iter().find(|l| head.starts_with(**l)).map(|l| l.len()).filter(|&n| s.is_char_boundary(n));
    let start = label.unwrap_or(0);
    let body = &s[start..];
    let mut end = s.len();
    let mut credited = label.is_some();
    // "Image: N.N./AFP/Getty Images" behind the caption, often with no space before it.
    if let Some(at) = CREDITS.iter().filter_map(|c| body.rfind(c)).filter(|&at| at > 0).min() {
        let credit = &body[at..];
        if word_count(credit, 15) < 15
            && !credit.contains(". ")
            && !body[..at].ends_with(['“', '"', '(', '['])
        {
            end = start + at;
            credited = true;
        }
    }
    if end == s.len()
        && body.ends_with([')', ']'])
        && let Some(open) = body.rfind(['(', '['])
    {
        let inside = &body[open + 1..body.len() - 1];
        let agency = inside.split(|c: char| !c.is_alphanumeric()).any(|w| AGENCIES.contains(&w));
        let short = word_count(inside, 9) < 9;
        let slashed = label.is_some() && inside.contains('/');
        if (agency || slashed) && short && (open > 0 || label.is_some()) {
            end = start + open;
            credited = true;
        } else if open == 0
            && (agency && (inside.contains(" via ") || inside.contains("Photo") || inside.contains("photo")))
        {
            return Some(start..s.len());
        }
    }
    let tail =
        ["Getty Images", "/AFP", "/Reuters", "/REUTERS", "/AP", "AP Photo", "via AP", "via Reuters", "/EPA"];
    if !credited && tail.iter().any(|t| s.ends_with(t)) {
        credited = true;
    }
    credited.then_some(start..end)
}
