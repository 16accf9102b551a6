//! When, whether and how surely something told by a trigger took place.

use super::frame::trigger_lemma;
use crate::analysis::{Deprel, Upos, Xpos};
use crate::document::Document;
use crate::edtf::Edtf;
use crate::graph::Status;
use crate::lexicon::GovernorUse;
use crate::time::Timex;

/// The timexes of the tokens' sentence.
fn timexes_of<'d>(document: &'d Document<'_>, token: u32) -> &'d [Timex] {
    let Some(sentence) = document.sentences.get(document.sentence_of(token)) else { return &[] };
    let all = &document.timexes;
    let start = all.partition_point(|t| t.tokens.start < sentence.tokens.start);
    let len = all[start..].partition_point(|t| t.tokens.start < sentence.tokens.end);
    &all[start..start + len]
}

/// Where a climb from a timex met the clause of the trigger: the number of clause borders between, fewer is nearer.
fn distance(document: &Document<'_>, timex: &Timex, chain: &[u32]) -> Option<usize> {
    let mut at =
        timex.tokens.iter().find(|&t| document.word(t).head.is_none_or(|h| !timex.tokens.holds(h)))?;
    let mut borders = 0;
    for _ in 0..24 {
        if let Some(up) = chain.iter().position(|&c| c == at) {
            return Some(borders * 2 + up);
        }
        let word = document.word(at);
        // A date inside another clause or another event's noun phrase tells of that, not of the trigger.
        if matches!(
            word.deprel,
            Deprel::Acl | Deprel::AclRelcl | Deprel::Advcl | Deprel::Ccomp | Deprel::Conj | Deprel::Parataxis
        ) {
            borders += 2;
        }
        at = word.head?;
    }
    None
}

/// When it took place: the date that depends on the trigger or its clause, else the one that governs it from a clause
/// above, else the only one of the sentence.
pub(crate) fn date_of(document: &Document<'_>, trigger: u32) -> Option<Edtf> {
    let timexes = timexes_of(document, trigger);
    if timexes.is_empty() {
        return None;
    }
    let mut chain = vec![trigger];
    while let Some(head) = document.word(chain[chain.len() - 1]).head
        && chain.len() < 12
    {
        chain.push(head);
    }
    let near = timexes
        .iter()
        .filter_map(|t| distance(document, t, &chain).map(|d| (d, t)))
        .min_by_key(|(d, t)| (*d, t.tokens.start.abs_diff(trigger)));
    match near {
        Some((d, t)) if d < 6 || timexes.len() == 1 => Some(t.value.clone()),
        _ => None,
    }
}

/// Whether the text says that it happened: false under "not", "never", "no".
pub(crate) fn polarity(document: &Document<'_>, trigger: u32) -> bool {
    let denied = |token: u32| {
        document.trees.children(token).iter().any(|&c| {
            matches!(document.word(c).deprel, Deprel::Advmod | Deprel::Det | Deprel::CcPreconj)
                && matches!(
                    document.word(c).lemma.to_lowercase().as_str(),
                    "not" | "n't" | "never" | "no" | "neither" | "nor" | "hardly"
                )
        })
    };
    if denied(trigger) {
        return false;
    }
    let word = document.word(trigger);
    match (word.deprel, word.head) {
        // "did not hold talks", "was not a threat"
        (Deprel::Obj | Deprel::NsubjPass, Some(verb))
            if word.upos == Upos::Noun && document.governs(verb, GovernorUse::Hold) =>
        {
            !denied(verb)
        }
        (Deprel::Xcomp, Some(verb)) => !denied(verb),
        _ => true,
    }
}

/// What the auxiliaries, markers and negations of a clause say; `None` where they say nothing.
fn own_status(document: &Document<'_>, head: u32) -> Option<Status> {
    let mut status = None;
    let mut conditional = false;
    let perfect = document.children(head, Deprel::Aux).any(|a| document.lemma(a) == "have");
    // "is to meet", "were to meet"
    let children = document.trees.children(head);
    if children.iter().any(|&c| c < head && document.word(c).xpos == Xpos::To)
        && children.iter().any(|&c| {
            document.lemma(c) == "be" && matches!(document.word(c).deprel, Deprel::Aux | Deprel::Cop)
        })
    {
        status = Some(Status::Planned);
    }
    for &c in document.trees.children(head) {
        let lemma = document.form(c).to_lowercase();
        match document.word(c).deprel {
            Deprel::Aux => match lemma.as_str() {
                "will" | "'ll" | "’ll" | "shall" | "would" | "'d" | "’d" | "wo" => {
                    status = Some(Status::Planned)
                }
                // "may have launched"
                "may" | "might" | "could" | "must" if perfect => {}
                "may" | "might" | "could" | "can" | "should" | "must" | "ca" => {
                    status = Some(Status::Possible)
                }
                _ => {}
            },
            Deprel::Mark if matches!(lemma.as_str(), "if" | "unless" | "whether") => conditional = true,
            Deprel::Amod => status = document.lexicon.modifier(&lemma).first().map(|m| m.status).or(status),
            _ => {}
        }
    }
    // "is going to meet"
    if status.is_none()
        && document.lemma(head) == "go"
        && document.word(head).xpos == Xpos::Vbg
        && document.child(head, Deprel::Xcomp).is_some()
    {
        status = Some(Status::Planned);
    }
    if conditional { Some(Status::Possible) } else { status }
}

/// The particle of a verb: "off" of "called off".
fn particle(document: &Document<'_>, verb: u32) -> Option<String> {
    document.child(verb, Deprel::CompoundPrt).map(|p| document.form(p).to_lowercase())
}

