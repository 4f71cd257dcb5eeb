//! The audit log as the administrator reads it, takes it along and has it verified.

use std::sync::Mutex;

use chrono::Duration;
use medigest_application::ports::AuditStore as _;
use medigest_application::{Actor, AppError, LogQuery, Verification};
use medigest_domain::chain::Finding;
use medigest_domain::practitioner::PractitionerDetails;
use medigest_domain::role::Role;
use medigest_domain::trace::{AuditAction, EntityKind};
use medigest_sample::builders::{
    PatientBuilder, PatientFormBuilder, PractitionerBuilder, TraceBuilder, UserBuilder, at, hours,
    id, keyring,
};

use crate::support::{DAY, Scene, scene};

fn somebody(name: &str, role: Role) -> Actor {
    let user = UserBuilder::numbered(50)
        .with_username(name)
        .with_role(role);
    Actor::of(&user.build(), keyring())
}

fn admin() -> Actor {
    somebody("admin", Role::Administrator)
}

fn all() -> LogQuery {
    LogQuery {
        limit: 200,
        ..LogQuery::default()
    }
}

/// A scene whose log has `count` sign-ins, one a minute before the scene begins.
async fn with_sign_ins(count: u64) -> Scene {
    let scene = scene().await;
    for number in 0..count {
        let before = Duration::minutes(count.cast_signed() - number.cast_signed());
        let trace = TraceBuilder::new(id(50_000 + number))
            .with_user(&format!("poste{number}"))
            .with_at(at(DAY, "09:00") - before);
        scene.store.append(&trace.build()).await.unwrap();
    }
    scene
}

#[tokio::test]
async fn a_search_is_read_page_by_page() {
    let scene = with_sign_ins(23).await;
    let mut query = LogQuery {
        user: " POSTE ".to_owned(),
        limit: 10,
        ..LogQuery::default()
    };
    let mut users = Vec::new();
    let mut pages = 0;
    loop {
        let page = scene.practice.search_log(&admin(), &query).await.unwrap();
        assert_eq!(page.total, 23);
        users.extend(page.entries.into_iter().map(|entry| entry.content.user));
        pages += 1;
        query.cursor = page.cursor;
        if query.cursor.is_none() {
            break;
        }
    }
    let expected: Vec<_> = (0..23)
        .rev()
        .map(|number| format!("poste{number}"))
        .collect();
    assert_eq!((users, pages), (expected, 3));
}

#[tokio::test]
async fn a_page_that_is_full_at_the_end_is_the_last() {
    let scene = with_sign_ins(20).await;
    let query = LogQuery {
        user: "poste".to_owned(),
        limit: 20,
        ..LogQuery::default()
    };
    let page = scene.practice.search_log(&admin(), &query).await.unwrap();
    assert_eq!((page.entries.len(), page.cursor), (20, None));
}

#[tokio::test]
async fn a_period_is_of_local_dates_both_included() {
    let scene = scene().await;
    let moments = ["00:00", "12:00", "23:59"];
    for (number, time) in moments.into_iter().enumerate() {
        let trace = TraceBuilder::new(id(60_000 + number as u64)).with_at(at("2026-10-25", time));
        scene.store.append(&trace.build()).await.unwrap();
    }
    let found = async |from: &str, to: &str| {
        let query = LogQuery {
            from: from.to_owned(),
            to: to.to_owned(),
            ..all()
        };
        let page = scene.practice.search_log(&admin(), &query).await;
        page.map(|page| page.total)
    };
    // A day of 25 hours.
    assert_eq!(found("2026-10-25", "2026-10-25").await.unwrap(), 3);
    assert_eq!(found("", "2026-10-25").await.unwrap(), 3);
    assert_eq!(found("2026-10-26", "2026-10-26").await.unwrap(), 0);
    assert_eq!(found("", "2026-10-24").await.unwrap(), 0);
    assert!(found("2026-10-25", "").await.unwrap() > 3);
    for (from, to) in [("hier", ""), ("", "demain"), ("2026-10-26", "2026-10-25")] {
        let refused = found(from, to).await;
        assert!(
            matches!(refused, Err(AppError::Validation(_))),
            "{from} {to}"
        );
    }
}

