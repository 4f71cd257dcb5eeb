//! Patients' files: search, read, register, edit.

use std::collections::HashMap;

use medigest_domain::delay::Projected;
use medigest_domain::id::{AppointmentId, OpId, PatientId};
use medigest_domain::patient::{
    Patient, PatientDetails, PatientForm, PatientSummary, Phone, ShownTexts,
};
use medigest_domain::permission::Action;
use medigest_domain::secret::Confidential;
use medigest_domain::text::optional_block;
use medigest_domain::trace::{AuditAction, EntityKind};

use crate::actor::Actor;
use crate::details;
use crate::directory::Candidate;
use crate::error::{AppError, AppResult};
use crate::openings::Opened;
use crate::ports::StoreError;
use crate::practice::Practice;

/// The longest list a search answers.
const MAX_HITS: usize = 50;

/// What a search answers.
#[derive(Debug)]
pub struct SearchAnswer {
    /// Best first.
    pub hits: Vec<PatientSummary>,
    /// How many patients the practice has.
    pub total: usize,
}

/// A file as somebody reads it.
#[derive(Debug)]
pub struct OpenFile {
    /// The file, as far as they may and can read it.
    pub patient: Patient,
    /// Where delays put what is to come of its visits; those that stay as planned are left out.
    pub projected: HashMap<AppointmentId, Projected>,
}

/// What became of a registration.
#[derive(Debug)]
pub enum Registration {
    /// The new file.
    Registered(Box<OpenFile>),
    /// Nothing was written: these files may be the same person.
    LikelyDuplicates(Vec<PatientSummary>),
}

impl Practice {
    /// Loads the search, so that the first keystroke finds it ready.
    ///
    /// # Errors
    /// When the base does not answer.
    pub async fn warm_search(&self) -> AppResult<()> {
        Ok(self.directory.refresh(&*self.store, self.now()).await?)
    }

    /// Finds patients by name, phone, birth date or id; without text, the files edited last.
    ///
    /// # Errors
    /// `Forbidden`.
    pub async fn search_patients(&self, actor: &Actor, text: &str) -> AppResult<SearchAnswer> {
        self.authorise(actor, Action::ReadPatients, None).await?;
        let (hits, total) = self
            .directory
            .search(&*self.store, self.now(), text, MAX_HITS)
            .await?;
        Ok(SearchAnswer { hits, total })
    }

    /// Opens a file. The opening is traced before anything is read; reading a file again that one has open is
    /// none.
    ///
    /// # Errors
    /// `Forbidden`, `NotFound`.
    pub async fn open_patient(&self, actor: &Actor, id: PatientId) -> AppResult<OpenFile> {
        self.authorise(actor, Action::ReadPatients, None).await?;
        self.note_opening(
            actor,
            Opened::Patient(id),
            AuditAction::OpenPatient,
            Some((EntityKind::Patient, id.to_string())),
            details::patient("ouvert", id),
        )
        .await?;
        self.opened(actor, self.patient(id).await?).await
    }

    /// A file that was just read, as `actor` reads it.
    async fn opened(&self, actor: &Actor, patient: Patient) -> AppResult<OpenFile> {
        Ok(OpenFile {
            projected: self.projected_visits(&patient).await?,
            patient: actor.open_patient(patient),
        })
    }

