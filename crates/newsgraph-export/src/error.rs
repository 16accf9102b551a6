//! What can go wrong.

/// A graph could not be written or read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The writer or reader failed.
    #[error(transparent)]
    Io(#[from] std::io::Error),
    /// It is no JSON, or not the JSON of a graph; says at which line and column.
    #[error("no graph: {0}")]
    Json(serde_json::Error),
    /// The JSON is well-formed but does not make a graph.
    #[error("no graph: {0}")]
    Graph(String),
}

impl From<serde_json::Error> for Error {
    fn from(error: serde_json::Error) -> Self {
        if error.is_io() { Self::Io(error.into()) } else { Self::Json(error) }
    }
}
