//! The program replaces only bases of its own, and keeps today's.

use std::path::Path;
use std::process::{Command, Output};

use medigest_application::ports::UserStore;
use medigest_application::{PasswordDigest, passwords};
use medigest_domain::user::Username;
use medigest_store::sqlite::SqliteStore;
use tempfile::tempdir;

fn run(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_medigest-sample"))
        .args(arguments)
        .arg("--out")
        .arg(folder)
        .output()
        .expect("the program starts")
}

fn base(folder: &Path) -> Vec<u8> {
    std::fs::read(folder.join("medigest.sqlite")).expect("there is a base")
}

#[test]
fn a_base_of_somebody_else_is_left_alone() {
    let folder = tempdir().unwrap();
    std::fs::write(folder.path().join("medigest.sqlite"), "a practice's data").unwrap();
    for arguments in [&["--force"][..], &["scene"]] {
        let output = run(folder.path(), arguments);
        assert!(!output.status.success());
        let told = String::from_utf8(output.stderr).unwrap();
        assert!(told.contains("left alone"), "{told}");
        assert_eq!(base(folder.path()), b"a practice's data");
    }
}

#[test]
fn the_base_of_the_same_seed_and_day_is_kept_until_forced() {
    let folder = tempdir().unwrap();
    assert!(run(folder.path(), &["--seed", "7"]).status.success());
    let first = base(folder.path());
    assert!(run(folder.path(), &["--seed", "7"]).status.success());
    assert!(base(folder.path()) == first, "kept");
    // The salts of the passwords differ.
    assert!(
        run(folder.path(), &["--seed", "7", "--force"])
            .status
            .success()
    );
    assert!(base(folder.path()) != first, "written anew");
}

#[tokio::test]
async fn the_printed_password_opens_every_account_of_the_scene() {
    let folder = tempdir().unwrap();
    let output = run(folder.path(), &["scene"]);
    let line: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let store = SqliteStore::open(folder.path().join("medigest.sqlite")).unwrap();
    let password = line["password"].as_str().unwrap();
    for user in line["users"].as_array().unwrap() {
        let name = Username::parse(user["username"].as_str().unwrap()).unwrap();
        let account = store.user_by_name(&name).await.unwrap().unwrap();
        assert!(passwords::verify(
            &PasswordDigest::of(password),
            Some(&account.password)
        ));
    }
}
