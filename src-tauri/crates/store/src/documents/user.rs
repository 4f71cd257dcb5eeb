//! `users`.

use bson::DateTime;
use bson::oid::ObjectId;
use medigest_application::ports::StoreError;
use medigest_domain::id::{PractitionerId, UserId};
use medigest_domain::keys::KeyPair;
use medigest_domain::role::Role;
use medigest_domain::user::{PasswordHash, User, Username};
use serde::{Deserialize, Serialize};

use super::cabinet::public_key;
use super::secret::Bytes;
use super::{Followed, Stored, stored_time, time_or_birth, unreadable, yes};
use crate::collections;

/// An account as stored.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct UserDocument {
    /// Id.
    #[serde(rename = "_id")]
    pub id: ObjectId,
    /// As its owner writes it.
    pub username: String,
    /// Its name in lower case, which is unique. An older base lacks it until it is opened by this program.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub username_key: Option<String>,
    /// The hash.
    pub password: String,
    /// What the practice's keys are sealed to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cles: Option<KeyPairDocument>,
    /// One of the four roles.
    pub role: String,
    /// The practitioner a doctor is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub practitioner_id: Option<ObjectId>,
    /// May sign in.
    #[serde(default = "yes")]
    pub actif: bool,
    /// The password is provisional.
    #[serde(default)]
    pub must_change_password: bool,
    /// When it was created.
    #[serde(default)]
    pub created_at: Option<DateTime>,
    /// The last sign-in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub derniere_connexion: Option<DateTime>,
    /// Sign-ins that failed since then.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub echecs: u32,
    /// Until when sign-ins are refused.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub verrouille_jusqua: Option<DateTime>,
}

const fn is_zero(count: &u32) -> bool {
    *count == 0
}

/// `users.cles`.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct KeyPairDocument {
    /// The public key.
    pub publique: Bytes,
    /// The private key, sealed under a key derived from the password.
    pub privee: Bytes,
    /// The salt of that derivation.
    pub sel: Bytes,
}

impl KeyPairDocument {
    /// The stored form.
    #[must_use]
    pub fn from_domain(pair: &KeyPair) -> Self {
        Self {
            publique: Bytes::of(&pair.public),
            privee: Bytes::of(&pair.private),
            sel: Bytes::of(&pair.salt),
        }
    }

    fn into_domain(self) -> Option<KeyPair> {
        Some(KeyPair {
            public: public_key(&self.publique)?,
            private: self.privee.0,
            salt: self.sel.0.try_into().ok()?,
        })
    }
}

impl Stored for UserDocument {
    const COLLECTION: &'static str = collections::USERS;
    const OPTIONAL: &'static [&'static str] = &[
        "cles",
        "practitioner_id",
        "derniere_connexion",
        "echecs",
        "verrouille_jusqua",
    ];
}

impl Followed for UserDocument {
    const MANDATORY: &'static str = "username";
}

impl UserDocument {
    /// The stored form.
    #[must_use]
    pub fn from_domain(user: &User) -> Self {
        Self {
            id: ObjectId::from_bytes(user.id.bytes()),
            username: user.username.as_str().to_owned(),
            username_key: Some(user.username.key()),
            password: user.password.expose().to_owned(),
            cles: user.key_pair.as_ref().map(KeyPairDocument::from_domain),
            role: user.role.stored().to_owned(),
            practitioner_id: user
                .practitioner_id
                .map(|id| ObjectId::from_bytes(id.bytes())),
            actif: user.active,
            must_change_password: user.must_change_password,
            created_at: Some(stored_time(user.created_at)),
            derniere_connexion: user.last_sign_in_at.map(stored_time),
            echecs: user.failed_sign_ins,
            verrouille_jusqua: user.locked_until.map(stored_time),
        }
    }
}

impl TryFrom<UserDocument> for User {
    type Error = StoreError;

    fn try_from(stored: UserDocument) -> Result<Self, StoreError> {
        let wrong = |field| unreadable(UserDocument::COLLECTION, stored.id, field);
        let role = Role::from_stored(&stored.role).ok_or_else(|| wrong("role"))?;
        Ok(Self {
            id: UserId::from_bytes(stored.id.bytes()),
            username: Username::stored(stored.username),
            password: PasswordHash::stored(stored.password),
            key_pair: stored
                .cles
                .map(|pair| pair.into_domain().ok_or_else(|| wrong("cles")))
                .transpose()?,
            role,
            practitioner_id: stored
                .practitioner_id
                .map(|id| PractitionerId::from_bytes(id.bytes())),
            active: stored.actif,
            must_change_password: stored.must_change_password,
            created_at: time_or_birth(stored.created_at, stored.id),
            last_sign_in_at: stored.derniere_connexion.map(DateTime::to_chrono),
            failed_sign_ins: stored.echecs,
            locked_until: stored.verrouille_jusqua.map(DateTime::to_chrono),
        })
    }
}