    /// Creates a file, unless it is likely that the practice has one of this person already and the user has
    /// not said otherwise (`accept_duplicate`).
    ///
    /// # Errors
    /// `Forbidden`, `Validation`; `KeyMissing` for what this user cannot seal.
    pub async fn register_patient(
        &self,
        actor: &Actor,
        form: &PatientForm,
        accept_duplicate: bool,
        op_id: OpId,
    ) -> AppResult<Registration> {
        self.authorise(actor, Action::EditPatients, None).await?;
        let parsed = form.parse(self.today())?;
        let id = PatientId::from_bytes(op_id.bytes());
        if !accept_duplicate {
            let mut likely = self
                .directory
                .likely_duplicates(&*self.store, self.now(), candidate(&parsed))
                .await?;
            // A repeat of this very registration finds its own file.
            likely.retain(|summary| summary.id != id);
            if !likely.is_empty() {
                return Ok(Registration::LikelyDuplicates(likely));
            }
        }
        let now = self.now();
        let patient = Patient {
            id,
            v: 1,
            details: actor.edit_details(id, None, parsed, form.shown())?,
            visits: Vec::new(),
            created_at: now,
            updated_at: now,
            updated_by: Some(actor.username.clone()),
        };
        let object = Some((EntityKind::Patient, id.to_string()));
        let trace = self.trace(
            op_id,
            actor,
            AuditAction::CreatePatient,
            object,
            details::patient("créé", id),
        );
        let patient = self.store.create_patient(&patient, &trace).await?;
        self.directory.note(patient.summary()).await;
        let file = self.opened(actor, patient).await?;
        Ok(Registration::Registered(Box::new(file)))
    }

    /// Edits a file that was read at version `v`.
    ///
    /// # Errors
    /// `Forbidden`, `Validation`, `NotFound`, `KeyMissing`; `PatientChanged` with the file as it is now if somebody was faster.
    pub async fn update_patient(
        &self,
        actor: &Actor,
        id: PatientId,
        v: u32,
        form: &PatientForm,
        op_id: OpId,
    ) -> AppResult<OpenFile> {
        self.authorise(actor, Action::EditPatients, None).await?;
        let parsed = form.parse(self.today())?;
        let before = self.patient(id).await?.details;
        let after = actor.edit_details(id, Some(&before), parsed, form.shown())?;
        self.write_details(actor, id, v, (&before, &after), op_id)
            .await
    }

    /// Edits the medical notes alone, as a doctor may; none if the form did not show them.
    ///
    /// # Errors
    /// As [`Practice::update_patient`].
    pub async fn edit_notes(
        &self,
        actor: &Actor,
        id: PatientId,
        v: u32,
        notes: Option<&str>,
        op_id: OpId,
    ) -> AppResult<OpenFile> {
        self.authorise(actor, Action::EditNotes, None).await?;
        // The rest is not edited here, and keeps its seals whether they open or not.
        let shown = ShownTexts {
            insurance: false,
            notes: notes.is_some(),
        };
        let notes = optional_block(notes.unwrap_or_default(), 20_000)
            .map_err(|rule| AppError::field("notes", rule))?;
        let before = self.patient(id).await?.details;
        let typed = PatientDetails {
            notes: notes.map(Confidential::Text),
            ..before.clone()
        };
        let after = actor.edit_details(id, Some(&before), typed, shown)?;
        self.write_details(actor, id, v, (&before, &after), op_id)
            .await
    }

    async fn write_details(
        &self,
        actor: &Actor,
        id: PatientId,
        v: u32,
        (before, details): (&PatientDetails, &PatientDetails),
        op_id: OpId,
    ) -> AppResult<OpenFile> {
        let object = Some((EntityKind::Patient, id.to_string()));
        let trace = self.trace(
            op_id,
            actor,
            AuditAction::UpdatePatient,
            object,
            details::patient_edited(id, before, details),
        );
        match self.store.update_patient(id, v, details, &trace).await {
            Ok(patient) => {
                self.directory.note(patient.summary()).await;
                self.opened(actor, patient).await
            }
            Err(StoreError::Stale) => {
                let current = self.opened(actor, self.patient(id).await?).await?;
                Err(AppError::PatientChanged(Box::new(current)))
            }
            Err(error) => Err(AppError::on(EntityKind::Patient)(error)),
        }
    }

    pub(crate) async fn patient(&self, id: PatientId) -> AppResult<Patient> {
        self.store
            .patient(id)
            .await?
            .ok_or(AppError::NotFound(EntityKind::Patient))
    }
}

fn candidate(details: &PatientDetails) -> Candidate<'_> {
    Candidate {
        last_name: details.last_name.as_str(),
        first_name: details.first_name.as_str(),
        phone: details.phone.as_ref().map(Phone::as_str),
        birth_date: details.birth_date,
    }
}
