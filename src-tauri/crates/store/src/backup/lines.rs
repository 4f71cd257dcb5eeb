//! The lines of a file and their sum, read one by one.

use std::io::{self, BufRead};

use medigest_domain::hex;
use sha2::{Digest as _, Sha256};

/// A line no base would have: a document has at most 16 MiB in MongoDB, and its text is a few times longer.
const LONGEST: usize = 128 * 1024 * 1024;

/// Lines, with the sum of all that were read.
pub(super) struct Lines<R> {
    reader: R,
    sha256: Sha256,
    line: Vec<u8>,
}

impl<R: BufRead> Lines<R> {
    pub(super) fn of(reader: R) -> Self {
        Self {
            reader,
            sha256: Sha256::new(),
            line: Vec::new(),
        }
    }

    /// The next line; empty at the end. The sum has the lines before it.
    pub(super) fn next(&mut self) -> io::Result<&str> {
        self.sha256.update(&self.line);
        self.line.clear();
        let mut bounded = io::Read::take(&mut self.reader, LONGEST as u64);
        bounded.read_until(b'\n', &mut self.line)?;
        str::from_utf8(&self.line).map_err(|_| io::ErrorKind::InvalidData.into())
    }

    /// The sum of the lines before the present one.
    pub(super) fn sum(&self) -> String {
        hex::digits(&self.sha256.clone().finalize())
    }
}
