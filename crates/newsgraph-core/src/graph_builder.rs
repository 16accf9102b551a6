//! From a resolved document and its facts to the graph.

use crate::document::{Document, DocumentEntity, EntityIndex};
use crate::fact::{Fact, Grounds, MeetingFact, RelationFact, StatementFact, merge_meetings};
use crate::graph::Role;
use crate::graph::{
    Basis, Edge, Evidence, KnowledgeGraph, MentionForm, Node, NodeId, NodeKind, NodeMention, PostStatus,
    Relation, TextSpan,
};
use crate::knowledge::{EntityId, EntityKind, PostClass, Term};
use crate::span::{Span, TokenRange};
use crate::text::normalize_name;
use petgraph::graph::NodeIndex;
use smol_str::SmolStr;
use std::collections::{BTreeMap, BTreeSet};

/// Writes the document's entities and facts into `graph`.
pub(crate) fn build(document: &Document<'_>, facts: Vec<Fact>, graph: &mut KnowledgeGraph) {
    let mut holders: Vec<(EntityIndex, u32)> = document.holders.iter().map(|h| (h.person, h.title)).collect();
    holders.sort_unstable();
    let mut builder = Builder { document, graph, nodes: Vec::new(), background: BTreeMap::new(), holders };
    builder.entities();
    let mut meetings = Vec::new();
    let mut statements: Vec<StatementFact> = Vec::new();
    for fact in facts {
        match fact {
            Fact::Relation(r) => builder.relation(r),
            Fact::Meeting(m) => meetings.push(m),
            Fact::Statement(s) => statements.push(s),
        }
    }
    meetings.sort_by_key(|m: &MeetingFact| m.grounds.first().map(|g| g.tokens));
    for (n, meeting) in merge_meetings(document, meetings).into_iter().enumerate() {
        builder.meeting(n + 1, &meeting);
    }
    statements.sort_by_key(|s| s.content);
    statements.dedup_by_key(|s| s.content);
    for (n, statement) in statements.into_iter().enumerate() {
        builder.statement(n + 1, &statement);
    }
    builder.knowledge();
}

/// Lower-case letters and digits of a name, parted by hyphens.
fn slug(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    for c in normalize_name(name).chars() {
        if c.is_alphanumeric() {
            out.push(c);
        } else if c != '\'' && !out.ends_with('-') && !out.is_empty() {
            out.push('-');
        }
    }
    out.truncate(out.trim_end_matches('-').len());
    out
}

struct Builder<'d, 'a, 'g> {
    document: &'d Document<'a>,
    graph: &'g mut KnowledgeGraph,
    /// Node of each entity of the document.
    nodes: Vec<NodeIndex>,
    /// Nodes of entries of the knowledge base.
    background: BTreeMap<EntityId, NodeIndex>,
    /// Who holds which title, by person.
    holders: Vec<(EntityIndex, u32)>,
}

