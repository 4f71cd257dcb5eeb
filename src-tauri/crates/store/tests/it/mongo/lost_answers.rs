//! A connection that breaks around a write: the write happens once, and its caller learns so.

use chrono::Duration;
use medigest_application::ports::{
    AbsenceStore as _, AppointmentStore as _, Attempt, PatientStore as _, PractitionerStore as _,
    Store, StoreError, UserStore as _,
};
use medigest_domain::appointment::Status;
use medigest_domain::role::Role;
use medigest_domain::trace::EntityKind;
use medigest_sample::builders::{
    AbsenceBuilder, AppointmentBuilder, DelayBuilder, PatientBuilder, PractitionerBuilder,
    UserBuilder, at, hours, id, now,
};
use medigest_store::mongo::MongoStore;

use super::proxy::{Loss, Proxy};
use super::server::{Base, PATIENCE};
use crate::desk::Desk;

super::on_both_servers! {
    of_a_booking_leave_one_booking,
    of_a_booking_twice_leave_it_unknown_until_it_is_asked_again,
    of_a_visit_or_a_trace_leave_one_of_each,
    of_a_move_leave_it_moved_once,
    of_a_new_file_leave_one_file,
    of_an_edited_file_leave_one_edit,
    of_a_new_account_leave_one_account,
    of_a_deactivation_leave_it_deactivated,
    of_an_attempt_to_sign_in_count_it_rather_twice_than_never,
    of_a_new_practitioner_leave_one,
    of_new_hours_leave_them_set_once,
    of_a_booking_in_place_of_another_leave_one_booking,
    of_a_delay_and_its_withdrawal_leave_one_of_each,
    of_an_absence_and_its_removal_leave_one_of_each,
}

/// Both ways to lose a command.
const LOSSES: [Loss; 2] = [Loss::Command, Loss::Answer];

/// A client behind a bad network.
struct Far {
    store: MongoStore,
    proxy: Proxy,
}

impl Far {
    async fn from(base: &Base) -> Self {
        let proxy = Proxy::before(&base.uri).await;
        let (store, _) = MongoStore::connect(proxy.uri(), PATIENCE).await.unwrap();
        Self { store, proxy }
    }
}

/// One appointment, one visit that shows it, one trace of each operation.
async fn assert_whole(store: &dyn Store, operations: usize) {
    let desk = Desk::on(store);
    let appointments = desk.all_appointments().await;
    assert_eq!(appointments.len(), 1);
    let visits = desk.visits(appointments[0].patient_id).await;
    assert_eq!(visits, [appointments[0].visit()]);
    assert_eq!(desk.traces().await.len(), operations);
}

async fn of_a_booking_leave_one_booking(base: &Base) {
    let far = Far::from(base).await;
    let desk = Desk::on(&far.store);
    desk.add_patient(PatientBuilder::new()).await;
    for (number, loss) in (1..).zip(LOSSES) {
        let start = at("2026-11-24", "10:00") + Duration::hours(number);
        let wanted = AppointmentBuilder::numbered(number.cast_unsigned())
            .with_start(start)
            .build();
        far.proxy.lose(loss, "findAndModify", "appointments", 1);
        assert_eq!(desk.book(&wanted).await.unwrap(), wanted, "{loss:?}");
    }
    assert_eq!(far.proxy.lost(), 2);
    let near = base.open().await;
    let desk = Desk::on(&near);
    assert_eq!(desk.all_appointments().await.len(), 2);
    assert_eq!(desk.visits(id(1)).await.len(), 2);
    assert_eq!(desk.traces().await.len(), 3);
}

async fn of_a_booking_twice_leave_it_unknown_until_it_is_asked_again(base: &Base) {
    let far = Far::from(base).await;
    let desk = Desk::on(&far.store);
    desk.add_patient(PatientBuilder::new()).await;
    let wanted = AppointmentBuilder::new().build();
    far.proxy
        .lose(Loss::Answer, "findAndModify", "appointments", 2);
    let unknown = desk.book(&wanted).await;
    assert!(
        matches!(unknown, Err(StoreError::Unavailable(_))),
        "{unknown:?}"
    );
    assert_eq!(far.proxy.lost(), 2);
    assert_eq!(desk.book(&wanted).await.unwrap(), wanted);
    assert_whole(&base.open().await, 2).await;
}

