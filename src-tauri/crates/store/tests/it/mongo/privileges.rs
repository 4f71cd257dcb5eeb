//! Nothing a device sends to the server is more than the role of its account allows: all of it is listened to.

use std::collections::BTreeMap;

use bson::{Bson, Document};
use medigest_application::ports::{DatabaseAccounts as _, SettingsStore as _, WholeBase as _};
use medigest_domain::database_account::{DatabaseAccountName, DatabaseRole};
use medigest_domain::settings::Settings;
use medigest_sample::builders::{id, now};
use medigest_store::mongo::MongoStore;

use super::proxy::Proxy;
use super::server::{Base, PATIENCE};
use crate::adoption::older::{adopt, begun, import, on};
use crate::contract;

super::on_both_servers! {
    a_desk_does_no_more_than_its_role_allows,
    adopting_an_older_base_is_no_more_than_the_administrators_role_allows,
    importing_one_is_no_more_than_the_administrators_role_allows,
    copying_a_base_and_undoing_it_is_no_more_than_the_administrators_role_allows,
    archiving_the_log_is_no_more_than_the_administrators_role_allows,
}

const DESK: &str = "medigestPoste";
const ADMINISTRATOR: &str = "medigestAdmin";

/// The actions of a role by collection; those on the whole base have no name.
type Actions = BTreeMap<String, Vec<String>>;

/// The roles, as a server is told to make them.
struct Roles(BTreeMap<String, (Actions, Vec<String>)>);

impl Roles {
    async fn told_to(base: &Base) -> Self {
        let (store, proxy) = through_a_proxy(base).await;
        proxy.listen();
        let name = DatabaseAccountName::parse("poste-1").unwrap();
        let made = store.create_database_account(&name, DatabaseRole::Desk, now(), id(1));
        made.await.unwrap();
        let made = proxy.heard();
        let made = made.iter().filter_map(|command| {
            let name = command.get_str("createRole").ok()?;
            Some((name.to_owned(), (actions(command), included(command))))
        });
        let roles = Self(made.collect());
        assert_eq!(roles.0.len(), 2);
        super::accounts::clear_up(base).await;
        roles
    }

    fn allow(&self, role: &str, action: &str, collection: &str) -> bool {
        let (own, included) = &self.0[role];
        let granted = ["", collection]
            .into_iter()
            .filter_map(|name| own.get(name));
        granted.flatten().any(|one| one == action)
            || included
                .iter()
                .any(|role| self.allow(role, action, collection))
    }

    /// Fails with the first command that is more than `role` allows.
    fn assert_allow(&self, role: &str, base: &Base, heard: &[Document]) {
        let own = heard
            .iter()
            .filter(|command| command.get_str("$db").is_ok_and(|name| name == base.name));
        let mut writes = 0;
        for command in own {
            let (collection, actions) = taken(command);
            for action in actions {
                writes += u32::from(action != "find");
                let may = self.allow(role, action, collection);
                assert!(may, "{role} may not {action} in {collection:?}");
            }
        }
        assert!(writes > 0, "nothing was heard");
    }
}

fn documents<'a>(command: &'a Document, field: &str) -> impl Iterator<Item = &'a Document> {
    let list = command.get_array(field).map(Vec::as_slice);
    list.unwrap_or_default()
        .iter()
        .filter_map(Bson::as_document)
}

fn actions(role: &Document) -> Actions {
    let mut actions = Actions::new();
    for privilege in documents(role, "privileges") {
        let on = privilege.get_document("resource").unwrap();
        let granted = privilege.get_array("actions").unwrap().iter();
        let granted = granted.map(|action| action.as_str().unwrap().to_owned());
        let on = on.get_str("collection").unwrap().to_owned();
        actions.entry(on).or_default().extend(granted);
    }
    actions
}

fn included(role: &Document) -> Vec<String> {
    let roles = role.get_array("roles").unwrap().iter();
    roles
        .map(|role| role.as_str().unwrap().to_owned())
        .collect()
}

