//! The tables, as numbered migrations: `user_version` says how many were done.
//!
//! Each table keeps whole documents (the JSON of [`crate::documents`]) and reads its indexed columns out of
//! them, so that the document is the only truth. The slots of an appointment follow its document by trigger:
//! whoever writes the document, the base itself refuses the overlap (spec §3.2).

use rusqlite::{Connection, TransactionBehavior};

use super::OpenError;

/// Marks the file as a MediGest base ("MdGt"), so that no other program's file is taken for an empty one.
const APPLICATION_ID: i32 = 0x4d64_4774;

const MIGRATIONS: &[&str] = &[
    include_str!("schema/1.sql"),
    include_str!("schema/2.sql"),
    include_str!("schema/3.sql"),
    include_str!("schema/4.sql"),
    include_str!("schema/5.sql"),
    include_str!("schema/6.sql"),
    include_str!("schema/7.sql"),
];

/// Brings the base to the newest schema, in one transaction.
pub(super) fn migrate(base: &mut Connection) -> Result<(), OpenError> {
    let known = u32::try_from(MIGRATIONS.len()).unwrap_or(u32::MAX);
    let write = base.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let pragma = |name| write.pragma_query_value(None, name, |row| row.get(0));
    let application: i32 = pragma("application_id")?;
    let done = u32::try_from(pragma("user_version")?).unwrap_or(u32::MAX);
    let tables: u32 =
        write.query_row("SELECT COUNT(*) FROM sqlite_schema", [], |row| row.get(0))?;
    if tables > 0 && application != APPLICATION_ID {
        return Err(OpenError::Unreadable);
    }
    if done > known {
        return Err(OpenError::Newer { found: done, known });
    }
    for migration in MIGRATIONS.iter().skip(done as usize) {
        write.execute_batch(migration)?;
    }
    if done < known {
        write.pragma_update(None, "application_id", APPLICATION_ID)?;
        write.pragma_update(None, "user_version", known)?;
    }
    write.commit()?;
    Ok(())
}
