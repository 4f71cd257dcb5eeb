//! What the documents look like (snapshots), that they come back whole, and that older ones are understood.

mod sealed;

use std::fmt::Debug;

use medigest_application::ports::{Anchor, LogArchive, StoreError};
use medigest_domain::absence::Absence;
use medigest_domain::appointment::{Appointment, Status};
use medigest_domain::chain::{Entry, Head, Link};
use medigest_domain::id::{AppointmentId, OpId};
use medigest_domain::patient::{Patient, PatientSummary};
use medigest_domain::practitioner::{Color, Practitioner};
use medigest_domain::settings::Settings;
use medigest_domain::throttle::{Failures, LOCK, LOCKS_AT};
use medigest_domain::trace::{EntityKind, Trace};
use medigest_domain::user::User;
use medigest_sample::builders::{
    AbsenceBuilder, AppointmentBuilder, DelayBuilder, PatientBuilder, PractitionerBuilder,
    TraceBuilder, UserBuilder, at, id, now,
};

use super::*;

/// The document as it is shown in a snapshot, after checking that both stored forms give the entity back.
fn shown<D, E>(document: &D, entity: &E) -> String
where
    D: Stored + Clone,
    E: TryFrom<D, Error = StoreError> + PartialEq + Debug,
{
    let json = to_json(document).unwrap();
    let read: D = from_json(&json).unwrap();
    assert_eq!(&E::try_from(read).unwrap(), entity, "from JSON");
    let raw = bson::RawDocumentBuf::try_from(&to_bson(document).unwrap()).unwrap();
    let read: D = from_bson(&raw).unwrap();
    assert_eq!(&E::try_from(read).unwrap(), entity, "from BSON");
    let value: serde_json::Value = serde_json::from_str(&json).unwrap();
    serde_json::to_string_pretty(&value).unwrap()
}

fn cancelled() -> Appointment {
    AppointmentBuilder::new()
        .with_status(Status::Cancelled)
        .build()
}

/// An appointment with every field that may be left out.
fn whole() -> Appointment {
    let seen = AppointmentBuilder::new()
        .with_minutes(5)
        .replacing(id(9))
        .arrived(at("2026-11-24", "09:50"))
        .called_in(at("2026-11-24", "10:05"))
        .finished(at("2026-11-24", "10:12"))
        .build();
    Appointment {
        cancellation: cancelled().cancellation,
        ..seen
    }
}

fn locked() -> User {
    UserBuilder::new().build().with_failures(Failures {
        count: LOCKS_AT,
        paused_until: Some(now() + LOCK),
    })
}

#[test]
fn a_user_is_stored_like_this() {
    let doctor = UserBuilder::new()
        .with_username("Élodie")
        .with_practitioner(&PractitionerBuilder::new().build())
        .build();
    insta::assert_snapshot!(shown(&UserDocument::from_domain(&doctor), &doctor));
}

#[test]
fn a_user_who_is_locked_is_stored_like_this() {
    let locked = locked();
    insta::assert_snapshot!(shown(&UserDocument::from_domain(&locked), &locked));
}

#[test]
fn a_practitioner_is_stored_like_this() {
    let practitioner = PractitionerBuilder::new()
        .with_hours(&[
            (1, "09:00", "12:00"),
            (1, "14:00", "18:30"),
            (6, "09:00", "12:30"),
        ])
        .build();
    insta::assert_snapshot!(shown(
        &PractitionerDocument::from_domain(&practitioner),
        &practitioner
    ));
}

#[test]
fn a_patient_is_stored_like_this() {
    let patient = PatientBuilder::new()
        .with_birth_date("12/03/1985")
        .with_phone("06 01 02 03 04")
        .with_email("jean.dupont@email.com")
        .with_insurance("2 69 05 49 588 157 80")
        .with_notes("Allergie à la pénicilline.")
        .with_visit(AppointmentBuilder::new().build().visit())
        .build();
    insta::assert_snapshot!(shown(&PatientDocument::from_domain(&patient), &patient));
}

