//! The practice's keys …

use futures::future::join;
use medigest_application::ports::{Store, StoreError};
use medigest_domain::id::{DataKeyId, UserId};
use medigest_domain::keys::{DataKeyRecord, Grant, Holder, KeyCabinet, Recovery};
use medigest_domain::secret::KeyKind;
use medigest_domain::trace::{EntityKind, Trace};
use medigest_sample::builders::{UserBuilder, id, key_pair, now};

use crate::desk::Desk;

fn cabinet(v: u32, resealing: bool) -> KeyCabinet {
    let grant = |holder| Grant {
        holder,
        public: [3; 32],
        sealed: vec![1, 2, 3],
    };
    KeyCabinet {
        v,
        keys: vec![DataKeyRecord {
            id: DataKeyId::from_bytes([7; 12]),
            kind: KeyKind::Medical,
            number: 2,
            created_at: now(),
            grants: vec![grant(Holder::Recovery), grant(Holder::User(id(4)))],
        }],
        recovery: Recovery {
            public: [9; 32],
            since: now(),
        },
        resealing,
    }
}

fn trace(desk: &Desk<'_>) -> Trace {
    desk.trace(EntityKind::User, id::<UserId>(4))
}

pub async fn are_none_before_somebody_makes_some(store: &dyn Store) {
    assert_eq!(store.cabinet().await.unwrap(), None);
    let desk = Desk::on(store);
    let first = cabinet(1, false);
    let trace = trace(&desk);
    assert_eq!(store.save_cabinet(&first, &trace).await.unwrap(), first);
    assert_eq!(store.cabinet().await.unwrap(), Some(first));
    assert_eq!(desk.traces().await, [trace]);
}

pub async fn are_replaced_only_from_the_version_before(store: &dyn Store) {
    let desk = Desk::on(store);
    for wrong in [2, 3] {
        let early = store
            .save_cabinet(&cabinet(wrong, false), &trace(&desk))
            .await;
        assert!(matches!(early, Err(StoreError::Stale)), "{early:?}");
    }
    let first = cabinet(1, false);
    store.save_cabinet(&first, &trace(&desk)).await.unwrap();
    for wrong in [1, 3] {
        let late = store
            .save_cabinet(&cabinet(wrong, true), &trace(&desk))
            .await;
        assert!(matches!(late, Err(StoreError::Stale)), "{late:?}");
    }
    assert_eq!(store.cabinet().await.unwrap(), Some(first));
    let second = cabinet(2, true);
    store.save_cabinet(&second, &trace(&desk)).await.unwrap();
    assert_eq!(store.cabinet().await.unwrap(), Some(second));
    assert_eq!(desk.traces().await.len(), 2, "a refusal leaves no trace");
}

pub async fn changed_twice_at_once_keep_one_change(store: &dyn Store) {
    let desk = Desk::on(store);
    let first = cabinet(1, false);
    store.save_cabinet(&first, &trace(&desk)).await.unwrap();
    let (one, two) = (cabinet(2, true), cabinet(2, false));
    let (one_trace, two_trace) = (trace(&desk), trace(&desk));
    let (one, two) = join(
        store.save_cabinet(&one, &one_trace),
        store.save_cabinet(&two, &two_trace),
    )
    .await;
    assert!(one.is_ok() != two.is_ok(), "{one:?} {two:?}");
}

pub async fn written_again_by_the_same_operation_change_once(store: &dyn Store) {
    let desk = Desk::on(store);
    let (first, second) = (cabinet(1, false), cabinet(2, true));
    let (made, changed) = (trace(&desk), trace(&desk));
    for _ in 0..2 {
        store.save_cabinet(&first, &made).await.unwrap();
    }
    store.save_cabinet(&second, &changed).await.unwrap();
    for again in [(&first, &made), (&second, &changed)] {
        let answer = store.save_cabinet(again.0, again.1).await.unwrap();
        assert_eq!(answer, second, "as they stand now");
    }
    assert_eq!(desk.traces().await.len(), 2);
}

pub async fn need_a_pair_which_an_account_gets_once(store: &dyn Store) {
    let desk = Desk::on(store);
    let user = desk.add_user(UserBuilder::new()).await;
    let (first, second) = (key_pair("first"), key_pair("second"));
    let kept = store.keep_key_pair(user.id, &first).await.unwrap();
    assert_eq!(kept.key_pair, Some(first.clone()));
    let kept = store.keep_key_pair(user.id, &second).await.unwrap();
    assert_eq!(kept.key_pair, Some(first), "the one that is there stays");
    let nobody = store.keep_key_pair(id(99), &second).await;
    assert!(matches!(nobody, Err(StoreError::NotFound)), "{nobody:?}");
}
