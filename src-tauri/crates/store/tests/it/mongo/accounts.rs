//! Accounts of the server, and working with one that may only do what its device needs.

use bson::{DateTime, Document, doc};
use medigest_application::ports::{
    DatabaseAccess, DatabaseAccount, DatabaseAccountError, DatabaseAccounts as _, Recovery as _,
};
use medigest_domain::database_account::{DatabaseAccountName, DatabaseRole};
use medigest_sample::builders::{PatientBuilder, id, now};
use medigest_store::mongo::{ConnectError, MongoStore};
use mongodb::options::IndexOptions;
use mongodb::{Collection, IndexModel};

use super::proxy::{Loss, Proxy};
use super::server::{Base, PATIENCE};
use crate::desk::Desk;

super::on_both_servers! {
    an_account_is_made_listed_and_removed,
    a_name_is_given_once,
    an_account_whose_making_was_never_answered_is_made_all_the_same,
    an_account_whose_address_was_lost_is_told_with_another_password,
    an_account_made_here_opens_the_base,
    an_account_of_somebody_else_is_not_shown,
    who_may_not_see_to_accounts_is_told_so,
    a_server_that_makes_no_accounts_is_told_from_one_that_does,
    an_account_that_may_create_no_index_opens_a_base_that_has_them,
    nobody_writes_where_an_index_that_guards_is_missing,
    an_index_that_only_finds_may_follow,
    what_an_account_may_not_finish_keeps_it_from_nothing,
}

/// The server's code when an account may not.
const NOT_AUTHORISED: i32 = 13;
/// Its code for a command it does not have.
const NO_COMMAND: i32 = 59;

fn name(text: &str) -> DatabaseAccountName {
    DatabaseAccountName::parse(text).unwrap()
}

async fn make(
    store: &MongoStore,
    text: &str,
    role: DatabaseRole,
) -> Result<String, DatabaseAccountError> {
    make_by(1, store, text, role).await
}

/// By the operation of a number.
async fn make_by(
    op: u64,
    store: &MongoStore,
    text: &str,
    role: DatabaseRole,
) -> Result<String, DatabaseAccountError> {
    store
        .create_database_account(&name(text), role, now(), id(op))
        .await
}

/// The address that a repeated making tells. A server that keeps nothing beside an account, as the stand-in of the tests
/// does, cannot tell whose it is: there it is taken.
async fn told(store: &MongoStore, made: Result<String, DatabaseAccountError>) -> Option<String> {
    if accounts(store).await[0].created_at.is_some() {
        return Some(made.unwrap());
    }
    assert!(matches!(made, Err(DatabaseAccountError::Taken)), "{made:?}");
    None
}

async fn accounts(store: &MongoStore) -> Vec<DatabaseAccount> {
    match store.database_access().await.unwrap() {
        DatabaseAccess::Allowed { accounts, .. } => accounts,
        other => panic!("{other:?}"),
    }
}

/// What outlives the base on a server.
pub async fn clear_up(base: &Base) {
    let database = base.database().await;
    let all = ["dropAllUsersFromDatabase", "dropAllRolesFromDatabase"];
    for command in all {
        database.run_command(doc! { command: 1 }).await.unwrap();
    }
}

async fn an_account_is_made_listed_and_removed(base: &Base) {
    let store = base.open().await;
    assert_eq!(accounts(&store).await, []);
    let kinds = [
        ("poste-1", DatabaseRole::Desk),
        ("direction", DatabaseRole::Administrator),
    ];
    for (text, role) in kinds {
        make(&store, text, role).await.unwrap();
    }
    let listed = accounts(&store).await;
    let listed: Vec<_> = listed.iter().map(|one| (&*one.name, one.role)).collect();
    assert_eq!(listed, [kinds[1], kinds[0]]);
    for _twice in 0..2 {
        let gone = name("poste-1");
        store.remove_database_account(&gone).await.unwrap();
        assert_eq!(accounts(&store).await.len(), 1);
    }
    clear_up(base).await;
}

