//! Patients' files: how to reach them, their social security number, the notes a doctor would leave.
//!
//! Nothing reaches a real person: phone numbers come from the ranges that ARCEP (and Ofcom) keep for fiction,
//! e-mail addresses from the domains of RFC 2606, and social security numbers carry a rank (over 900 births in
//! one month of one small commune) that nobody has.

use chrono::{DateTime, Datelike, Duration, NaiveDate, Utc};
use fastrand::Rng;
use medigest_domain::id::PatientId;
use medigest_domain::patient::{Patient, PatientForm};
use medigest_domain::search::normalise;

use super::chance::{IdMaker, any, happens};
use super::names::Sex;
use super::people::Person;
use super::staff::RECEPTIONIST;

/// Below it, contact and insurance are the parents'.
const ADULT: u32 = 16;
const MOBILE: &str = "0639 98";
const LANDLINES: [&str; 5] = ["0199 00", "0261 91", "0353 01", "0465 71", "0536 49"];
const MAIL_DOMAINS: [&str; 3] = ["example.com", "example.org", "example.net"];
/// How long before the first appointments the oldest file was opened.
const YEARS_OF_FILES: i64 = 6;

/// The files of `people`, created over the years before `known_by`, without visits.
pub(super) fn files(
    people: &[Person],
    seed: u64,
    today: NaiveDate,
    known_by: DateTime<Utc>,
    rng: &mut Rng,
) -> Vec<Patient> {
    let mut ids = IdMaker::<b'P'>::new(seed);
    let mut files: Vec<Patient> = Vec::with_capacity(people.len());
    for (index, person) in people.iter().enumerate() {
        let household = person.household_of.map(|index| &files[index]);
        let shared_phone = household.and_then(|file| file.details.phone.as_ref());
        let phone = match shared_phone {
            Some(phone) if person.age(today) < ADULT || happens(rng, 0.3) => {
                phone.as_str().to_owned()
            }
            _ => phone(index, person.age(today), rng),
        };
        let form = PatientForm {
            last_name: person.last_name.clone(),
            first_name: person.first_name.clone(),
            birth_date: unless(rng, 0.03, |_| person.born.to_string()),
            phone: unless(rng, 0.02, |_| phone),
            email: email(person, today, rng),
            insurance: Some(insurance(person, rng)),
            notes: Some(notes(person, today, rng)),
            accept_warnings: false,
        };
        let created_at = known_by - Duration::minutes(rng.i64(0..YEARS_OF_FILES * 365 * 24 * 60));
        files.push(Patient {
            id: PatientId::from_bytes(ids.next(created_at)),
            v: 1,
            details: form
                .parse(today)
                .expect("what is drawn here breaks no rule of the form"),
            visits: Vec::new(),
            created_at,
            updated_at: created_at,
            updated_by: Some(RECEPTIONIST.to_owned()),
        });
    }
    files
}

/// Empty in a `missing` share of the files.
fn unless(rng: &mut Rng, missing: f64, value: impl FnOnce(&mut Rng) -> String) -> String {
    if happens(rng, missing) {
        String::new()
    } else {
        value(rng)
    }
}

/// A number of one's own, as far as ten thousand per range go.
fn phone(index: usize, age: u32, rng: &mut Rng) -> String {
    // 7919 shares no factor with 10,000: neighbours in the list get numbers far apart, none twice.
    let number = (index + 1) * 7_919 % 10_000;
    if happens(rng, 0.005) {
        return format!("+44 20 7946 0{:03}", number % 1_000);
    }
    let landline = if age >= 65 { 0.4 } else { 0.05 };
    let range = if happens(rng, landline) {
        any(rng, &LANDLINES)
    } else {
        MOBILE
    };
    format!("{range} {number:04}")
}

