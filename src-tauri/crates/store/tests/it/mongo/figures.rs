//! Figures of an older base, whose documents say less: a practitioner by the name only, a creation by the id only.

use bson::oid::ObjectId;
use bson::{DateTime, doc};
use chrono::{Duration, Utc};
use medigest_application::ports::{FigureQuery, FigureStore as _};
use medigest_domain::appointment::Status;
use medigest_domain::figures::{Period, Tally};
use medigest_sample::builders::{ZONE, at};
use medigest_store::documents::UNLINKED_PRACTITIONER;

use super::on_both_servers;
use super::server::Base;

on_both_servers!(an_older_base_is_counted_by_what_its_documents_say);

/// An id made at this moment.
fn id(made_at: chrono::DateTime<Utc>, number: u8) -> ObjectId {
    let seconds = u32::try_from(made_at.timestamp()).unwrap().to_be_bytes();
    let mut bytes = [number; 12];
    bytes[..4].copy_from_slice(&seconds);
    ObjectId::from_bytes(bytes)
}

async fn an_older_base_is_counted_by_what_its_documents_say(base: &Base) {
    let store = base.open().await;
    let database = base.database().await;
    let start = at("2026-11-24", "10:00");
    let appointment = |number| {
        doc! {
            "_id": id(start - Duration::days(3), number),
            "patient_id": ObjectId::new(),
            "practitioner_name": "Dr. House",
            "date_heure_debut": DateTime::from_chrono(start),
            "date_heure_fin": DateTime::from_chrono(start + Duration::minutes(20)),
            "statut": Status::Confirmed.stored(),
        }
    };
    let mut of_nobody = appointment(2);
    of_nobody.insert("practitioner_id", bson::Bson::Null);
    let appointments = database.collection("appointments");
    appointments
        .insert_many([appointment(1), of_nobody])
        .await
        .unwrap();
    let file = |made_at, number| doc! { "_id": id(made_at, number), "nom": "DUPONT" };
    let day = Period::parse("2026-11-24", "2026-11-24").unwrap();
    let midnight = day.interval(ZONE).start;
    let files = [
        file(midnight, 3),
        file(midnight - Duration::seconds(1), 4),
        file(start, 5),
    ];
    database
        .collection("patients")
        .insert_many(files)
        .await
        .unwrap();

    let query = FigureQuery {
        segments: day.segments(ZONE),
        practitioners: None,
        now: at("2026-11-24", "12:00"),
    };
    let counts = store.counts(&query).await.unwrap();
    let tally = Tally {
        appointments: 2,
        minutes: 40,
        begun: 2,
    };
    let group = (UNLINKED_PRACTITIONER, Status::Confirmed);
    assert_eq!(counts.tallies, [(group, tally)].into());
    assert_eq!(counts.lead_days, [(3, 2)].into_iter().collect());
    assert_eq!(counts.new_patients, 2);
}
