//! Identifiers: MongoDB ObjectIds on every store, one type per kind so that they cannot be mixed up.

use std::fmt;
use std::str::FromStr;

use crate::hex;

/// The text was not 24 hexadecimal digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("an id is 24 hexadecimal digits")]
pub struct InvalidId;

macro_rules! typed_ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name([u8; 12]);

        impl $name {
            /// The id with these bytes.
            #[must_use]
            pub const fn from_bytes(bytes: [u8; 12]) -> Self {
                Self(bytes)
            }

            /// The twelve bytes, as MongoDB orders them.
            #[must_use]
            pub const fn bytes(self) -> [u8; 12] {
                self.0
            }
        }

        impl FromStr for $name {
            type Err = InvalidId;

            fn from_str(text: &str) -> Result<Self, InvalidId> {
                hex::bytes(text).map(Self).ok_or(InvalidId)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                hex::write(f, &self.0)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!(stringify!($name), "({})"), self)
            }
        }
    )+};
}

typed_ids! {
    /// A patient's file.
    PatientId,
    /// A practitioner of the practice.
    PractitionerId,
    /// An appointment.
    AppointmentId,
    /// An account.
    UserId,
    /// A delay report.
    DelayId,
    /// An absence or closure.
    AbsenceId,
    /// A key that seals texts.
    DataKeyId,
    /// One operation as its client started it: writing it twice does it once.
    OpId,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_survives_its_text() {
        let text = "654fe1c0a1b2c3d4e5f60718";
        assert_eq!(text.parse::<PatientId>().unwrap().to_string(), text);
    }

    #[test]
    fn anything_but_24_hex_digits_is_refused() {
        for text in [
            "",
            "654f",
            "654fe1c0a1b2c3d4e5f6071g",
            "654fe1c0a1b2c3d4e5f607180",
            "é54fe1c0a1b2c3d4e5f6071",
        ] {
            assert_eq!(text.parse::<PatientId>(), Err(InvalidId), "{text}");
        }
    }
}
