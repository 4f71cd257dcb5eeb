//! The settings …

use medigest_application::ports::Store;
use medigest_domain::settings::Settings;
use medigest_sample::builders::ZONE;

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
    };
    assert_eq!(store.create_settings(&first).await.unwrap(), first);
    assert_eq!(store.create_settings(&second).await.unwrap(), first);
    assert_eq!(store.settings().await.unwrap(), Some(first));
}
