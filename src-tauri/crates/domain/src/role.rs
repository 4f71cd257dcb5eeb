//! Who uses the program (spec §1).

use std::fmt;

/// A user's role, stored by its French name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Role {
    /// The reception desk.
    Reception,
    /// A doctor, linked to one practitioner.
    Doctor,
    /// The manager: figures, never medical content.
    Manager,
    /// Everything, plus users, practitioners, audit and settings.
    Administrator,
}

impl Role {
    /// Every role.
    pub const ALL: [Self; 4] = [
        Self::Reception,
        Self::Doctor,
        Self::Manager,
        Self::Administrator,
    ];

    /// The value stored in `users.role`.
    #[must_use]
    pub const fn stored(self) -> &'static str {
        match self {
            Self::Reception => "Accueil",
            Self::Doctor => "Médecin",
            Self::Manager => "Responsable",
            Self::Administrator => "Administrateur",
        }
    }

    /// The role stored as `text`.
    #[must_use]
    pub fn from_stored(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.stored() == text)
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.stored())
    }
}
