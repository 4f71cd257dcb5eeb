//! Practitioners: who works here.

use medigest_domain::hours::WeeklyHours;
use medigest_domain::id::{OpId, PractitionerId};
use medigest_domain::permission::Action;
use medigest_domain::practitioner::{Practitioner, PractitionerDetails};
use medigest_domain::trace::{AuditAction, EntityKind};

use crate::actor::Actor;
use crate::details;
use crate::error::{AppError, AppResult};
use crate::ports::Removal;
use crate::practice::Practice;

impl Practice {
    /// Every practitioner, by name.
    ///
    /// # Errors
    /// `Forbidden`.
    pub async fn practitioners(&self, actor: &Actor) -> AppResult<Vec<Practitioner>> {
        self.authorise(actor, Action::ReadPlanning, None).await?;
        Ok(self.store.practitioners().await?)
    }

    /// Adds a practitioner.
    ///
    /// # Errors
    /// `Forbidden`.
    pub async fn create_practitioner(
        &self,
        actor: &Actor,
        parsed: PractitionerDetails,
        op_id: OpId,
    ) -> AppResult<Practitioner> {
        self.authorise(actor, Action::ManagePractitioners, None)
            .await?;
        let id = PractitionerId::from_bytes(op_id.bytes());
        let details = details::practitioner("créé", &parsed);
        let trace = self.trace(
            op_id,
            actor,
            AuditAction::CreatePractitioner,
            object(id),
            details,
        );
        let practitioner = Practitioner {
            id,
            details: parsed,
            hours: None,
            active: true,
            created_at: self.now(),
        };
        Ok(self
            .store
            .create_practitioner(&practitioner, &trace)
            .await?)
    }

    /// Edits; a new name goes to every planning and visit.
    ///
    /// # Errors
    /// `Forbidden`, `NotFound`.
    pub async fn update_practitioner(
        &self,
        actor: &Actor,
        id: PractitionerId,
        parsed: &PractitionerDetails,
        op_id: OpId,
    ) -> AppResult<Practitioner> {
        self.authorise(actor, Action::ManagePractitioners, None)
            .await?;
        let before = self.practitioner(id).await?;
        let details = details::practitioner_edited(&before.details, parsed);
        let trace = self.trace(
            op_id,
            actor,
            AuditAction::UpdatePractitioner,
            object(id),
            details,
        );
        self.store
            .update_practitioner(id, parsed, &trace)
            .await
            .map_err(AppError::on(EntityKind::Practitioner))
    }

    /// Activates or deactivates.
    ///
    /// # Errors
    /// `Forbidden`, `NotFound`.
    pub async fn set_practitioner_active(
        &self,
        actor: &Actor,
        id: PractitionerId,
        active: bool,
        op_id: OpId,
    ) -> AppResult<Practitioner> {
        self.authorise(actor, Action::ManagePractitioners, None)
            .await?;
        let before = self.practitioner(id).await?;
        let (action, what) = if active {
            (AuditAction::ActivatePractitioner, "réactivé")
        } else {
            (AuditAction::DeactivatePractitioner, "désactivé")
        };
        let trace = self.trace(
            op_id,
            actor,
            action,
            object(id),
            details::practitioner(what, &before.details),
        );
        self.store
            .set_practitioner_active(id, active, &trace)
            .await
            .map_err(AppError::on(EntityKind::Practitioner))
    }

    /// Sets the weekly opening hours; none: the practice's usual ones.
    ///
    /// # Errors
    /// `Forbidden`, `NotFound`.
    pub async fn set_hours(
        &self,
        actor: &Actor,
        id: PractitionerId,
        hours: Option<&WeeklyHours>,
        op_id: OpId,
    ) -> AppResult<Practitioner> {
        self.authorise(actor, Action::ManagePractitioners, None)
            .await?;
        let before = self.practitioner(id).await?;
        let details = details::hours(&before.details, before.hours.as_ref(), hours);
        let trace = self.trace(op_id, actor, AuditAction::SetHours, object(id), details);
        self.store
            .set_practitioner_hours(id, hours, &trace)
            .await
            .map_err(AppError::on(EntityKind::Practitioner))
    }

    /// Deletes, or deactivates one who has appointments or an account.
    ///
    /// # Errors
    /// `Forbidden`, `NotFound`.
    pub async fn remove_practitioner(
        &self,
        actor: &Actor,
        id: PractitionerId,
        op_id: OpId,
    ) -> AppResult<Removal> {
        self.authorise(actor, Action::ManagePractitioners, None)
            .await?;
        let before = self.practitioner(id).await?;
        let trace = |action, what| {
            self.trace(
                op_id,
                actor,
                action,
                object(id),
                details::practitioner(what, &before.details),
            )
        };
        let deleted = trace(AuditAction::DeletePractitioner, "supprimé");
        let deactivated = trace(
            AuditAction::DeactivatePractitioner,
            "désactivé, car il a des rendez-vous ou un compte",
        );
        self.store
            .remove_practitioner(id, &deleted, &deactivated)
            .await
            .map_err(AppError::on(EntityKind::Practitioner))
    }

    pub(crate) async fn practitioner(&self, id: PractitionerId) -> AppResult<Practitioner> {
        self.store
            .practitioner(id)
            .await?
            .ok_or(AppError::NotFound(EntityKind::Practitioner))
    }
}

fn object(id: PractitionerId) -> Option<(EntityKind, String)> {
    Some((EntityKind::Practitioner, id.to_string()))
}
