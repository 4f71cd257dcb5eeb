//! What an older base holds, and what adopting it would do.

use std::collections::{BTreeMap, HashMap, HashSet};

use bson::Document;
use medigest_application::ports::{
    AdoptionOptions, Begun, OverlapSide, StoreError, StoreResult, Survey,
};
use medigest_domain::appointment::Appointment;
use medigest_domain::id::PatientId;
use medigest_domain::patient::{Patient, PatientSummary};
use medigest_domain::search::{PatientIndex, SearchEntry};
use medigest_domain::time::on_grid;

use super::accounts::bare_digest;
use super::fields::{ADOPTED, known, mark};
use super::plan::Plan;
use super::read::is_readable;
use crate::collections::JOURNAL;
use crate::documents::{AppointmentDocument, PatientDocument, Stored as _, UserDocument, entity};
use crate::raw::{RawReader, each};

/// As many of the others are enough to see that a patient is there several times.
const DUPLICATES: usize = 5;

/// Looks at every document of `source`, whose local times are those of `zone`.
///
/// # Errors
/// When it does not answer.
pub async fn survey<R: RawReader + ?Sized>(source: &R, zone: chrono_tz::Tz) -> StoreResult<Survey> {
    let begun = Begun {
        options: AdoptionOptions {
            shift_times: true,
            new_passwords: false,
            zone,
        },
        backup: None,
    };
    let plan = Plan::of(source, &begun).await?;
    let mut collections = source.collections().await?;
    collections.remove(JOURNAL);
    let mut seen = Seen::default();
    for collection in collections.keys() {
        each(source, collection, |page| {
            for document in &page {
                seen.look(collection, document);
            }
            Ok::<_, StoreError>(())
        })
        .await?;
    }
    let missing = plan.missing.iter();
    let missing = missing.map(|(name, missing)| (name.clone(), missing.appointments));
    Ok(Survey {
        collections,
        bare_passwords: seen.bare_passwords,
        local_times: seen.local_times,
        off_grid: seen.off_grid,
        overlaps: overlaps(&plan.appointments, &seen.patients),
        missing_practitioners: missing.collect(),
        unknown_fields: seen.unknown_fields(),
        duplicates: duplicates(&seen.patients),
        unreadable: seen.unreadable,
        nothing_to_do: seen.to_adopt == 0,
    })
}

#[derive(Default)]
struct Seen {
    bare_passwords: u32,
    local_times: u32,
    off_grid: u32,
    unreadable: u32,
    /// Documents that lack the mark of an adopted one.
    to_adopt: u32,
    unknown: BTreeMap<(String, String), u32>,
    patients: HashMap<PatientId, PatientSummary>,
}

impl Seen {
    fn look(&mut self, collection: &str, document: &Document) {
        if let Some(known) = known(collection) {
            for field in document
                .keys()
                .filter(|field| !known.contains(&field.as_str()))
            {
                let unknown = (collection.to_owned(), field.clone());
                *self.unknown.entry(unknown).or_default() += 1;
            }
        }
        if collection == PatientDocument::COLLECTION
            && let Some(patient) = entity::<PatientDocument, Patient>(document)
        {
            self.patients.insert(patient.id, patient.summary());
        }
        if collection == UserDocument::COLLECTION && bare_digest(document).is_some() {
            self.bare_passwords += 1;
        }
        let is_adopted = mark(collection).is_none_or(|mark| document.contains_key(mark));
        if is_adopted || !ADOPTED.contains(&collection) {
            return;
        }
        self.to_adopt += 1;
        if !is_readable(collection, document) {
            self.unreadable += 1;
            return;
        }
        self.local_times += instants(collection, document);
        if let Some(appointment) = entity::<AppointmentDocument, Appointment>(document)
            && collection == AppointmentDocument::COLLECTION
            && !on_grid(appointment.interval.start.time())
        {
            self.off_grid += 1;
        }
    }

    fn unknown_fields(&self) -> Vec<(String, String, u32)> {
        let unknown = self.unknown.iter();
        unknown
            .map(|((collection, field), count)| (collection.clone(), field.clone(), *count))
            .collect()
    }
}

/// How many instants of a document would be shifted.
fn instants(collection: &str, document: &Document) -> u32 {
    let own = match collection {
        AppointmentDocument::COLLECTION => 2,
        PatientDocument::COLLECTION => {
            let visits = document.get_array("historique_visites");
            visits.map_or(0, |visits| u32::try_from(visits.len()).unwrap_or(u32::MAX))
        }
        _ => 0,
    };
    own + u32::from(document.get_datetime("created_at").is_ok())
}

/// Every pair of confirmed appointments that share an instant and a practitioner or a patient, earliest first.
fn overlaps(
    appointments: &[Appointment],
    patients: &HashMap<PatientId, PatientSummary>,
) -> Vec<(OverlapSide, OverlapSide)> {
    let mut blocking: Vec<_> = appointments.iter().filter(|one| one.blocks()).collect();
    blocking.sort_by_key(|one| (one.interval.start, one.id));
    let mut pairs = Vec::new();
    for (place, first) in blocking.iter().enumerate() {
        // They begin in order: the first that begins after this one's end ends the search.
        let later = blocking[place + 1..].iter();
        let later = later.take_while(|other| other.interval.start < first.interval.end);
        for second in later.filter(|second| first.conflicts_with(second)) {
            pairs.push((side(first, patients), side(second, patients)));
        }
    }
    pairs
}

fn side(appointment: &Appointment, patients: &HashMap<PatientId, PatientSummary>) -> OverlapSide {
    let patient = patients.get(&appointment.patient_id);
    OverlapSide {
        appointment: appointment.id,
        patient_name: patient.map(PatientSummary::full_name).unwrap_or_default(),
        practitioner_name: appointment.practitioner_name.clone(),
        interval: appointment.interval,
    }
}

/// Every pair of patients that are likely one, by name.
fn duplicates(
    patients: &HashMap<PatientId, PatientSummary>,
) -> Vec<(PatientSummary, PatientSummary)> {
    let mut index = PatientIndex::with_capacity(patients.len());
    for (id, patient) in patients {
        index.upsert(*id, searched(patient));
    }
    let mut pairs = HashSet::new();
    for (id, patient) in patients {
        for hit in index.likely_duplicates(searched(patient), DUPLICATES + 1) {
            if hit.key != *id {
                pairs.insert((hit.key.min(*id), hit.key.max(*id)));
            }
        }
    }
    let mut pairs: Vec<_> = pairs
        .into_iter()
        .filter_map(|(one, other)| {
            Some((patients.get(&one)?.clone(), patients.get(&other)?.clone()))
        })
        .collect();
    pairs.sort_by_key(|(first, second)| (first.full_name(), first.id, second.id));
    pairs
}

fn searched(patient: &PatientSummary) -> SearchEntry<'_> {
    SearchEntry {
        last_name: patient.last_name.as_str(),
        first_name: patient.first_name.as_str(),
        phone: patient
            .phone
            .as_ref()
            .map(medigest_domain::patient::Phone::as_str),
        birth_date: patient.birth_date,
    }
}
