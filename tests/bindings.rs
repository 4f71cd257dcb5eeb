//! The committed TypeScript bindings are the ones the commands generate.

use std::path::Path;

use specta_typescript::Typescript;
use tauri::Wry;

const COMMITTED: &str = "ui/src/lib/api/bindings.ts";

#[test]
fn the_committed_bindings_are_the_generated_ones() {
    let folder = tempfile::tempdir().unwrap();
    let generated = folder.path().join("bindings.ts");
    medigest_app::bindings::builder::<Wry>()
        .export(Typescript::default(), &generated)
        .unwrap();
    let generated = std::fs::read_to_string(generated).unwrap();

    let committed = Path::new(env!("CARGO_MANIFEST_DIR")).join(COMMITTED);
    if std::env::var_os("MEDIGEST_WRITE_BINDINGS").is_some() {
        std::fs::write(&committed, &generated).unwrap();
    }
    assert!(
        std::fs::read_to_string(committed).unwrap() == generated,
        "{COMMITTED} is not what the commands generate: run `cargo xtask bindings` and commit it"
    );
}
