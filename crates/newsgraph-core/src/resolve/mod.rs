//! Which mentions stand for the same entity, and which entry of the knowledge base that is.
//!
//! Order of work: countries first (they tell where the article plays), then places, organisations and persons by their
//! names, then who holds which title, then nominals and pronouns in the order of the text.

mod anaphora;
mod appointments;
mod context;
mod holders;
mod organizations;
mod persons;
mod places;
mod sets;

pub(crate) use appointments::title_subjects;
pub use holders::{Holder, HolderPattern};

use crate::document::{Document, DocumentEntity, EntityIndex, Mention};
use crate::graph::MentionForm;
use crate::knowledge::{EntityId, EntityKind};
use crate::mention::{Draft, Reading};
use crate::reliability;
use std::collections::BTreeMap;

/// A name that the knowledge base does not have gives a node where at least this share of such names is right.
const LEAST_SHARE: f32 = 0.38;

/// Whether a name is too unsure for a node of its own.
fn doubtful(kind: EntityKind, draft: &Draft) -> bool {
    reliability::name(kind, false, draft.form, draft.confidence) < LEAST_SHARE
}

/// Entities as they grow, and which of them each draft stands for.
pub(crate) struct Resolution {
    pub(crate) entities: Vec<DocumentEntity>,
    /// For each draft the entities it stands for.
    pub(crate) of_draft: Vec<Vec<EntityIndex>>,
    by_link: BTreeMap<EntityId, EntityIndex>,
}

impl Resolution {
    /// The entity of an entry of the knowledge base, made where it is new.
    fn linked(&mut self, document: &Document<'_>, id: EntityId) -> EntityIndex {
        if let Some(&e) = self.by_link.get(&id) {
            return e;
        }
        let record = document.knowledge.entity(id);
        let index = self.push(DocumentEntity {
            kind: record.kind,
            name: record.name.to_owned(),
            linked: Some(id),
            gender: record.gender,
            subtype: record.subtype.map(str::to_owned),
            mentions: Vec::new(),
            confidence: 0.0,
        });
        self.by_link.insert(id, index);
        index
    }

    /// Whether the article names this entry of the knowledge base.
    fn has(&self, id: EntityId) -> bool {
        self.by_link.contains_key(&id)
    }

    /// A new entity that the knowledge base does not have.
    fn unlinked(&mut self, kind: EntityKind, name: &str) -> EntityIndex {
        self.push(DocumentEntity {
            kind,
            name: name.to_owned(),
            linked: None,
            gender: None,
            subtype: None,
            mentions: Vec::new(),
            confidence: 0.0,
        })
    }

    fn push(&mut self, entity: DocumentEntity) -> EntityIndex {
        self.entities.push(entity);
        EntityIndex(self.entities.len() as u32 - 1)
    }

    fn entity(&self, e: EntityIndex) -> &DocumentEntity {
        &self.entities[e.0 as usize]
    }
}

/// Joins drafts to entities and writes mentions, entities and title holders into the document.
pub(crate) fn resolve(document: &mut Document<'_>, drafts: Vec<Draft>) {
    let mut resolution = Resolution {
        entities: Vec::new(),
        of_draft: vec![Vec::new(); drafts.len()],
        by_link: BTreeMap::new(),
    };
    let context = context::countries(document, &drafts, &mut resolution);
    places::resolve(document, &drafts, &context, &mut resolution);
    organizations::resolve(document, &drafts, &context, &mut resolution);
    persons::resolve(document, &drafts, &context, &mut resolution);
    let holders = holders::find(document, &drafts, &resolution);
    anaphora::resolve(document, &drafts, &holders, &mut resolution);
    write(document, drafts, resolution, holders);
}

/// Moves what was resolved into the document; entities without mentions go.
fn write(document: &mut Document<'_>, drafts: Vec<Draft>, resolution: Resolution, holders: Vec<Holder>) {
    let Resolution { entities, of_draft, .. } = resolution;
    let mut used = vec![false; entities.len()];
    of_draft.iter().flatten().for_each(|e| used[e.0 as usize] = true);
    let mut renumbered = vec![None; entities.len()];
    let mut kept: Vec<DocumentEntity> = Vec::with_capacity(entities.len());
    for (i, entity) in entities.into_iter().enumerate() {
        if used[i] {
            renumbered[i] = Some(EntityIndex(kept.len() as u32));
            kept.push(entity);
        }
    }
    let mut mentions = Vec::new();
    for (draft, of) in drafts.into_iter().zip(of_draft) {
        let of: Vec<EntityIndex> = of.iter().filter_map(|e| renumbered[e.0 as usize]).collect();
        if of.is_empty() {
            continue;
        }
        let mut confidence = draft.confidence;
        for e in &of {
            let entity = &mut kept[e.0 as usize];
            entity.mentions.push(mentions.len() as u32);
            confidence =
                reliability::name(entity.kind, entity.linked.is_some(), draft.form, draft.confidence);
            if matches!(draft.form, MentionForm::Name | MentionForm::Demonym) || entity.confidence == 0.0 {
                entity.confidence = entity.confidence.max(confidence);
            }
        }
        mentions.push(Mention {
            tokens: draft.tokens,
            head: draft.head,
            form: draft.form,
            entities: of,
            acting: matches!(draft.reading, Reading::Actor { .. }),
            confidence,
        });
    }
    document.holders = holders
        .into_iter()
        .filter_map(|h| renumbered[h.person.0 as usize].map(|person| Holder { person, ..h }))
        .collect();
    document.mentions = mentions;
    document.linked =
        kept.iter().enumerate().filter_map(|(i, e)| e.linked.map(|id| (id, EntityIndex(i as u32)))).collect();
    document.entities = kept;
}