#[tokio::test]
async fn looking_through_the_log_is_traced_once_for_each_way_of_it() {
    let scene = with_sign_ins(30).await;
    let read = async || -> Vec<String> {
        let mut traces = scene.store.recent_traces(200).await.unwrap();
        traces.retain(|trace| trace.action == AuditAction::ReadLog);
        let newest_last = traces.into_iter().rev().map(|trace| trace.details);
        newest_last.collect()
    };
    let search = async |query: LogQuery| scene.practice.search_log(&admin(), &query).await.unwrap();
    let page = search(LogQuery {
        limit: 10,
        ..LogQuery::default()
    })
    .await;
    assert_eq!(
        page.entries[0].content.action, "READ_LOG",
        "before it is shown"
    );
    // Reading on and reading again are no other look.
    search(LogQuery {
        cursor: page.cursor,
        ..all()
    })
    .await;
    search(all()).await;
    let opened = "Journal d'audit consulté";
    assert_eq!(read().await, [opened]);
    scene.minutes_pass(14);
    search(all()).await;
    scene.minutes_pass(14);
    search(all()).await;
    assert_eq!(read().await.len(), 1, "it was open all the time");
    scene.minutes_pass(16);
    search(all()).await;
    assert_eq!(read().await, [opened, opened]);
    let other = somebody("zoé", Role::Administrator);
    let other = Actor {
        user_id: id(51),
        ..other
    };
    scene.practice.search_log(&other, &all()).await.unwrap();
    assert_eq!(read().await.len(), 3, "of each user");
}

#[tokio::test]
async fn a_search_of_the_log_is_traced_by_what_it_names_and_not_by_each_key() {
    let scene = scene().await;
    let of = |user: &str, text: &str| LogQuery {
        user: user.to_owned(),
        text: text.to_owned(),
        ..all()
    };
    let object = "65f0000000000000000000Ab";
    let mut searches: Vec<_> = ["C", "cl", "clai", "claire "]
        .map(|typed| of(typed, ""))
        .into();
    searches.extend(["n", "nobody"].map(|typed| of(typed, "")));
    searches.extend(["Dup", "Dupont", object].map(|typed| of("", typed)));
    searches.push(LogQuery {
        user: "claire".to_owned(),
        action: Some(AuditAction::OpenPatient),
        entity: Some(EntityKind::Patient),
        from: "2026-11-01".to_owned(),
        to: "2026-11-23".to_owned(),
        ..all()
    });
    for query in &searches {
        scene.practice.search_log(&admin(), query).await.unwrap();
    }
    let traces = scene.store.recent_traces(5).await.unwrap();
    let details: Vec<_> = traces
        .iter()
        .rev()
        .filter(|trace| trace.action == AuditAction::ReadLog)
        .map(|trace| trace.details.as_str())
        .collect();
    assert_eq!(
        details,
        [
            "Journal d'audit consulté : utilisateur claire",
            "Journal d'audit consulté : par utilisateur",
            "Journal d'audit consulté : par texte",
            "Journal d'audit consulté : identifiant 65f0000000000000000000ab",
            "Journal d'audit consulté : utilisateur claire, action OPEN_PATIENT, objets patients, \
             du 01/11/2026, au 23/11/2026",
        ]
    );
}

#[tokio::test]
async fn nobody_but_the_administrator_reads_the_log() {
    let scene = scene().await;
    for role in [Role::Reception, Role::Doctor, Role::Manager] {
        let actor = somebody("autre", role);
        let wish = Verification {
            seen: &[],
            progress: &|_, _| {},
        };
        let practice = &scene.practice;
        let mut file = Vec::new();
        let refusals = [
            practice.search_log(&actor, &all()).await.err(),
            practice.verify_log(&actor, wish).await.err(),
            practice.stop_verifying(&actor).await.err(),
            practice
                .export_log(&actor, &all(), scene.op(), &|_, _| {}, || Ok(&mut file))
                .await
                .err(),
        ];
        let forbidden = |error: &Option<AppError>| matches!(error, Some(AppError::Forbidden(_)));
        assert!(refusals.iter().all(forbidden), "{role}: {refusals:?}");
        assert!(file.is_empty());
        assert_eq!(scene.actions().await[..4], [AuditAction::Refused; 4]);
    }
}

