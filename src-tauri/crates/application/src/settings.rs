//! The practice's settings, kept in memory and read again when another device changed them.

use medigest_domain::id::OpId;
use medigest_domain::permission::Action;
use medigest_domain::settings::{Settings, TypedSettings};
use medigest_domain::trace::{AuditAction, EntityKind};

use crate::actor::Actor;
use crate::error::AppResult;
use crate::ports::BaseState;
use crate::practice::Practice;

impl Practice {
    /// The practice's settings, to change them.
    ///
    /// # Errors
    /// `Forbidden`.
    pub async fn read_settings(&self, actor: &Actor) -> AppResult<Settings> {
        self.authorise(actor, Action::ManageSettings, None).await?;
        Ok(self.settings())
    }

    /// Changes the practice's settings.
    ///
    /// # Errors
    /// `Forbidden`; `Validation` by field.
    pub async fn update_settings(
        &self,
        actor: &Actor,
        typed: &TypedSettings<'_>,
        op_id: OpId,
    ) -> AppResult<Settings> {
        self.authorise(actor, Action::ManageSettings, None).await?;
        let settings = Settings::parse(typed)?;
        let before = self.settings();
        let details = format!(
            "Paramètres modifiés : {} → {}",
            described(&before),
            described(&settings)
        );
        let object = Some((EntityKind::Settings, "cabinet".to_owned()));
        let trace = self.trace(op_id, actor, AuditAction::UpdateSettings, object, details);
        let stored = self.store.update_settings(&settings, &trace).await?;
        self.adopt_settings(stored.clone());
        Ok(stored)
    }

    /// Reads the settings again, after another device changed them.
    ///
    /// # Errors
    /// When the base does not answer; what was known before holds.
    pub async fn refresh_settings(&self) -> AppResult<()> {
        if let Some(settings) = self.store.settings().await? {
            self.adopt_settings(settings);
            // They are what makes a base this program's own: another device has adopted an older one.
            self.set_base_state(BaseState::Ready);
        }
        Ok(())
    }
}

fn described(settings: &Settings) -> String {
    format!(
        "{}, {}, {} min par rendez-vous, alerte d'attente {} min, verrouillage {} min (poste) et {} min (tablette)",
        settings.practice_name,
        settings.zone,
        settings.default_duration.get(),
        settings.waiting_alert_minutes,
        settings.idle_minutes_desk,
        settings.idle_minutes_tablet
    )
}
