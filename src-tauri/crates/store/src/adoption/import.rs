//! Adding the files of an older base to an empty one.

use bson::Document;
use medigest_application::ports::{
    Adopted, Progress, Sealer, StoreError, StoreResult, TransferError, Wrapper,
};

use super::accounts;
use super::convert::{self, Outcome};
use super::files::Folder;
use super::plan::Plan;
use super::read;
use super::run::{add_missing, added_practitioners};
use crate::documents::{
    AppointmentDocument, PatientDocument, PractitionerDocument, Stored as _, UserDocument,
};
use crate::raw::{Added, PAGE, RawReader, RawStore, Replaced, each};

/// Whether a base holds no more than a first start writes: nobody it is about, and at most one account.
///
/// # Errors
/// When it does not answer.
pub async fn is_empty<R: RawReader + ?Sized>(base: &R) -> StoreResult<bool> {
    let counts = base.collections().await?;
    let count = |name: &str| counts.get(name).copied().unwrap_or_default();
    Ok(count(PatientDocument::COLLECTION) == 0
        && count(AppointmentDocument::COLLECTION) == 0
        && count(PractitionerDocument::COLLECTION) == 0
        && count(UserDocument::COLLECTION) <= 1)
}

/// Adds everything of the files but the accounts.
///
/// # Errors
/// When the base does not answer, the files changed, or nothing can be sealed.
pub async fn import_documents(
    base: &dyn RawStore,
    folder: &Folder,
    plan: &Plan,
    sealer: &dyn Sealer,
    progress: Progress<'_>,
) -> Result<Adopted, TransferError> {
    add_missing(base, plan).await?;
    let mut counts = folder.collections().await?;
    counts.remove(UserDocument::COLLECTION);
    let total = counts.values().sum();
    let (mut outcome, mut done) = (Adopted::default(), 0);
    for collection in counts.keys() {
        let (mut after, mut adopted) = (None, 0);
        loop {
            let page = folder.page(collection, after.as_ref(), PAGE).await?;
            let read = page.documents.len() as u64;
            let unreadable = add_page(base, collection, plan, sealer, page.documents).await?;
            outcome.unreadable += unreadable;
            adopted += read - unreadable;
            done += read;
            progress(done, total);
            match page.next {
                Some(next) => after = Some(next),
                None => break,
            }
        }
        match collection.as_str() {
            PatientDocument::COLLECTION => outcome.patients = adopted,
            AppointmentDocument::COLLECTION => outcome.appointments = adopted,
            _ => {}
        }
    }
    outcome.practitioners = added_practitioners(base).await?;
    Ok(outcome)
}

/// Adds some documents of a collection; how many of them cannot be read.
async fn add_page(
    base: &dyn RawStore,
    collection: &str,
    plan: &Plan,
    sealer: &dyn Sealer,
    documents: Vec<Document>,
) -> Result<u64, TransferError> {
    let mut unreadable = 0;
    let mut adopted = Vec::with_capacity(documents.len());
    for document in &documents {
        adopted.push(
            match convert::converted(plan, sealer, collection, document, false)? {
                Outcome::Adopted(adopted) => adopted,
                Outcome::There => document.clone(),
                Outcome::Unreadable => {
                    unreadable += 1;
                    document.clone()
                }
            },
        );
    }
    let added = base.add(collection, &adopted).await?;
    let conflicts = documents.iter().zip(added);
    for (document, _) in conflicts.filter(|(_, added)| *added == Added::Conflict) {
        // Somebody booked that time since the import began.
        if let Outcome::Adopted(double) =
            convert::converted(plan, sealer, collection, document, true)?
        {
            base.add(collection, &[double]).await?;
        }
    }
    Ok(unreadable)
}

/// Adds the accounts of the files, each in the place of one with its name; how many.
///
/// # Errors
/// As [`import_documents`].
pub async fn import_accounts(
    base: &dyn RawStore,
    folder: &Folder,
    plan: &Plan,
    wrapper: &dyn Wrapper,
) -> Result<u64, TransferError> {
    let users = UserDocument::COLLECTION;
    let (mut after, mut count) = (None, 0);
    loop {
        let page = folder.page(users, after.as_ref(), PAGE).await?;
        for user in &page.documents {
            // One that was added before keeps what it has by now.
            let adopted = match accounts::converted(plan, wrapper, user, true, None)? {
                Outcome::Adopted(adopted) => adopted,
                Outcome::There | Outcome::Unreadable => user.clone(),
            };
            if base.add(users, &[adopted]).await?.first() == Some(&Added::Conflict) {
                take_over(base, plan, wrapper, user).await?;
            }
            count += 1;
        }
        match page.next {
            Some(next) => after = Some(next),
            None => return Ok(count),
        }
    }
}

/// Gives the account with the name of `user`, that of the first start, what the files say of them. One write, and the
/// account stays the one it was: whoever did this before an interruption still has an account, and the keys that were
/// sealed to it.
async fn take_over(
    base: &dyn RawStore,
    plan: &Plan,
    wrapper: &dyn Wrapper,
    user: &Document,
) -> Result<(), TransferError> {
    let Some(present) = named(base, &read::text(user, "username").to_lowercase()).await? else {
        return Err(StoreError::NotFound.into());
    };
    let place = read::id(&present);
    let Outcome::Adopted(adopted) = accounts::converted(plan, wrapper, user, true, place)? else {
        return Ok(());
    };
    // Taken over before, and by now perhaps with a password of its own.
    if present.get("created_at") == adopted.get("created_at") {
        return Ok(());
    }
    match base
        .replace(UserDocument::COLLECTION, &present, &adopted)
        .await?
    {
        Replaced::Done => Ok(()),
        Replaced::Changed | Replaced::Conflict => {
            let still = "an account is being changed".to_owned();
            Err(StoreError::Unavailable(still).into())
        }
    }
}

/// The account of this name.
async fn named(base: &dyn RawStore, key: &str) -> StoreResult<Option<Document>> {
    let mut found = None;
    each(base, UserDocument::COLLECTION, |page| {
        let mut page = page.into_iter();
        found = found
            .take()
            .or_else(|| page.find(|user| read::text(user, "username_key") == key));
        Ok::<_, StoreError>(())
    })
    .await?;
    Ok(found)
}
