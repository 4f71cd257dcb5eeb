//! Documents as they are stored: what every adapter promises of them, and the files they are kept in.

mod backup;
mod documents;
pub mod fresh;
mod whole;

/// Makes tests of functions that take a fresh raw base, for every adapter.
macro_rules! on_every_base {
    ($($test:ident),+ $(,)?) => {
        mod on_memory {
            $(#[tokio::test] async fn $test() { super::$test(&$crate::raw::fresh::memory()).await; })+
        }
        mod on_sqlite {
            $(#[tokio::test] async fn $test() { super::$test(&$crate::raw::fresh::sqlite()).await; })+
        }
        mod on_mongo_standalone {
            $(#[tokio::test] async fn $test() {
                if let Some(fresh) = $crate::raw::fresh::mongo($crate::mongo::server::Server::Standalone).await {
                    super::$test(&fresh).await;
                }
            })+
        }
        mod on_mongo_replica_set {
            $(#[tokio::test] async fn $test() {
                if let Some(fresh) = $crate::raw::fresh::mongo($crate::mongo::server::Server::ReplicaSet).await {
                    super::$test(&fresh).await;
                }
            })+
        }
    };
}
pub(crate) use on_every_base;
