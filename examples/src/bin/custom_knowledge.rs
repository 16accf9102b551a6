//! Names and offices of one's own over the embedded knowledge, in the form of seeds/knowledge, and a title of one's own.
//!
//! `cargo run -p newsgraph-examples --bin custom_knowledge`
#![allow(clippy::print_stdout, reason = "it is an example")]

use newsgraph::{Article, Error, Extractor};

/// People and their offices, as in seeds/knowledge/officials.tsv; columns that are not given are empty.
const OFFICIALS: &str = "\
iso2\tclass\ttitle\tname\tgender\tfrom
NZ\tother\tmayor of Wellington\tTamsin Harrow\tf\t2025-10-18
";

/// Bodies, as in seeds/knowledge/organizations.tsv.
const ORGANIZATIONS: &str = "\
name\tacronyms\taliases\ttype\tiso2
Pacific Tides Institute\tPTI\tTides Institute\tthink_tank\tNZ
";

/// A title, as in seeds/lexicon/titles.toml.
const TITLES: &str = r#"
[[title]]
form = "harbourmaster"
use = "office"
class = "other"
role = "official"
"#;

fn main() -> Result<(), Error> {
    let extractor = Extractor::builder()
        .knowledge_table("officials.tsv", OFFICIALS)
        .knowledge_table("organizations.tsv", ORGANIZATIONS)
        .lexicon_toml("titles.toml", TITLES)
        .build()?;
    let article = Article::new(
        "Wellington mayor Tamsin Harrow met harbourmaster Rua Pokere on Monday. \
         The talks were hosted by PTI, a think tank.",
    )
    .date("2025-11-05")?;
    let graph = extractor.extract(&article).graph;
    for name in ["Tamsin Harrow", "PTI"] {
        match graph.entity(name) {
            Some(node) => println!("{name} is {} ({})", node.id, node.name),
            None => println!("{name} was not found"),
        }
    }
    for (source, target, edge) in graph.edges() {
        println!("{} —{}→ {}", source.name, edge.relation.as_str(), target.name);
    }
    Ok(())
}
