//! A practice that is open: a base, a clock, and the use cases on them.

use std::sync::atomic::AtomicBool;
use std::sync::{Arc, PoisonError, RwLock};

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use medigest_domain::id::{OpId, PractitionerId};
use medigest_domain::permission::{Action, permits};
use medigest_domain::role::Role;
use medigest_domain::settings::Settings;
use medigest_domain::trace::{AuditAction, EntityKind, Trace};

use crate::actor::Actor;
use crate::audit::Verifying;
use crate::details;
use crate::directory::Directory;
use crate::error::{AppError, AppResult};
use crate::openings::Openings;
use crate::ports::{BaseState, Clock, Ids, Store};
use crate::strangers::Strangers;

/// The use cases on one base. Cheap to share behind an `Arc`.
pub struct Practice {
    pub(crate) store: Arc<dyn Store>,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) ids: Arc<dyn Ids>,
    pub(crate) directory: Directory,
    pub(crate) openings: Openings,
    pub(crate) verifying: Verifying,
    pub(crate) strangers: Strangers,
    settings: RwLock<Settings>,
    state: RwLock<BaseState>,
    /// Whether the first account's password is still the one that everybody knows.
    pub(crate) first_start: AtomicBool,
    device: String,
}

impl Practice {
    /// Opens the practice of `store`: finishes what a crash left half done, and on a new base writes the
    /// settings (in `system_zone`) and the first account. An older base is left as it is.
    ///
    /// # Errors
    /// When the base does not answer.
    pub async fn open(
        store: Arc<dyn Store>,
        clock: Arc<dyn Clock>,
        ids: Arc<dyn Ids>,
        device: String,
        system_zone: Tz,
    ) -> AppResult<Self> {
        let mut state = store.base_state().await?;
        if state == BaseState::Filling {
            // A copy that this device began and did not finish came from a base or a file that is still there. That
            // of another device goes on.
            if !store.undo_filling().await? {
                return Err(AppError::Unavailable);
            }
            state = store.base_state().await?;
        }
        // An adoption that was begun goes on in the zone it was begun in, whichever device does so.
        let begun = store.begun_adoption().await?;
        let usual = Settings::in_zone(begun.map_or(system_zone, |begun| begun.options.zone));
        let is_older = matches!(state, BaseState::Older | BaseState::Adopting);
        let settings = if is_older {
            usual
        } else {
            store.create_settings(&usual).await?
        };
        let practice = Self {
            store,
            clock,
            ids,
            directory: Directory::default(),
            openings: Openings::default(),
            verifying: Verifying::default(),
            strangers: Strangers::default(),
            settings: RwLock::new(settings),
            state: RwLock::new(state),
            first_start: AtomicBool::new(false),
            device,
        };
        practice.finish_pending().await?;
        if !is_older {
            practice.create_first_account().await?;
            practice.refresh_first_start().await?;
        }
        Ok(practice)
    }

    /// Finishes what a client that crashed left half done: visits and traces still on their way.
    ///
    /// # Errors
    /// When the base does not answer.
    pub async fn finish_pending(&self) -> AppResult<()> {
        // An older base stays as it is until it is adopted.
        if self.base_state() != BaseState::Ready {
            return Ok(());
        }
        let finished = self.store.finish_pending().await?;
        if finished > 0 {
            tracing::info!(
                finished,
                "finished writes of a client that stopped half-way"
            );
        }
        Ok(())
    }

    /// Whether the base is this program's own, or that of an older MediGest. Nothing but adopting such a one is open
    /// to its users, and only its administrators sign in.
    #[must_use]
    pub fn base_state(&self) -> BaseState {
        *self.state.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether the base is this program's own: since it was opened here, another device may have adopted it.
    pub(crate) async fn is_ready_by_now(&self) -> AppResult<bool> {
        if self.base_state() != BaseState::Ready {
            self.refresh_settings().await?;
        }
        Ok(self.base_state() == BaseState::Ready)
    }

    pub(crate) fn set_base_state(&self, state: BaseState) {
        *self.state.write().unwrap_or_else(PoisonError::into_inner) = state;
    }

    /// The name of this device.
    pub(crate) fn device(&self) -> &str {
        &self.device
    }

    /// The practice's settings.
    #[must_use]
    pub fn settings(&self) -> Settings {
        self.settings
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    pub(crate) fn adopt_settings(&self, settings: Settings) {
        *self
            .settings
            .write()
            .unwrap_or_else(PoisonError::into_inner) = settings;
    }

    /// The practice's time zone.
    #[must_use]
    pub fn zone(&self) -> Tz {
        self.settings
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .zone
    }

    /// Now, by the practice's clock.
    #[must_use]
    pub fn now(&self) -> DateTime<Utc> {
        self.clock.now()
    }

    /// What time the base's own clock shows, which [`Practice::now`] is to follow; none if it has none or does not
    /// answer.
    pub async fn server_time(&self) -> Option<DateTime<Utc>> {
        self.store.server_time().await.unwrap_or_else(|error| {
            tracing::debug!(%error, "the clock stays as it was measured before");
            None
        })
    }

    /// Today, in the practice's zone.
    #[must_use]
    pub fn today(&self) -> NaiveDate {
        self.now().with_timezone(&self.zone()).date_naive()
    }

    /// Lets `actor` do `action` on something of `practitioner` (none: of nobody in particular), or writes the
    /// refusal to the audit log.
    pub(crate) async fn authorise(
        &self,
        actor: &Actor,
        action: Action,
        practitioner: Option<PractitionerId>,
    ) -> AppResult<()> {
        if self.base_state() != BaseState::Ready {
            return self.authorise_adopting(actor, action);
        }
        if actor.must_change_password {
            return Err(AppError::PasswordChangeRequired);
        }
        if permits(actor.role, actor.practitioner_id, action, practitioner) {
            return Ok(());
        }
        let refusal = self.trace(
            self.ids.op(),
            actor,
            AuditAction::Refused,
            None,
            details::refused(action),
        );
        self.store.append(&refusal).await?;
        Err(AppError::Forbidden(action))
    }

    /// At an older base nothing is open but adopting it, and no refusal is written. Who goes on with an adoption may
    /// have to choose a new password by now: that comes afterwards.
    fn authorise_adopting(&self, actor: &Actor, action: Action) -> AppResult<()> {
        if action == Action::ManageSettings && actor.role == Role::Administrator {
            Ok(())
        } else {
            Err(AppError::BaseNotAdopted)
        }
    }

    /// The trace of `action` by `actor`.
    pub(crate) fn trace(
        &self,
        op_id: OpId,
        actor: &Actor,
        action: AuditAction,
        object: Option<(EntityKind, String)>,
        details: String,
    ) -> Trace {
        self.trace_of(op_id, &actor.username, action, object, details)
    }

    /// The trace of `action` by somebody who may not be a user.
    pub(crate) fn trace_of(
        &self,
        op_id: OpId,
        user: &str,
        action: AuditAction,
        object: Option<(EntityKind, String)>,
        details: String,
    ) -> Trace {
        Trace {
            op_id,
            user: user.to_owned(),
            action,
            object,
            details,
            device: self.device.clone(),
            at: self.now(),
        }
    }
}
