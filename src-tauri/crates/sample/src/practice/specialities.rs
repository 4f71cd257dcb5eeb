//! What the practitioners do: specialities with their colour, whom they see, and why people come.

use super::names::Sex;
use super::people::Person;
use chrono::NaiveDate;

/// Whom a speciality sees.
#[derive(Debug, Clone, Copy)]
pub(super) enum Audience {
    Everyone,
    Children,
    Adults,
    Women,
}

impl Audience {
    /// Whether `person` would come on `day`.
    pub(super) fn includes(self, person: &Person, day: NaiveDate) -> bool {
        let age = person.age(day);
        match self {
            Self::Everyone => true,
            Self::Children => age < 17,
            Self::Adults => age >= 18,
            Self::Women => person.sex == Sex::Female && age >= 15,
        }
    }
}

/// One speciality.
pub(super) struct Speciality {
    pub(super) name: &'static str,
    /// Told apart from the others at a glance, at least 3:1 against a white and a dark card.
    pub(super) color: &'static str,
    pub(super) audience: Audience,
    /// Reasons, and the minutes they take.
    pub(super) reasons: &'static [(&'static str, u32)],
}

/// Who works here, in the order of the practice's list: a name and the index of their speciality.
pub(super) const NAMED_STAFF: [&str; 8] = [
    "Dr. House",
    "Dr. Lefèvre",
    "Dr. Nguyen",
    "Dr. Ben Amar",
    "Dr. Roux-Garnier",
    "Dr. Le Goff",
    "Dr. Kowalski",
    "M. Ferreira",
];

/// Every speciality; the named staff have the first ones.
pub(super) const SPECIALITIES: [Speciality; 12] = [
    Speciality {
        name: "Médecine générale",
        color: "#0d8a7e",
        audience: Audience::Everyone,
        reasons: &[
            ("Renouvellement d'ordonnance", 15),
            ("Toux persistante", 15),
            ("Fièvre", 15),
            ("Contrôle annuel", 20),
            ("Certificat médical", 15),
            ("Douleur lombaire", 20),
            ("Hypertension", 15),
            ("Résultats d'analyses", 15),
            ("Vaccination", 15),
            ("Fatigue", 20),
            ("Première consultation", 30),
        ],
    },
    Speciality {
        name: "Cardiologie",
        color: "#3576f0",
        audience: Audience::Adults,
        reasons: &[
            ("Électrocardiogramme", 20),
            ("Suivi d'hypertension", 20),
            ("Palpitations", 30),
            ("Bilan avant opération", 30),
            ("Pose de Holter", 20),
            ("Première consultation", 30),
        ],
    },
    Speciality {
        name: "Pédiatrie",
        color: "#d9670a",
        audience: Audience::Children,
        reasons: &[
            ("Vaccination", 15),
            ("Fièvre", 15),
            ("Otite", 15),
            ("Visite de croissance", 20),
            ("Certificat de sport", 15),
            ("Éruption cutanée", 20),
            ("Première consultation", 30),
        ],
    },
    Speciality {
        name: "Dermatologie",
        color: "#c23fd6",
        audience: Audience::Everyone,
        reasons: &[
            ("Contrôle de grains de beauté", 20),
            ("Eczéma", 15),
            ("Acné", 15),
            ("Verrue", 15),
            ("Psoriasis, suivi", 20),
            ("Première consultation", 30),
        ],
    },
    Speciality {
        name: "Gynécologie",
        color: "#e0407b",
        audience: Audience::Women,
        reasons: &[
            ("Suivi de grossesse", 30),
            ("Frottis de contrôle", 20),
            ("Contraception", 20),
            ("Échographie", 30),
            ("Contrôle annuel", 20),
        ],
    },
    Speciality {
        name: "Ophtalmologie",
        color: "#8250f0",
        audience: Audience::Everyone,
        reasons: &[
            ("Contrôle de la vue", 15),
            ("Fond d'œil", 20),
            ("Suivi de glaucome", 20),
            ("Cataracte, avant opération", 30),
            ("Œil rouge", 15),
        ],
    },
    Speciality {
        name: "ORL",
        color: "#9a7b00",
        audience: Audience::Everyone,
        reasons: &[
            ("Audiogramme", 30),
            ("Sinusite", 15),
            ("Vertiges", 20),
            ("Acouphènes", 20),
            ("Bouchon de cérumen", 15),
        ],
    },
    Speciality {
        name: "Kinésithérapie",
        color: "#3f8f1a",
        audience: Audience::Everyone,
        reasons: &[
            ("Rééducation du genou", 30),
            ("Lombalgie, séance", 30),
            ("Rééducation de l'épaule", 30),
            ("Entorse de la cheville", 30),
            ("Kinésithérapie respiratoire", 20),
        ],
    },
    Speciality {
        name: "Rhumatologie",
        color: "#6b7b8e",
        audience: Audience::Adults,
        reasons: &[
            ("Arthrose, suivi", 20),
            ("Infiltration", 20),
            ("Douleur articulaire", 30),
            ("Ostéoporose, suivi", 20),
        ],
    },
    Speciality {
        name: "Psychiatrie",
        color: "#5b6ee8",
        audience: Audience::Adults,
        reasons: &[("Entretien de suivi", 30), ("Premier entretien", 30)],
    },
    Speciality {
        name: "Sage-femme",
        color: "#dc2f2f",
        audience: Audience::Women,
        reasons: &[
            ("Préparation à la naissance", 30),
            ("Consultation postnatale", 30),
            ("Suivi de grossesse", 30),
        ],
    },
    Speciality {
        name: "Diététique",
        color: "#a5673f",
        audience: Audience::Everyone,
        reasons: &[("Bilan alimentaire", 30), ("Suivi", 20)],
    },
];
