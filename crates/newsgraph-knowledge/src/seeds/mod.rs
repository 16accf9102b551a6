//! From the tables of seeds/knowledge (and from a user's own) to facts, and from facts to the embedded form.

mod builder;
pub(crate) mod encode;
mod facts;
mod people;
mod readings;
mod surname;
mod table;

pub use builder::{Builder, Table};
pub use facts::Facts;
pub use table::SeedError;

pub(crate) use facts::{FactEntity, FactTerm, Node, word};
pub(crate) use readings::{Reading, readings};
