//! The people of the practice: practitioners and the accounts they sign in with.

use chrono::{DateTime, Utc, Weekday};
use fastrand::Rng;
use medigest_domain::id::{PractitionerId, UserId};
use medigest_domain::practitioner::{Practitioner, PractitionerDetails};
use medigest_domain::role::Role;
use medigest_domain::user::{PasswordHash, User, Username};

use super::chance::IdMaker;
use super::hours::weekly;
use super::names::Names;
use super::specialities::{NAMED_STAFF, SPECIALITIES, Speciality};

/// The account of the administrator.
pub(super) const ADMINISTRATOR: &str = "admin";
/// The account of the first practitioner.
pub(super) const DOCTOR: &str = "drhouse";
/// The account of the reception, which books.
pub(super) const RECEPTIONIST: &str = "claire";

/// The speciality of the practitioner at `index`: distinct as long as there are enough.
pub(super) fn speciality_of(index: usize) -> &'static Speciality {
    &SPECIALITIES[index % SPECIALITIES.len()]
}

/// `count` practitioners, all active, each with their own weekly hours.
pub(super) fn practitioners(
    count: u32,
    seed: u64,
    today: Weekday,
    founded: DateTime<Utc>,
    rng: &mut Rng,
) -> Vec<Practitioner> {
    let mut ids = IdMaker::<b'D'>::new(seed);
    let names = Names::new();
    (0..count as usize)
        .map(|index| {
            let name = NAMED_STAFF.get(index).map_or_else(
                || {
                    let origin = names.origin(rng);
                    format!("Dr. {}", names.surname(origin, rng))
                },
                |name| (*name).to_owned(),
            );
            let speciality = speciality_of(index);
            Practitioner {
                id: PractitionerId::from_bytes(ids.next(founded)),
                details: PractitionerDetails::parse(&name, speciality.name, speciality.color)
                    .expect("the tables hold valid names and colours"),
                hours: Some(weekly(index, today, rng)),
                active: true,
                created_at: founded,
            }
        })
        .collect()
}

/// One account per role, without a usable password; the doctor is the first practitioner.
pub(super) fn users(
    practitioners: &[Practitioner],
    seed: u64,
    founded: DateTime<Utc>,
) -> Vec<User> {
    let mut ids = IdMaker::<b'U'>::new(seed);
    let mut user = |name: &str, role: Role, practitioner: Option<&Practitioner>| User {
        id: UserId::from_bytes(ids.next(founded)),
        username: Username::stored(name.to_owned()),
        // No password has this hash.
        password: PasswordHash::stored("!".to_owned()),
        key_pair: None,
        role,
        practitioner_id: practitioner.map(|practitioner| practitioner.id),
        active: true,
        must_change_password: false,
        created_at: founded,
        last_sign_in_at: None,
        failed_sign_ins: 0,
        locked_until: None,
    };
    let mut users = vec![
        user(ADMINISTRATOR, Role::Administrator, None),
        user(RECEPTIONIST, Role::Reception, None),
        user("martine", Role::Manager, None),
    ];
    if let Some(first) = practitioners.first() {
        users.push(user(DOCTOR, Role::Doctor, Some(first)));
    }
    users
}
