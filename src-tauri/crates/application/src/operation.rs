//! One operation of a user that becomes several writes: each has an id of its own, the same at every try.

use medigest_domain::id::OpId;
use sha2::{Digest, Sha256};

/// The id of the part of `op` that concerns `part`: the first twelve bytes of the SHA-256 of both.
pub(crate) fn derived(op: OpId, part: &str) -> OpId {
    let digest = Sha256::new()
        .chain_update(op.bytes())
        .chain_update(part.as_bytes())
        .finalize();
    let mut bytes = [0; 12];
    bytes.copy_from_slice(&digest[..12]);
    OpId::from_bytes(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_of_operations_differ_and_stay_the_same() {
        let op = |byte| OpId::from_bytes([byte; 12]);
        assert_eq!(derived(op(1), "a"), derived(op(1), "a"));
        assert_ne!(derived(op(1), "a"), derived(op(1), "b"));
        assert_ne!(derived(op(1), "a"), derived(op(2), "a"));
    }
}
