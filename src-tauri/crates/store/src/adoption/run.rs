//! Adopting a base where it is, document by document: each is replaced only if nobody changed it meanwhile.

use bson::Document;
use medigest_application::ports::{
    Adopted, Progress, Sealer, StoreError, StoreResult, TransferError, Wrapper,
};

use super::convert::{self, Outcome, absent_practitioner};
use super::plan::Plan;
use super::{accounts, read};
use crate::documents::{
    AppointmentDocument, PatientDocument, PractitionerDocument, Stored as _, UserDocument,
};
use crate::raw::{PAGE, RawReader, RawStore, Replaced};

/// How often everything is looked at again because an older program is still writing.
const ROUNDS: u32 = 5;

/// Wraps every bare password of `base`; how many accounts have no bare one by now.
///
/// # Errors
/// When the base does not answer, or nothing can be wrapped.
pub async fn adopt_accounts(
    base: &dyn RawStore,
    plan: &Plan,
    wrapper: &dyn Wrapper,
) -> Result<u64, TransferError> {
    let mut tally = Tally::default();
    let convert = |user: &Document, conflicts: bool| {
        accounts::converted(plan, wrapper, user, !conflicts, None)
    };
    rounds(
        base,
        UserDocument::COLLECTION,
        &convert,
        &mut tally,
        &mut |_| {},
    )
    .await?;
    Ok(tally.adopted)
}

/// Adopts everything but the accounts.
///
/// # Errors
/// When the base does not answer, or nothing can be sealed.
pub async fn adopt_documents(
    base: &dyn RawStore,
    plan: &Plan,
    sealer: &dyn Sealer,
    progress: Progress<'_>,
) -> Result<Adopted, TransferError> {
    add_missing(base, plan).await?;
    let collections = [
        PractitionerDocument::COLLECTION,
        PatientDocument::COLLECTION,
        AppointmentDocument::COLLECTION,
    ];
    let counts = base.collections().await?;
    let counted = collections.map(|name| counts.get(name).copied().unwrap_or_default());
    let total = counted.iter().sum();
    let mut outcome = Adopted {
        practitioners: added_practitioners(base).await?,
        ..Adopted::default()
    };
    let mut before = 0;
    for (collection, count) in collections.into_iter().zip(counted) {
        let mut tally = Tally::default();
        let convert = |document: &Document, conflicts: bool| {
            convert::converted(plan, sealer, collection, document, conflicts)
        };
        let mut tell = |done: u64| progress(before + done.min(count), total);
        rounds(base, collection, &convert, &mut tally, &mut tell).await?;
        before += count;
        outcome.unreadable += tally.unreadable;
        match collection {
            PatientDocument::COLLECTION => outcome.patients = tally.adopted,
            AppointmentDocument::COLLECTION => outcome.appointments = tally.adopted,
            _ => {}
        }
    }
    Ok(outcome)
}

/// Adds the practitioners whom appointments name.
pub(super) async fn add_missing(base: &dyn RawStore, plan: &Plan) -> StoreResult<()> {
    let missing: Vec<_> = plan
        .missing
        .iter()
        .map(|(name, missing)| absent_practitioner(name, missing.id, missing.since))
        .collect();
    base.add(PractitionerDocument::COLLECTION, &missing).await?;
    Ok(())
}

/// The names of those that were added so, now or before an interruption.
pub(super) async fn added_practitioners<R: RawReader + ?Sized>(
    base: &R,
) -> StoreResult<Vec<String>> {
    let mut names = Vec::new();
    crate::raw::each(base, PractitionerDocument::COLLECTION, |page| {
        let added = page.iter().filter_map(|practitioner| {
            let name = read::text(practitioner, "nom");
            let is_derived = read::id(practitioner) == Some(super::plan::derived(name));
            is_derived.then(|| name.to_owned())
        });
        names.extend(added);
        Ok::<_, StoreError>(())
    })
    .await?;
    names.sort();
    Ok(names)
}

/// What became of the documents of a collection.
#[derive(Default)]
struct Tally {
    /// Adopted, now or before.
    adopted: u64,
    unreadable: u64,
}

type Convert<'a> = &'a (dyn Fn(&Document, bool) -> Result<Outcome, TransferError> + Send + Sync);

/// Converts every document of a collection, until nobody changed one while that was being done.
async fn rounds(
    base: &dyn RawStore,
    collection: &str,
    convert: Convert<'_>,
    tally: &mut Tally,
    tell: &mut (dyn FnMut(u64) + Send),
) -> Result<(), TransferError> {
    for _ in 0..ROUNDS {
        *tally = Tally::default();
        if round(base, collection, convert, tally, tell).await? {
            return Ok(());
        }
    }
    let still = "another program keeps writing".to_owned();
    Err(StoreError::Unavailable(still).into())
}

/// Converts every document once; whether nobody changed one meanwhile.
async fn round(
    base: &dyn RawStore,
    collection: &str,
    convert: Convert<'_>,
    tally: &mut Tally,
    tell: &mut (dyn FnMut(u64) + Send),
) -> Result<bool, TransferError> {
    let (mut after, mut is_still, mut done) = (None, true, 0);
    loop {
        let page = base.page(collection, after.as_ref(), PAGE).await?;
        for document in &page.documents {
            match one(base, collection, convert, document).await? {
                Some(true) => tally.adopted += 1,
                Some(false) => tally.unreadable += 1,
                None => is_still = false,
            }
            done += 1;
            tell(done);
        }
        match page.next {
            Some(next) => after = Some(next),
            None => return Ok(is_still),
        }
    }
}

/// Converts one document: whether it is adopted now or stays unreadable; none when it was changed meanwhile.
async fn one(
    base: &dyn RawStore,
    collection: &str,
    convert: Convert<'_>,
    document: &Document,
) -> Result<Option<bool>, TransferError> {
    for conflicts in [false, true] {
        let adopted = match convert(document, conflicts)? {
            Outcome::There => return Ok(Some(true)),
            Outcome::Unreadable => return Ok(Some(false)),
            Outcome::Adopted(adopted) => adopted,
        };
        match base.replace(collection, document, &adopted).await? {
            Replaced::Done => return Ok(Some(true)),
            Replaced::Changed => return Ok(None),
            // Somebody was faster with its time or its name: once more, without.
            Replaced::Conflict => {}
        }
    }
    Ok(Some(false))
}
