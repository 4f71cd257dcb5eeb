//! The fields this program knows, and those by which it tells a document of its own.

use crate::documents::{
    AppointmentDocument, LogDocument, PatientDocument, PractitionerDocument, Stored as _,
    UserDocument,
};

/// The fields an older MediGest wrote and those of this program (`maj` dates a document on a server when it is opened);
/// none for a collection it does not know.
pub(super) fn known(collection: &str) -> Option<&'static [&'static str]> {
    Some(match collection {
        UserDocument::COLLECTION => &[
            "_id",
            "username",
            "username_key",
            "password",
            "cles",
            "role",
            "practitioner_id",
            "actif",
            "must_change_password",
            "created_at",
            "derniere_connexion",
            "echecs",
            "verrouille_jusqua",
            "maj",
        ],
        PractitionerDocument::COLLECTION => &[
            "_id",
            "nom",
            "specialite",
            "couleur",
            "horaires",
            "actif",
            "created_at",
            "maj",
        ],
        PatientDocument::COLLECTION => &[
            "_id",
            "nom",
            "prenom",
            "date_naissance",
            "telephone",
            "email",
            "assurance",
            "notes_medicales",
            "historique_visites",
            "created_at",
            "updated_at",
            "updated_by",
            "v",
            "maj",
        ],
        AppointmentDocument::COLLECTION => &[
            "_id",
            "patient_id",
            "practitioner_id",
            "practitioner_name",
            "date_heure_debut",
            "date_heure_fin",
            "duree_minutes",
            "motif",
            "motif_de",
            "statut",
            "slots",
            "double_reservation",
            "annulation",
            "arrivee_at",
            "debut_consultation_at",
            "fin_consultation_at",
            "remplace",
            "op_id",
            "created_by",
            "created_at",
            "updated_at",
            "v",
            "maj",
        ],
        LogDocument::COLLECTION => &[
            "_id",
            "op_id",
            "user",
            "action",
            "entity",
            "entity_id",
            "details",
            "device",
            "timestamp",
            "chaine",
            "rang",
            "precedent",
            "sceau",
            "temoins",
        ],
        _ => return None,
    })
}

/// The field that each document of this program has, and none of an older one: by it, a document was adopted.
pub(super) fn mark(collection: &str) -> Option<&'static str> {
    match collection {
        UserDocument::COLLECTION => Some("username_key"),
        PractitionerDocument::COLLECTION => Some("actif"),
        PatientDocument::COLLECTION | AppointmentDocument::COLLECTION => Some("v"),
        _ => None,
    }
}

/// The collections that are adopted.
pub(super) const ADOPTED: [&str; 4] = [
    UserDocument::COLLECTION,
    PractitionerDocument::COLLECTION,
    PatientDocument::COLLECTION,
    AppointmentDocument::COLLECTION,
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::documents::{Stored, to_bson};
    use medigest_sample::builders::{
        AppointmentBuilder, PatientBuilder, PractitionerBuilder, UserBuilder,
    };

    fn check<T: Stored>(document: &T) {
        let known = known(T::COLLECTION).unwrap();
        let fields = to_bson(document).unwrap();
        for field in fields
            .keys()
            .map(String::as_str)
            .chain(T::OPTIONAL.iter().copied())
        {
            assert!(known.contains(&field), "{}.{field}", T::COLLECTION);
        }
        assert!(fields.contains_key(mark(T::COLLECTION).unwrap()));
    }

    #[test]
    fn every_field_this_program_writes_is_known_and_the_marks_are_among_them() {
        check(&UserDocument::from_domain(&UserBuilder::new().build()));
        check(&PractitionerDocument::from_domain(
            &PractitionerBuilder::new().build(),
        ));
        check(&PatientDocument::from_domain(
            &PatientBuilder::new().build(),
        ));
        check(&AppointmentDocument::from_domain(
            &AppointmentBuilder::new().build(),
        ));
    }
}
