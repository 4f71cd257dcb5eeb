//! Dependencies point inwards: domain <- vault <- application <- store; only the shell knows Tauri, only the store
//! knows the databases.

use std::process::Command;

use serde_json::Value;

/// For each crate, what of the project and of the outer world it must not depend on (tests aside).
const FORBIDDEN: &[(&str, &[&str])] = &[
    (
        "medigest-domain",
        &[
            "medigest-application",
            "medigest-store",
            "medigest-sample",
            "medigest-vault",
            "tokio",
            "serde",
            "tauri",
            "mongodb",
            "rusqlite",
            "bson",
        ],
    ),
    (
        "medigest-vault",
        &[
            "medigest-application",
            "medigest-store",
            "medigest-sample",
            "tokio",
            "serde",
            "tauri",
            "mongodb",
            "rusqlite",
            "bson",
        ],
    ),
    (
        "medigest-application",
        &[
            "medigest-store",
            "medigest-sample",
            "tauri",
            "mongodb",
            "rusqlite",
            "bson",
            "serde",
        ],
    ),
    ("medigest-store", &["medigest-sample", "tauri", "medigest"]),
    (
        "medigest-sample",
        &["tauri", "mongodb", "rusqlite", "medigest"],
    ),
    (
        "medigest",
        &["mongodb", "rusqlite", "bson", "medigest-sample"],
    ),
];

#[test]
fn dependencies_point_inwards() {
    let metadata = Command::new(env!("CARGO"))
        .args(["metadata", "--no-deps", "--format-version", "1"])
        .output()
        .unwrap();
    let metadata: Value = serde_json::from_slice(&metadata.stdout).unwrap();
    let packages = metadata["packages"].as_array().unwrap();
    for (name, forbidden) in FORBIDDEN {
        let package = packages
            .iter()
            .find(|package| package["name"] == *name)
            .unwrap_or_else(|| panic!("{name} is not in the workspace"));
        // Those for tests and build scripts have a kind.
        let dependencies = package["dependencies"].as_array().unwrap();
        for dependency in dependencies.iter().filter(|one| one["kind"].is_null()) {
            let dependency = dependency["name"].as_str().unwrap();
            assert!(
                !forbidden.contains(&dependency),
                "{name} must not depend on {dependency}"
            );
        }
    }
}
