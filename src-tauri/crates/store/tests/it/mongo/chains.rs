//! The chains of the audit log, written by several clients and by ones that die.

use std::time::Duration;

use futures::future::{join_all, try_join_all};
use medigest_application::ports::{AuditStore, Recovery as _};
use medigest_domain::id::OpId;
use medigest_sample::builders::{TraceBuilder, id};
use medigest_store::mongo::MongoStore;

use super::proxy::{Loss, Proxy};
use super::server::{Base, PATIENCE};
use crate::log;

super::on_both_servers! {
    of_one_device_are_whole_however_many_programs_write_them,
    of_several_devices_do_not_wait_for_each_other,
    are_whole_when_an_answer_is_lost,
    are_whole_when_one_operation_is_delivered_by_several_at_once,
    go_on_after_what_another_client_archived,
}

const EACH: u64 = 40;

async fn append_all(store: &MongoStore, first: u64) {
    for number in first..first + EACH {
        let trace = TraceBuilder::new(id(number)).build();
        store.append(&trace).await.unwrap();
    }
}

async fn of_one_device_are_whole_however_many_programs_write_them(base: &Base) {
    let programs = join_all((0..3).map(|_| base.open())).await;
    let programs: Vec<_> = programs
        .into_iter()
        .map(|program| program.with_chain("poste".to_owned()))
        .collect();
    let all = programs.iter().zip(0..);
    join_all(all.map(|(program, number)| append_all(program, 1 + number * EACH))).await;
    log::assert_whole(&programs[0]).await;
    let heads = programs[0].heads().await.unwrap();
    assert_eq!((heads.len(), heads[0].place), (1, 3 * EACH));
}

async fn of_several_devices_do_not_wait_for_each_other(base: &Base) {
    let devices = join_all((0..3).map(|_| base.open())).await;
    let all = devices.iter().zip(0..);
    join_all(all.map(|(device, number)| append_all(device, 1 + number * EACH))).await;
    log::assert_whole(&devices[0]).await;
    let heads = devices[0].heads().await.unwrap();
    let places: Vec<_> = heads.iter().map(|head| head.place).collect();
    assert_eq!(places, [EACH; 3]);
    // Each saw the others, again and again.
    for device in &devices {
        let entries = log::chain(device, &device.own_chain()).await;
        let saw = |place: usize| entries[place - 1].link.as_ref().unwrap().witnessed.len();
        assert_eq!((saw(16), saw(17), saw(33)), (0, 2, 2));
    }
}

async fn are_whole_when_an_answer_is_lost(base: &Base) {
    for loss in [Loss::Command, Loss::Answer] {
        let proxy = Proxy::before(&base.uri).await;
        let (store, _) = MongoStore::connect(proxy.uri(), PATIENCE).await.unwrap();
        let store = store.with_chain("poste".to_owned());
        let begun = store.count_entries().await.unwrap();
        for number in 1..=6 {
            if number % 2 == 0 {
                proxy.lose(loss, "insert", "logs", 1);
            }
            let trace = TraceBuilder::new(id(begun * 100 + number)).build();
            store.append(&trace).await.unwrap();
        }
        log::assert_whole(&store).await;
        let heads = store.heads().await.unwrap();
        assert_eq!((heads.len(), heads[0].place), (1, begun + 6));
    }
}

async fn are_whole_when_one_operation_is_delivered_by_several_at_once(base: &Base) {
    let clients = join_all((0..4).map(|_| base.open())).await;
    for number in 1..=10_u64 {
        let trace = TraceBuilder::new(id::<OpId>(number)).build();
        try_join_all(clients.iter().map(|client| client.append(&trace)))
            .await
            .unwrap();
    }
    log::assert_whole(&clients[0]).await;
    assert_eq!(clients[0].count_entries().await.unwrap(), 10);
}

/// The end of a chain is remembered, but not for ever: another program may have archived it.
async fn go_on_after_what_another_client_archived(base: &Base) {
    let proxy = Proxy::before(&base.uri).await;
    let dying = Duration::from_millis(300);
    let (store, _) = MongoStore::connect(proxy.uri(), dying).await.unwrap();
    let store = store.with_chain("poste".to_owned());
    append_all(&store, 1).await;
    // It dies once the archive is noted, before it is traced and anything is deleted.
    let (archive, trace) = crate::contract::audit::up_to(&store, 500, 30).await;
    proxy.lose(Loss::Everything, "insert", "archives", 1);
    store.archive(&archive, &trace).await.unwrap_err();

    let alive = base.open().await.with_chain("poste".to_owned());
    let archives = alive.archives().await.unwrap();
    assert_eq!((archives.len(), archives[0].finished), (1, false));
    log::assert_whole(&alive).await;
    assert!(alive.finish_pending().await.unwrap() > 0);
    assert_eq!(alive.finish_pending().await.unwrap(), 0);
    assert!(alive.archives().await.unwrap()[0].finished);
    assert_eq!(alive.count_entries().await.unwrap(), EACH - 30 + 1);
    log::assert_whole_after(&alive, 30).await;
}
