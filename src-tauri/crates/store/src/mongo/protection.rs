//! Whether what goes to a server can be read or changed on its way: decided from the address, before anything is
//! sent, and for a server of this machine from the members that its replica set names.

use std::net::IpAddr;
use std::time::Duration;

use bson::Document;
use mongodb::Client;
use mongodb::options::{ConnectionString, HostInfo, ServerAddress, Tls};

use super::ConnectError;
use super::connect::{client_options, explain, greet};

/// What protects the way to a server.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Protection {
    /// It never leaves this machine.
    ThisMachine,
    /// TLS, with a server that proves who it is.
    Tls,
    /// Nothing, or TLS with anybody who answers.
    None,
}

/// What protects the way to the server at `uri`. Nobody is asked: the names in it are not looked up.
///
/// # Errors
/// [`ConnectError::InvalidAddress`].
pub fn protection(uri: &str) -> Result<Protection, ConnectError> {
    let address = ConnectionString::parse(uri).map_err(|error| explain(&error))?;
    let is_local = match &address.host_info {
        HostInfo::HostIdentifiers(hosts) => hosts.iter().all(is_this_machine),
        _ => false,
    };
    Ok(if is_local {
        Protection::ThisMachine
    } else if address.tls.as_ref().is_some_and(is_proven) {
        Protection::Tls
    } else {
        Protection::None
    })
}

/// Whether the server of this machine at `uri` has members elsewhere, to which the driver would go on its own and
/// without TLS. It is only greeted.
///
/// # Errors
/// See [`ConnectError`].
pub async fn leads_elsewhere(uri: &str, timeout: Duration) -> Result<bool, ConnectError> {
    let options = client_options(uri, timeout).await?;
    if options.tls.as_ref().is_some_and(is_proven) || options.direct_connection == Some(true) {
        return Ok(false);
    }
    let client = Client::with_options(options).map_err(|error| explain(&error))?;
    let hello = greet(&client.database("admin")).await;
    Ok(names_others(&hello.map_err(|error| explain(&error))?))
}

/// Whether a greeting names members on other machines.
fn names_others(hello: &Document) -> bool {
    let members = ["hosts", "passives", "arbiters"].into_iter();
    let mut members = members
        .filter_map(|kind| hello.get_array(kind).ok())
        .flatten();
    members.any(|member| {
        let address = member
            .as_str()
            .and_then(|name| ServerAddress::parse(name).ok());
        address.is_none_or(|address| !is_this_machine(&address))
    })
}

fn is_this_machine(server: &ServerAddress) -> bool {
    match server {
        ServerAddress::Tcp { host, .. } => {
            let name = host.trim_start_matches('[').trim_end_matches(']');
            name.eq_ignore_ascii_case("localhost")
                || name.parse().is_ok_and(|ip: IpAddr| ip.is_loopback())
        }
        #[cfg(unix)]
        ServerAddress::Unix { .. } => true,
        _ => false,
    }
}

/// Whether the server must show a certificate that is checked.
fn is_proven(tls: &Tls) -> bool {
    match tls {
        Tls::Enabled(options) => options.allow_invalid_certificates != Some(true),
        Tls::Disabled => false,
    }
}

#[cfg(test)]
mod tests {
    use bson::doc;

    use super::*;

    fn of(uri: &str) -> Protection {
        protection(uri).unwrap_or_else(|error| panic!("{uri}: {error}"))
    }

    #[test]
    fn a_server_of_this_machine_needs_no_tls() {
        for uri in [
            "mongodb://localhost",
            "mongodb://LocalHost:27018/cabinet",
            "mongodb://127.0.0.1/",
            "mongodb://127.8.9.10:1",
            "mongodb://[::1]:27017/",
            "mongodb://claire:p%40ss@localhost,127.0.0.1:27018/?replicaSet=rs0",
        ] {
            assert_eq!(of(uri), Protection::ThisMachine, "{uri}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_socket_file_is_of_this_machine() {
        assert_eq!(
            of("mongodb://%2Ftmp%2Fmongodb-27017.sock/cabinet"),
            Protection::ThisMachine
        );
    }

    #[test]
    fn a_server_elsewhere_is_protected_by_tls_alone() {
        for uri in [
            "mongodb://srv/?tls=true",
            "mongodb://srv/cabinet?ssl=true&replicaSet=rs0",
            "mongodb://10.0.0.2:27018,10.0.0.3/?TLS=true",
            "mongodb://[fe80::1]/?tls=true&tlsAllowInvalidCertificates=false",
            "mongodb+srv://cabinet.example.net",
            "mongodb+srv://claire:secret@cabinet.example.net/cabinet?retryWrites=true",
        ] {
            assert_eq!(of(uri), Protection::Tls, "{uri}");
        }
        for uri in [
            "mongodb://srv",
            "mongodb://claire:secret@192.168.1.20:27017/cabinet",
            "mongodb://[fe80::1]/",
            "mongodb://0.0.0.0/",
            "mongodb://localhost.example.net/",
            "mongodb://srv/?tls=false",
            "mongodb+srv://cabinet.example.net/?ssl=false",
        ] {
            assert_eq!(of(uri), Protection::None, "{uri}");
        }
    }

    #[test]
    fn members_of_a_set_are_looked_at_one_by_one() {
        for (hello, elsewhere) in [
            (doc! {}, false),
            (
                doc! { "hosts": ["localhost:27017", "127.0.0.1:27018", "[::1]:27019"] },
                false,
            ),
            (doc! { "hosts": ["localhost:27017", "srv:27017"] }, true),
            (
                doc! { "hosts": ["localhost:27017"], "passives": ["10.0.0.2:27017"] },
                true,
            ),
            (doc! { "hosts": ["localhost:27017"], "arbiters": [7] }, true),
        ] {
            assert_eq!(names_others(&hello), elsewhere, "{hello}");
        }
    }

    #[test]
    fn one_server_elsewhere_is_enough() {
        assert_eq!(of("mongodb://localhost,srv/"), Protection::None);
    }

    #[test]
    fn tls_with_anybody_who_answers_protects_nothing() {
        for option in ["tlsAllowInvalidCertificates=true", "tlsInsecure=true"] {
            for uri in [
                format!("mongodb://srv/?tls=true&{option}"),
                format!("mongodb://srv/?{option}&tls=true"),
                format!("mongodb+srv://cabinet.example.net/?{option}"),
            ] {
                assert_eq!(of(&uri), Protection::None, "{uri}");
            }
        }
    }

    #[test]
    fn what_is_no_address_is_said_so() {
        for uri in ["", "http://srv", "mongodb://", "mongodb://srv/?tls=perhaps"] {
            assert_eq!(protection(uri), Err(ConnectError::InvalidAddress), "{uri}");
        }
    }
}
