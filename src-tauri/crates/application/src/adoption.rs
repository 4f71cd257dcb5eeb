//! Adopting the base of an older MediGest (spec of the seed): a report first, then a backup, then everything at once.

use std::collections::HashMap;
use std::io;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use medigest_domain::appointment::Appointment;
use medigest_domain::id::{AppointmentId, PatientId, PractitionerId, UserId};
use medigest_domain::keys::may_hold;
use medigest_domain::patient::PatientSummary;
use medigest_domain::permission::Action;
use medigest_domain::role::Role;
use medigest_domain::secret::{Place, Sealed};
use medigest_domain::settings::Settings;
use medigest_domain::trace::{AuditAction, EntityKind};
use medigest_domain::user::{Credentials, Username};
use medigest_vault::{KeyMissing, Keyring, NoMeans, PasswordDigest, PrivateKey, RecoveryCode};

use crate::actor::Actor;
use crate::error::{AppError, AppResult};
use crate::keys::{first_keys, holds_both};
use crate::passwords;
use crate::ports::{
    Adopted, AdoptionOptions, AppointmentFilter, BaseState, Begun, FileProblem, OverlapSide,
    Progress, Sealer, Survey, TransferError, Wrapper,
};
use crate::practice::Practice;

/// Appointments read at once.
const PAGE: u32 = 1_000;

/// What adopting or importing did.
pub struct AdoptionOutcome {
    /// The file with everything as it was; none after an import.
    pub backup: Option<PathBuf>,
    /// Accounts whose password was wrapped.
    pub users: u64,
    /// The rest.
    pub adopted: Adopted,
    /// Confirmed appointments that share time.
    pub overlaps: Vec<(OverlapSide, OverlapSide)>,
    /// The recovery code, shown once; none when the base had one.
    pub recovery_code: Option<Arc<RecoveryCode>>,
    /// Who did it, as their account is by now: its password was wrapped, or it was replaced by one of its name.
    pub actor: Actor,
}

impl Practice {
    /// What adopting this base would do.
    ///
    /// # Errors
    /// `Forbidden`.
    pub async fn adoption_report(&self, actor: &Actor) -> AppResult<Survey> {
        self.authorise(actor, Action::ManageSettings, None).await?;
        Ok(self.store.survey(self.zone()).await?)
    }

    /// Adopts this base after writing a backup to the file that `backup` names, or goes on with it as it was begun. The
    /// zone of its times becomes the practice's.
    ///
    /// # Errors
    /// `Forbidden`, `FileUnusable`; `KeyMissing` when going on without the keys the base has by now.
    pub async fn adopt_base(
        &self,
        actor: &Actor,
        options: AdoptionOptions,
        backup: impl FnOnce() -> io::Result<PathBuf> + Send,
        progress: Progress<'_>,
    ) -> AppResult<AdoptionOutcome> {
        self.authorise(actor, Action::ManageSettings, None).await?;
        // One work to who looks on: the backup first, then what it holds.
        let kept = AtomicU64::new(0);
        let begun = match self.store.begun_adoption().await? {
            Some(begun) => begun,
            None => {
                let path = backup().map_err(|_| TransferError::File(FileProblem::NotWritable))?;
                let keeping = |done, total| {
                    kept.store(total, Ordering::Relaxed);
                    progress(done, 2 * total);
                };
                self.backup_to(&path, &keeping).await?;
                let wish = Begun {
                    options,
                    backup: Some(path),
                };
                self.store.begin_adoption(&wish).await?
            }
        };
        let wrapping = NewCredentials::default();
        let users = self.store.adopt_accounts(&wrapping).await?;
        let (ring, recovery_code) = self.keys_to_adopt_with(actor).await?;
        let sealing = Sealing::by(&ring)?;
        let kept = kept.into_inner();
        let adopting = |done, total| progress(kept + done, kept + total);
        let adopted = self.store.adopt_documents(&sealing, &adopting).await;
        self.directory.reload();
        let adopted = adopted?;
        let details = format!(
            "Ancienne base reprise : {users} comptes, {} patients, {} rendez-vous",
            adopted.patients, adopted.appointments
        );
        self.note_transfer(actor, AuditAction::AdoptBase, details)
            .await?;
        // Last, for they are what makes the base this program's own; in the zone by which times were shifted.
        let settings = Settings {
            zone: begun.options.zone,
            ..self.settings()
        };
        let settings = self.store.create_settings(&settings).await?;
        self.adopt_settings(settings);
        self.store.end_transfer().await?;
        self.set_base_state(BaseState::Ready);
        let actor = self.as_adopted(actor, wrapping).await?;
        Ok(AdoptionOutcome {
            actor,
            backup: begun.backup,
            users,
            adopted,
            overlaps: self.double_bookings().await?,
            recovery_code,
        })
    }