#[test]
fn a_booked_appointment_is_stored_like_this() {
    let appointment = AppointmentBuilder::new().with_minutes(10).build();
    insta::assert_snapshot!(shown(
        &AppointmentDocument::from_domain(&appointment),
        &appointment
    ));
}

#[test]
fn a_cancelled_appointment_is_stored_without_slots() {
    let appointment = cancelled();
    insta::assert_snapshot!(shown(
        &AppointmentDocument::from_domain(&appointment),
        &appointment
    ));
}

#[test]
fn an_appointment_that_was_seen_in_place_of_another_is_stored_like_this() {
    let appointment = Appointment {
        cancellation: None,
        ..whole()
    };
    insta::assert_snapshot!(shown(
        &AppointmentDocument::from_domain(&appointment),
        &appointment
    ));
}

#[test]
fn a_patient_ticked_off_the_call_back_list_is_stored_like_this() {
    let appointment = AppointmentBuilder::new()
        .cancelled_by_doctor(at("2026-11-23", "11:00"))
        .closed(at("2026-11-23", "14:30"))
        .build();
    insta::assert_snapshot!(shown(
        &AppointmentDocument::from_domain(&appointment),
        &appointment
    ));
}

#[test]
fn a_delay_is_stored_like_this() {
    let report = DelayBuilder::new()
        .with_number(2)
        .withdrawn(at("2026-11-23", "11:00"))
        .build();
    insta::assert_snapshot!(shown(&DelayDocument::from_domain(&report), &report));
}

#[test]
fn an_absence_is_stored_like_this() {
    let absence = AbsenceBuilder::new()
        .of(&PractitionerBuilder::new().build())
        .with_label("Congés")
        .build();
    let document = AbsenceDocument::from_domain(&absence, id(12));
    insta::assert_snapshot!(shown(&document, &absence));
}

#[test]
fn a_closure_names_nobody() {
    let closure = AbsenceBuilder::new().build();
    let document = AbsenceDocument::from_domain(&closure, id(12));
    assert!(!to_bson(&document).unwrap().contains_key("practitioner_id"));
    assert_eq!(Absence::try_from(document).unwrap(), closure);
}

#[test]
fn a_trace_is_stored_like_this() {
    let trace = TraceBuilder::new(id::<OpId>(7))
        .with_object(EntityKind::Appointment, id::<AppointmentId>(8))
        .build();
    insta::assert_snapshot!(shown(&LogDocument::from_domain(&trace), &trace));
}

fn head(chain: &str, place: u64) -> Head {
    let seal = format!("{place:064x}").parse().unwrap();
    let chain = chain.to_owned();
    Head { chain, place, seal }
}

#[test]
fn a_linked_trace_is_stored_like_this() {
    let trace = TraceBuilder::new(id::<OpId>(7)).build();
    let log = LogDocument::from_domain(&trace);
    let witnessed = vec![head("autre", 5)];
    let link = Link::after(Some(&head("poste", 16)), "poste", witnessed, &log.content());
    let linked = log.linked(&link);
    insta::assert_snapshot!(shown(&linked, &trace));
    let entry = Entry::from(linked.clone());
    assert!(link.seals(&entry.content));
    assert_eq!(entry.link, Some(link));
    assert!(LogDocument::from(&entry) == linked);
}

#[test]
fn an_archive_is_stored_like_this() {
    let archive = LogArchive {
        op_id: id(9),
        until: at("2026-11-01", "00:00"),
        file: "medigest-journal-2026-10-31.jsonl".to_owned(),
        sha256: "00".repeat(32),
        entries: 12,
        anchors: vec![Anchor {
            head: head("poste", 12),
            device: "accueil".to_owned(),
        }],
        finished: false,
    };
    let document = ArchiveDocument::from_domain(&archive);
    insta::assert_snapshot!(shown(&document, &archive));
}