/// The collection of a command, none for one on the whole base, and the actions it takes there.
fn taken(command: &Document) -> (&str, Vec<&str>) {
    let (name, on) = command.iter().next().unwrap();
    let collection = on.as_str().unwrap_or_default();
    let says = |of: &Document, field| of.get_bool(field).unwrap_or_default();
    let upserts = |all: bool| {
        if all {
            vec!["update", "insert"]
        } else {
            vec!["update"]
        }
    };
    let actions = match name.as_str() {
        "find" | "aggregate" | "count" | "distinct" => vec!["find"],
        "insert" => vec!["insert"],
        "update" => upserts(documents(command, "updates").any(|one| says(one, "upsert"))),
        "findAndModify" if says(command, "remove") => vec!["remove"],
        "findAndModify" => upserts(says(command, "upsert")),
        "delete" => vec!["remove"],
        "createIndexes" => vec!["createIndex"],
        "listCollections" => vec!["listCollections"],
        "listIndexes" => vec!["listIndexes"],
        // They go on with a command that was listened to.
        "getMore" | "killCursors" | "endSessions" => vec![],
        other => panic!("{other}: which action does it take?"),
    };
    (collection, actions)
}

async fn through_a_proxy(base: &Base) -> (MongoStore, Proxy) {
    let proxy = Proxy::before(&base.uri).await;
    let (store, _) = MongoStore::connect(proxy.uri(), PATIENCE).await.unwrap();
    (store, proxy)
}

async fn a_desk_does_no_more_than_its_role_allows(base: &Base) {
    let roles = Roles::told_to(base).await;
    macro_rules! listened_to {
        ($($work:path),+ $(,)?) => {$({
            let base = Base::beside(base);
            let (store, proxy) = through_a_proxy(&base).await;
            // It tries to bring indexes into place when it connects, and works without that.
            proxy.listen();
            $work(&store).await;
            roles.assert_allow(DESK, &base, &proxy.heard());
        })+};
    }
    listened_to! {
        contract::together::every_write_leaves_its_trace,
        contract::together::a_visit_follows_its_appointment,
        contract::keys::changed_twice_at_once_keep_one_change,
        contract::keys::need_a_pair_which_an_account_gets_once,
        contract::users::who_signs_in_has_failed_no_more,
        contract::users::gets_a_new_password,
        contract::practitioners::who_are_renamed_are_renamed_in_every_appointment_and_visit_of_theirs,
        contract::resealing::are_replaced_where_they_stand_and_nothing_else_changes,
        contract::settings::stay_as_they_were_first_written,
        contract::absences::are_removed,
    }
}

async fn adopting_an_older_base_is_no_more_than_the_administrators_role_allows(base: &Base) {
    let roles = Roles::told_to(base).await;
    on(base).await;
    let (store, proxy) = through_a_proxy(base).await;
    proxy.listen();
    adopt(&store).await.unwrap();
    let settings = Settings::in_zone(begun().options.zone);
    store.create_settings(&settings).await.unwrap();
    store.end_transfer().await.unwrap();
    roles.assert_allow(ADMINISTRATOR, base, &proxy.heard());
}

async fn importing_one_is_no_more_than_the_administrators_role_allows(base: &Base) {
    let roles = Roles::told_to(base).await;
    let (store, proxy) = through_a_proxy(base).await;
    proxy.listen();
    store.begin_import(&begun()).await.unwrap();
    import(&store).await.unwrap();
    store.end_transfer().await.unwrap();
    roles.assert_allow(ADMINISTRATOR, base, &proxy.heard());
}

async fn copying_a_base_and_undoing_it_is_no_more_than_the_administrators_role_allows(base: &Base) {
    let roles = Roles::told_to(base).await;
    let (store, proxy) = through_a_proxy(base).await;
    proxy.listen();
    contract::whole::interrupted_is_undone_to_an_empty_base(&store).await;
    roles.assert_allow(ADMINISTRATOR, base, &proxy.heard());
}

async fn archiving_the_log_is_no_more_than_the_administrators_role_allows(base: &Base) {
    let roles = Roles::told_to(base).await;
    let (store, proxy) = through_a_proxy(base).await;
    proxy.listen();
    contract::audit::moves_what_was_archived_out_of_the_log(&store).await;
    roles.assert_allow(ADMINISTRATOR, base, &proxy.heard());
}
