//! Adopting the base of an older MediGest, where it is or from its files: what it holds, what each of its documents
//! becomes, and doing it so that it may be interrupted anywhere.
//!
//! What a document becomes depends on all of them (a visit finds its appointment, of two appointments at one time one
//! reserves it), so everything is read once and decided ([`Plan`]) before anything is written; whoever decides anew
//! after an interruption decides the same. A document carries what tells it was adopted, written with everything
//! else of it at once, so that nothing is done to it twice.

mod accounts;
mod convert;
mod fields;
mod files;
mod import;
mod journal;
mod plan;
mod read;
mod recognise;
mod run;
mod survey;
mod zone;

pub use files::Folder;
pub use import::{import_accounts, import_documents, is_empty};
pub use journal::{Journal, Task};
pub use plan::Plan;
pub use recognise::recognise;
pub use run::{adopt_accounts, adopt_documents};
pub use survey::survey;
