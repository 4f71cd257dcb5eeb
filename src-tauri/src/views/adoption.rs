//! Adopting, importing, backups: what the screens show of them.

use std::collections::BTreeMap;
use std::path::Path;

use chrono_tz::Tz;
use medigest_application::ports::{self, Survey, WrittenBackup};
use medigest_application::{AppError, AppResult};
use medigest_domain::field::FieldRule;
use medigest_domain::patient::PatientSummary;
use serde::{Deserialize, Serialize};
use specta::Type;

use super::count;
use super::local::{local_date, local_time};
use super::patient::PatientHit;
use super::settings::time_zones;

/// Whether a base is one of an older MediGest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum Adoption {
    /// No.
    None,
    /// Yes, and nothing was changed yet.
    Needed,
    /// Yes, and adopting it was interrupted.
    Unfinished,
}

impl From<ports::BaseState> for Adoption {
    fn from(state: ports::BaseState) -> Self {
        match state {
            ports::BaseState::Older => Self::Needed,
            ports::BaseState::Adopting => Self::Unfinished,
            ports::BaseState::Ready | ports::BaseState::Filling => Self::None,
        }
    }
}

/// What is wrong with a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum FileProblem {
    /// Not there, or not readable.
    Missing,
    /// Not what it should be.
    NotRecognised,
    /// Its sum does not fit: it was cut or changed.
    Damaged,
    /// Of a newer MediGest.
    TooNew,
    /// It could not be written.
    NotWritable,
}

impl From<ports::FileProblem> for FileProblem {
    fn from(problem: ports::FileProblem) -> Self {
        match problem {
            ports::FileProblem::Missing => Self::Missing,
            ports::FileProblem::NotRecognised => Self::NotRecognised,
            ports::FileProblem::Damaged => Self::Damaged,
            ports::FileProblem::TooNew => Self::TooNew,
            ports::FileProblem::NotWritable => Self::NotWritable,
        }
    }
}

/// How to adopt a base.
#[derive(Debug, Clone, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct AdoptionOptions {
    /// Its times are local ones, stored as if they were UTC.
    shift_times: bool,
    /// IANA name of the zone of its local times.
    time_zone: String,
    /// Users choose a new password when they next sign in.
    new_passwords: bool,
}

impl AdoptionOptions {
    /// As the use cases take them.
    ///
    /// # Errors
    /// `Validation` of `timeZone`.
    pub fn parsed(self) -> AppResult<ports::AdoptionOptions> {
        let zone = self.time_zone.parse();
        Ok(ports::AdoptionOptions {
            shift_times: self.shift_times,
            zone: zone.map_err(|_| AppError::field("timeZone", FieldRule::Unknown))?,
            new_passwords: self.new_passwords,
        })
    }
}

/// The documents of a collection.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct CollectionCount {
    name: String,
    documents: u32,
}

fn collections(counts: &BTreeMap<String, u64>) -> Vec<CollectionCount> {
    let of = |(name, documents): (&String, &u64)| CollectionCount {
        name: name.clone(),
        documents: count(*documents),
    };
    counts.iter().map(of).collect()
}

/// One of two appointments that share time.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct OverlapSide {
    appointment_id: String,
    patient_name: String,
    practitioner_name: String,
    /// Local date.
    date: String,
    /// Local times.
    start: String,
    end: String,
}

impl OverlapSide {
    fn of(side: &ports::OverlapSide, zone: Tz) -> Self {
        Self {
            appointment_id: side.appointment.to_string(),
            patient_name: side.patient_name.clone(),
            practitioner_name: side.practitioner_name.clone(),
            date: local_date(side.interval.start, zone),
            start: local_time(side.interval.start, zone),
            end: local_time(side.interval.end, zone),
        }
    }
}

/// Two confirmed appointments that share time.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct OverlapView {
    first: OverlapSide,
    second: OverlapSide,
}

/// Pairs of appointments with times of `zone`.
pub fn overlaps(pairs: &[(ports::OverlapSide, ports::OverlapSide)], zone: Tz) -> Vec<OverlapView> {
    let of = |(first, second): &(ports::OverlapSide, ports::OverlapSide)| OverlapView {
        first: OverlapSide::of(first, zone),
        second: OverlapSide::of(second, zone),
    };
    pairs.iter().map(of).collect()
}

/// A practitioner whom appointments name and the base does not have.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct MissingPractitioner {
    name: String,
    appointments: u32,
}

