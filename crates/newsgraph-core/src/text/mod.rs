//! From raw text to blocks, sentences, tokens and quotations.

mod layout;
mod normalize;
mod quotation;
mod segment;

pub use layout::{Block, BlockKind, Layout, layout};
pub(crate) use normalize::distance_within;
pub use normalize::normalize_name;
pub use quotation::{Quotation, quotations};
pub use segment::{Segmentation, segment};
