//! What goes in: one article.

use jiff::civil::Date;
use smol_str::SmolStr;

/// One news article: its text and what is known about it from outside.
///
/// ```
/// use newsgraph_core::Article;
/// let article = Article::new("Xi met Putin in Moscow.").id("a1").date("2023-03-21")?;
/// assert_eq!(article.date.unwrap().year(), 2023);
/// # Ok::<(), newsgraph_core::DateError>(())
/// ```
#[derive(Clone, PartialEq, Debug)]
pub struct Article {
    /// Names the document in evidence and in exported graphs; must be unique in a corpus.
    pub id: SmolStr,
    /// Headline, where it is not part of the text.
    pub title: Option<String>,
    /// Day of publication; where it is missing the text's own dateline is asked.
    pub date: Option<Date>,
    /// Where the article came from.
    pub uri: Option<String>,
    /// The whole text, as it was got. All spans are byte offsets into it.
    pub text: String,
}

impl Article {
    /// An article with this text, the id `document`, and nothing else known.
    #[must_use]
    pub fn new(text: impl Into<String>) -> Self {
        Self { id: SmolStr::new_static("document"), title: None, date: None, uri: None, text: text.into() }
    }

    /// Sets the id.
    #[must_use]
    pub fn id(mut self, id: impl Into<SmolStr>) -> Self {
        self.id = id.into();
        self
    }

    /// Sets the headline.
    #[must_use]
    pub fn title(mut self, title: impl Into<String>) -> Self {
        self.title = Some(title.into());
        self
    }

    /// Sets where the article came from.
    #[must_use]
    pub fn uri(mut self, uri: impl Into<String>) -> Self {
        self.uri = Some(uri.into());
        self
    }

    /// Sets the day of publication from an ISO 8601 date (`2024-05-19`; a time after it is passed over).
    ///
    /// # Errors
    /// [`DateError`] where the string does not begin with a calendar date.
    pub fn date(mut self, date: &str) -> Result<Self, DateError> {
        self.date = Some(parse_date(date)?);
        Ok(self)
    }
}

/// Reads the calendar date at the beginning of an ISO 8601 date or date-time.
///
/// # Errors
/// [`DateError`] where there is none.
pub fn parse_date(date: &str) -> Result<Date, DateError> {
    let day = date.get(..10).unwrap_or(date);
    let rest_is_time = matches!(date.as_bytes().get(10), None | Some(b'T' | b't' | b' '));
    match day.parse() {
        Ok(d) if rest_is_time => Ok(d),
        _ => Err(DateError { date: date.into() }),
    }
}

/// A date that is no ISO 8601 calendar date.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("{date:?} is no date of the form YYYY-MM-DD")]
pub struct DateError {
    /// What was given.
    pub date: String,
}
