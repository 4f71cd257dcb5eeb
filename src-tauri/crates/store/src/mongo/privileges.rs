//! What each kind of account may do on the server: the roles, as they are sent to it.
//!
//! Reading is granted for the whole base, because a change stream follows all of it. Everything else is granted by
//! collection, and nobody gets `remove` on a business document, `dropCollection` or anything about users.

use bson::{Document, doc};
use medigest_domain::database_account::DatabaseRole;

use crate::documents::{ArchiveDocument, LogDocument, Stored as _};
use crate::feed::FOLLOWED;

/// The role of a workstation or a tablet.
const DESK: &str = "medigestPoste";
/// The role of the administrator's device.
const ADMINISTRATOR: &str = "medigestAdmin";

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
    let business = || FOLLOWED.iter().map(|(collection, _)| *collection);
    // An entry of the audit log, once written, stays: whoever adds one can neither change nor remove it.
    let added = [LogDocument::COLLECTION, ArchiveDocument::COLLECTION];

    let mut desk = vec![on(
        "",
        &["find", "changeStream", "listCollections", "listIndexes"],
    )];
    desk.extend(business().map(|collection| on(collection, &["insert", "update"])));
    desk.extend(added.map(|collection| on(collection, &["insert"])));

    let mut administrator = vec![
        on(LogDocument::COLLECTION, &["remove"]),
        on(ArchiveDocument::COLLECTION, &["update"]),
    ];
    let shaped = business().chain(added);
    administrator.extend(shaped.map(|collection| on(collection, &["createIndex", "collMod"])));
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
        for collection in ["logs", "archives"] {
            assert_eq!(allowed(&desk, collection), ["insert"]);
        }
    }

    #[test]
    fn a_desk_reads_the_base_follows_it_and_writes_what_is_not_the_audit_log() {
        let [desk, _] = roles("cabinet");
        let everywhere = allowed(&desk, "");
        assert!(
            ["find", "changeStream"]
                .iter()
                .all(|action| everywhere.contains(&(*action).to_owned()))
        );
        for collection in [
            "appointments",
            "patients",
            "practitioners",
            "users",
            "retards",
            "absences",
            "settings",
            "cles",
        ] {
            assert_eq!(
                allowed(&desk, collection),
                ["insert", "update"],
                "{collection}"
            );
        }
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
    fn the_administrator_archives_the_log_and_keeps_the_indexes_beside_what_a_desk_does() {
        let [desk, administrator] = roles("cabinet");
        assert_eq!(administrator.includes, [desk.name]);
        assert_eq!(
            allowed(&administrator, "logs"),
            ["remove", "createIndex", "collMod"]
        );
        assert_eq!(
            allowed(&administrator, "archives"),
            ["update", "createIndex", "collMod"]
        );
        assert_eq!(
            allowed(&administrator, "patients"),
            ["createIndex", "collMod"]
        );
    }
}
