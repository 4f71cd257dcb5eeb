//! One client: books, moves, cancels and reinstates at random, its own appointments and those of others.

use std::sync::Arc;
use std::time::Instant;

use futures::FutureExt as _;
use futures::future::BoxFuture;
use medigest_application::ports::{AppointmentFilter, Store, StoreError, StoreResult};
use medigest_domain::appointment::{Appointment, Status};
use medigest_domain::id::OpId;
use medigest_domain::trace::{AuditAction, EntityKind, Trace};
use medigest_sample::builders::TraceBuilder;

use crate::naive::Naive;
use crate::plan::{Dice, operation, time, wish};
use crate::report::Report;

/// How often an attempt without an answer is repeated.
const REPEATS: u32 = 10;

/// A client's way to the base.
pub struct Contender {
    store: Arc<dyn Store>,
    naive: Option<Box<dyn Naive>>,
}

impl Contender {
    /// Relies on the base's own guard.
    pub fn guarded(store: impl Store + 'static) -> Self {
        Self {
            store: Arc::new(store),
            naive: None,
        }
    }

    /// Looks whether the time is free and then writes around the guard.
    pub fn naive(store: impl Store + 'static, naive: impl Naive + 'static) -> Self {
        Self {
            store: Arc::new(store),
            naive: Some(Box::new(naive)),
        }
    }

    async fn book(&self, wish: &Appointment, trace: &Trace) -> StoreResult<Appointment> {
        let Some(naive) = &self.naive else {
            return self.store.book(wish, trace).await;
        };
        let mut blocking = Vec::new();
        for (practitioner, patient) in [
            (Some(wish.practitioner_id), None),
            (None, Some(wish.patient_id)),
        ] {
            let there = AppointmentFilter {
                practitioner,
                patient,
                within: wish.interval,
            };
            let found = self.store.appointments(there).await?;
            blocking.extend(found.into_iter().filter(Appointment::blocks));
        }
        if !blocking.is_empty() {
            return Err(StoreError::Taken { blocking });
        }
        naive.insert(wish).await;
        Ok(wish.clone())
    }
}

/// A client.
pub struct Client {
    number: u32,
    contender: Contender,
    dice: Dice,
    operations: u32,
    known: Vec<Appointment>,
    report: Report,
}

impl Client {
    pub fn new(number: u32, contender: Contender) -> Self {
        Self {
            number,
            contender,
            dice: Dice::new(u64::from(number)),
            operations: 0,
            known: Vec::new(),
            report: Report::default(),
        }
    }

    /// Makes its attempts, one after the other.
    pub async fn attempt(mut self, times: u32) -> Report {
        for _ in 0..times {
            self.operations += 1;
            let op = operation(self.number, self.operations);
            let naive = self.contender.naive.is_some();
            match self.dice.below(10) {
                0..6 => self.book(op).await,
                _ if naive => self.book(op).await,
                other => self.change(op, other).await,
            }
        }
        self.report
    }

    async fn book(&mut self, op: OpId) {
        let wish = wish(&mut self.dice, op);
        let trace = TraceBuilder::booking(&wish).build();
        let asked = Instant::now();
        let (contender, report) = (&self.contender, &mut self.report);
        let answer = until_answered(report, || contender.book(&wish, &trace).boxed()).await;
        self.report.booking(asked.elapsed(), &answer);
        self.known.extend(answer);
    }

    /// Changes an appointment it knows, or one it looks up.
    async fn change(&mut self, op: OpId, kind: u64) {
        let Some(before) = self.pick().await else {
            return self.book(op).await;
        };
        let mut after = before.clone();
        after.v += 1;
        match (kind, before.status) {
            (6..8, Status::Confirmed) => after.interval = time(&mut self.dice),
            (_, Status::Confirmed) => after.status = Status::Cancelled,
            _ => after.status = Status::Confirmed,
        }
        let trace = TraceBuilder::new(op)
            .with_action(AuditAction::UpdateAppointment)
            .with_object(EntityKind::Appointment, after.id)
            .build();
        let (store, report) = (&self.contender.store, &mut self.report);
        let answer = until_answered(report, || store.save(&after, &trace)).await;
        self.report.change(&answer);
        if let Ok(saved) = answer {
            self.known.retain(|known| known.id != saved.id);
            self.known.push(saved);
        }
    }

    async fn pick(&mut self) -> Option<Appointment> {
        let mut choice = if self.dice.below(2) == 0 {
            let wish = wish(&mut self.dice, operation(self.number, self.operations));
            let theirs = AppointmentFilter {
                practitioner: Some(wish.practitioner_id),
                patient: None,
                within: wish.interval,
            };
            self.contender
                .store
                .appointments(theirs)
                .await
                .unwrap_or_default()
        } else {
            self.known.clone()
        };
        let index = usize::try_from(self.dice.below(choice.len().max(1) as u64)).unwrap_or(0);
        (!choice.is_empty()).then(|| choice.swap_remove(index))
    }
}

/// Asks again, as the same operation, what got no answer: as the app does, and as often as anybody would.
async fn until_answered<'a>(
    report: &mut Report,
    ask: impl Fn() -> BoxFuture<'a, StoreResult<Appointment>>,
) -> StoreResult<Appointment> {
    let mut answer = ask().await;
    for _ in 0..REPEATS {
        if !matches!(answer, Err(StoreError::Unavailable(_))) {
            break;
        }
        report.repeated += 1;
        answer = ask().await;
    }
    answer
}
