//! The settings …

use medigest_application::ports::Store;
use medigest_domain::settings::Settings;
use medigest_domain::time::Minutes;
use medigest_domain::trace::EntityKind;
use medigest_sample::builders::ZONE;

use crate::desk::Desk;

pub async fn are_none_before_the_practice_has_them(store: &dyn Store) {
    assert_eq!(store.settings().await.unwrap(), None);
}

pub async fn stay_as_they_were_first_written(store: &dyn Store) {
    let first = Settings {
        waiting_alert_minutes: 35,
        ..Settings::in_zone(ZONE)
    };
    let second = Settings {
        practice_name: "Un autre cabinet".to_owned(),
        zone: chrono_tz::Indian::Reunion,
        waiting_alert_minutes: 45,
        ..first.clone()
    };
    assert_eq!(store.create_settings(&first).await.unwrap(), first);
    assert_eq!(store.create_settings(&second).await.unwrap(), first);
    assert_eq!(store.settings().await.unwrap(), Some(first));
}

pub async fn are_replaced_as_a_whole_and_traced(store: &dyn Store) {
    let desk = Desk::on(store);
    store
        .create_settings(&Settings::in_zone(ZONE))
        .await
        .unwrap();
    let wanted = Settings {
        practice_name: "Cabinet des Tilleuls".to_owned(),
        zone: chrono_tz::Indian::Reunion,
        default_duration: Minutes::parse(20).unwrap(),
        waiting_alert_minutes: 45,
        idle_minutes_desk: 25,
        idle_minutes_tablet: 3,
    };
    let trace = desk.trace(EntityKind::Settings, "cabinet");
    assert_eq!(
        store.update_settings(&wanted, &trace).await.unwrap(),
        wanted
    );
    assert_eq!(store.settings().await.unwrap(), Some(wanted));
    assert_eq!(desk.traces().await, [trace]);
}

pub async fn do_not_come_back_by_a_repetition(store: &dyn Store) {
    let desk = Desk::on(store);
    let first = Settings::in_zone(ZONE);
    store.create_settings(&first).await.unwrap();
    let named = |name: &str| Settings {
        practice_name: name.to_owned(),
        ..first.clone()
    };
    let (one, other) = (named("Un"), named("Autre"));
    let trace = desk.trace(EntityKind::Settings, "cabinet");
    store.update_settings(&one, &trace).await.unwrap();
    let later = desk.trace(EntityKind::Settings, "cabinet");
    store.update_settings(&other, &later).await.unwrap();
    assert_eq!(store.update_settings(&one, &trace).await.unwrap(), other);
    assert_eq!(desk.traces().await.len(), 2);
}