    /// The actor by their present account, which may be another of the same name, with the keys of its new pair.
    pub(crate) async fn as_adopted(
        &self,
        actor: &Actor,
        wrapping: NewCredentials,
    ) -> AppResult<Actor> {
        let account = match self.store.user(actor.user_id).await? {
            None => {
                let name = Username::stored(actor.username.clone());
                self.store.user_by_name(&name).await?
            }
            found => found,
        };
        let user = account.ok_or(AppError::NotFound(EntityKind::User))?;
        let cabinet = self.store.cabinet().await?;
        let keys = match wrapping.private_of(user.id) {
            Some(private) => Keyring::of_user(user.id, private, cabinet.as_ref()),
            None => actor.keys.renewed(user.id, cabinet.as_ref()),
        };
        Ok(Actor::of(&user, keys))
    }

    /// The keys that seal what is adopted: the practice's, made now for every account if there are none.
    async fn keys_to_adopt_with(
        &self,
        actor: &Actor,
    ) -> AppResult<(Keyring, Option<Arc<RecoveryCode>>)> {
        if self.store.cabinet().await?.is_some() {
            return Ok((self.renew_keys(actor).await?.keys, None));
        }
        let users = self.store.users().await?;
        let first = first_keys(&users, self.now())?;
        let details = "Clés du cabinet créées, avec un code de récupération".to_owned();
        let trace = self.trace(self.ids.op(), actor, AuditAction::SetUpKeys, None, details);
        self.store.save_cabinet(&first.cabinet, &trace).await?;
        Ok((first.ring, Some(Arc::new(first.code))))
    }

    /// Pairs of confirmed appointments that share time, of which one reserves none, until somebody settles them.
    ///
    /// # Errors
    /// `Forbidden`.
    pub async fn adoption_overlaps(
        &self,
        actor: &Actor,
    ) -> AppResult<Vec<(OverlapSide, OverlapSide)>> {
        self.authorise(actor, Action::ManageSettings, None).await?;
        self.double_bookings().await
    }

    pub(crate) async fn double_bookings(&self) -> AppResult<Vec<(OverlapSide, OverlapSide)>> {
        let mut pairs: HashMap<(AppointmentId, AppointmentId), (Appointment, Appointment)> =
            HashMap::new();
        for doubled in self.doubled().await? {
            for other in self.at_the_time_of(&doubled).await? {
                let (first, second) = if other.interval.start <= doubled.interval.start {
                    (other, doubled.clone())
                } else {
                    (doubled.clone(), other)
                };
                let ids = (first.id.min(second.id), first.id.max(second.id));
                pairs.insert(ids, (first, second));
            }
        }
        let mut pairs: Vec<_> = pairs.into_values().collect();
        pairs.sort_by_key(|(first, second)| (first.interval.start, first.id, second.id));
        let patients = pairs
            .iter()
            .flat_map(|(one, other)| [one.patient_id, other.patient_id]);
        let patients: Vec<PatientId> = patients.collect();
        let names = self.store.patient_summaries(&patients).await?;
        let side = |one: &Appointment| OverlapSide {
            appointment: one.id,
            patient_name: names
                .iter()
                .find(|patient| patient.id == one.patient_id)
                .map(PatientSummary::full_name)
                .unwrap_or_default(),
            practitioner_name: one.practitioner_name.clone(),
            interval: one.interval,
        };
        Ok(pairs
            .iter()
            .map(|(first, second)| (side(first), side(second)))
            .collect())
    }

