//! The permission matrix (spec §1): one table, asked by every use case.

use crate::id::PractitionerId;
use crate::role::Role;

/// Something a user may or may not do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Action {
    /// Search and read patients' files.
    ReadPatients,
    /// Create and edit patients' files.
    EditPatients,
    /// Edit the medical notes of a file.
    EditNotes,
    /// Book, move, cancel, mark absent, reinstate.
    Book,
    /// Read plannings.
    ReadPlanning,
    /// Read the reason of an appointment.
    ReadReasons,
    /// Report or withdraw a delay, cancel in an emergency.
    ReportDelay,
    /// Read the figures.
    ReadDashboard,
    /// Create, edit, remove practitioners.
    ManagePractitioners,
    /// Create users, reset passwords, deactivate.
    ManageUsers,
    /// Change the practice's settings.
    ManageSettings,
    /// Read the audit log.
    ReadAuditLog,
}

/// How far a permission reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Scope {
    /// Only what belongs to the practitioner the user is linked to.
    Own,
    /// Everything.
    All,
}

use Action::{
    Book, EditNotes, EditPatients, ManagePractitioners, ManageSettings, ManageUsers, ReadAuditLog,
    ReadDashboard, ReadPatients, ReadPlanning, ReadReasons, ReportDelay,
};

const NO: Option<Scope> = None;
const OWN: Option<Scope> = Some(Scope::Own);
const YES: Option<Scope> = Some(Scope::All);

/// Rows: actions. Columns: `Accueil`, `Médecin`, `Responsable`, `Administrateur`.
const MATRIX: [(Action, [Option<Scope>; 4]); 12] = [
    (ReadPatients, [YES, YES, NO, YES]),
    (EditPatients, [YES, NO, NO, YES]),
    (EditNotes, [YES, YES, NO, YES]),
    (Book, [YES, OWN, NO, YES]),
    (ReadPlanning, [YES, YES, YES, YES]),
    (ReadReasons, [YES, YES, NO, YES]),
    (ReportDelay, [YES, OWN, NO, YES]),
    (ReadDashboard, [NO, OWN, YES, YES]),
    (ManagePractitioners, [NO, NO, NO, YES]),
    (ManageUsers, [NO, NO, NO, YES]),
    (ManageSettings, [NO, NO, NO, YES]),
    (ReadAuditLog, [NO, NO, NO, YES]),
];

/// What `role` may do of `action`: nothing, on its own practitioner, or everything.
#[must_use]
pub fn scope(role: Role, action: Action) -> Option<Scope> {
    let column = match role {
        Role::Reception => 0,
        Role::Doctor => 1,
        Role::Manager => 2,
        Role::Administrator => 3,
    };
    MATRIX
        .iter()
        .find(|(row, _)| *row == action)
        .and_then(|(_, cells)| cells[column])
}

/// Everything `role` may do, with its reach.
pub fn grants(role: Role) -> impl Iterator<Item = (Action, Scope)> {
    MATRIX
        .iter()
        .filter_map(move |(action, _)| scope(role, *action).map(|scope| (*action, scope)))
}

/// Whether a user of `role`, linked to `linked`, may do `action` on something of `practitioner`
/// (none: something that belongs to no practitioner).
#[must_use]
pub fn permits(
    role: Role,
    linked: Option<PractitionerId>,
    action: Action,
    practitioner: Option<PractitionerId>,
) -> bool {
    match scope(role, action) {
        Some(Scope::All) => true,
        Some(Scope::Own) => practitioner.is_some() && practitioner == linked,
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The table of spec §1, pair by pair, written out independently of the code's own.
    const SPECIFIED: &str = "
        ReadPatients         all  all  -    all
        EditPatients         all  -    -    all
        EditNotes            all  all  -    all
        Book                 all  own  -    all
        ReadPlanning         all  all  all  all
        ReadReasons          all  all  -    all
        ReportDelay          all  own  -    all
        ReadDashboard        -    own  all  all
        ManagePractitioners  -    -    -    all
        ManageUsers          -    -    -    all
        ManageSettings       -    -    -    all
        ReadAuditLog         -    -    -    all";

    #[test]
    fn every_pair_of_role_and_action_is_as_specified() {
        let rows: Vec<_> = SPECIFIED
            .lines()
            .filter(|line| !line.trim().is_empty())
            .collect();
        assert_eq!(
            rows.len(),
            MATRIX.len(),
            "an action is missing from one of the tables"
        );
        for row in rows {
            let words: Vec<_> = row.split_whitespace().collect();
            let (action, _) = MATRIX
                .iter()
                .find(|(action, _)| format!("{action:?}") == words[0])
                .unwrap_or_else(|| panic!("{} is not in the matrix", words[0]));
            for (role, cell) in Role::ALL.into_iter().zip(&words[1..]) {
                let expected = match *cell {
                    "all" => Some(Scope::All),
                    "own" => Some(Scope::Own),
                    _ => None,
                };
                assert_eq!(scope(role, *action), expected, "{role} {action:?}");
            }
        }
    }

    #[test]
    fn own_means_the_linked_practitioner_and_no_other() {
        let mine = PractitionerId::from_bytes([1; 12]);
        let other = PractitionerId::from_bytes([2; 12]);
        assert!(permits(Role::Doctor, Some(mine), Book, Some(mine)));
        assert!(!permits(Role::Doctor, Some(mine), Book, Some(other)));
        assert!(
            !permits(Role::Doctor, None, Book, None),
            "an unlinked doctor owns nothing"
        );
        assert!(permits(Role::Reception, None, Book, Some(other)));
    }
}