#[tokio::test]
async fn an_export_opens_in_a_french_excel_and_runs_nothing_there() {
    let scene = scene().await;
    let forged = [
        TraceBuilder::new(id(70_001))
            .with_user("=HYPERLINK(\"x\")")
            .with_at(at("2026-11-01", "08:05")),
        TraceBuilder::new(id(70_002))
            .with_user("une; \"autre\"")
            .with_action(AuditAction::OpenPatient)
            .with_object(EntityKind::Patient, "65")
            .with_at(at("2026-11-02", "17:30")),
    ];
    for trace in forged {
        scene.store.append(&trace.build()).await.unwrap();
    }
    let query = LogQuery {
        from: "2026-11-01".to_owned(),
        to: "2026-11-02".to_owned(),
        // Where the screen stands makes no difference.
        limit: 1,
        ..LogQuery::default()
    };
    let (mut file, told) = (Vec::new(), Mutex::new(Vec::new()));
    let progress = |done, total| told.lock().unwrap().push((done, total));
    let written = scene
        .practice
        .export_log(&admin(), &query, scene.op(), &progress, || Ok(&mut file))
        .await;
    assert_eq!(written.unwrap(), 2);
    assert_eq!(*told.lock().unwrap(), [(2, 2)]);
    let chain = scene.store.own_chain();
    let text = String::from_utf8(file).unwrap();
    let lines: Vec<_> = text.split("\r\n").collect();
    assert_eq!(
        lines[0],
        "\u{feff}Date;Heure;Utilisateur;Action;Détails;Objet;Identifiant;Poste;Chaîne et rang"
    );
    let second =
        "02/11/2026;17:30:00;\"une; \"\"autre\"\"\";OPEN_PATIENT;OPEN_PATIENT;patients;65;poste-1";
    assert!(lines[1].starts_with(second), "{}", lines[1]);
    assert!(lines[1].contains(&chain));
    let first = "01/11/2026;08:05:00;\"'=HYPERLINK(\"\"x\"\")\";LOGIN;Connexion;;;poste-1";
    assert!(lines[2].starts_with(first), "{}", lines[2]);
    assert_eq!(lines[3..], [""]);
    let newest = scene.store.recent_traces(1).await.unwrap().remove(0);
    assert_eq!(newest.action, AuditAction::Export);
    assert_eq!(newest.details, "Export : journal d'audit, 2 entrées");
}

#[tokio::test]
async fn what_a_screen_exports_is_traced_once() {
    let scene = scene().await;
    let op = scene.op();
    let what = "Tableau  de bord,\ncharge";
    for _ in 0..2 {
        let manager = somebody("zoé", Role::Manager);
        scene
            .practice
            .note_export(&manager, what, op)
            .await
            .unwrap();
    }
    let traces = scene.store.recent_traces(2).await.unwrap();
    assert_eq!(traces[0].details, "Export : Tableau de bord, charge");
    assert_ne!(traces[1].action, AuditAction::Export);
    let doctor = scene.doctor();
    let noted = scene.practice.note_export(&doctor, what, scene.op()).await;
    noted.expect("a doctor has figures of their own");
    let reception = scene.practice.note_export(&scene.claire, what, scene.op());
    assert!(matches!(reception.await, Err(AppError::Forbidden(_))));
}