async fn a_name_is_given_once(base: &Base) {
    let store = base.open().await;
    make(&store, "poste-1", DatabaseRole::Desk).await.unwrap();
    let again = make_by(2, &store, "poste-1", DatabaseRole::Administrator).await;
    assert!(
        matches!(again, Err(DatabaseAccountError::Taken)),
        "{again:?}"
    );
    clear_up(base).await;
}

async fn an_account_whose_making_was_never_answered_is_made_all_the_same(base: &Base) {
    let (store, proxy) = far(base).await;
    proxy.lose(Loss::Answer, "createUser", "poste-1", 1);
    let made = make(&store, "poste-1", DatabaseRole::Desk).await;
    assert_eq!(proxy.lost(), 1);
    if let Some(uri) = told(&store, made).await {
        let through = MongoStore::connect(&uri, PATIENCE).await;
        assert!(through.is_ok(), "the password that is told holds");
    }
    clear_up(base).await;
}

async fn an_account_whose_address_was_lost_is_told_with_another_password(base: &Base) {
    let (store, proxy) = far(base).await;
    // Neither the try nor its repetition is answered, so that nobody is told.
    proxy.lose(Loss::Answer, "createUser", "poste-1", 2);
    let lost = make(&store, "poste-1", DatabaseRole::Desk).await;
    assert!(
        matches!(lost, Err(DatabaseAccountError::Store(_))),
        "{lost:?}"
    );
    let made = make(&store, "poste-1", DatabaseRole::Desk).await;
    assert_eq!(accounts(&store).await.len(), 1);
    if let Some(uri) = told(&store, made).await {
        let through = MongoStore::connect(&uri, PATIENCE).await;
        assert!(through.is_ok(), "the password that is told holds");
    }
    clear_up(base).await;
}

async fn an_account_made_here_opens_the_base(base: &Base) {
    let store = base.open().await;
    let uri = make(&store, "poste-1", DatabaseRole::Desk).await.unwrap();
    let (theirs, facts) = MongoStore::connect(&uri, PATIENCE).await.unwrap();
    assert!(facts.target.ends_with(&base.name), "{}", facts.target);
    let DatabaseAccess::Allowed {
        is_enforced,
        accounts,
    } = theirs.database_access().await.unwrap()
    else {
        panic!("the test server lets everybody see to accounts");
    };
    assert!(is_enforced && accounts[0].is_own);
    let file = Desk::on(&theirs).add_patient(PatientBuilder::new()).await;
    assert_eq!(file.v, 1);
    let guessed = uri.replace("poste-1:", "poste-1:x");
    let refused = MongoStore::connect(&guessed, PATIENCE).await.err();
    assert_eq!(refused, Some(ConnectError::CredentialsRefused));
    clear_up(base).await;
}

async fn an_account_of_somebody_else_is_not_shown(base: &Base) {
    let theirs = doc! { "createUser": "sauvegarde", "pwd": "secret", "roles": ["read"] };
    base.database().await.run_command(theirs).await.unwrap();
    assert_eq!(accounts(&base.open().await).await, []);
    clear_up(base).await;
}

async fn far(base: &Base) -> (MongoStore, Proxy) {
    let proxy = Proxy::before(&base.uri).await;
    let (store, _) = MongoStore::connect(proxy.uri(), PATIENCE).await.unwrap();
    (store, proxy)
}

async fn who_may_not_see_to_accounts_is_told_so(base: &Base) {
    let (store, proxy) = far(base).await;
    proxy.lose(Loss::Refused(NOT_AUTHORISED), "usersInfo", "", 1);
    let access = store.database_access().await.unwrap();
    assert_eq!(access, DatabaseAccess::NotAllowed);
    proxy.lose(
        Loss::Refused(NOT_AUTHORISED),
        "createRole",
        "medigestPoste",
        1,
    );
    let made = make(&store, "poste-1", DatabaseRole::Desk).await;
    assert!(
        matches!(made, Err(DatabaseAccountError::NotPossible)),
        "{made:?}"
    );
}

