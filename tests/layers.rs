//! Dependencies point inwards: domain <- application <- store; only the shell knows Tauri, only the store
//! knows the databases.

use cargo_metadata::{DependencyKind, MetadataCommand};

/// For each crate, what of the project and of the outer world it must not depend on (tests aside).
const FORBIDDEN: &[(&str, &[&str])] = &[
    (
        "medigest-domain",
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
    let metadata = MetadataCommand::new().no_deps().exec().unwrap();
    for (name, forbidden) in FORBIDDEN {
        let package = metadata
            .packages
            .iter()
            .find(|package| package.name.as_str() == *name)
            .unwrap_or_else(|| panic!("{name} is not in the workspace"));
        for dependency in package
            .dependencies
            .iter()
            .filter(|dependency| dependency.kind == DependencyKind::Normal)
        {
            assert!(
                !forbidden.contains(&dependency.name.as_str()),
                "{name} must not depend on {}",
                dependency.name
            );
        }
    }
}
