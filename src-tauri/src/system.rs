//! The adapters of the clock and of fresh ids, and the log: what the shell takes from the system.

use std::sync::atomic::{AtomicU32, Ordering};

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use medigest_application::ports::{Clock, Ids};
use medigest_domain::id::OpId;
use tracing_subscriber::EnvFilter;

/// This device's clock, right or wrong.
pub struct SystemClock;

#[expect(
    clippy::disallowed_methods,
    reason = "the one adapter of the clock port"
)]
fn device_time() -> DateTime<Utc> {
    Utc::now()
}

impl Clock for SystemClock {
    fn now(&self) -> DateTime<Utc> {
        device_time()
    }
}

/// Ids as MongoDB makes them: seconds, five random bytes of this process, a counter.
pub struct SystemIds {
    process: [u8; 5],
    counter: AtomicU32,
}

impl SystemIds {
    /// # Errors
    /// When the system has no randomness to give.
    pub fn new() -> Result<Self, getrandom::Error> {
        let mut random = [0; 9];
        getrandom::fill(&mut random)?;
        let [a, b, c, d, e, w, x, y, z] = random;
        Ok(Self {
            process: [a, b, c, d, e],
            counter: AtomicU32::new(u32::from_be_bytes([w, x, y, z])),
        })
    }
}

impl Ids for SystemIds {
    fn op(&self) -> OpId {
        let seconds = u32::try_from(device_time().timestamp())
            .unwrap_or(u32::MAX)
            .to_be_bytes();
        let [_, x, y, z] = self.counter.fetch_add(1, Ordering::Relaxed).to_be_bytes();
        let mut bytes = [0; 12];
        bytes[..4].copy_from_slice(&seconds);
        bytes[4..9].copy_from_slice(&self.process);
        bytes[9..].copy_from_slice(&[x, y, z]);
        OpId::from_bytes(bytes)
    }
}

/// The time zone of this system, or Paris. What `TZ` names goes before it, as it does for the window's own clock.
pub fn zone() -> Tz {
    let named = std::env::var("TZ").ok();
    let of_system = || iana_time_zone::get_timezone().ok();
    named
        .and_then(|name| zone_of(&name))
        .or_else(|| of_system().and_then(|name| zone_of(&name)))
        .unwrap_or(chrono_tz::Europe::Paris)
}

/// The zone of this name; POSIX lets a colon stand before it.
fn zone_of(name: &str) -> Option<Tz> {
    name.strip_prefix(':').unwrap_or(name).parse().ok()
}

/// The name of this device, for traces.
pub fn device_name() -> String {
    gethostname::gethostname().to_string_lossy().into_owned()
}

/// Logs to standard error: warnings, or what `RUST_LOG` asks for. Never patient data.
pub fn start_logging() {
    let filter =
        EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("warn,medigest=info"));
    // A second start in one process (tests) keeps the first subscriber.
    let _ = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .try_init();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_zone_is_known_by_its_name_with_or_without_a_colon() {
        assert_eq!(zone_of("Africa/Tunis"), Some(chrono_tz::Africa::Tunis));
        assert_eq!(zone_of(":Africa/Tunis"), Some(chrono_tz::Africa::Tunis));
        assert_eq!(zone_of("CET-1CEST,M3.5.0,M10.5.0/3"), None);
        assert_eq!(zone_of(""), None);
    }

    #[test]
    fn ids_of_one_process_differ() {
        let ids = SystemIds::new().unwrap();
        assert_ne!(ids.op(), ids.op());
    }
}
