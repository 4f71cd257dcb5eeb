//! What is decided over all documents before any is written.

use std::collections::{BTreeMap, HashMap, HashSet};

use bson::oid::ObjectId;
use bson::{DateTime, Document};
use chrono::Duration;
use medigest_application::ports::{Begun, StoreError, StoreResult};
use medigest_domain::appointment::{Appointment, Status};
use medigest_domain::id::{AppointmentId, PractitionerId};
use medigest_domain::time::Interval;
use sha2::{Digest as _, Sha256};

use super::fields::mark;
use super::read::{id, text};
use super::zone::shifted;
use crate::documents::{
    AppointmentDocument, PractitionerDocument, Stored as _, UNLINKED_PRACTITIONER, UserDocument,
    entity,
};
use crate::raw::{RawReader, each};

/// An appointment that is longer has a mistyped end. It reserves nothing, as the ticks of years fit into no document,
/// and is marked like those whose time another holds, for somebody to settle.
const LONGEST: Duration = Duration::days(1);

/// A practitioner whom appointments name and the base does not have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Missing {
    pub(super) id: ObjectId,
    pub(super) appointments: u32,
    /// The first moment anything of them is known.
    pub(super) since: DateTime,
}

/// The appointment that a visit is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Visited {
    pub(super) appointment: ObjectId,
    pub(super) status: Status,
}

/// When, with whom, of whom: by these a visit finds its appointment.
type Meeting = (ObjectId, String, DateTime);

/// The decisions.
#[derive(Debug)]
pub struct Plan {
    begun: Begun,
    practitioners: HashMap<String, ObjectId>,
    pub(super) missing: BTreeMap<String, Missing>,
    /// The appointments of each meeting; none where there are several.
    meetings: HashMap<Meeting, Option<Visited>>,
    /// Confirmed appointments at a time that an earlier made one holds.
    doubles: HashSet<ObjectId>,
    /// The accounts that get the key of their name.
    named: HashSet<ObjectId>,
    pub(super) appointments: Vec<Appointment>,
}

impl Plan {
    /// Decides over the documents of `source`, some of which may be adopted already.
    ///
    /// # Errors
    /// When the base does not answer.
    pub async fn of<R: RawReader + ?Sized>(source: &R, begun: &Begun) -> StoreResult<Self> {
        let mut plan = Self {
            begun: begun.clone(),
            practitioners: HashMap::new(),
            missing: BTreeMap::new(),
            meetings: HashMap::new(),
            doubles: HashSet::new(),
            named: HashSet::new(),
            appointments: Vec::new(),
        };
        let mut names = BTreeMap::<String, ObjectId>::new();
        each(source, UserDocument::COLLECTION, |page| {
            for user in &page {
                if let Some(id) = id(user) {
                    let first = names
                        .entry(text(user, "username").to_lowercase())
                        .or_insert(id);
                    *first = id.min(*first);
                }
            }
            Ok::<_, StoreError>(())
        })
        .await?;
        plan.named = names.into_values().collect();
        each(source, PractitionerDocument::COLLECTION, |page| {
            for practitioner in &page {
                plan.note_practitioner(practitioner);
            }
            Ok::<_, StoreError>(())
        })
        .await?;
        each(source, AppointmentDocument::COLLECTION, |page| {
            for appointment in &page {
                plan.note_appointment(appointment);
            }
            Ok::<_, StoreError>(())
        })
        .await?;
        plan.decide();
        Ok(plan)
    }

    pub(super) fn begun(&self) -> &Begun {
        &self.begun
    }

    /// An instant of an older document.
    pub(super) fn instant(&self, stored: DateTime) -> DateTime {
        if self.begun.options.shift_times {
            shifted(self.begun.options.zone, stored)
        } else {
            stored
        }
    }

    /// A span of an older appointment: it keeps its length, whatever the clocks do meanwhile.
    pub(super) fn span(&self, stored: Interval) -> Interval {
        let start = self
            .instant(DateTime::from_chrono(stored.start))
            .to_chrono();
        Interval {
            start,
            end: start + (stored.end - stored.start),
        }
    }