#[tokio::test]
async fn verifying_tells_how_far_it_is_and_is_itself_traced() {
    let scene = with_sign_ins(40).await;
    let told = Mutex::new(Vec::new());
    let wish = Verification {
        seen: &[],
        progress: &|done, total| told.lock().unwrap().push((done, total)),
    };
    let verified = scene.practice.verify_log(&admin(), wish).await.unwrap();
    let entries = verified.report.entries;
    assert_eq!(told.into_inner().unwrap().last(), Some(&(entries, entries)));
    assert_eq!(verified.report.findings(), []);
    let [head] = &verified.report.heads[..] else {
        panic!("one chain: {:?}", verified.report.heads)
    };
    assert_eq!(head.chain, verified.own_chain);
    assert_eq!(verified.devices[&head.chain], "poste-1");
    let newest = scene.store.recent_traces(1).await.unwrap().remove(0);
    assert_eq!(newest.action, AuditAction::VerifyLog);
    let details = format!("Journal vérifié : {entries} entrées, 1 chaîne, rien d'anormal");
    assert_eq!(newest.details, details);
}

#[tokio::test]
async fn a_verification_that_is_stopped_says_so_and_misses_nothing_it_did_not_read() {
    let scene = with_sign_ins(40).await;
    // Another device's chain, whose end is gone; it comes after this device's.
    let other = scene.store.on_another_device("zzz");
    for number in 0..3 {
        let trace = TraceBuilder::new(id(90_000 + number)).with_at(at(DAY, "09:00"));
        other.append(&trace.build()).await.unwrap();
    }
    let practice = &scene.practice;
    let admin = admin();
    let wish = Verification {
        seen: &[],
        // As the button does while the first page is read.
        progress: &|_, _| {
            futures::executor::block_on(practice.stop_verifying(&admin)).unwrap();
        },
    };
    let verified = practice.verify_log(&admin, wish).await.unwrap();
    assert!(verified.stopped);
    assert_eq!(verified.report.findings(), Vec::<Finding>::new());
    assert_eq!(verified.report.heads.len(), 1);
    let wish = Verification {
        seen: &[],
        progress: &|_, _| {},
    };
    let again = practice.verify_log(&admin, wish).await.unwrap();
    assert!(!again.stopped, "it can be done again");
    assert_eq!(again.report.heads.len(), 2);
}

#[tokio::test]
async fn an_edit_says_what_was_there_before_and_after() {
    let scene = scene().await;
    let (practice, admin) = (&scene.practice, admin());
    let house = scene.house();
    let painted = PractitionerBuilder::new().with_color("#123456").build();
    let edited = practice.update_practitioner(&admin, house.id, &painted.details, scene.op());
    edited.await.unwrap();
    let all = |one: &PractitionerDetails| {
        format!("{}, {}, {}", one.name, one.speciality, one.color.as_str())
    };
    let (before, after) = (all(&house.details), all(&painted.details));
    scene
        .says(&format!("Praticien modifié : {before} → {after}"))
        .await;

    let spans = [
        (1, "08:00", "12:00"),
        (1, "14:00", "18:00"),
        (2, "09:00", "12:00"),
    ];
    let week = hours(&spans);
    let set = practice.set_hours(&admin, house.id, Some(&week), scene.op());
    set.await.unwrap();
    let name = &house.details.name;
    scene
        .says(&format!(
            "Praticien horaires modifiés : {name}, horaires usuels → {name}, \
             lun. 08:00–12:00 14:00–18:00, mar. 09:00–12:00"
        ))
        .await;

    let claire = scene.claire.user_id;
    let doctor = practice.update_user(&admin, claire, Role::Doctor, Some(house.id), scene.op());
    doctor.await.unwrap();
    scene
        .says(&format!(
            "Utilisateur rôle modifié : claire (Accueil) → Médecin, {name}"
        ))
        .await;
}

#[tokio::test]
async fn an_edited_file_says_which_fields_and_never_what_they_say() {
    let scene = scene().await;
    let id = PatientBuilder::numbered(1).build().id;
    let whole = PatientFormBuilder::new();
    let other = whole
        .clone()
        .with_phone("06 39 98 00 77")
        .with_notes("Asthme");
    let mut v = 1;
    let admin = admin();
    for form in [whole.build(), other.build()] {
        let saved = scene
            .practice
            .update_patient(&admin, id, v, &form, scene.op());
        v = saved.await.unwrap().patient.v;
    }
    scene
        .says(&format!(
            "Dossier patient modifié : {id} (téléphone, notes)"
        ))
        .await;
}
