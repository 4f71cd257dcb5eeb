//! The independent judge: reads everything once the race is over and compares times, not slots.

use std::collections::{BTreeMap, BTreeSet};

use medigest_application::ports::{AppointmentFilter, Store};
use medigest_domain::appointment::Appointment;
use medigest_domain::time::Interval;
use medigest_sample::builders::at;

use crate::plan::{self, patients};
use crate::report::Report;

/// Notes in `report` what is wrong with the base.
pub async fn judge(report: &mut Report, store: &dyn Store) {
    // What a client could not deliver, as after a time-out, the next one delivers.
    report.waiting = store.finish_pending().await.expect("what is pending");
    let everything = AppointmentFilter {
        practitioner: None,
        patient: None,
        within: Interval {
            start: at("2026-01-01", "00:00"),
            end: at("2027-12-31", "00:00"),
        },
    };
    let appointments = store
        .appointments(everything)
        .await
        .expect("every appointment");
    report.overlaps = overlaps(&appointments);
    acknowledged(report, &appointments);
    visits(report, store, &appointments).await;
    traces(report, store).await;
}

/// Pairs that share an instant and a practitioner or patient, compared one by one.
fn overlaps(appointments: &[Appointment]) -> u64 {
    let standing: Vec<_> = appointments
        .iter()
        .filter(|appointment| appointment.status.stored() == "Confirmé")
        .collect();
    let mut pairs = 0;
    for (index, one) in standing.iter().enumerate() {
        for other in &standing[index + 1..] {
            let meet =
                one.interval.start < other.interval.end && other.interval.start < one.interval.end;
            let same =
                one.practitioner_id == other.practitioner_id || one.patient_id == other.patient_id;
            pairs += u64::from(meet && same);
        }
    }
    pairs
}

/// Every acknowledged appointment is there, once, no older than what a client was told; and no other.
fn acknowledged(report: &mut Report, appointments: &[Appointment]) {
    let mut found = BTreeMap::new();
    for appointment in appointments {
        if found
            .insert(appointment.id.to_string(), appointment.v)
            .is_some()
        {
            report
                .flaws
                .push(format!("{} is there twice", appointment.id));
        }
    }
    for (id, told) in &report.acknowledged {
        match found.remove(id) {
            None => report
                .flaws
                .push(format!("{id} was acknowledged and is lost")),
            Some(v) if v < *told => report.flaws.push(format!("{id} lost version {told}")),
            Some(_) => {}
        }
    }
    for id in found.into_keys() {
        report.flaws.push(format!("{id} was refused and is there"));
    }
}

/// Every appointment has one visit, in its patient's file, that shows it as it is.
async fn visits(report: &mut Report, store: &dyn Store, appointments: &[Appointment]) {
    let mut expected: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for appointment in appointments {
        let visits = expected.entry(appointment.patient_id).or_default();
        visits.push(appointment.visit());
    }
    for patient in patients() {
        let file = store
            .patient(patient.id)
            .await
            .expect("a file")
            .expect("a file");
        let mut visits = file.visits;
        let mut expected = expected.remove(&patient.id).unwrap_or_default();
        visits.sort_by_key(|visit| visit.appointment_id);
        expected.sort_by_key(|visit| visit.appointment_id);
        if visits != expected {
            report
                .flaws
                .push(format!("the visits of {} differ", patient.id));
        }
    }
}

/// One trace for each acknowledged operation, none for a refused one.
async fn traces(report: &mut Report, store: &dyn Store) {
    let traces = store.recent_traces(u32::MAX).await.expect("every trace");
    let operations: BTreeSet<_> = traces.iter().map(|trace| trace.op_id).collect();
    if operations.len() != traces.len() {
        report.flaws.push("an operation is traced twice".to_owned());
    }
    let expected = plan::FURNISHED + report.booked + report.changed;
    if traces.len() as u64 != expected {
        let flaw = format!("{} traces instead of {expected}", traces.len());
        report.flaws.push(flaw);
    }
}