/// A field this program does not know, and keeps.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct UnknownField {
    collection: String,
    field: String,
    documents: u32,
}

/// Two files that are likely of one person.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct DuplicateView {
    first: PatientHit,
    second: PatientHit,
}

/// What an older base holds, and what adopting it would do.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct AdoptionReport {
    collections: Vec<CollectionCount>,
    /// Passwords kept as bare SHA-256.
    bare_passwords: u32,
    /// Instants that are local times stored as UTC.
    local_times: u32,
    /// IANA name of the practice's zone.
    time_zone: String,
    /// The time zones to choose from.
    time_zones: Vec<String>,
    /// Appointments that do not start on the five-minute grid.
    off_grid: u32,
    /// Pairs of confirmed appointments that share time.
    overlaps: Vec<OverlapView>,
    /// Practitioners that appointments name and the base does not have.
    missing_practitioners: Vec<MissingPractitioner>,
    unknown_fields: Vec<UnknownField>,
    /// Patients who are likely to be there twice.
    duplicates: Vec<DuplicateView>,
    /// Documents that cannot be read: they stay as they are.
    unreadable: u32,
    /// It would bring nothing new.
    nothing_to_do: bool,
}

impl AdoptionReport {
    /// `survey` with times of `zone`.
    pub fn of(survey: &Survey, zone: Tz) -> Self {
        let duplicate = |(first, second): &(PatientSummary, PatientSummary)| DuplicateView {
            first: first.into(),
            second: second.into(),
        };
        Self {
            collections: collections(&survey.collections),
            bare_passwords: survey.bare_passwords,
            local_times: survey.local_times,
            time_zone: zone.name().to_owned(),
            time_zones: time_zones(),
            off_grid: survey.off_grid,
            overlaps: overlaps(&survey.overlaps, zone),
            missing_practitioners: survey
                .missing_practitioners
                .iter()
                .map(|(name, appointments)| MissingPractitioner {
                    name: name.clone(),
                    appointments: *appointments,
                })
                .collect(),
            unknown_fields: survey
                .unknown_fields
                .iter()
                .map(|(collection, field, documents)| UnknownField {
                    collection: collection.clone(),
                    field: field.clone(),
                    documents: *documents,
                })
                .collect(),
            duplicates: survey.duplicates.iter().map(duplicate).collect(),
            unreadable: survey.unreadable,
            nothing_to_do: survey.nothing_to_do,
        }
    }
}

/// What adopting did.
#[derive(Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct AdoptionOutcome {
    /// The file with everything as it was; none after an import.
    backup: Option<String>,
    /// Old passwords that were wrapped.
    users: u32,
    patients: u32,
    appointments: u32,
    /// Practitioners that appointments named and the base did not have: created inactive.
    added_practitioners: Vec<String>,
    overlaps: Vec<OverlapView>,
    /// The recovery code, shown once; none when the base had one.
    recovery_code: Option<String>,
}

impl AdoptionOutcome {
    /// `outcome` with times of `zone`.
    pub fn of(outcome: &medigest_application::AdoptionOutcome, zone: Tz) -> Self {
        let backup = outcome.backup.as_ref();
        Self {
            backup: backup.map(|path| path.display().to_string()),
            users: count(outcome.users),
            patients: count(outcome.adopted.patients),
            appointments: count(outcome.adopted.appointments),
            added_practitioners: outcome.adopted.practitioners.clone(),
            overlaps: overlaps(&outcome.overlaps, zone),
            recovery_code: outcome.recovery_code.as_ref().map(|code| code.shown()),
        }
    }
}

/// A backup that was written.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct BackupView {
    path: String,
    documents: u32,
    /// Kilobytes.
    size: u32,
}

impl BackupView {
    /// What was written to `path`.
    pub fn of(path: &Path, written: &WrittenBackup) -> Self {
        Self {
            path: path.display().to_string(),
            documents: count(written.documents),
            size: count(written.size.div_ceil(1_024)),
        }
    }
}

/// What a copy brought.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct TransferView {
    documents: u32,
    collections: Vec<CollectionCount>,
}

impl From<&BTreeMap<String, u64>> for TransferView {
    fn from(counts: &BTreeMap<String, u64>) -> Self {
        Self {
            documents: count(counts.values().sum()),
            collections: collections(counts),
        }
    }
}

/// What to choose.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum PathKind {
    Folder,
    Backup,
    /// Of the audit log.
    Archive,
}