async fn of_a_visit_or_a_trace_leave_one_of_each(base: &Base) {
    for (command, collection) in [
        ("insert", "logs"),
        ("update", "patients"),
        ("update", "appointments"),
    ] {
        for loss in LOSSES {
            let base = Base::beside(base);
            let far = Far::from(&base).await;
            let desk = Desk::on(&far.store);
            desk.add_patient(PatientBuilder::new()).await;
            far.proxy.lose(loss, command, collection, 1);
            desk.book(&AppointmentBuilder::new().build()).await.unwrap();
            assert_eq!(far.proxy.lost(), 1, "{command} {collection}");
            assert_whole(&base.open().await, 2).await;
        }
    }
}

async fn of_a_move_leave_it_moved_once(base: &Base) {
    let far = Far::from(base).await;
    let desk = Desk::on(&far.store);
    desk.add_patient(PatientBuilder::new()).await;
    let mut appointment = desk.book(&AppointmentBuilder::new().build()).await.unwrap();
    for loss in LOSSES {
        far.proxy.lose(loss, "findAndModify", "appointments", 1);
        let moved = desk.change(&appointment, |after| {
            after.interval.start += Duration::minutes(5);
            after.interval.end += Duration::minutes(5);
        });
        let moved = moved.await.unwrap();
        assert_eq!(moved.v, appointment.v + 1, "{loss:?}");
        appointment = moved;
    }
    let cancelled = desk
        .set_status(&appointment, Status::Cancelled)
        .await
        .unwrap();
    assert_eq!(cancelled.v, 4);
    assert_eq!(far.proxy.lost(), 2);
    assert_whole(&base.open().await, 5).await;
}

async fn of_a_new_file_leave_one_file(base: &Base) {
    let far = Far::from(base).await;
    let desk = Desk::on(&far.store);
    for (number, loss) in (1..).zip(LOSSES) {
        far.proxy.lose(loss, "findAndModify", "patients", 1);
        let file = desk.add_patient(PatientBuilder::numbered(number)).await;
        assert_eq!(file.v, 1);
    }
    assert_eq!(far.proxy.lost(), 2);
    assert_eq!(desk.traces().await.len(), 2);
}

async fn of_an_edited_file_leave_one_edit(base: &Base) {
    let far = Far::from(base).await;
    let desk = Desk::on(&far.store);
    let file = desk.add_patient(PatientBuilder::new()).await;
    for (v, loss) in (file.v..).zip(LOSSES) {
        far.proxy.lose(loss, "findAndModify", "patients", 1);
        let trace = desk.trace(EntityKind::Patient, file.id);
        let edited = far
            .store
            .update_patient(file.id, v, &file.details, &trace)
            .await;
        assert_eq!(edited.unwrap().v, v + 1, "{loss:?}");
    }
    assert_eq!(far.proxy.lost(), 2);
    assert_eq!(desk.traces().await.len(), 3);
}

async fn of_a_new_account_leave_one_account(base: &Base) {
    let far = Far::from(base).await;
    let desk = Desk::on(&far.store);
    for (number, loss) in (1..).zip(LOSSES) {
        far.proxy.lose(loss, "findAndModify", "users", 1);
        desk.add_user(UserBuilder::numbered(number)).await;
    }
    assert_eq!(far.proxy.lost(), 2);
    assert_eq!(desk.traces().await.len(), 2);
}

async fn of_a_deactivation_leave_it_deactivated(base: &Base) {
    let far = Far::from(base).await;
    let desk = Desk::on(&far.store);
    for number in 1..=5 {
        desk.add_user(UserBuilder::numbered(number).with_role(Role::Administrator))
            .await;
    }
    // The first command marks the account, the second deactivates it.
    let lost = [0, 1].map(|spared| LOSSES.map(|loss| (spared, loss)));
    for (number, (spared, loss)) in (1..).zip(lost.into_iter().flatten()) {
        far.proxy.lose(loss, "findAndModify", "users", 1);
        far.proxy.sparing(spared);
        let trace = desk.trace(EntityKind::User, number);
        let user = far.store.set_user_active(id(number), false, &trace).await;
        assert!(!user.unwrap().active, "{spared} {loss:?}");
    }
    assert_eq!(far.proxy.lost(), 4);
    assert_eq!(desk.traces().await.len(), 9);
}

