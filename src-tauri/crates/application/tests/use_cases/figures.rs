//! The dashboard: who reads whose figures, of which period, and what stands behind them.

use medigest_application::ports::{AppointmentStore, PractitionerStore};
use medigest_application::{Actor, AppError, FigureListRequest, Figures, FiguresRequest};
use medigest_domain::appointment::{Appointment, Status};
use medigest_domain::field::FieldRule;
use medigest_domain::id::PractitionerId;
use medigest_domain::permission::Action;
use medigest_domain::practitioner::Practitioner;
use medigest_domain::role::Role;
use medigest_domain::trace::AuditAction;
use medigest_sample::builders::{
    AppointmentBuilder, PatientBuilder, PractitionerBuilder, TraceBuilder, UserBuilder, at, id,
    keyring,
};

use crate::support::{DAY, Scene, local, scene};

fn actor(role: Role) -> Actor {
    Actor::of(&UserBuilder::numbered(8).with_role(role).build(), keyring())
}

/// Another practitioner of the practice, who works on Monday mornings.
fn cuddy() -> Practitioner {
    PractitionerBuilder::numbered(2)
        .with_name("Dr. Cuddy")
        .with_hours(&[(1, "08:00", "12:00")])
        .build()
}

/// The scene with Dr. Cuddy.
async fn practice_of_two() -> Scene {
    let scene = scene().await;
    let trace = TraceBuilder::new(scene.op()).build();
    let added = scene.store.create_practitioner(&cuddy(), &trace).await;
    added.unwrap();
    scene
}

impl Scene {
    /// Puts an appointment of half an hour into the base.
    async fn put(&self, with: &Practitioner, start: (&str, &str), status: Status) -> Appointment {
        let op = self.op();
        let appointment = AppointmentBuilder::new()
            .with_id(medigest_domain::id::AppointmentId::from_bytes(op.bytes()))
            .with_op(op)
            .with_practitioner(with)
            .with_patient(&PatientBuilder::numbered(1).build())
            .with_start(at(start.0, start.1))
            .with_status(status)
            .build();
        let trace = TraceBuilder::booking(&appointment).build();
        self.store.book(&appointment, &trace).await.unwrap()
    }

    async fn figures(&self, actor: &Actor, request: &FiguresRequest) -> Figures {
        self.practice.figures(actor, request).await.unwrap()
    }
}

fn of(from: &str, to: &str, practitioner_id: Option<PractitionerId>) -> FiguresRequest {
    FiguresRequest {
        from: from.to_owned(),
        to: to.to_owned(),
        practitioner_id,
    }
}

fn today(practitioner_id: Option<PractitionerId>) -> FiguresRequest {
    of(DAY, DAY, practitioner_id)
}

fn list(of: FiguresRequest) -> FigureListRequest {
    FigureListRequest {
        of,
        status: None,
        weekday: None,
        hour: None,
        due: false,
        waited: false,
    }
}

#[tokio::test]
async fn the_manager_reads_everybody_or_one() {
    let scene = practice_of_two().await;
    scene
        .put(&scene.house(), (DAY, "08:00"), Status::Confirmed)
        .await;
    scene.put(&cuddy(), (DAY, "08:30"), Status::Absent).await;
    for role in [Role::Manager, Role::Administrator] {
        let reader = actor(role);
        let all = scene.figures(&reader, &today(None)).await.current;
        assert_eq!((all.appointments, all.due), (2, 2));
        assert_eq!(all.no_show_of_due.permille(), Some(500));
        let names: Vec<_> = all.workload.iter().map(|row| row.name.as_str()).collect();
        assert_eq!(names, ["Dr. Cuddy", "Dr. Martin 1"]);
        let one = scene
            .figures(&reader, &today(Some(cuddy().id)))
            .await
            .current;
        assert_eq!(one.appointments, 1);
        let work = &one.workload[..];
        assert_eq!(work.len(), 1);
        assert_eq!((work[0].booked.count, work[0].booked.of), (30, 240));
    }
}

