//! Several processes on one file.

use medigest_application::ports::AuditStore as _;
use medigest_sample::builders::PatientBuilder;
use medigest_store::sqlite::SqliteStore;
use tempfile::TempDir;

use super::writer::{CHAIN, PATIENTS, Report, Writer};
use crate::desk::Desk;
use crate::log;
use crate::model::block_on;

#[test]
fn several_processes_write_at_once_and_all_succeed() {
    const WRITERS: u64 = 4;
    const EACH: u64 = 100;
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("medigest.db");
    let writers: Vec<_> = {
        let store = SqliteStore::open(&file).unwrap();
        block_on(async {
            let desk = Desk::on(&store);
            for number in 1..=PATIENTS {
                desk.add_patient(PatientBuilder::numbered(number)).await;
            }
        });
        (0..WRITERS)
            .map(|writer| Writer::start(&file, writer * EACH + 1, EACH))
            .collect()
    };
    for writer in writers {
        let (succeeded, reports) = writer.finish();
        let booked = reports
            .iter()
            .filter(|report| matches!(report, Report::Booked(_)));
        assert_eq!((succeeded, booked.count() as u64), (true, EACH));
    }
    let store = SqliteStore::open(&file).unwrap();
    let booked = block_on(Desk::on(&store).all_appointments()).len();
    assert_eq!(booked as u64, WRITERS * EACH);
    block_on(log::assert_whole(&store));
    let heads = block_on(store.heads()).unwrap();
    let theirs = heads.iter().find(|head| head.chain == CHAIN).unwrap();
    assert_eq!(theirs.place, WRITERS * EACH);
}