    /// The practitioner of this name; none without a name.
    pub(super) fn practitioner(&self, name: &str) -> Option<ObjectId> {
        let known = self.practitioners.get(name.trim()).copied();
        known.or_else(|| self.missing.get(name.trim()).map(|missing| missing.id))
    }

    /// The appointment that a visit is of: the only one of this patient with this practitioner at that instant.
    pub(super) fn visited(&self, patient: ObjectId, name: &str, at: DateTime) -> Option<Visited> {
        let meeting = (patient, name.trim().to_owned(), at);
        self.meetings.get(&meeting).copied().flatten()
    }

    /// Whether another appointment holds the time of this one.
    pub(super) fn is_double(&self, appointment: ObjectId) -> bool {
        self.doubles.contains(&appointment)
    }

    /// Whether the account gets the key of its name: of two names that differ by their case only, the older one.
    pub(super) fn is_named(&self, user: ObjectId) -> bool {
        self.named.contains(&user)
    }

    fn note_practitioner(&mut self, document: &Document) {
        // One that was added for a name is found by the name like any other.
        if let Some(id) = id(document) {
            let name = text(document, "nom").trim().to_owned();
            let first = self.practitioners.entry(name).or_insert(id);
            *first = id.min(*first);
        }
    }

    fn note_appointment(&mut self, document: &Document) {
        // Why it is, sealed by now or not, decides nothing.
        let mut without_reason = document.clone();
        without_reason.remove("motif");
        let read = entity::<AppointmentDocument, Appointment>(&without_reason);
        let Some(mut appointment) = read else {
            return;
        };
        let is_adopted =
            mark(AppointmentDocument::COLLECTION).is_some_and(|mark| document.contains_key(mark));
        if !is_adopted {
            appointment.interval = self.span(appointment.interval);
            let created = DateTime::from_chrono(appointment.created_at);
            appointment.created_at = self.instant(created).to_chrono();
        }
        let name = appointment.practitioner_name.trim().to_owned();
        if !name.is_empty() && !self.practitioners.contains_key(&name) {
            let since = appointment.created_at.min(appointment.interval.start);
            let since = DateTime::from_chrono(since);
            let missing = self.missing.entry(name.clone()).or_insert_with(|| Missing {
                id: derived(&name),
                appointments: 0,
                since,
            });
            missing.appointments += 1;
            missing.since = missing.since.min(since);
        }
        let linked = self.practitioner(&name);
        appointment.practitioner_id = linked.map_or(UNLINKED_PRACTITIONER, |id| {
            PractitionerId::from_bytes(id.bytes())
        });
        let meeting = (
            ObjectId::from_bytes(appointment.patient_id.bytes()),
            name,
            DateTime::from_chrono(appointment.interval.start),
        );
        let visited = Visited {
            appointment: object_id(appointment.id),
            status: appointment.status,
        };
        self.meetings
            .entry(meeting)
            .and_modify(|several| *several = None)
            .or_insert(Some(visited));
        self.appointments.push(appointment);
    }

    /// Whoever was made first holds the time.
    fn decide(&mut self) {
        let by_making = |one: &Appointment| (one.created_at, one.id);
        self.appointments.sort_by_key(by_making);
        let mut held = HashSet::new();
        for appointment in self.appointments.iter().filter(|one| one.blocks()) {
            if appointment.interval.end - appointment.interval.start > LONGEST {
                self.doubles.insert(object_id(appointment.id));
                continue;
            }
            let tokens = slots(appointment);
            if tokens.iter().any(|token| held.contains(token)) {
                self.doubles.insert(object_id(appointment.id));
            } else {
                held.extend(tokens);
            }
        }
    }
}

/// The ticks an appointment takes, held by another or not.
pub(super) fn slots(appointment: &Appointment) -> Vec<String> {
    let tokens = appointment.slots();
    tokens.iter().map(ToString::to_string).collect()
}

pub(super) fn object_id(id: AppointmentId) -> ObjectId {
    ObjectId::from_bytes(id.bytes())
}

/// The id of a practitioner who is known by name only: the same wherever it is made.
pub(super) fn derived(name: &str) -> ObjectId {
    let digest: [u8; 32] = Sha256::digest(name.as_bytes()).into();
    let mut id = [0; 12];
    id.copy_from_slice(&digest[..12]);
    ObjectId::from_bytes(id)
}
