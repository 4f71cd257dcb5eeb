//! What only MongoDB has: connecting, an unreliable network, the outbox, documents of an older base.

mod accounts;
mod chains;
mod connecting;
mod crash;
mod dated;
mod feed;
mod figures;
mod lost_answers;
mod model;
mod older_base;
mod privileges;
mod proxy;
pub mod server;
mod unusual;

/// Makes tests of functions that take a fresh base, on both kinds of server.
macro_rules! on_both_servers {
    ($($test:ident),+ $(,)?) => {
        mod standalone {
            $($crate::mongo::on_both_servers! { @one Standalone $test })+
        }
        mod replica_set {
            $($crate::mongo::on_both_servers! { @one ReplicaSet $test })+
        }
    };
    (@one $server:ident $test:ident) => {
        #[tokio::test]
        async fn $test() {
            if let Some(base) = $crate::mongo::server::Base::on($crate::mongo::server::Server::$server) {
                super::$test(&base).await;
            }
        }
    };
}
pub(crate) use on_both_servers;
