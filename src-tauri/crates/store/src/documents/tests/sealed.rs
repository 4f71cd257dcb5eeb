//! What sealed texts and keys look like where they are stored. Of bytes that differ at each sealing a snapshot says what
//! is the same each time.

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use medigest_domain::id::DataKeyId;
use medigest_domain::keys::{DataKeyRecord, Grant, Holder, KeyCabinet, Recovery};
use medigest_domain::secret::{KeyKind, SEAL_VERSION, Sealed};
use medigest_sample::builders::{key_pair, keyring};
use serde_json::Value;

use super::*;

/// The document with every run of bytes described instead of shown.
fn redacted<D, E>(document: &D, entity: &E) -> String
where
    D: Stored + Clone,
    E: TryFrom<D, Error = StoreError> + PartialEq + Debug,
{
    let mut value = serde_json::from_str(&shown(document, entity)).unwrap();
    describe(&mut value);
    serde_json::to_string_pretty(&value).unwrap()
}

fn describe(value: &mut Value) {
    match value {
        Value::Object(fields) => {
            if let Some(Value::String(bytes)) = fields.get_mut("base64") {
                *bytes = description(&BASE64_STANDARD.decode(&*bytes).unwrap());
            }
            fields.values_mut().for_each(describe);
        }
        Value::Array(values) => values.iter_mut().for_each(describe),
        _ => {}
    }
}

fn description(bytes: &[u8]) -> String {
    let count = bytes.len();
    let key = Sealed::from_bytes(bytes).key_id();
    let Some(key) = key else {
        return format!("<{count} bytes>");
    };
    let keys = keyring();
    let held = keys.data_keys().iter().find(|held| held.id() == key);
    let kind = held.unwrap().kind().stored();
    format!("<version {SEAL_VERSION}, id of the key {kind}, {count} bytes in all>")
}

#[test]
fn a_sealed_file_is_stored_like_this() {
    let patient = PatientBuilder::new()
        .with_insurance("2 69 05 49 588 157 80")
        .with_notes("Allergie à la pénicilline.")
        .with_visit(AppointmentBuilder::new().build().visit())
        .build();
    let sealed = keyring().seal_patient(patient).unwrap();
    insta::assert_snapshot!(redacted(&PatientDocument::from_domain(&sealed), &sealed));
}

#[test]
fn a_sealed_appointment_is_stored_like_this() {
    let appointment = AppointmentBuilder::new().with_minutes(5).build();
    let sealed = keyring().seal_appointment(appointment).unwrap();
    insta::assert_snapshot!(redacted(
        &AppointmentDocument::from_domain(&sealed),
        &sealed
    ));
}

#[test]
fn the_keys_of_the_practice_are_stored_like_this() {
    let grant = |holder| Grant {
        holder,
        public: [3; 32],
        sealed: vec![4; 80],
    };
    let key = |kind, number| DataKeyRecord {
        id: DataKeyId::from_bytes([7; 12]),
        kind,
        number,
        created_at: now(),
        grants: vec![grant(Holder::Recovery), grant(Holder::User(id(4)))],
    };
    let cabinet = KeyCabinet {
        v: 3,
        keys: vec![key(KeyKind::Administrative, 1), key(KeyKind::Medical, 2)],
        recovery: Recovery {
            public: [9; 32],
            since: now(),
        },
        resealing: true,
    };
    insta::assert_snapshot!(redacted(&CabinetDocument::from_domain(&cabinet), &cabinet));
}

#[test]
fn a_user_with_a_key_pair_is_stored_like_this() {
    let user = UserBuilder::new().with_key_pair(key_pair("elodie")).build();
    insta::assert_snapshot!(redacted(&UserDocument::from_domain(&user), &user));
}