impl Builder<'_, '_, '_> {
    fn text_span(&self, span: Span) -> TextSpan {
        TextSpan {
            document: self.document.article.id.clone(),
            span,
            text: span.of(self.document.text()).to_owned(),
        }
    }

    fn tokens(&self, tokens: TokenRange) -> TextSpan {
        self.text_span(self.document.span(tokens))
    }

    fn evidence(&self, grounds: &Grounds) -> Evidence {
        Evidence {
            at: self.tokens(grounds.tokens),
            rule: grounds.rule.clone(),
            confidence: grounds.confidence.clamp(0.0, 1.0),
        }
    }

    /// Id of an entry of the knowledge base: its name, and its country where another of the kind has the same name.
    fn linked_id(&self, id: EntityId) -> NodeId {
        let record = self.document.knowledge.entity(id);
        let kind = record.kind.as_str();
        let base = slug(record.name);
        let first = self
            .document
            .knowledge
            .lookup(record.name)
            .into_iter()
            .map(|c| c.entity)
            .find(|&e| {
                let other = self.document.knowledge.entity(e);
                other.kind == record.kind && slug(other.name) == base
            })
            .unwrap_or(id);
        match record.iso2 {
            Some(iso) if first != id => NodeId::new(format!("{kind}/{base}-{}", iso.to_lowercase())),
            _ if first != id => {
                NodeId::new(format!("{kind}/{base}-{}", record.wikidata.unwrap_or("2").to_lowercase()))
            }
            _ => NodeId::new(format!("{kind}/{base}")),
        }
    }

    /// Id of an entity that only the text knows. One word of a person's name is too little to be the same one elsewhere.
    fn unlinked_id(&self, entity: &DocumentEntity) -> NodeId {
        let kind = entity.kind.as_str();
        let name = slug(&entity.name);
        if entity.kind == EntityKind::Person && !name.contains('-') {
            return NodeId::new(format!("{kind}/{name}@{}", slug(&self.document.article.id)));
        }
        NodeId::new(format!("{kind}/{name}"))
    }

    fn node_kind(&self, kind: EntityKind, linked: Option<EntityId>, subtype: Option<&str>) -> NodeKind {
        let record = linked.map(|id| self.document.knowledge.entity(id));
        let subtype = subtype.map(SmolStr::from);
        match kind {
            EntityKind::Person => NodeKind::Person { roles: BTreeSet::new(), titles: BTreeSet::new() },
            EntityKind::Country => NodeKind::Country {
                iso2: record.and_then(|r| r.iso2).map(SmolStr::from),
                iso3: record.and_then(|r| r.iso3).map(SmolStr::from),
            },
            EntityKind::Organization => NodeKind::Organization { subtype },
            EntityKind::Place => {
                NodeKind::Place { subtype, country: record.and_then(|r| r.iso2).map(SmolStr::from) }
            }
        }
    }

    fn entities(&mut self) {
        let document = self.document;
        for (i, entity) in document.entities.iter().enumerate() {
            let mut aliases = BTreeSet::new();
            let mut mentions = Vec::with_capacity(entity.mentions.len());
            for &m in &entity.mentions {
                let mention = &document.mentions[m as usize];
                if mention.acting {
                    continue;
                }
                let at = self.tokens(mention.tokens);
                if mention.form == MentionForm::Name && at.text != entity.name {
                    aliases.insert(at.text.clone());
                }
                mentions.push(NodeMention { at, form: mention.form });
            }
            // An entity that is named only through those who act for it is named by its own name in them.
            if mentions.is_empty() {
                mentions.extend(entity.mentions.iter().map(|&m| NodeMention {
                    at: self.tokens(document.mentions[m as usize].tokens),
                    form: MentionForm::Nominal,
                }));
            }
            mentions.sort();
            mentions.dedup();
            let mut kind = self.node_kind(entity.kind, entity.linked, entity.subtype.as_deref());
            if let NodeKind::Person { roles, titles } = &mut kind {
                self.person(EntityIndex(i as u32), entity, roles, titles);
            }
            let id = match entity.linked {
                Some(id) => self.linked_id(id),
                None => self.unlinked_id(entity),
            };
            let at = self.graph.add_node(Node {
                id,
                name: entity.name.clone(),
                aliases,
                wikidata: entity
                    .linked
                    .and_then(|id| document.knowledge.entity(id).wikidata)
                    .map(SmolStr::from),
                confidence: entity.confidence,
                mentions,
                kind,
            });
            if let Some(id) = entity.linked {
                self.background.insert(id, at);
            }
            self.nodes.push(at);
        }
    }

    /// Roles and titles of a person: what the text says, and posts held on the article's date.
    fn person(
        &self,
        e: EntityIndex,
        entity: &DocumentEntity,
        roles: &mut BTreeSet<Role>,
        titles: &mut BTreeSet<String>,
    ) {
        let document = self.document;
        let from = self.holders.partition_point(|h| h.0 < e);
        for &(_, title) in self.holders[from..].iter().take_while(|h| h.0 == e) {
            let title = &document.titles[title as usize];
            titles.insert(document.words(title.tokens).to_owned());
            roles.extend(
                title.entry.and_then(|i| document.lexicon.titles().get(i as usize)).and_then(|t| t.role),
            );
        }
        if let (Some(id), Some(date)) = (entity.linked, document.date) {
            for term in document.knowledge.terms_of(id).iter().filter(|t| t.covers(date)) {
                roles.insert(match term.class {
                    PostClass::HeadOfState | PostClass::HeadOfGovernment | PostClass::Monarch => Role::Leader,
                    _ => Role::Official,
                });
            }
        }
    }

    fn relation(&mut self, fact: RelationFact) {
        let (Some(&a), Some(&b)) =
            (self.nodes.get(fact.source.0 as usize), self.nodes.get(fact.target.0 as usize))
        else {
            return;
        };
        if a == b {
            return;
        }
        let evidence = self.evidence(&fact.grounds);
        self.graph.add_edge(
            a,
            b,
            Edge {
                relation: fact.relation,
                basis: Basis::Text,
                confidence: evidence.confidence,
                evidence: vec![evidence],
            },
        );
    }

    fn edge(&mut self, a: NodeIndex, b: NodeIndex, relation: Relation, evidence: Vec<Evidence>) {
        let confidence = evidence.iter().map(|e| e.confidence).fold(0.0, f32::max);
        self.graph.add_edge(a, b, Edge { relation, basis: Basis::Text, confidence, evidence });
    }

    fn meeting(&mut self, n: usize, fact: &MeetingFact) {
        let names: Vec<&str> = fact
            .participants
            .iter()
            .filter_map(|(e, _)| self.document.entities.get(e.0 as usize))
            .map(|e| e.name.as_str())
            .collect();
        let evidence: Vec<Evidence> = fact.grounds.iter().map(|g| self.evidence(g)).collect();
        let confidence = evidence.iter().map(|e| e.confidence).fold(0.0, f32::max);
        let at = self.graph.add_node(Node {
            id: NodeId::new(format!("meeting/{}/{n:03}", slug(&self.document.article.id))),
            name: format!(
                "{} of {}",
                fact.format.as_deref().unwrap_or("meeting").replace('_', " "),
                names.join(", ")
            ),
            aliases: BTreeSet::new(),
            wikidata: None,
            confidence,
            mentions: evidence
                .iter()
                .map(|e| NodeMention { at: e.at.clone(), form: MentionForm::Nominal })
                .collect(),
            kind: NodeKind::Meeting {
                format: fact.format.clone(),
                date: fact.date.clone(),
                status: fact.status,
            },
        });
        for &(e, role) in &fact.participants {
            if let Some(&node) = self.nodes.get(e.0 as usize) {
                self.edge(node, at, Relation::ParticipatedIn { role }, evidence.clone());
            }
        }
        for &place in &fact.places {
            if let Some(&node) = self.nodes.get(place.0 as usize) {
                self.edge(at, node, Relation::HeldIn, evidence.clone());
            }
        }
    }

    fn statement(&mut self, n: usize, fact: &StatementFact) {
        let content = self.text_span(fact.content);
        let short: String = content.text.chars().take(60).collect();
        let evidence = self.evidence(&fact.grounds);
        let at = self.graph.add_node(Node {
            id: NodeId::new(format!("statement/{}/{n:03}", slug(&self.document.article.id))),
            name: if short.len() < content.text.len() { format!("{short}…") } else { short },
            aliases: BTreeSet::new(),
            wikidata: None,
            confidence: evidence.confidence,
            mentions: Vec::new(),
            kind: NodeKind::Statement {
                at: content,
                direct: fact.direct,
                source: fact.source.map(|t| self.tokens(t)),
                cue: fact.cue.map(|t| self.tokens(t)),
            },
        });
        for speaker in &fact.speakers {
            if let Some(&node) = self.nodes.get(speaker.0 as usize) {
                self.edge(node, at, Relation::Said { cue: fact.cue_lemma.clone() }, vec![evidence.clone()]);
            }
        }
        let document = self.document;
        let from = document.mentions.partition_point(|m| document.span(m.tokens).start < fact.content.start);
        for mention in &document.mentions[from..] {
            let span = document.span(mention.tokens);
            if span.start >= fact.content.end {
                break;
            }
            if !fact.content.contains(span) || mention.form == MentionForm::Pronoun {
                continue;
            }
            for e in &mention.entities {
                let evidence = Evidence {
                    at: self.text_span(span),
                    rule: SmolStr::new_static("statement/about"),
                    confidence: fact.grounds.confidence.min(mention.confidence).clamp(0.0, 1.0),
                };
                self.edge(at, self.nodes[e.0 as usize], Relation::About, vec![evidence]);
            }
        }
    }

    /// The node of an entry of the knowledge base, without mentions where the text does not name it.
    fn background_node(&mut self, id: EntityId) -> NodeIndex {
        if let Some(&at) = self.background.get(&id) {
            return at;
        }
        let record = self.document.knowledge.entity(id);
        let at = self.graph.add_node(Node {
            id: self.linked_id(id),
            name: record.name.to_owned(),
            aliases: BTreeSet::new(),
            wikidata: record.wikidata.map(SmolStr::from),
            confidence: 1.0,
            mentions: Vec::new(),
            kind: self.node_kind(record.kind, Some(id), record.subtype),
        });
        self.background.insert(id, at);
        at
    }

    fn background_edge(&mut self, a: NodeIndex, b: NodeIndex, relation: Relation) {
        if a == b {
            return;
        }
        let told = self.graph.as_petgraph().edges_connecting(a, b).any(|e| {
            let told = &e.weight().relation;
            told == &relation
                || matches!((told, &relation), (Relation::HoldsOffice { .. }, Relation::HoldsOffice { .. }))
        });
        if !told {
            self.graph.add_edge(
                a,
                b,
                Edge { relation, basis: Basis::Knowledge, confidence: 1.0, evidence: Vec::new() },
            );
        }
    }

    /// What the knowledge base adds: where places lie, who is a member of what, posts held on the article's date.
    fn knowledge(&mut self) {
        let document = self.document;
        let linked: Vec<(EntityId, NodeIndex)> = document
            .entities
            .iter()
            .zip(self.nodes.clone())
            .filter_map(|(e, node)| e.linked.map(|id| (id, node)))
            .collect();
        for (id, node) in linked {
            let record = document.knowledge.entity(id);
            match record.kind {
                EntityKind::Place => {
                    if let Some(country) = record.country {
                        let to = self.background_node(country);
                        self.background_edge(node, to, Relation::LocatedIn);
                    }
                }
                EntityKind::Country | EntityKind::Organization => {
                    for of in document.knowledge.memberships(id) {
                        if let Some(&to) = self.background.get(&of) {
                            self.background_edge(node, to, Relation::MemberOf);
                        }
                    }
                }
                EntityKind::Person => {
                    let Some(date) = document.date else { continue };
                    // Posts of the first rank are told of their former holders too.
                    let begun = |t: &&Term<'_>| {
                        t.covers(date)
                            || (t.class <= PostClass::Minister && t.from.is_some_and(|f| f <= date))
                    };
                    for term in document.knowledge.terms_of(id).iter().filter(begun) {
                        if let Some(&to) = self.background.get(&term.of) {
                            let status =
                                if term.covers(date) { PostStatus::Current } else { PostStatus::Former };
                            let relation = Relation::HoldsOffice {
                                title: term.title.to_owned(),
                                class: term.class,
                                status,
                            };
                            self.background_edge(node, to, relation);
                        }
                    }
                }
            }
        }
    }
}
