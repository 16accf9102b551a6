//! The tag sets of the analysis: universal parts of speech, Penn Treebank tags, UD relations.

/// A universal part of speech (UD v2, <https://universaldependencies.org/u/pos/>).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
#[repr(u8)]
#[allow(missing_docs, reason = "the names are those of the standard")]
pub enum Upos {
    Adj,
    Adp,
    Adv,
    Aux,
    Cconj,
    Det,
    Intj,
    Noun,
    Num,
    Part,
    Pron,
    Propn,
    Punct,
    Sconj,
    Sym,
    Verb,
    X,
}

impl Upos {
    /// All values, in the order of their discriminants.
    pub const ALL: &[Self] = &[
        Self::Adj,
        Self::Adp,
        Self::Adv,
        Self::Aux,
        Self::Cconj,
        Self::Det,
        Self::Intj,
        Self::Noun,
        Self::Num,
        Self::Part,
        Self::Pron,
        Self::Propn,
        Self::Punct,
        Self::Sconj,
        Self::Sym,
        Self::Verb,
        Self::X,
    ];

    /// The standard's own spelling.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Adj => "ADJ",
            Self::Adp => "ADP",
            Self::Adv => "ADV",
            Self::Aux => "AUX",
            Self::Cconj => "CCONJ",
            Self::Det => "DET",
            Self::Intj => "INTJ",
            Self::Noun => "NOUN",
            Self::Num => "NUM",
            Self::Part => "PART",
            Self::Pron => "PRON",
            Self::Propn => "PROPN",
            Self::Punct => "PUNCT",
            Self::Sconj => "SCONJ",
            Self::Sym => "SYM",
            Self::Verb => "VERB",
            Self::X => "X",
        }
    }

    /// The value with this spelling.
    #[must_use]
    pub fn parse(s: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|x| x.as_str() == s)
    }
}

/// A Penn Treebank tag as the English UD treebanks use it in their XPOS column.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
#[repr(u8)]
#[allow(missing_docs, reason = "the names are those of the standard")]
pub enum Xpos {
    Nn,
    In,
    Dt,
    Nnp,
    Jj,
    Prp,
    Rb,
    Stop,
    Nns,
    Comma,
    Vb,
    Cc,
    Vbp,
    Vbd,
    Vbz,
    Vbn,
    Cd,
    Vbg,
    To,
    Md,
    PrpPoss,
    Colon,
    Wdt,
    Rrb,
    Uh,
    Lrb,
    Wrb,
    OpenQuote,
    Wp,
    CloseQuote,
    Hyph,
    Rp,
    Pos,
    Nnps,
    Jjr,
    Jjs,
    Ex,
    Rbr,
    Nfp,
    Add,
    Gw,
    Dollar,
    Sym,
    Pdt,
    Fw,
    Ls,
    Rbs,
    Afx,
    WpPoss,
}

impl Xpos {
    /// All values, in the order of their discriminants.
    pub const ALL: &[Self] = &[
        Self::Nn,
        Self::In,
        Self::Dt,
        Self::Nnp,
        Self::Jj,
        Self::Prp,
        Self::Rb,
        Self::Stop,
        Self::Nns,
        Self::Comma,
        Self::Vb,
        Self::Cc,
        Self::Vbp,
        Self::Vbd,
        Self::Vbz,
        Self::Vbn,
        Self::Cd,
        Self::Vbg,
        Self::To,
        Self::Md,
        Self::PrpPoss,
        Self::Colon,
        Self::Wdt,
        Self::Rrb,
        Self::Uh,
        Self::Lrb,
        Self::Wrb,
        Self::OpenQuote,
        Self::Wp,
        Self::CloseQuote,
        Self::Hyph,
        Self::Rp,
        Self::Pos,
        Self::Nnps,
        Self::Jjr,
        Self::Jjs,
        Self::Ex,
        Self::Rbr,
        Self::Nfp,
        Self::Add,
        Self::Gw,
        Self::Dollar,
        Self::Sym,
        Self::Pdt,
        Self::Fw,
        Self::Ls,
        Self::Rbs,
        Self::Afx,
        Self::WpPoss,
    ];

    /// The standard's own spelling.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Nn => "NN",
            Self::In => "IN",
            Self::Dt => "DT",
            Self::Nnp => "NNP",
            Self::Jj => "JJ",
            Self::Prp => "PRP",
            Self::Rb => "RB",
            Self::Stop => ".",
            Self::Nns => "NNS",
            Self::Comma => ",",
            Self::Vb => "VB",
            Self::Cc => "CC",
            Self::Vbp => "VBP",
            Self::Vbd => "VBD",
            Self::Vbz => "VBZ",
            Self::Vbn => "VBN",
            Self::Cd => "CD",
            Self::Vbg => "VBG",
            Self::To => "TO",
            Self::Md => "MD",
            Self::PrpPoss => "PRP$",
            Self::Colon => ":",
            Self::Wdt => "WDT",
            Self::Rrb => "-RRB-",
            Self::Uh => "UH",
            Self::Lrb => "-LRB-",
            Self::Wrb => "WRB",
            Self::OpenQuote => "``",
            Self::Wp => "WP",
            Self::CloseQuote => "''",
            Self::Hyph => "HYPH",
            Self::Rp => "RP",
            Self::Pos => "POS",
            Self::Nnps => "NNPS",
            Self::Jjr => "JJR",
            Self::Jjs => "JJS",
            Self::Ex => "EX",
            Self::Rbr => "RBR",
            Self::Nfp => "NFP",
            Self::Add => "ADD",
            Self::Gw => "GW",
            Self::Dollar => "$",
            Self::Sym => "SYM",
            Self::Pdt => "PDT",
            Self::Fw => "FW",
            Self::Ls => "LS",
            Self::Rbs => "RBS",
            Self::Afx => "AFX",
            Self::WpPoss => "WP$",
        }
    }

    /// The value with this spelling.
    #[must_use]
    pub fn parse(s: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|x| x.as_str() == s)
    }
}