#[test]
fn what_is_left_of_an_entry_nobody_can_read_fits_no_seal() {
    let trace = TraceBuilder::new(id::<OpId>(7)).build();
    let log = LogDocument::from_domain(&trace);
    let link = Link::after(None, "poste", Vec::new(), &log.content());
    let mut stored = to_bson(&log.linked(&link)).unwrap();
    stored.insert("device", 7);
    let raw = bson::RawDocumentBuf::try_from(&stored).unwrap();
    let json = serde_json::to_string(&stored).unwrap();
    for entry in [entry_from_bson(&raw), entry_from_json(&json)] {
        assert_eq!(
            (&*entry.content.user, &*entry.content.device),
            ("claire", "")
        );
        let left = entry.link.unwrap();
        assert_eq!((&*left.chain, left.place), ("poste", 1));
        assert!(!left.seals(&entry.content));
    }
    // Not even what is left by chance as it was.
    stored.insert("device", "poste-1");
    stored.insert("entity", 7);
    let raw = bson::RawDocumentBuf::try_from(&stored).unwrap();
    let entry = entry_from_bson(&raw);
    assert_eq!(entry.content.entity, None);
    assert!(!entry.link.unwrap().seals(&entry.content));
    assert_eq!(entry_from_json("}").link, None);
}

#[test]
fn the_settings_are_stored_like_this() {
    let settings = Settings::in_zone(chrono_tz::Europe::Paris);
    insta::assert_snapshot!(shown(&SettingsDocument::from_domain(&settings), &settings));
}

#[test]
fn the_summary_of_a_file_is_read_from_the_file() {
    let patient = PatientBuilder::new()
        .with_birth_date("12/03/1985")
        .with_phone("06 01 02 03 04")
        .build();
    let json = to_json(&PatientDocument::from_domain(&patient)).unwrap();
    let summary: SummaryDocument = from_json(&json).unwrap();
    assert_eq!(
        PatientSummary::try_from(summary).unwrap(),
        patient.summary()
    );
    let all = to_bson(&PatientDocument::from_domain(&patient)).unwrap();
    assert!(
        SummaryDocument::FIELDS
            .iter()
            .all(|field| all.contains_key(field))
    );
}

#[test]
fn a_visit_of_an_appointment_keeps_its_version() {
    let appointment = AppointmentBuilder::new().with_v(4).build();
    assert_eq!(VisitDocument::of(&appointment).v, 4);
}

/// Documents as the original wrote them (`seed-readme.fr.md`), with what it leaves out left out.
mod of_an_older_base {
    use super::*;