async fn of_an_attempt_to_sign_in_count_it_rather_twice_than_never(base: &Base) {
    let far = Far::from(base).await;
    let desk = Desk::on(&far.store);
    let user = desk.add_user(UserBuilder::new()).await;
    for (loss, failures) in LOSSES.into_iter().zip([1, 3]) {
        far.proxy.lose(loss, "findAndModify", "users", 1);
        let begun = far.store.begin_sign_in(user.id, now()).await.unwrap();
        let counted = matches!(begun, Attempt::Counted(user) if user.failed_sign_ins == failures);
        assert!(counted, "{loss:?}");
    }
    assert_eq!(far.proxy.lost(), 2);
}

async fn of_a_new_practitioner_leave_one(base: &Base) {
    let far = Far::from(base).await;
    let desk = Desk::on(&far.store);
    for (number, loss) in (1..).zip(LOSSES) {
        far.proxy.lose(loss, "findAndModify", "practitioners", 1);
        desk.add_practitioner(PractitionerBuilder::numbered(number))
            .await;
    }
    assert_eq!(far.proxy.lost(), 2);
    assert_eq!(desk.traces().await.len(), 2);
}

async fn of_new_hours_leave_them_set_once(base: &Base) {
    let far = Far::from(base).await;
    let desk = Desk::on(&far.store);
    let practitioner = desk.add_practitioner(PractitionerBuilder::new()).await;
    let mornings = hours(&[(1, "09:00", "12:00")]);
    for (hours, loss) in [(Some(mornings), LOSSES[0]), (None, LOSSES[1])] {
        far.proxy.lose(loss, "findAndModify", "practitioners", 1);
        let trace = desk.trace(EntityKind::Practitioner, practitioner.id);
        let set = far
            .store
            .set_practitioner_hours(practitioner.id, hours.as_ref(), &trace)
            .await;
        assert_eq!(set.unwrap().hours, hours, "{loss:?}");
    }
    assert_eq!(far.proxy.lost(), 2);
    assert_eq!(desk.traces().await.len(), 3);
}

async fn of_a_booking_in_place_of_another_leave_one_booking(base: &Base) {
    let far = Far::from(base).await;
    let desk = Desk::on(&far.store);
    desk.add_patient(PatientBuilder::new()).await;
    for (number, loss) in (1..).zip(LOSSES) {
        let start = at("2026-11-24", "10:00") + Duration::hours(number);
        let wanted = AppointmentBuilder::numbered(number.cast_unsigned())
            .with_start(start)
            .replacing(id(100 + number.cast_unsigned()))
            .build();
        far.proxy.lose(loss, "findAndModify", "appointments", 1);
        assert_eq!(desk.book(&wanted).await.unwrap(), wanted, "{loss:?}");
    }
    assert_eq!(far.proxy.lost(), 2);
    let replacing = far.store.replacements(&[id(101), id(102)]).await;
    assert_eq!(replacing.unwrap().len(), 2);
    assert_eq!(desk.traces().await.len(), 3);
}

async fn of_a_delay_and_its_withdrawal_leave_one_of_each(base: &Base) {
    let far = Far::from(base).await;
    let desk = Desk::on(&far.store);
    for (number, loss) in (1..).zip(LOSSES) {
        let report = DelayBuilder::numbered(number.into())
            .with_number(number)
            .build();
        far.proxy.lose(loss, "findAndModify", "retards", 1);
        assert_eq!(desk.report(&report).await.unwrap(), report, "{loss:?}");
        far.proxy.lose(loss, "findAndModify", "retards", 1);
        let withdrawn = desk.withdraw(report.id, now()).await.unwrap();
        assert_eq!(withdrawn.withdrawn_at, Some(now()), "{loss:?}");
    }
    assert_eq!(far.proxy.lost(), 4);
    assert_eq!(desk.traces().await.len(), 4);
}

async fn of_an_absence_and_its_removal_leave_one_of_each(base: &Base) {
    let far = Far::from(base).await;
    let desk = Desk::on(&far.store);
    for (number, loss) in (1..).zip(LOSSES) {
        let absence = AbsenceBuilder::numbered(number).build();
        far.proxy.lose(loss, "findAndModify", "absences", 1);
        assert_eq!(desk.note(&absence).await.unwrap(), absence, "{loss:?}");
        far.proxy.lose(loss, "findAndModify", "absences", 1);
        let trace = desk.trace(EntityKind::Absence, absence.id);
        let removed = far.store.remove_absence(absence.id, &trace).await;
        assert!(removed.is_ok(), "{loss:?} {removed:?}");
    }
    assert_eq!(far.proxy.lost(), 4);
    assert!(desk.all_absences().await.is_empty());
    assert_eq!(desk.traces().await.len(), 4);
}
