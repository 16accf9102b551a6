//! Whether a meeting or a visit took place, and when its own words say it did.

use super::{circumstance, frame, setting};
use crate::analysis::{Deprel, Upos, Xpos};
use crate::document::Document;
use crate::edtf::Edtf;
use crate::graph::Status;
use crate::lexicon::GovernorUse;

/// Status and date; "have not met since 2019" tells of a meeting in 2019.
pub(super) fn status_and_date(document: &Document<'_>, trigger: u32) -> (Status, Option<Edtf>) {
    let mut status = status_of(document, trigger);
    let plain_past = document.word(trigger).xpos == Xpos::Vbd
        && !document.trees.children(trigger).iter().any(|&c| {
            document.word(c).deprel == Deprel::Aux
                || matches!(document.form(c).to_lowercase().as_str(), "if" | "whether" | "unless")
        });
    if plain_past && matches!(status, Status::Planned | Status::Possible) {
        // "the first meeting since he visited Beijing": what is planned is the meeting.
        status = Status::Held;
    }
    if status == Status::Denied
        && let Some(date) = setting::since_date(document, trigger)
    {
        return (Status::Held, Some(date));
    }
    (status, setting::date_of(document, trigger, status))
}

/// "had been due to meet", "were to have met": nothing came of it.
fn fell_through(document: &Document<'_>, trigger: u32) -> bool {
    let children = document.trees.children(trigger);
    let form = |t: u32| document.form(t).to_lowercase();
    if children.iter().any(|&c| document.word(c).xpos == Xpos::To)
        && children.iter().any(|&c| document.word(c).deprel == Deprel::Aux && form(c) == "have")
    {
        return true;
    }
    // The same by the words in front, where the tree has it otherwise.
    let before = |back: u32| trigger.checked_sub(back).map_or(String::new(), form);
    let planned = |t: u32| document.governs(t, GovernorUse::Plan);
    if before(1) == "to"
        && trigger.checked_sub(2).is_some_and(planned)
        && (before(3) == "been" && before(4) == "had")
    {
        return true;
    }
    let had = |t: u32| document.children(t, Deprel::Aux).any(|a| form(a) == "had");
    // "had been expected in Bali"
    if planned(trigger) && frame::is_passive(document, trigger) && had(trigger) {
        return true;
    }
    let Some(head) = document.word(trigger).head else { return false };
    matches!(document.word(trigger).deprel, Deprel::Xcomp | Deprel::Ccomp | Deprel::Advcl)
        && planned(head)
        // "had planned", "had been expected", "had been due", but not "had agreed"
        && (document.lemma(head) == "plan"
            || frame::is_passive(document, head)
            || document.word(head).upos == Upos::Adj)
        && had(head)
}

/// "has yet to meet": not so far.
fn not_yet(document: &Document<'_>, verb: u32) -> bool {
    let before =
        |back: u32| verb.checked_sub(back).map_or(String::new(), |t| document.form(t).to_lowercase());
    before(1) == "to" && before(2) == "yet"
}

/// The status of a trigger; of a noun also by the verb that calls it off ("the planned talks were cancelled").
pub(super) fn status_of(document: &Document<'_>, trigger: u32) -> Status {
    let word = document.word(trigger);
    if let (Deprel::NsubjPass | Deprel::Nsubj | Deprel::Obj | Deprel::Xcomp, Some(verb), true) =
        (word.deprel, word.head, setting::is_noun(document, trigger))
    {
        let passive = word.deprel != Deprel::Nsubj || frame::is_passive(document, verb);
        if passive && circumstance::calls_off(document, verb) {
            return Status::Cancelled;
        }
    }
    // "had been due in Oslo"
    if word.upos == Upos::Adj && document.children(trigger, Deprel::Aux).any(|a| document.form(a) == "had") {
        return Status::Cancelled;
    }
    // "have another date in November"
    if document.is_verb(trigger) && fell_through(document, trigger) {
        return Status::Cancelled;
    }
    if document.is_verb(trigger) && not_yet(document, trigger) {
        return Status::Denied;
    }
    // "are due to see": taken for a marker by some parsers.
    let due = document
        .trees
        .children(trigger)
        .iter()
        .any(|&c| c < trigger && matches!(document.form(c), "due" | "set" | "scheduled" | "expected"));
    match circumstance::status_of(document, trigger) {
        Status::Held if due => Status::Planned,
        Status::Held if matches!(document.lemma(trigger), "date" | "appointment") => Status::Planned,
        status => status,
    }
}
