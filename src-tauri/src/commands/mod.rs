//! The commands: parse, call one use case, convert. No rule stands here.

pub mod absences;
pub mod appointments;
pub mod audit;
pub mod base;
pub mod callbacks;
pub mod connection;
pub mod database;
pub mod delays;
pub mod emergency;
pub mod exports;
pub mod figures;
pub mod keys;
pub mod patients;
pub mod planning;
pub mod practitioners;
pub mod sessions;
pub mod settings;
pub mod users;
pub mod visits;

use std::str::FromStr;

use chrono::NaiveDate;
use medigest_application::{AppError, AppResult, Line};
use medigest_domain::id::{InvalidId, OpId, PractitionerId};
use medigest_domain::time::parse_date;

use crate::error::{CommandError, CommandResult};
use crate::state::Desk;
use crate::views::appointment::AppointmentView;
use crate::views::mirror::Entity;

/// An id; text that is none belongs to nothing.
pub(crate) fn id<T: FromStr<Err = InvalidId>>(
    text: &str,
    entity: Entity,
) -> Result<T, CommandError> {
    text.parse()
        .map_err(|InvalidId| CommandError::NotFound { entity })
}

/// The operation id the interface made.
fn op(text: &str) -> Result<OpId, CommandError> {
    text.parse()
        .map_err(|InvalidId| CommandError::internal("an operation id is 24 hexadecimal digits"))
}

/// An appointment as the screen shows it, or its refusal.
fn shown(desk: &Desk, line: AppResult<Line>) -> CommandResult<AppointmentView> {
    line.map(|line| AppointmentView::of(&line, desk.zone()))
        .map_err(|error| desk.refuse(error))
}

/// Appointments as the screen shows them, or the refusal.
fn all_shown(desk: &Desk, lines: AppResult<Vec<Line>>) -> CommandResult<Vec<AppointmentView>> {
    let lines = lines.map_err(|error| desk.refuse(error))?;
    Ok(lines
        .iter()
        .map(|line| AppointmentView::of(line, desk.zone()))
        .collect())
}

/// A local date; the refusal names `field`.
fn date(desk: &Desk, field: &'static str, text: &str) -> CommandResult<NaiveDate> {
    parse_date(text).map_err(|rule| desk.refuse(AppError::field(field, rule)))
}

/// The id of a practitioner, where one is named.
fn practitioner(text: Option<String>) -> CommandResult<Option<PractitionerId>> {
    text.map(|text| id(&text, Entity::Practitioner)).transpose()
}
