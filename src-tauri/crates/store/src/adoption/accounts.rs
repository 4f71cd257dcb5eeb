//! What an account becomes: its bare digest is wrapped at once, so that its password keeps working and nothing in the
//! base can be tried against a list any more.

use bson::Document;
use bson::oid::ObjectId;
use medigest_application::PasswordDigest;
use medigest_application::ports::{TransferError, Wrapper};
use medigest_domain::id::UserId;
use medigest_domain::keys::KeyPair;
use medigest_domain::role::Role;

use super::convert::Outcome;
use super::plan::Plan;
use super::read::{id, is_readable, text};
use crate::documents::{KeyPairDocument, Stored as _, UserDocument};

/// The bare SHA-256 that an account has for a password; none when it was wrapped already.
pub(super) fn bare_digest(user: &Document) -> Option<PasswordDigest> {
    PasswordDigest::stored(text(user, "password"))
}

/// Whether nothing is left to do for an account.
fn is_adopted(plan: &Plan, user: &Document) -> bool {
    let is_named = user.contains_key("username_key");
    let named = is_named || id(user).is_none_or(|id| !plan.is_named(id));
    named && bare_digest(user).is_none()
}

/// What `user` becomes, in the place of the account `place` if there is one. `is_named`: whether it may have the key
/// of its name.
pub(super) fn converted(
    plan: &Plan,
    wrapper: &dyn Wrapper,
    user: &Document,
    is_named: bool,
    place: Option<ObjectId>,
) -> Result<Outcome, TransferError> {
    if is_adopted(plan, user) {
        return Ok(Outcome::There);
    }
    let Some(id) = id(user).filter(|_| is_readable(UserDocument::COLLECTION, user)) else {
        return Ok(Outcome::Unreadable);
    };
    let account = place.unwrap_or(id);
    let mut adopted = user.clone();
    adopted.insert("_id", account);
    if is_named && plan.is_named(id) {
        adopted.insert("username_key", text(user, "username").to_lowercase());
    }
    if let Some(digest) = bare_digest(user) {
        // Readable, so it has one of the roles.
        let role = Role::from_stored(text(user, "role")).unwrap_or(Role::Manager);
        let wrapped = wrapper.credentials(UserId::from_bytes(account.bytes()), role, &digest)?;
        adopted.insert("password", wrapped.password.expose());
        if let Some(pair) = &wrapped.key_pair {
            adopted.insert("cles", stored(pair)?);
        }
        if plan.begun().options.new_passwords {
            adopted.insert("must_change_password", true);
        }
        if let Ok(created) = user.get_datetime("created_at") {
            adopted.insert("created_at", plan.instant(*created));
        }
    }
    Ok(Outcome::Adopted(adopted))
}

fn stored(pair: &KeyPair) -> Result<Document, TransferError> {
    bson::serialize_to_document(&KeyPairDocument::from_domain(pair))
        .map_err(|_| TransferError::Sealing("a key pair cannot be written".to_owned()))
}
