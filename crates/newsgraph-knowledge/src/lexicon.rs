//! The embedded word lists, and word lists read from TOML.

use newsgraph_core::lexicon::{
    AttributionPhrase, AttributionVerb, BoilerplateCue, EventFrame, Governor, Lexicon, MeetingFrame,
    Modifier, NameHead, Nominal, PostVerb, ThingWord, Title, VisitFrame,
};
use newsgraph_core::text::normalize_name;
use serde::de::DeserializeOwned;
use std::fmt;
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeTable, DeValue, ValueDeserializer};

static BLOB: &[u8] = include_bytes!("../data/lexicon.bin");

/// Where and why a word list could not be read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LexiconError {
    file: String,
    line: usize,
    column: usize,
    message: String,
}

impl LexiconError {
    /// At the start of `span` of `text`.
    fn at(file: &str, text: &str, span: Option<Range<usize>>, message: impl Into<String>) -> Self {
        let before = text.get(..span.map_or(0, |s| s.start)).unwrap_or(text);
        let line_start = before.rfind('\n').map_or(0, |i| i + 1);
        Self {
            file: file.into(),
            line: before.matches('\n').count() + 1,
            column: before[line_start..].chars().count() + 1,
            message: message.into(),
        }
    }

    /// The name of the file, as it was given.
    #[must_use]
    pub fn file(&self) -> &str {
        &self.file
    }

    /// The line, from 1.
    #[must_use]
    pub const fn line(&self) -> usize {
        self.line
    }

    /// The column in characters, from 1.
    #[must_use]
    pub const fn column(&self) -> usize {
        self.column
    }

    /// What is wrong there.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.message
    }
}

impl fmt::Display for LexiconError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}: {}", self.file, self.line, self.column, self.message)
    }
}

impl std::error::Error for LexiconError {}

/// The embedded word lists: a copy of one's own, to use as it is or to add to. Takes about a millisecond.
#[must_use]
pub fn lexicon() -> Lexicon {
    // The blob is part of the program; a test reads it.
    postcard::from_bytes(BLOB).unwrap_or_default()
}

/// Adds the entries of a TOML text (tables `title`, `post_verb`, `verb`, `noun`, `phrase`, `event`, `meeting`, `visit`, `nominal`,
/// `word`, `thing`, `governor`, `modifier`, `cue`, in any mixture) to the word lists. An entry's `tests` are passed over. A title with full stops
/// ("lt. gen.") is also entered without ("lt gen"), so that both spellings find it.
///
/// ```
/// use newsgraph_core::lexicon::Lexicon;
/// let mut lexicon = Lexicon::default();
/// let toml = "[[title]]\nform = 'grand vizier'\nuse = 'office'\nclass = 'head_of_government'\nrole = 'leader'\n";
/// newsgraph_knowledge::load_lexicon(&mut lexicon, "mine.toml", toml)?;
/// assert_eq!(lexicon.title("grand vizier").len(), 1);
/// # Ok::<(), newsgraph_knowledge::LexiconError>(())
/// ```
///
/// # Errors
/// Where the text is no TOML, has a table or key that is not known, a value of another type than expected, or a form
/// that is empty, in upper case or with spaces too many; the error names file, line and column. `lexicon` is
/// then as it was.
pub fn load_lexicon(lexicon: &mut Lexicon, file_name: &str, toml_text: &str) -> Result<(), LexiconError> {
    let fail =
        |error: &toml::de::Error| LexiconError::at(file_name, toml_text, error.span(), error.message());
    let root = DeTable::parse(toml_text).map_err(|e| fail(&e))?.into_inner();
    let source = Source { file: file_name, text: toml_text };
    let mut read = lexicon.clone();
    for (name, value) in root {
        let span = name.span();
        match &**name.get_ref() {
            "title" => {
                for entry in source.entries::<Title>(value, "form")? {
                    let plain = normalize_name(&entry.form);
                    if plain != entry.form.as_str() {
                        let plural = entry.plural.as_deref().map(|p| normalize_name(p).into());
                        read.push_title(Title { form: plain.into(), plural, ..entry.clone() });
                    }
                    read.push_title(entry);
                }
            }
            "post_verb" => source.push::<PostVerb>(value, "lemma", |e| read.push_post_verb(e))?,
            "verb" => source.push::<AttributionVerb>(value, "lemma", |e| read.push_verb(e))?,
            "noun" => source.push::<AttributionPhrase>(value, "form", |e| read.push_attribution_noun(e))?,
            "phrase" => {
                source.push::<AttributionPhrase>(value, "form", |e| read.push_attribution_phrase(e))?
            }
            "event" => source.push::<EventFrame>(value, "lemma", |e| read.push_event(e))?,
            "meeting" => source.push::<MeetingFrame>(value, "lemma", |e| read.push_meeting(e))?,
            "visit" => source.push::<VisitFrame>(value, "lemma", |e| read.push_visit(e))?,
            "nominal" => source.push::<Nominal>(value, "form", |e| read.push_nominal(e))?,
            "word" => source.push::<NameHead>(value, "form", |e| read.push_name_head(e))?,
            "thing" => source.push::<ThingWord>(value, "form", |e| read.push_thing_word(e))?,
            "governor" => source.push::<Governor>(value, "lemma", |e| read.push_governor(e))?,
            "modifier" => source.push::<Modifier>(value, "form", |e| read.push_modifier(e))?,
            "cue" => source.push::<BoilerplateCue>(value, "form", |e| read.push_boilerplate(e))?,
            other => return Err(source.error(span, format!("unknown table `{other}`"))),
        }
    }
    *lexicon = read;
    Ok(())
}

