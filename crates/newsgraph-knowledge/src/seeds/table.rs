//! Tab-separated tables with a header line, and errors that say where they are.

/// What is wrong with a table, and where.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("{file}:{line}:{column}: {message}")]
pub struct SeedError {
    file: String,
    line: usize,
    column: usize,
    message: String,
}

impl SeedError {
    pub(crate) fn new(file: &str, line: usize, column: usize, message: impl Into<String>) -> Self {
        Self { file: file.to_owned(), line, column, message: message.into() }
    }

    /// The file, as it was named to the builder.
    #[must_use]
    pub fn file(&self) -> &str {
        &self.file
    }

    /// The line, from 1.
    #[must_use]
    pub fn line(&self) -> usize {
        self.line
    }

    /// The character of the line at which the field begins, from 1.
    #[must_use]
    pub fn column(&self) -> usize {
        self.column
    }
}

/// The rows of a table whose header names the columns, in any order.
pub(crate) struct Rows<'a> {
    file: &'a str,
    columns: Vec<&'static str>,
    lines: std::iter::Enumerate<std::str::Lines<'a>>,
}

/// One row.
pub(crate) struct Row<'a> {
    pub(crate) file: &'a str,
    pub(crate) line: usize,
    fields: Vec<(&'static str, &'a str, usize)>,
}

impl<'a> Rows<'a> {
    /// Reads the header: each column must be known, and `required` ones be there.
    pub(crate) fn new(
        file: &'a str,
        text: &'a str,
        known: &'static [&'static str],
        required: &[&str],
    ) -> Result<Self, SeedError> {
        let mut lines = text.lines().enumerate();
        let header = lines.next().map_or("", |(_, l)| l);
        let mut columns = Vec::new();
        let mut at = 1;
        for name in header.split('\t') {
            let Some(column) = known.iter().find(|k| **k == name) else {
                return Err(SeedError::new(file, 1, at, format!("unknown column `{name}`")));
            };
            columns.push(*column);
            at += name.chars().count() + 1;
        }
        if let Some(missing) = required.iter().find(|r| !columns.contains(r)) {
            return Err(SeedError::new(file, 1, 1, format!("column `{missing}` is missing")));
        }
        Ok(Self { file, columns, lines })
    }
}

impl<'a> Iterator for Rows<'a> {
    type Item = Result<Row<'a>, SeedError>;

    fn next(&mut self) -> Option<Self::Item> {
        let (i, line) = self.lines.find(|(_, l)| !l.trim().is_empty())?;
        let mut fields = Vec::with_capacity(self.columns.len());
        let mut at = 1;
        for (n, field) in line.split('\t').enumerate() {
            let Some(column) = self.columns.get(n) else {
                return Some(Err(SeedError::new(self.file, i + 1, at, "more fields than columns")));
            };
            if field.trim() != field {
                return Some(Err(SeedError::new(self.file, i + 1, at, "white space around the field")));
            }
            fields.push((*column, field, at));
            at += field.chars().count() + 1;
        }
        Some(Ok(Row { file: self.file, line: i + 1, fields }))
    }
}

impl<'a> Row<'a> {
    /// The field of a column, empty where the table or the row has none.
    pub(crate) fn get(&self, column: &str) -> &'a str {
        self.fields.iter().find(|f| f.0 == column).map_or("", |f| f.1)
    }

    /// The field of a column, which must not be empty.
    pub(crate) fn required(&self, column: &str) -> Result<&'a str, SeedError> {
        let field = self.get(column);
        if field.is_empty() { Err(self.error(column, format!("`{column}` is empty"))) } else { Ok(field) }
    }

    /// The alternatives of a field.
    pub(crate) fn list(&self, column: &str) -> Result<Vec<String>, SeedError> {
        let field = self.get(column);
        if field.is_empty() {
            return Ok(Vec::new());
        }
        field
            .split('|')
            .map(|part| {
                if part.trim().is_empty() || part.trim() != part {
                    Err(self.error(column, "an alternative is empty or has white space around it"))
                } else {
                    Ok(part.to_owned())
                }
            })
            .collect()
    }

    /// A whole number, `None` where the field is empty.
    pub(crate) fn number(&self, column: &str) -> Result<Option<u32>, SeedError> {
        let field = self.get(column);
        if field.is_empty() {
            return Ok(None);
        }
        field.parse().map(Some).map_err(|_| self.error(column, format!("`{field}` is not a whole number")))
    }

    /// An error at the field of a column.
    pub(crate) fn error(&self, column: &str, message: impl Into<String>) -> SeedError {
        let at = self.fields.iter().find(|f| f.0 == column).map_or(1, |f| f.2);
        SeedError::new(self.file, self.line, at, message)
    }
}