#[tokio::test]
async fn a_doctor_reads_their_own_whether_they_say_so_or_not() {
    let scene = practice_of_two().await;
    scene
        .put(&scene.house(), (DAY, "08:00"), Status::Confirmed)
        .await;
    scene.put(&cuddy(), (DAY, "08:30"), Status::Confirmed).await;
    let doctor = scene.doctor();
    for practitioner in [None, Some(scene.house().id)] {
        let figures = scene.figures(&doctor, &today(practitioner)).await.current;
        assert_eq!(figures.appointments, 1);
        assert_eq!(figures.workload.len(), 1);
        assert_eq!(figures.workload[0].practitioner_id, scene.house().id);
        let behind = list(today(practitioner));
        let (lines, total) = scene.practice.figure_list(&doctor, &behind).await.unwrap();
        assert_eq!((lines.len(), total), (1, 1));
    }
}

#[tokio::test]
async fn others_are_refused_and_the_refusal_is_traced() {
    let scene = practice_of_two().await;
    let unlinked = actor(Role::Doctor);
    for (who, request) in [
        (&scene.claire, today(None)),
        (&scene.doctor(), today(Some(cuddy().id))),
        (&unlinked, today(None)),
    ] {
        let before = scene.actions().await.len();
        let read = scene.practice.figures(who, &request).await.unwrap_err();
        let listed = scene.practice.figure_list(who, &list(request)).await;
        for refused in [read, listed.unwrap_err()] {
            assert!(
                matches!(refused, AppError::Forbidden(Action::ReadDashboard)),
                "{refused:?}"
            );
        }
        let actions = scene.actions().await;
        assert_eq!(actions.len(), before + 2);
        assert_eq!(actions[0], AuditAction::Refused);
    }
}

#[tokio::test]
async fn they_stand_beside_those_of_the_period_before() {
    let scene = scene().await;
    let house = scene.house();
    scene
        .put(&house, ("2026-11-16", "10:00"), Status::Confirmed)
        .await;
    scene
        .put(&house, ("2026-11-22", "10:00"), Status::Cancelled)
        .await;
    scene
        .put(&house, ("2026-11-23", "10:00"), Status::Confirmed)
        .await;
    // Before the week before.
    scene
        .put(&house, ("2026-11-15", "10:00"), Status::Confirmed)
        .await;
    let week = of("23/11/2026", "29/11/2026", None);
    let figures = scene.figures(&actor(Role::Manager), &week).await;
    assert_eq!(figures.current.appointments, 1);
    assert_eq!(figures.previous.appointments, 2);
    assert_eq!(figures.previous.cancelled_by_patient.permille(), Some(500));
    assert_eq!(figures.current.trend.len(), 7);
    assert_eq!(figures.previous.trend[0].date.to_string(), "2026-11-16");
}

#[tokio::test]
async fn days_on_which_the_clocks_change_keep_their_dates_and_hours() {
    let scene = scene().await;
    let house = scene.house();
    // The day before, on the day, and the day after, at the same time on the wall.
    for (status, day) in [
        (Status::Confirmed, "2026-10-24"),
        (Status::Absent, "2026-10-25"),
        (Status::Cancelled, "2026-10-26"),
    ] {
        scene.put(&house, (day, "23:30"), status).await;
    }
    let days = of("2026-10-24", "2026-10-26", None);
    let figures = scene.figures(&actor(Role::Manager), &days).await.current;
    let trend: Vec<_> = figures
        .trend
        .iter()
        .map(|point| point.by_status.keys().copied().collect::<Vec<_>>())
        .collect();
    assert_eq!(
        trend,
        [[Status::Confirmed], [Status::Absent], [Status::Cancelled]]
    );
    assert!(figures.busiest.iter().all(|cell| cell.hour.hour == 23));
    // Eleven hours on the Saturday and the Monday, none on the Sunday.
    assert_eq!(figures.workload[0].booked.of, 2 * 11 * 60);
}

