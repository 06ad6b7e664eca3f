//! Why the pages cannot be written.

use crate::{language::TextsError, pages::FolderError};

/// A template or a text is missing or broken.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum PagesError {
    /// The folder of templates cannot be read.
    #[error(transparent)]
    Folder(#[from] FolderError),
    /// A template is broken.
    #[error("the template {file}, line {line}: {cause}")]
    Template {
        /// The file, or the name of the template that is compiled in.
        file: String,
        /// The line in it.
        line: usize,
        /// What is wrong.
        cause: String,
    },
    /// A text is missing or broken.
    #[error(transparent)]
    Texts(#[from] TextsError),
}