async fn a_server_that_makes_no_accounts_is_told_from_one_that_does(base: &Base) {
    let (store, proxy) = far(base).await;
    proxy.lose(Loss::Refused(NO_COMMAND), "usersInfo", "", 1);
    let access = store.database_access().await.unwrap();
    assert_eq!(access, DatabaseAccess::Unsupported);
}

/// What connecting with an account that may create no index ends in.
async fn limited(base: &Base) -> Result<(), ConnectError> {
    let proxy = Proxy::before(&base.uri).await;
    let created = [
        "appointments",
        "patients",
        "users",
        "practitioners",
        "retards",
        "absences",
        "settings",
        "logs",
        "archives",
        "logs",
    ];
    for collection in created {
        proxy.lose(
            Loss::Refused(NOT_AUTHORISED),
            "createIndexes",
            collection,
            1,
        );
    }
    let connected = MongoStore::connect(proxy.uri(), PATIENCE).await;
    if connected.is_ok() {
        assert_eq!(proxy.lost(), created.len(), "it tried to create them all");
    }
    connected.map(drop)
}

/// The appointments of a base that was opened before, without this index.
async fn without(base: &Base, index: &str) -> Collection<Document> {
    base.open().await;
    let appointments = base.database().await.collection("appointments");
    appointments.drop_index(index).await.unwrap();
    appointments
}

async fn an_account_that_may_create_no_index_opens_a_base_that_has_them(base: &Base) {
    base.open().await;
    assert_eq!(limited(base).await, Ok(()));
}

// The proxy only overwrites the answer: the server must not be able to create the index either.
async fn nobody_writes_where_an_index_that_guards_is_missing(base: &Base) {
    let appointments = without(base, "slots").await;
    let overlapping = [1, 2].map(|v| doc! { "slots": ["D:1|1"], "v": v });
    appointments.insert_many(overlapping).await.unwrap();
    let refused = limited(base).await;
    assert!(
        matches!(&refused, Err(ConnectError::Unreadable { reason }) if reason.contains("slots")),
        "{refused:?}"
    );
}

async fn an_index_that_only_finds_may_follow(base: &Base) {
    let appointments = without(base, "practitioner_start").await;
    let keys = doc! { "practitioner_id": 1, "date_heure_debut": 1 };
    let options = IndexOptions::builder().name("autre".to_owned()).build();
    let in_its_way = IndexModel::builder().keys(keys).options(options).build();
    appointments.create_index(in_its_way).await.unwrap();
    assert_eq!(limited(base).await, Ok(()));
    let there = appointments.list_index_names().await.unwrap();
    assert!(
        !there.contains(&"practitioner_start".to_owned()),
        "{there:?}"
    );
}

async fn what_an_account_may_not_finish_keeps_it_from_nothing(base: &Base) {
    let (store, proxy) = far(base).await;
    let anchor = doc! { "chaine": "c", "rang": 1_i64, "sceau": "", "device": "poste-1" };
    let unfinished = doc! {
        "jusqua": DateTime::now(), "fichier": "journal.jsonl", "sha256": "", "entrees": 1_i64,
        "chaines": [anchor], "termine": false,
    };
    let archives = base.database().await.collection::<Document>("archives");
    archives.insert_one(unfinished).await.unwrap();
    proxy.lose(Loss::Refused(NOT_AUTHORISED), "delete", "logs", 1);
    assert_eq!(store.finish_pending().await.unwrap(), 0);
    assert_eq!(proxy.lost(), 1);
    assert_eq!(
        store.finish_pending().await.unwrap(),
        1,
        "whoever may finishes it"
    );
}