#[tokio::test]
async fn what_is_listed_is_what_was_counted() {
    let scene = scene().await;
    let house = scene.house();
    scene.put(&house, (DAY, "08:00"), Status::Absent).await;
    scene.put(&house, (DAY, "08:30"), Status::Cancelled).await;
    scene.put(&house, (DAY, "10:00"), Status::Confirmed).await;
    let seen = AppointmentBuilder::numbered(77)
        .with_start(at(DAY, "07:00"))
        .arrived(at(DAY, "07:00"))
        .called_in(at(DAY, "07:05"))
        .build();
    let trace = TraceBuilder::booking(&seen).build();
    scene.store.book(&seen, &trace).await.unwrap();
    let manager = actor(Role::Manager);
    let figures = scene.figures(&manager, &today(None)).await.current;

    let all = list(today(None));
    for (request, expected) in [
        (all.clone(), &["07:00", "08:00", "08:30", "10:00"][..]),
        (
            FigureListRequest {
                status: Some(Status::Cancelled),
                ..all.clone()
            },
            &["08:30"],
        ),
        (
            FigureListRequest {
                due: true,
                ..all.clone()
            },
            &["07:00", "08:00"],
        ),
        // A cell of the busiest hours: the cancelled one at half past eight is not in it.
        (
            FigureListRequest {
                weekday: Some(1),
                hour: Some(8),
                ..all.clone()
            },
            &["08:00"],
        ),
        (
            FigureListRequest {
                waited: true,
                ..all.clone()
            },
            &["07:00"],
        ),
    ] {
        let (lines, total) = scene
            .practice
            .figure_list(&manager, &request)
            .await
            .unwrap();
        let starts: Vec<_> = lines
            .iter()
            .map(|line| local(line.appointment.interval.start))
            .collect();
        assert_eq!(starts, expected, "{request:?}");
        assert_eq!(total as usize, expected.len());
        let tells = |line: &medigest_application::Line| line.appointment.reason.text().is_some();
        assert!(!lines.iter().any(tells), "the manager reads no reasons");
    }
    assert_eq!(figures.due, 2);
    assert_eq!(figures.waiting_minutes.count, 1);
    let at_eight = figures.busiest.iter().find(|cell| cell.hour.hour == 8);
    assert_eq!(at_eight.map(|cell| cell.count), Some(1));
}

#[tokio::test]
async fn a_long_list_is_cut_and_says_how_long_it_is() {
    let scene = scene().await;
    for number in 0..501_u64 {
        let start =
            at("2026-01-05", "08:00") + chrono::Duration::minutes(30 * number.cast_signed());
        let appointment = AppointmentBuilder::numbered(2_000 + number)
            .with_start(start)
            .build();
        let trace = TraceBuilder::booking(&appointment).build();
        scene.store.book(&appointment, &trace).await.unwrap();
    }
    let year = list(of("2026-01-01", "2026-12-31", None));
    let manager = actor(Role::Manager);
    let (lines, total) = scene.practice.figure_list(&manager, &year).await.unwrap();
    assert_eq!((lines.len(), total), (500, 501));
    assert_eq!(lines[0].appointment.id, id(2_000));
}

#[tokio::test]
async fn what_cannot_be_asked_is_named() {
    let scene = scene().await;
    let manager = actor(Role::Manager);
    for (request, field, rule) in [
        (of("hier", DAY, None), "from", FieldRule::InvalidDate),
        (
            of(DAY, "2026-11-22", None),
            "to",
            FieldRule::EndsBeforeStart,
        ),
        (of("2025-01-01", DAY, None), "to", FieldRule::TooLong),
    ] {
        let refused = scene.practice.figures(&manager, &request).await;
        let Err(AppError::Validation(issues)) = refused else {
            panic!("{refused:?}")
        };
        assert_eq!((issues[0].field, issues[0].rule), (field, rule));
    }
    let nobody = today(Some(PractitionerBuilder::numbered(9).build().id));
    let refused = scene.practice.figures(&manager, &nobody).await;
    assert!(matches!(refused, Err(AppError::NotFound(_))), "{refused:?}");
}