    /// The confirmed appointments that reserve no time.
    async fn doubled(&self) -> AppResult<Vec<Appointment>> {
        let (mut doubled, mut after) = (Vec::new(), None);
        loop {
            let page = self.store.appointments_after(after, PAGE).await?;
            let Some(last) = page.last() else {
                return Ok(doubled);
            };
            after = Some(last.id);
            let found = page
                .into_iter()
                .filter(|one| one.double_booked && one.blocks());
            doubled.extend(found);
        }
    }

    /// The confirmed appointments that stand in the way of one.
    async fn at_the_time_of(&self, one: &Appointment) -> AppResult<Vec<Appointment>> {
        let with =
            |practitioner: Option<PractitionerId>, patient: Option<PatientId>| AppointmentFilter {
                practitioner,
                patient,
                within: one.interval,
            };
        let filters = [
            with(Some(one.practitioner_id), None),
            with(None, Some(one.patient_id)),
        ];
        let mut others = Vec::new();
        for filter in filters {
            let found = self.store.appointments(filter).await?;
            others.extend(found.into_iter().filter(|other| one.conflicts_with(other)));
        }
        Ok(others)
    }
}

/// Seals with the keys of a session.
pub(crate) struct Sealing<'a>(&'a Keyring);

impl<'a> Sealing<'a> {
    /// # Errors
    /// `KeyMissing`, of either kind: everything is sealed, or nothing is begun.
    pub(crate) fn by(ring: &'a Keyring) -> AppResult<Self> {
        holds_both(ring)?;
        Ok(Self(ring))
    }

    fn seal(&self, place: &Place, text: &str) -> Result<Sealed, TransferError> {
        let sealed = self.0.seal(place, text);
        let sealed =
            sealed.map_err(|error: KeyMissing| TransferError::Sealing(error.to_string()))?;
        let nothing = || TransferError::Sealing("an empty text".to_owned());
        sealed.sealed().cloned().ok_or_else(nothing)
    }
}

impl Sealer for Sealing<'_> {
    fn insurance(&self, patient: PatientId, text: &str) -> Result<Sealed, TransferError> {
        self.seal(&Place::Insurance(patient), text)
    }

    fn notes(&self, patient: PatientId, text: &str) -> Result<Sealed, TransferError> {
        self.seal(&Place::Notes(patient), text)
    }

    fn reason(
        &self,
        appointment: Option<AppointmentId>,
        patient: PatientId,
        text: &str,
    ) -> Result<Sealed, TransferError> {
        self.seal(&Place::of_visit(appointment, patient), text)
    }
}

/// Makes what takes the place of bare digests: the same password opens the key pair that comes with it.
#[derive(Default)]
pub(crate) struct NewCredentials {
    made: Mutex<HashMap<UserId, PrivateKey>>,
    /// Of who keeps what is sealed to them.
    kept: Option<(UserId, PrivateKey)>,
}

impl NewCredentials {
    /// Whatever password the account of `actor` gets, it opens the private key they have.
    pub(crate) fn keeping_that_of(actor: &Actor) -> Self {
        let private = actor.keys.private_key().cloned();
        Self {
            made: Mutex::default(),
            kept: private.map(|private| (actor.user_id, private)),
        }
    }

    /// The private key that was made for a user.
    fn private_of(&self, user: UserId) -> Option<PrivateKey> {
        let mut made = self.made.lock().unwrap_or_else(PoisonError::into_inner);
        made.remove(&user)
    }
}

impl Wrapper for NewCredentials {
    fn credentials(
        &self,
        user: UserId,
        role: Role,
        digest: &PasswordDigest,
    ) -> Result<Credentials, TransferError> {
        let failed = |error: &dyn std::error::Error| TransferError::Sealing(error.to_string());
        let pair = || {
            let private = match &self.kept {
                Some((kept, private)) if *kept == user => private.clone(),
                _ => PrivateKey::generate()?,
            };
            let pair = private.under(digest)?;
            let mut made = self.made.lock().unwrap_or_else(PoisonError::into_inner);
            made.insert(user, private);
            Ok::<_, NoMeans>(pair)
        };
        Ok(Credentials {
            password: passwords::hash(digest).map_err(|error| failed(&error))?,
            key_pair: may_hold(role)
                .then(pair)
                .transpose()
                .map_err(|error| failed(&error))?,
        })
    }
}
