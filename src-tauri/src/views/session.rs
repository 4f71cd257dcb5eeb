//! The session and the practice.

use medigest_application::{Actor, Practice, SignedIn};
use medigest_domain::password::Strength;
use medigest_domain::permission::grants;
use medigest_domain::settings::{CLOSES_AT, OPENS_AT};
use serde::Serialize;
use specta::Type;

use super::keys::KeyAccess;
use super::local::{local_date, local_time};
use super::mirror::{Action, FieldRule, Role, Scope};
use crate::session::Session;

/// A permission of the signed-in user, so that screens can hide what would be refused.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Grant {
    action: Action,
    scope: Scope,
}

/// Who is signed in.
#[derive(Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct SessionView {
    user_id: String,
    username: String,
    role: Role,
    practitioner_id: Option<String>,
    must_change_password: bool,
    grants: Vec<Grant>,
    /// Its user must give their password again.
    locked: bool,
    /// What of the sealed fields this user can read.
    keys: KeyAccess,
    /// The practice's recovery code, in the one answer that follows its making: to be shown once, and printed.
    recovery_code: Option<String>,
}

impl From<&SignedIn> for SessionView {
    fn from(signed_in: &SignedIn) -> Self {
        let code = signed_in.recovery_code.as_ref();
        Self {
            recovery_code: code.map(|code| code.shown()),
            ..Self::from(&signed_in.actor)
        }
    }
}

impl From<&Session> for SessionView {
    fn from(session: &Session) -> Self {
        let view = Self::from(&session.actor);
        Self {
            locked: session.locked.is_some(),
            // What is hidden stays as it was, for whoever goes on.
            keys: session.locked.unwrap_or(view.keys),
            ..view
        }
    }
}

impl From<&Actor> for SessionView {
    fn from(actor: &Actor) -> Self {
        Self {
            user_id: actor.user_id.to_string(),
            username: actor.username.clone(),
            role: actor.role.into(),
            practitioner_id: actor.practitioner_id.map(|id| id.to_string()),
            must_change_password: actor.must_change_password,
            grants: grants(actor.role)
                .map(|(action, scope)| Grant {
                    action: action.into(),
                    scope: scope.into(),
                })
                .collect(),
            locked: false,
            keys: actor.into(),
            recovery_code: None,
        }
    }
}

/// How good a password is.
#[derive(Debug, Clone, Copy, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PasswordStrengthView {
    /// From 0 (guessed at once) to 4.
    score: u8,
    /// The rule it breaks; none when it is accepted.
    issue: Option<FieldRule>,
}

impl From<Strength> for PasswordStrengthView {
    fn from(strength: Strength) -> Self {
        Self {
            score: strength.score,
            issue: strength.issue.map(FieldRule::from),
        }
    }
}

/// The practice and its wall clock.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PracticeView {
    name: String,
    /// IANA name.
    time_zone: String,
    /// Local date: 2026-11-23.
    today: String,
    /// Local time: 10:42.
    now: String,
    /// Usual opening: 08:00.
    opens_at: String,
    /// Usual closing: 19:00.
    closes_at: String,
    /// A patient who waits longer than this is pointed out.
    waiting_alert_minutes: u32,
    /// Minutes without a touch after which a session is locked.
    idle_minutes_desk: u32,
    idle_minutes_tablet: u32,
    /// The length a new appointment has at first.
    default_duration_minutes: u32,
}

impl From<&Practice> for PracticeView {
    fn from(practice: &Practice) -> Self {
        let (now, zone) = (practice.now(), practice.zone());
        let settings = practice.settings();
        Self {
            name: settings.practice_name,
            time_zone: zone.name().to_owned(),
            today: local_date(now, zone),
            now: local_time(now, zone),
            opens_at: OPENS_AT.format("%H:%M").to_string(),
            closes_at: CLOSES_AT.format("%H:%M").to_string(),
            waiting_alert_minutes: settings.waiting_alert_minutes,
            idle_minutes_desk: settings.idle_minutes_desk,
            idle_minutes_tablet: settings.idle_minutes_tablet,
            default_duration_minutes: settings.default_duration.get(),
        }
    }
}
