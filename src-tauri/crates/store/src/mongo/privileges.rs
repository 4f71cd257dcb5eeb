//! What each kind of account may do on the server: the roles, as they are sent to it.
//!
//! Reading is granted for the whole base, because a change stream follows all of it. A desk writes by collection; who
//! takes whole bases over (the administrator's device) adds and removes whatever they hold. Nobody drops anything or
//! sees to users.

use bson::{Document, doc};
use medigest_domain::database_account::DatabaseRole;

use crate::collections::{
    ABSENCES, APPOINTMENTS, ARCHIVES, DELAYS, JOURNAL, KEYS, LOGS, PATIENTS, PRACTITIONERS,
    SETTINGS, USERS,
};

/// The role of a workstation or a tablet.
const DESK: &str = "medigestPoste";
/// The role of the administrator's device.
const ADMINISTRATOR: &str = "medigestAdmin";

/// What may be done in one collection, beside what is granted for the whole base.
struct Line {
    collection: &'static str,
    /// By a desk, and so by the administrator too.
    desk: &'static [&'static str],
    /// By the administrator alone.
    administrator: &'static [&'static str],
}

/// Bringing the indexes of a collection up to date.
const SHAPE: &[&str] = &["createIndex", "collMod"];

/// Each collection of [`crate::collections::ALL`].
const TABLE: [Line; 11] = [
    worked_with(APPOINTMENTS),
    worked_with(PATIENTS),
    worked_with(PRACTITIONERS),
    worked_with(USERS),
    worked_with(KEYS),
    worked_with(DELAYS),
    worked_with(ABSENCES),
    worked_with(SETTINGS),
    // An entry of the audit log, once written, stays: whoever adds one cannot change it, and a desk not remove it.
    Line {
        collection: LOGS,
        desk: &["insert"],
        administrator: SHAPE,
    },
    // Updated once its entries are gone from the log.
    Line {
        collection: ARCHIVES,
        desk: &["insert"],
        administrator: &["update", "createIndex", "collMod"],
    },
    // Begun and ended by whoever takes a whole base over; a desk only looks.
    Line {
        collection: JOURNAL,
        desk: &[],
        administrator: &[],
    },
];

/// A collection that every device works with. What is deleted there stays as a mark of it.
const fn worked_with(collection: &'static str) -> Line {
    Line {
        collection,
        desk: &["insert", "update"],
        administrator: SHAPE,
    }
}

/// A role of the server.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct ServerRole {
    /// Its name in the base.
    pub(super) name: &'static str,
    /// What it allows itself.
    pub(super) privileges: Vec<Document>,
    /// The roles it includes.
    pub(super) includes: Vec<&'static str>,
}

/// The name of a role in the base.
pub(super) const fn name(role: DatabaseRole) -> &'static str {
    match role {
        DatabaseRole::Desk => DESK,
        DatabaseRole::Administrator => ADMINISTRATOR,
    }
}

/// The role that goes by `name`, if it is one of ours.
pub(super) fn named(name: &str) -> Option<DatabaseRole> {
    match name {
        DESK => Some(DatabaseRole::Desk),
        ADMINISTRATOR => Some(DatabaseRole::Administrator),
        _ => None,
    }
}

/// The roles of the base `database`, in the order in which they can be made.
pub(super) fn roles(database: &str) -> [ServerRole; 2] {
    let on = |collection: &str, actions: &[&str]| {
        doc! { "resource": { "db": database, "collection": collection }, "actions": actions }
    };
    let each = |actions: fn(&Line) -> &'static [&'static str]| {
        let lines = TABLE.iter().filter(move |line| !actions(line).is_empty());
        lines.map(move |line| on(line.collection, actions(line)))
    };
    let whole = |actions: &[&str]| on("", actions);

    let mut desk = vec![whole(&[
        "find",
        "changeStream",
        "listCollections",
        "listIndexes",
    ])];
    desk.extend(each(|line| line.desk));
    // Archiving the log removes what it moved to a file. Restoring, moving and importing a base remove what a first
    // start wrote, or an interrupted try, and bring collections this program does not know. Who may update every
    // document could spoil each of them anyway.
    let mut administrator = vec![whole(&["insert", "remove"])];
    administrator.extend(each(|line| line.administrator));
    [
        ServerRole {
            name: DESK,
            privileges: desk,
            includes: vec![],
        },
        ServerRole {
            name: ADMINISTRATOR,
            privileges: administrator,
            includes: vec![DESK],
        },
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::collections::ALL;
    use crate::feed::FOLLOWED;

    /// What `role` allows on `collection`, without what it includes.
    fn allowed(role: &ServerRole, collection: &str) -> Vec<String> {
        let privileges = role.privileges.iter();
        privileges
            .filter(|privilege| {
                let resource = privilege.get_document("resource").unwrap();
                assert_eq!(resource.get_str("db").unwrap(), "cabinet");
                resource.get_str("collection").unwrap() == collection
            })
            .flat_map(|privilege| privilege.get_array("actions").unwrap())
            .map(|action| action.as_str().unwrap().to_owned())
            .collect()
    }

    /// Everything `role` allows, wherever.
    fn actions(role: &ServerRole) -> Vec<String> {
        let resources = role.privileges.iter().map(|privilege| {
            let resource = privilege.get_document("resource").unwrap();
            resource.get_str("collection").unwrap()
        });
        resources
            .flat_map(|collection| allowed(role, collection))
            .collect()
    }

    #[test]
    fn a_desk_adds_to_the_audit_log_and_changes_nothing_in_it() {
        let [desk, _] = roles("cabinet");
        for collection in [LOGS, ARCHIVES] {
            assert_eq!(allowed(&desk, collection), ["insert"]);
        }
    }

    #[test]
    fn every_collection_has_its_line() {
        let mut lines = TABLE.map(|line| line.collection);
        let mut known = ALL.to_vec();
        lines.sort_unstable();
        known.sort_unstable();
        assert_eq!(lines.to_vec(), known);
    }

    #[test]
    fn a_desk_reads_the_base_and_follows_it() {
        let [desk, _] = roles("cabinet");
        let everywhere = allowed(&desk, "");
        for action in ["find", "changeStream"] {
            assert!(everywhere.contains(&action.to_owned()), "{action}");
        }
    }

    #[test]
    fn a_desk_writes_what_it_follows_and_removes_nothing() {
        let [desk, _] = roles("cabinet");
        for (collection, _) in FOLLOWED {
            assert_eq!(
                allowed(&desk, collection),
                ["insert", "update"],
                "{collection}"
            );
        }
        assert_eq!(allowed(&desk, JOURNAL), [""; 0]);
        assert!(!actions(&desk).contains(&"remove".to_owned()));
    }

    #[test]
    fn no_account_drops_anything_or_sees_to_other_accounts() {
        for role in roles("cabinet") {
            for action in actions(&role) {
                let is_denied = action.starts_with("drop")
                    || action.contains("User")
                    || action.contains("Role");
                assert!(!is_denied, "{}: {action}", role.name);
            }
        }
    }

    #[test]
    fn the_administrator_takes_whole_bases_over_and_keeps_the_indexes_beside_what_a_desk_does() {
        let [desk, administrator] = roles("cabinet");
        assert_eq!(administrator.includes, [desk.name]);
        assert_eq!(allowed(&administrator, ""), ["insert", "remove"]);
        for collection in [LOGS, PATIENTS] {
            assert_eq!(
                allowed(&administrator, collection),
                ["createIndex", "collMod"]
            );
        }
        assert_eq!(
            allowed(&administrator, ARCHIVES),
            ["update", "createIndex", "collMod"]
        );
    }
}
