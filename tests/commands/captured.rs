//! The log of this process, as it is written at its most talkative.

use std::io::{self, Write};
use std::sync::{Arc, Mutex, PoisonError};

use tracing_subscriber::EnvFilter;
use tracing_subscriber::fmt::MakeWriter;

/// Everything that our own crates say, and these tests.
const EVERYTHING: &str = "off,commands=trace,medigest_app=trace,medigest_application=trace,medigest_domain=trace,\
                          medigest_store=trace,medigest_vault=trace";

/// What was logged so far, by every thread.
#[derive(Clone, Default)]
pub struct Captured(Arc<Mutex<Vec<u8>>>);

impl Captured {
    /// Captures the log of this process from now on. Once a process, before the first app is started.
    pub fn start() -> Self {
        let captured = Self::default();
        let subscriber = tracing_subscriber::fmt()
            .with_env_filter(EnvFilter::new(EVERYTHING))
            .with_ansi(false)
            .with_writer(captured.clone())
            .finish();
        tracing::subscriber::set_global_default(subscriber).expect("the first subscriber");
        captured
    }

    /// All of it.
    pub fn bytes(&self) -> Vec<u8> {
        let written = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        written.clone()
    }
}

impl Write for Captured {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut written = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        written.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Captured {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}