fn email(person: &Person, today: NaiveDate, rng: &mut Rng) -> String {
    let missing = match person.age(today) {
        ..ADULT => 0.95,
        ADULT..65 => 0.25,
        _ => 0.55,
    };
    unless(rng, missing, |rng| {
        let year = person.born.year() % 100;
        let suffix = unless(rng, 0.6, |_| format!("{year:02}"));
        let name = ascii(&person.first_name);
        let family = ascii(&person.last_name);
        let domain = any(rng, &MAIL_DOMAINS);
        format!("{name}.{family}{suffix}@{domain}")
    })
}

/// The plain letters of a name: `Éloïse` gives `eloise`.
fn ascii(name: &str) -> String {
    let mut letters = normalise(name);
    letters.retain(|letter| letter.is_ascii_alphanumeric());
    letters
}

/// A social security number for most, another reference for some, nothing for the rest.
fn insurance(person: &Person, rng: &mut Rng) -> String {
    match rng.u32(..100) {
        0..78 => social_security_number(person, rng),
        78..82 => format!("Mutuelle MGEN {:07}", rng.u32(..10_000_000)),
        82..84 => format!("CEAM {:08}", rng.u32(..100_000_000)),
        _ => String::new(),
    }
}

/// Sex, year and month of birth, department, commune, rank, key (INSEE).
fn social_security_number(person: &Person, rng: &mut Rng) -> String {
    let sex = match person.sex {
        Sex::Male => 1,
        Sex::Female => 2,
    };
    let (year, month) = (person.born.year() % 100, person.born.month());
    let department = match rng.u32(..100) {
        // Born abroad.
        0..12 => "99".to_owned(),
        12 => any(rng, &["2A", "2B"]).to_owned(),
        _ => format!(
            "{:02}",
            any(rng, &[13, 29, 31, 33, 35, 44, 59, 67, 69, 75, 92, 93])
        ),
    };
    let commune = rng.u32(1..500);
    let rank = rng.u32(900..1_000);
    // Corsica counts as 19 and 18 in the key.
    let counted = department.replace("2A", "19").replace("2B", "18");
    let number: u64 = format!("{sex}{year:02}{month:02}{counted}{commune:03}{rank}")
        .parse()
        .expect("thirteen digits");
    let key = 97 - number % 97;
    format!("{sex} {year:02} {month:02} {department} {commune:03} {rank} {key:02}")
}

const NOTES_CHILD: [&str; 6] = [
    "Carnet de vaccination à jour.",
    "Asthme léger, traitement de fond.",
    "Allergie aux arachides.",
    "Otites à répétition.",
    "Suivi de croissance tous les six mois.",
    "Port de lunettes.",
];
const NOTES_ADULT: [&str; 10] = [
    "Allergie à la pénicilline.",
    "Hypertension traitée.",
    "Migraines, traitement de crise.",
    "Asthme à l'effort.",
    "Hypothyroïdie, Lévothyrox 75 µg.",
    "Lombalgies chroniques.",
    "Fumeur, sevrage envisagé.",
    "Préfère les rendez-vous en fin de journée.",
    "Opération de l'appendicite en 2019.\nSans suites.",
    "Anxiété, suivi psychologique en cours.",
];
const NOTES_OLD: [&str; 8] = [
    "Diabète de type 2, metformine.",
    "Hypertension et cholestérol traités.",
    "Prothèse de hanche droite.",
    "Fibrillation auriculaire, sous anticoagulant.",
    "Malentendant : parler lentement, de face.",
    "Se déplace avec un déambulateur, prévoir le rez-de-chaussée.",
    "Vient avec sa fille.",
    "Insuffisance rénale modérée.\nContrôle de la créatinine tous les trois mois.",
];

fn notes(person: &Person, today: NaiveDate, rng: &mut Rng) -> String {
    let (known, missing): (&[&str], f64) = match person.age(today) {
        ..ADULT => (&NOTES_CHILD, 0.75),
        ADULT..65 => (&NOTES_ADULT, 0.7),
        _ => (&NOTES_OLD, 0.5),
    };
    unless(rng, missing, |rng| any(rng, known).to_owned())
}
