//! Backups, restoring them, moving to another base; and importing the files of an older one.

use std::collections::BTreeMap;
use std::path::Path;

use medigest_domain::keys::{Access, may_hold};
use medigest_domain::permission::Action;
use medigest_domain::secret::KeyKind;
use medigest_domain::trace::AuditAction;

use crate::actor::Actor;
use crate::adoption::{AdoptionOutcome, NewCredentials, Sealing};
use crate::error::{AppError, AppResult};
use crate::ports::{
    AdoptionOptions, BackupNote, Begun, Progress, Store, Survey, TransferError, WrittenBackup,
};
use crate::practice::Practice;

impl Practice {
    /// Whether `actor` may do any of this: asked before files are made or servers are reached for it.
    ///
    /// # Errors
    /// `Forbidden`.
    pub async fn may_transfer(&self, actor: &Actor) -> AppResult<()> {
        self.authorise(actor, Action::ManageSettings, None).await
    }

    /// What importing the files of a folder would bring.
    ///
    /// # Errors
    /// `Forbidden`, `FileUnusable`.
    pub async fn import_report(&self, actor: &Actor, folder: &Path) -> AppResult<Survey> {
        self.authorise(actor, Action::ManageSettings, None).await?;
        Ok(self.store.survey_files(folder, self.zone()).await?)
    }

    /// Imports the files of a folder into this base, which is empty, or goes on with it. The actor's own account
    /// gets the password of one of its name.
    ///
    /// # Errors
    /// `Forbidden`, `FileUnusable`, `BaseNotEmpty`; `KeyMissing` if the actor cannot seal.
    pub async fn import_base(
        &self,
        actor: &Actor,
        folder: &Path,
        options: AdoptionOptions,
        progress: Progress<'_>,
    ) -> AppResult<AdoptionOutcome> {
        self.authorise(actor, Action::ManageSettings, None).await?;
        let sealing = Sealing::by(&actor.keys)?;
        // A folder that cannot be used is refused before anything is written.
        self.store.survey_files(folder, self.zone()).await?;
        let wish = Begun {
            options,
            backup: None,
        };
        self.store.begin_import(&wish).await?;
        let imported = self
            .store
            .import_documents(folder, &sealing, progress)
            .await;
        // Files of a part that was imported are found too.
        self.directory.reload();
        let imported = imported?;
        let wrapping = NewCredentials::keeping_that_of(actor);
        let users = self.store.import_accounts(folder, &wrapping).await?;
        self.give_keys_to_all(actor).await?;
        let details = format!(
            "Ancienne base importée : {} comptes, {} patients, {} rendez-vous",
            users, imported.patients, imported.appointments
        );
        self.note_transfer(actor, AuditAction::ImportBase, details)
            .await?;
        self.store.end_transfer().await?;
        let actor = self.as_adopted(actor, wrapping).await?;
        Ok(AdoptionOutcome {
            actor,
            backup: None,
            users,
            adopted: imported,
            overlaps: self.double_bookings().await?,
            recovery_code: None,
        })
    }

    /// Seals the keys of `actor` to every account that may hold them and does not yet.
    async fn give_keys_to_all(&self, actor: &Actor) -> AppResult<()> {
        let cabinet = self.store.cabinet().await?;
        for user in self.store.users().await? {
            let Some((pair, cabinet)) = user.key_pair.as_ref().zip(cabinet.as_ref()) else {
                continue;
            };
            let lacks = |kind: &KeyKind| {
                cabinet.access(user.id, user.role, Some(pair), *kind) == Access::Withheld
            };
            let kinds: Vec<_> = KeyKind::ALL.into_iter().filter(lacks).collect();
            if may_hold(user.role) && !kinds.is_empty() {
                let op = self.ids.op();
                let trace = self.key_trace(actor, AuditAction::GrantKey, &user, &kinds, op);
                self.give(&actor.keys, &user, pair, &kinds, &trace).await?;
            }
        }
        Ok(())
    }

    /// Writes the whole base to the file `path`.
    ///
    /// # Errors
    /// `Forbidden`, `FileUnusable`.
    pub async fn write_backup(
        &self,
        actor: &Actor,
        path: &Path,
        progress: Progress<'_>,
    ) -> AppResult<WrittenBackup> {
        self.authorise(actor, Action::ManageSettings, None).await?;
        self.finish_pending().await?;
        let written = self.backup_to(path, progress).await?;
        let details = format!("Sauvegarde écrite : {} documents", written.documents);
        self.note_transfer(actor, AuditAction::WriteBackup, details)
            .await?;
        Ok(written)
    }

    pub(crate) async fn backup_to(
        &self,
        path: &Path,
        progress: Progress<'_>,
    ) -> Result<WrittenBackup, TransferError> {
        let note = BackupNote {
            at: self.now(),
            device: self.device(),
            zone: self.zone(),
        };
        self.store.write_backup(path, note, progress).await
    }

    /// Puts a backup in the place of this base, which is empty; how many documents of each collection. The accounts
    /// are those of the backup from then on, and so are the keys: whoever is signed in signs in anew.
    ///
    /// # Errors
    /// `Forbidden`, `FileUnusable`, `BaseNotEmpty`.
    pub async fn restore_backup(
        &self,
        actor: &Actor,
        path: &Path,
        progress: Progress<'_>,
    ) -> AppResult<BTreeMap<String, u64>> {
        self.authorise(actor, Action::ManageSettings, None).await?;
        let mut documents = self.store.open_backup(path).await?;
        let restored = self.store.fill(&mut *documents, progress).await;
        self.directory.reload();
        let restored = restored?;
        self.refresh_settings().await?;
        let total: u64 = restored.values().sum();
        let details = format!("Sauvegarde restaurée : {total} documents");
        self.note_transfer(actor, AuditAction::RestoreBackup, details)
            .await?;
        Ok(restored)
    }

    /// Copies everything to `target`, which is empty, and compares both; how many documents of each collection. This
    /// base stays as it is.
    ///
    /// # Errors
    /// `Forbidden`, `BaseNotEmpty`; `Internal` when the copy differs.
    pub async fn copy_base(
        &self,
        actor: &Actor,
        target: &dyn Store,
        progress: Progress<'_>,
    ) -> AppResult<BTreeMap<String, u64>> {
        self.authorise(actor, Action::ManageSettings, None).await?;
        self.finish_pending().await?;
        let mut documents = self.store.documents().await?;
        let copied = target.fill(&mut *documents, progress).await?;
        if self.store.sums().await? != target.sums().await? {
            return Err(TransferError::Different.into());
        }
        let total: u64 = copied.values().sum();
        let details = format!("Base déplacée : {total} documents copiés et comparés");
        let op = self.ids.op();
        let trace = self.trace(op, actor, AuditAction::MoveBase, None, details);
        target.append(&trace).await?;
        Ok(copied)
    }

    pub(crate) async fn note_transfer(
        &self,
        actor: &Actor,
        action: AuditAction,
        details: String,
    ) -> AppResult<()> {
        let trace = self.trace(self.ids.op(), actor, action, None, details);
        Ok(self.store.append(&trace).await?)
    }
}

impl From<TransferError> for AppError {
    fn from(error: TransferError) -> Self {
        match error {
            TransferError::NotEmpty => Self::BaseNotEmpty,
            TransferError::File(problem) => Self::FileUnusable(problem),
            TransferError::Line { .. } => {
                Self::FileUnusable(crate::ports::FileProblem::NotRecognised)
            }
            TransferError::Different | TransferError::Sealing(_) => {
                Self::Internal(error.to_string())
            }
            TransferError::Store(error) => error.into(),
        }
    }
}