/// Whether the word says of its object that it is called off.
pub(crate) fn calls_off(document: &Document<'_>, governor: u32) -> bool {
    let lemma = document.lemma(governor);
    document.lexicon.governs(&trigger_lemma(document, governor), GovernorUse::Cancel)
        // "called the meeting off": the particle taken for an adverb.
        || document.children(governor, Deprel::Advmod).any(|a| {
            document.lexicon.governs(&format!("{lemma} {}", document.form(a)), GovernorUse::Cancel)
        })
}

/// Whether the phrase only tells when or where the verb above it happens: "after talks", "during a visit".
fn is_adjunct(document: &Document<'_>, noun: u32) -> bool {
    matches!(
        document.case(noun).as_deref(),
        Some("after" | "at" | "before" | "during" | "following" | "ahead of" | "since" | "amid" | "while")
    )
}

/// Whether it took place, is planned, possible, denied or called off.
pub(crate) fn status_of(document: &Document<'_>, trigger: u32) -> Status {
    let mut at = trigger;
    for climbed in 0..4 {
        if !polarity(document, at) {
            return Status::Denied;
        }
        if let Some(status) = own_status(document, at) {
            return status;
        }
        let word = document.word(at);
        let Some(head) = word.head else { return Status::Held };
        let governor = document.lemma(head);
        let off = particle(document, head).as_deref() == Some("off");
        let (nominal, verbal) = match word.deprel {
            Deprel::Obj | Deprel::NsubjPass => (true, false),
            // "called off a meeting": taken for a complement by some parsers.
            Deprel::Xcomp if word.upos == Upos::Noun => (true, false),
            Deprel::Nsubj => (true, false),
            Deprel::Obl | Deprel::Nmod => (true, false),
            Deprel::Xcomp | Deprel::Ccomp | Deprel::Acl | Deprel::Advcl | Deprel::Csubj => (false, true),
            Deprel::Conj => {
                at = head;
                continue;
            }
            _ => return Status::Held,
        };
        // "told reporters after talks": the verb says nothing of the talks but when they are.
        if word.deprel == Deprel::Obl && document.is_verb(head) && is_adjunct(document, at) {
            return own_status(document, head).filter(|&s| s == Status::Planned).unwrap_or(Status::Held);
        }
        if nominal && word.deprel != Deprel::Nsubj && calls_off(document, head) {
            return Status::Cancelled;
        }
        let refers =
            verbal || matches!(word.deprel, Deprel::Obj | Deprel::NsubjPass | Deprel::Obl | Deprel::Nmod);
        // "stopped in Kampala, where he met": a clause of its own, not what was stopped.
        let apart = word.deprel == Deprel::Advcl
            && !document.children(at, Deprel::Mark).any(|m| document.form(m).eq_ignore_ascii_case("from"));
        if refers && !apart && document.governs(head, GovernorUse::Deny) {
            let rules_out = governor != "rule" || particle(document, head).as_deref() == Some("out");
            if rules_out {
                return Status::Denied;
            }
        }
        // A finite clause that is said, ordered or expected stands by its own auxiliaries.
        let infinitive = document.trees.children(at).iter().any(|&c| document.word(c).xpos == Xpos::To);
        if (nominal || infinitive) && word.deprel != Deprel::Nsubj {
            if document.governs(head, GovernorUse::Plan) {
                return if !polarity(document, head) { Status::Cancelled } else { Status::Planned };
            }
            if document.governs(head, GovernorUse::Open) && !off {
                return Status::Possible;
            }
        }
        match word.deprel {
            // "to meet" as a purpose or a bare future ("Xi to visit Paris").
            Deprel::Advcl if infinitive => return Status::Planned,
            Deprel::Advcl | Deprel::Ccomp => return Status::Held,
            Deprel::Nmod if climbed > 0 => return Status::Held,
            // "does not condemn the attack": the attack took place.
            Deprel::Obj | Deprel::NsubjPass | Deprel::Nsubj | Deprel::Obl | Deprel::Nmod
                if document.is_verb(head) && !document.governs(head, GovernorUse::Hold) =>
            {
                return Status::Held;
            }
            _ => {}
        }
        at = head;
    }
    Status::Held
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fact::testing::with_tree;

    fn check(tree: &str, trigger: &str, want: Status) {
        with_tree(tree, |document| {
            let at = (0..document.tokens.len() as u32).find(|&t| document.form(t) == trigger).unwrap();
            assert_eq!(status_of(document, at), want, "{trigger} in {}", document.text());
            assert_eq!(polarity(document, at), want != Status::Denied || trigger == "talks");
        });
    }

    #[test]
    fn status_follows_auxiliaries_and_governors() {
        let clause = |verb: &str| format!("Peru/Peru/NNP/3/nsubj {verb} Cuba/Cuba/NNP/3/obj");
        check(&clause("has/have/VBZ/3/aux met/meet/VBN/0/root"), "met", Status::Held);
        check(&clause("will/will/MD/3/aux meet/meet/VB/0/root"), "meet", Status::Planned);
        check(&clause("may/may/MD/3/aux meet/meet/VB/0/root"), "meet", Status::Possible);
        check(&clause("never/never/RB/3/advmod met/meet/VBD/0/root"), "met", Status::Denied);
        let talks = |verb: &str| format!("Peru/Peru/NNP/2/nsubj {verb} talks/talk/NNS/2/obj");
        check(&talks("held/hold/VBD/0/root"), "talks", Status::Held);
        check(&talks("cancelled/cancel/VBD/0/root"), "talks", Status::Cancelled);
        check(&talks("denied/deny/VBD/0/root"), "talks", Status::Denied);
        check(&talks("proposed/propose/VBD/0/root"), "talks", Status::Possible);
        check(&talks("planned/plan/VBD/0/root"), "talks", Status::Planned);
    }
}
