//! The collections. Their names stand here and nowhere else, so that whatever has to know all of them does.

/// Declares each name, and the list of all.
macro_rules! collections {
    ($($(#[$about:meta])* $name:ident = $stored:literal;)+) => {
        $($(#[$about])* pub const $name: &str = $stored;)+

        /// Every collection this program writes.
        pub const ALL: &[&str] = &[$($name),+];
    };
}

collections! {
    /// Appointments.
    APPOINTMENTS = "appointments";
    /// Patients' files, with their visits.
    PATIENTS = "patients";
    /// Practitioners.
    PRACTITIONERS = "practitioners";
    /// Accounts.
    USERS = "users";
    /// The practice's keys: one document.
    KEYS = "cles";
    /// Reports of practitioners who run late.
    DELAYS = "retards";
    /// Absences and closures.
    ABSENCES = "absences";
    /// The settings: one document.
    SETTINGS = "settings";
    /// The audit log.
    LOGS = "logs";
    /// What of the audit log was moved to files.
    ARCHIVES = "archives";
    /// What is being done to the base as a whole: one document, and none when nothing is. It is neither kept in
    /// backups nor copied.
    JOURNAL = "transfert";
}

/// Whether `name` is on the list; asked while the program is compiled.
pub(crate) const fn is_listed(name: &str) -> bool {
    let mut at = 0;
    while at < ALL.len() {
        if is_same(ALL[at].as_bytes(), name.as_bytes()) {
            return true;
        }
        at += 1;
    }
    false
}

const fn is_same(one: &[u8], other: &[u8]) -> bool {
    if one.len() != other.len() {
        return false;
    }
    let mut at = 0;
    while at < one.len() {
        if one[at] != other[at] {
            return false;
        }
        at += 1;
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_on_the_list_or_not() {
        assert!(ALL.iter().all(|name| is_listed(name)));
        for other in ["", "patient", "patients2", "Patients"] {
            assert!(!is_listed(other), "{other}");
        }
    }
}