/// A dependency relation (UD v2 with the subtypes of the English treebanks, <https://universaldependencies.org/en/dep/>).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
#[repr(u8)]
#[allow(missing_docs, reason = "the names are those of the standard")]
pub enum Deprel {
    Acl,
    AclRelcl,
    Advcl,
    AdvclRelcl,
    Advmod,
    Amod,
    Appos,
    Aux,
    AuxPass,
    Case,
    Cc,
    CcPreconj,
    Ccomp,
    Compound,
    CompoundPrt,
    Conj,
    Cop,
    Csubj,
    CsubjOuter,
    CsubjPass,
    Dep,
    Det,
    DetPredet,
    Discourse,
    Dislocated,
    Expl,
    Fixed,
    Flat,
    Goeswith,
    Iobj,
    List,
    Mark,
    Nmod,
    NmodDesc,
    NmodPoss,
    NmodUnmarked,
    Nsubj,
    NsubjOuter,
    NsubjPass,
    Nummod,
    Obj,
    Obl,
    OblAgent,
    OblUnmarked,
    Orphan,
    Parataxis,
    Punct,
    Reparandum,
    Root,
    Vocative,
    Xcomp,
}

impl Deprel {
    /// All values, in the order of their discriminants.
    pub const ALL: &[Self] = &[
        Self::Acl,
        Self::AclRelcl,
        Self::Advcl,
        Self::AdvclRelcl,
        Self::Advmod,
        Self::Amod,
        Self::Appos,
        Self::Aux,
        Self::AuxPass,
        Self::Case,
        Self::Cc,
        Self::CcPreconj,
        Self::Ccomp,
        Self::Compound,
        Self::CompoundPrt,
        Self::Conj,
        Self::Cop,
        Self::Csubj,
        Self::CsubjOuter,
        Self::CsubjPass,
        Self::Dep,
        Self::Det,
        Self::DetPredet,
        Self::Discourse,
        Self::Dislocated,
        Self::Expl,
        Self::Fixed,
        Self::Flat,
        Self::Goeswith,
        Self::Iobj,
        Self::List,
        Self::Mark,
        Self::Nmod,
        Self::NmodDesc,
        Self::NmodPoss,
        Self::NmodUnmarked,
        Self::Nsubj,
        Self::NsubjOuter,
        Self::NsubjPass,
        Self::Nummod,
        Self::Obj,
        Self::Obl,
        Self::OblAgent,
        Self::OblUnmarked,
        Self::Orphan,
        Self::Parataxis,
        Self::Punct,
        Self::Reparandum,
        Self::Root,
        Self::Vocative,
        Self::Xcomp,
    ];

    /// The standard's own spelling.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Acl => "acl",
            Self::AclRelcl => "acl:relcl",
            Self::Advcl => "advcl",
            Self::AdvclRelcl => "advcl:relcl",
            Self::Advmod => "advmod",
            Self::Amod => "amod",
            Self::Appos => "appos",
            Self::Aux => "aux",
            Self::AuxPass => "aux:pass",
            Self::Case => "case",
            Self::Cc => "cc",
            Self::CcPreconj => "cc:preconj",
            Self::Ccomp => "ccomp",
            Self::Compound => "compound",
            Self::CompoundPrt => "compound:prt",
            Self::Conj => "conj",
            Self::Cop => "cop",
            Self::Csubj => "csubj",
            Self::CsubjOuter => "csubj:outer",
            Self::CsubjPass => "csubj:pass",
            Self::Dep => "dep",
            Self::Det => "det",
            Self::DetPredet => "det:predet",
            Self::Discourse => "discourse",
            Self::Dislocated => "dislocated",
            Self::Expl => "expl",
            Self::Fixed => "fixed",
            Self::Flat => "flat",
            Self::Goeswith => "goeswith",
            Self::Iobj => "iobj",
            Self::List => "list",
            Self::Mark => "mark",
            Self::Nmod => "nmod",
            Self::NmodDesc => "nmod:desc",
            Self::NmodPoss => "nmod:poss",
            Self::NmodUnmarked => "nmod:unmarked",
            Self::Nsubj => "nsubj",
            Self::NsubjOuter => "nsubj:outer",
            Self::NsubjPass => "nsubj:pass",
            Self::Nummod => "nummod",
            Self::Obj => "obj",
            Self::Obl => "obl",
            Self::OblAgent => "obl:agent",
            Self::OblUnmarked => "obl:unmarked",
            Self::Orphan => "orphan",
            Self::Parataxis => "parataxis",
            Self::Punct => "punct",
            Self::Reparandum => "reparandum",
            Self::Root => "root",
            Self::Vocative => "vocative",
            Self::Xcomp => "xcomp",
        }
    }

    /// The value with this spelling.
    #[must_use]
    pub fn parse(s: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|x| x.as_str() == s)
    }
}

impl Deprel {
    /// The relation without its subtype, as text: `nsubj` for `nsubj:pass`.
    #[must_use]
    pub fn universal(self) -> &'static str {
        self.as_str().split(':').next().unwrap_or("")
    }
}