/// The text under reading.
struct Source<'a> {
    file: &'a str,
    text: &'a str,
}

impl Source<'_> {
    fn error(&self, span: Range<usize>, message: impl Into<String>) -> LexiconError {
        LexiconError::at(self.file, self.text, Some(span), message)
    }

    /// Hands every entry of an array of tables to `push`.
    fn push<T: DeserializeOwned>(
        &self,
        array: Spanned<DeValue<'_>>,
        key: &str,
        push: impl FnMut(T),
    ) -> Result<(), LexiconError> {
        self.entries(array, key)?.into_iter().for_each(push);
        Ok(())
    }

    /// The entries of an array of tables, whose forms stand under `key`.
    fn entries<T: DeserializeOwned>(
        &self,
        array: Spanned<DeValue<'_>>,
        key: &str,
    ) -> Result<Vec<T>, LexiconError> {
        let span = array.span();
        let DeValue::Array(entries) = array.into_inner() else {
            return Err(self.error(span, "expected an array of tables"));
        };
        entries.into_iter().map(|entry| self.entry(entry, key)).collect()
    }

    fn entry<T: DeserializeOwned>(&self, entry: Spanned<DeValue<'_>>, key: &str) -> Result<T, LexiconError> {
        let span = entry.span();
        let DeValue::Table(table) = entry.into_inner() else {
            return Err(self.error(span, "expected a table"));
        };
        let table: DeTable<'_> = table.into_iter().filter(|(name, _)| **name.get_ref() != *"tests").collect();
        if let Some((_, value)) = table.iter().find(|(name, _)| **name.get_ref() == *key)
            && let Some(form) = value.get_ref().as_str()
            && let Some(wrong) = form_error(form)
        {
            return Err(self.error(value.span(), format!("`{key}` {wrong}: {form:?}")));
        }
        let deserializer = ValueDeserializer::from(Spanned::new(span.clone(), DeValue::Table(table)));
        T::deserialize(deserializer)
            .map_err(|error| self.error(error.span().unwrap_or(span), error.message().trim_end()))
    }
}

/// What is wrong with a key, if anything.
fn form_error(form: &str) -> Option<&'static str> {
    if form.trim().is_empty() {
        Some("is empty")
    } else if form.chars().any(char::is_uppercase) {
        Some("is not in lower case")
    } else if !form.split(' ').all(|word| !word.is_empty() && !word.contains(char::is_whitespace)) {
        Some("has spaces too many")
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(toml: &str, expected: &str) {
        let mut lexicon = Lexicon::default();
        let result = load_lexicon(&mut lexicon, "mine.toml", toml);
        assert_eq!(result.map_or_else(|e| e.to_string(), |()| "ok".into()), expected, "{toml}");
        if expected != "ok" {
            assert_eq!(lexicon, Lexicon::default(), "a failed load leaves the lists alone");
        }
    }

    #[test]
    fn errors_name_the_place() {
        check("", "ok");
        check("[[nominal]]\nform = 'isle'\nkind = 'place'\ntests = ['The isle is small.']\n", "ok");
        check("nominal = [\n  { form = 'isle', kind = 'place', tests = [{ text = 'x', n = 1 }] },\n]", "ok");
        check("[[nominal]\n", "mine.toml:1:11: unclosed array table, expected `]`");
        check("[[noun]]\nform = 'x'\n\n[[sound]]\nform = 'x'\n", "mine.toml:4:3: unknown table `sound`");
        check("noun = 'x'", "mine.toml:1:8: expected an array of tables");
        check("noun = ['é', 'x']", "mine.toml:1:9: expected a table");
        check(
            "[[nominal]]\nform = 'isle'\nkind = 'thing'\n",
            "mine.toml:3:8: unknown variant `thing`, expected one of `person`, `country`, `organization`, `place`, `actor`",
        );
        check(
            "[[noun]]\nform = 'x'\nkind = 'place'\n",
            "mine.toml:3:1: unknown field `kind`, expected `form` or `record`",
        );
        check("[[noun]]\nform = 'Claim'\n", "mine.toml:2:8: `form` is not in lower case: \"Claim\"");
        check("[[noun]]\nform = ' '\n", "mine.toml:2:8: `form` is empty: \" \"");
        check("[[phrase]]\nform = 'in  all'\n", "mine.toml:2:8: `form` has spaces too many: \"in  all\"");
    }

    #[test]
    fn a_title_is_found_with_and_without_full_stops() {
        let mut lexicon = Lexicon::default();
        load_lexicon(&mut lexicon, "mine.toml", "[[title]]\nform = 'lt. gen.'\nuse = 'rank'\n").unwrap();
        assert_eq!((lexicon.title("lt. gen.").len(), lexicon.title("lt gen").len()), (1, 1));
    }

    #[test]
    fn the_embedded_lists_can_be_read() {
        assert_eq!(postcard::from_bytes::<Lexicon>(BLOB).map(|l| l == lexicon()), Ok(true));
        assert_eq!(lexicon().title("prime minister").len(), 1);
    }
}