    #[test]
    fn a_user_is_active_and_keeps_its_password() {
        let user: UserDocument = from_json(
            r#"{"_id": {"$oid": "eee65f53e9421ce50211670e"}, "username": "Admin", "password": "240b",
                "role": "Administrateur", "created_at": {"$date": "2026-01-05T08:30:00.000Z"}}"#,
        )
        .unwrap();
        let user = User::try_from(user).unwrap();
        assert!(user.active && !user.must_change_password);
        assert_eq!(user.username.key(), "admin");
    }

    #[test]
    fn a_practitioner_is_active_and_gets_a_colour() {
        let practitioner: PractitionerDocument = from_json(
            r#"{"_id": {"$oid": "ef56e64dc3cd6089065c3146"}, "nom": "Dr. House", "specialite": "Cardiologie"}"#,
        )
        .unwrap();
        let practitioner = Practitioner::try_from(practitioner).unwrap();
        assert!(practitioner.active);
        assert_eq!(practitioner.hours, None);
        assert_eq!(practitioner.details.color, Color::default());
        assert_eq!(
            practitioner.created_at.timestamp(),
            0xef56_e64d,
            "an id knows when it was made"
        );
    }

    #[test]
    fn hours_that_cannot_be_understood_do_not_hide_the_practitioner() {
        let span = |day: &str, from: &str, to: &str| {
            format!(r#"{{"jour": {day}, "de": "{from}", "a": "{to}"}}"#)
        };
        for hours in [
            r#""lun-ven 9h-18h""#.to_owned(),
            "null".to_owned(),
            "[]".to_owned(),
            "[1, 2]".to_owned(),
            format!("[{}]", span("8", "09:00", "12:00")),
            format!("[{}]", span("1", "9h", "12:00")),
            format!("[{}]", span("1", "12:00", "09:00")),
            format!(
                "[{}, {}]",
                span("1", "09:00", "12:00"),
                span("1", "11:00", "13:00")
            ),
        ] {
            let practitioner: PractitionerDocument = from_json(&format!(
                r#"{{"_id": {{"$oid": "ef56e64dc3cd6089065c3146"}}, "nom": "Dr. House", "horaires": {hours}}}"#
            ))
            .unwrap();
            let practitioner = Practitioner::try_from(practitioner).unwrap();
            assert_eq!(practitioner.hours, None, "{hours}");
        }
    }

    #[test]
    fn the_settings_have_the_usual_waiting_alert_and_lock() {
        let settings: SettingsDocument = from_json(
            r#"{"_id": {"$oid": "6d6564696765737400000000"}, "nom": "Cabinet", "fuseau_horaire": "Europe/Paris"}"#,
        )
        .unwrap();
        let settings = Settings::try_from(settings).unwrap();
        assert_eq!(settings.waiting_alert_minutes, 20);
        assert_eq!(
            (settings.idle_minutes_desk, settings.idle_minutes_tablet),
            (10, 5)
        );
    }

    #[test]
    fn a_patient_has_version_zero_and_unlinked_visits() {
        let patient: PatientDocument = from_json(
            r#"{"_id": {"$oid": "cc022238daceee2092f073ff"}, "nom": "DANIEL", "prenom": "Jean", "telephone": "",
                "email": null, "groupe_sanguin": "O-", "created_at": {"$date": "2026-04-30T14:00:00.000Z"},
                "historique_visites": [{"date": {"$date": "2026-09-18T13:10:00.000Z"},
                    "practitioner": "Dr. Lefèvre", "motif": "Toux"}]}"#,
        )
        .unwrap();
        let patient = Patient::try_from(patient).unwrap();
        assert_eq!((patient.v, patient.details.phone), (0, None));
        assert_eq!(patient.updated_at, patient.created_at);
        assert_eq!(patient.visits[0].appointment_id, None);
        assert_eq!(patient.visits[0].practitioner, "Dr. Lefèvre");
    }

    #[test]
    fn an_appointment_knows_its_practitioner_by_name_only() {
        let appointment: AppointmentDocument = from_json(
            r#"{"_id": {"$oid": "b34e8b6ec784a9b9380d7318"}, "patient_id": {"$oid": "5339573d73de8399febb04e2"},
                "practitioner_name": "Dr. House", "date_heure_debut": {"$date": "2026-09-24T12:30:00.000Z"},
                "date_heure_fin": {"$date": "2026-09-24T12:45:00.000Z"}, "duree_minutes": 15.0, "motif": "Toux",
                "statut": "Confirmé", "created_at": {"$date": "2026-08-19T12:30:00.000Z"}}"#,
        )
        .unwrap();
        let appointment = Appointment::try_from(appointment).unwrap();
        assert_eq!(appointment.practitioner_id, UNLINKED_PRACTITIONER);
        assert_eq!((appointment.v, appointment.minutes()), (0, 15));
        assert_eq!(appointment.op_id.bytes(), appointment.id.bytes());
    }

    #[test]
    fn a_trace_has_no_object() {
        let log: LogDocument = from_json(
            r#"{"_id": {"$oid": "29e8a259f59061406c2d3f9b"}, "user": "secr", "action": "CREATE_APPT",
                "details": "RDV créé", "timestamp": {"$date": "2026-08-19T12:30:00.000Z"}}"#,
        )
        .unwrap();
        assert_eq!(Trace::try_from(log).unwrap().object, None);
    }
}

