//! The commands: parse, call one use case, convert. No rule stands here.

pub mod appointments;
pub mod connection;
pub mod patients;
pub mod planning;
pub mod practitioners;
pub mod sessions;
pub mod users;

use std::str::FromStr;

use medigest_domain::id::{InvalidId, OpId};

use crate::error::CommandError;
use crate::views::mirror::Entity;

/// An id; text that is none belongs to nothing.
fn id<T: FromStr<Err = InvalidId>>(text: &str, entity: Entity) -> Result<T, CommandError> {
    text.parse()
        .map_err(|InvalidId| CommandError::NotFound { entity })
}

/// The operation id the interface made.
fn op(text: &str) -> Result<OpId, CommandError> {
    text.parse()
        .map_err(|InvalidId| CommandError::internal("an operation id is 24 hexadecimal digits"))
}
