//! A MongoDB address: shown and saved without its password.

use std::fmt;

/// A connection string. Its `Debug` and `Display` leave the credentials out.
#[derive(Clone, PartialEq, Eq)]
pub struct Address(String);

impl Address {
    /// The address as typed; a bare `host:port` gets its scheme.
    pub fn new(uri: &str) -> Self {
        let uri = uri.trim();
        Self(if uri.contains("://") {
            uri.to_owned()
        } else {
            format!("mongodb://{uri}")
        })
    }

    /// The whole connection string, for the driver only.
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// The connection string without its password, and whether it had one; also without those among its options, such
    /// as that of a certificate's key, which nobody keeps.
    pub fn without_password(&self) -> (String, bool) {
        let (scheme, credentials, rest) = self.parts();
        let rest = without_secret_options(rest);
        match credentials {
            Some(credentials) => {
                let (user, password) = credentials
                    .split_once(':')
                    .map_or((credentials, None), |(u, p)| (u, Some(p)));
                (format!("{scheme}://{user}@{rest}"), password.is_some())
            }
            None => (format!("{scheme}://{rest}"), false),
        }
    }

    /// The password, as it is written in the address.
    pub fn password(&self) -> Option<&str> {
        let (_, credentials, _) = self.parts();
        credentials?.split_once(':').map(|(_, password)| password)
    }

    /// The same address with this password, written as an address writes it; one without a user stays as it is.
    #[must_use]
    pub fn with_password(&self, password: &str) -> Self {
        let (scheme, credentials, rest) = self.parts();
        match credentials {
            Some(credentials) => {
                let user = credentials.split(':').next().unwrap_or(credentials);
                Self(format!("{scheme}://{user}:{password}@{rest}"))
            }
            None => self.clone(),
        }
    }

    /// Scheme, `user:password` and the rest. A password may hold an `@`, a host cannot: the last one counts.
    fn parts(&self) -> (&str, Option<&str>, &str) {
        let (scheme, rest) = self.0.split_once("://").unwrap_or(("mongodb", &self.0));
        let authority_end = rest.rfind('@').map_or(0, |at| at + 1);
        match authority_end {
            0 => (scheme, None, rest),
            end => (scheme, Some(&rest[..end - 1]), &rest[end..]),
        }
    }
}

/// Hosts, base and options but for passwords (`tlsCertificateKeyFilePassword`, `proxyPassword`).
fn without_secret_options(rest: &str) -> String {
    let Some((place, options)) = rest.split_once('?') else {
        return rest.to_owned();
    };
    let is_open = |option: &&str| {
        let name = option.split('=').next().unwrap_or_default();
        !name.to_ascii_lowercase().ends_with("password")
    };
    let open: Vec<_> = options.split('&').filter(is_open).collect();
    match open.as_slice() {
        [] => place.to_owned(),
        open => format!("{place}?{}", open.join("&")),
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (_, _, rest) = self.parts();
        f.write_str(rest.split('?').next().unwrap_or(rest).trim_end_matches('/'))
    }
}

impl fmt::Debug for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Address({self})")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_shown_without_credentials_or_options() {
        for (uri, shown) in [
            (
                "mongodb://claire:s3cr:et@srv:27017/cabinet?authSource=admin",
                "srv:27017/cabinet",
            ),
            ("mongodb://claire:p@ss@srv/", "srv"),
            ("srv:27017", "srv:27017"),
            (" mongodb://a:1,b:2/ ", "a:1,b:2"),
        ] {
            assert_eq!(Address::new(uri).to_string(), shown);
            assert!(!format!("{:?}", Address::new(uri)).contains("claire"));
        }
    }

    #[test]
    fn the_password_is_taken_out_before_saving() {
        let (saved, removed) =
            Address::new("mongodb://claire:p@ss:word@srv/cabinet").without_password();
        assert_eq!(
            (saved.as_str(), removed),
            ("mongodb://claire@srv/cabinet", true)
        );
        assert_eq!(
            Address::new("mongodb://srv/").without_password(),
            ("mongodb://srv/".to_owned(), false)
        );
        assert!(!Address::new("mongodb://claire@srv/").without_password().1);
    }

    #[test]
    fn passwords_among_the_options_are_saved_nowhere() {
        for (uri, saved) in [
            (
                "mongodb://claire:p@srv/c?tls=true&tlsCertificateKeyFilePassword=s&appName=m",
                "mongodb://claire@srv/c?tls=true&appName=m",
            ),
            ("mongodb://srv/c?proxyPassword=s", "mongodb://srv/c"),
        ] {
            assert_eq!(Address::new(uri).without_password().0, saved);
        }
    }

    #[test]
    fn a_password_that_was_taken_out_is_put_back() {
        let whole = Address::new("mongodb://claire:p@ss:word@srv/cabinet?tls=true");
        let saved = Address::new(&whole.without_password().0);
        assert_eq!(saved.password(), None);
        assert_eq!(saved.with_password(whole.password().unwrap()), whole);
        let open = Address::new("mongodb://srv/");
        assert_eq!(open.with_password("secret"), open, "nobody has it");
    }
}