#[test]
fn an_unreadable_document_is_named_by_its_field_and_never_shows_a_value() {
    let json =
        r#"{"_id": {"$oid": "cc022238daceee2092f073ff"}, "nom": "DANIEL", "telephone": 612345678}"#;
    let message = |error: StoreError| error.to_string();
    let expected = "unreadable document: patients cc022238daceee2092f073ff: telephone";
    assert_eq!(
        message(from_json::<PatientDocument>(json).err().unwrap()),
        expected
    );
    let document: bson::Document = serde_json::from_str(json).unwrap();
    let raw = bson::RawDocumentBuf::try_from(&document).unwrap();
    assert_eq!(
        message(from_bson::<PatientDocument>(&raw).err().unwrap()),
        expected
    );
}

#[test]
fn a_value_that_is_not_one_of_the_known_ones_is_unreadable() {
    let mut appointment = AppointmentDocument::from_domain(&cancelled());
    appointment.statut = "reporté".to_owned();
    let error = Appointment::try_from(appointment).unwrap_err().to_string();
    assert!(error.ends_with(": statut") && !error.contains("reporté"));

    let mut patient = PatientDocument::from_domain(&PatientBuilder::new().build());
    patient.date_naissance = Some("12/03/1985".to_owned());
    let error = Patient::try_from(patient).unwrap_err().to_string();
    assert!(error.ends_with(": date_naissance"), "{error}");
}

#[test]
fn the_optional_fields_of_a_document_are_those_it_leaves_out() {
    fn check<T: Stored>(with_everything: &T, with_nothing: &T) {
        let full = to_bson(with_everything).unwrap();
        let bare = to_bson(with_nothing).unwrap();
        let left_out: Vec<_> = full.keys().filter(|key| !bare.contains_key(key)).collect();
        assert!(
            left_out
                .iter()
                .all(|key| T::OPTIONAL.contains(&key.as_str())),
            "{}: {left_out:?}",
            T::COLLECTION
        );
    }
    check(
        &AppointmentDocument::from_domain(&whole()),
        &AppointmentDocument::from_domain(&Appointment {
            cancellation: None,
            ..cancelled()
        }),
    );
    let practitioner = PractitionerBuilder::new();
    check(
        &PractitionerDocument::from_domain(
            &practitioner
                .clone()
                .with_hours(&[(1, "09:00", "12:00")])
                .build(),
        ),
        &PractitionerDocument::from_domain(&practitioner.clone().build()),
    );
    check(
        &UserDocument::from_domain(&User {
            last_sign_in_at: Some(now()),
            practitioner_id: Some(id(1)),
            ..locked()
        }),
        &UserDocument::from_domain(&UserBuilder::new().build()),
    );
    let report = DelayBuilder::new();
    check(
        &DelayDocument::from_domain(&report.clone().withdrawn(at("2026-11-23", "11:00")).build()),
        &DelayDocument::from_domain(&report.build()),
    );
    let absence = AbsenceBuilder::new();
    check(
        &AbsenceDocument::from_domain(&absence.clone().of(&practitioner.build()).build(), id(1)),
        &AbsenceDocument::from_domain(&absence.build(), id(1)),
    );
}

#[test]
fn every_document_has_its_mandatory_field() {
    fn check<T: Followed>(bare: &T) {
        let fields = to_bson(bare).unwrap();
        assert!(fields.contains_key(T::MANDATORY), "{}", T::COLLECTION);
        assert!(!T::OPTIONAL.contains(&T::MANDATORY), "{}", T::COLLECTION);
    }
    check(&UserDocument::from_domain(&UserBuilder::new().build()));
    check(&PractitionerDocument::from_domain(
        &PractitionerBuilder::new().build(),
    ));
    check(&PatientDocument::from_domain(
        &PatientBuilder::new().build(),
    ));
    check(&AppointmentDocument::from_domain(&cancelled()));
    check(&DelayDocument::from_domain(&DelayBuilder::new().build()));
    check(&AbsenceDocument::from_domain(
        &AbsenceBuilder::new().build(),
        id(1),
    ));
    check(&SettingsDocument::from_domain(&Settings::in_zone(
        chrono_tz::Europe::Paris,
    )));
}
