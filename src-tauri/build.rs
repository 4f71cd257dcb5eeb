//! Lets tauri-build find the capabilities beside the shell instead of at the root.

fn main() {
    println!("cargo:rerun-if-changed=src-tauri/capabilities");
    tauri_build::try_build(
        tauri_build::Attributes::new().capabilities_path_pattern("src-tauri/capabilities/**/*"),
    )
    .expect("tauri-build reads tauri.conf.json and the capabilities");
}
