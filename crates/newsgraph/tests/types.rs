//! Public types can go to other threads and through `catch_unwind`.

use newsgraph::*;
use std::panic::{RefUnwindSafe, UnwindSafe};

fn check<T: Send + Sync + UnwindSafe + RefUnwindSafe>() {}
fn check_shared<T: Send + Sync>() {}

#[test]
fn public_types_are_send_sync_and_unwind_safe() {
    check::<Extractor>();
    check::<Pipeline>();
    check::<Article>();
    check::<Extraction>();
    check::<Diagnostic>();
    check::<KnowledgeGraph>();
    check::<graph::Node>();
    check::<graph::Edge>();
    check::<lexicon::Lexicon>();
    check::<Edtf>();
    check::<Span>();
    check::<TokenRange>();
    check::<Filter>();
    check::<Format>();
    check::<JsonLayout>();
    check::<DateError>();
    check::<LexiconError>();
    // These hold what the user's own traits or std's I/O errors hold, which promise no more.
    check_shared::<Document<'_>>();
    check_shared::<Error>();
    check_shared::<export::Error>();
    check_shared::<ExtractorBuilder>();
}
