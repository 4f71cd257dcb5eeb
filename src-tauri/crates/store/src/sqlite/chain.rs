//! The chains of the audit log: an entry is linked in the transaction that writes it.

use medigest_domain::chain::{Entry, Head, Link, Seal};
use rusqlite::{Connection, OptionalExtension};

use super::error::Work;
use crate::chain::{linked, next_place};
use crate::documents::{ArchiveDocument, LogDocument, entry_from_json, from_json};

/// Says which chain what `writer` writes belongs to. Kept with the connection, so that whatever writes an entry
/// links it.
pub(super) fn name(writer: &Connection, chain: &str) -> rusqlite::Result<()> {
    writer.execute_batch("CREATE TEMP TABLE device (chain TEXT NOT NULL) STRICT;")?;
    writer.execute("INSERT INTO device VALUES (?1)", [chain])?;
    Ok(())
}

/// `log`, linked after the last entry of this device's chain.
pub(super) fn link(writer: &Connection, log: &LogDocument) -> Work<LogDocument> {
    let chain: String = writer
        .prepare_cached("SELECT chain FROM device")?
        .query_row([], |row| row.get(0))?;
    let last = match head(writer, &chain)? {
        Some(head) => Some(head),
        None => archived(writer, &chain)?,
    };
    let witnessed = if Link::witnesses(next_place(last.as_ref())) {
        let mut others = heads(writer)?;
        others.retain(|head| head.chain != chain);
        others
    } else {
        Vec::new()
    };
    Ok(linked(log, last.as_ref(), &chain, witnessed).0)
}

/// The last place of every chain, by its name.
pub(super) fn heads(base: &Connection) -> Work<Vec<Head>> {
    // One look-up per chain, however long they are.
    let mut next = base.prepare_cached("SELECT MIN(chain) FROM logs WHERE chain > ?1")?;
    let mut heads = Vec::new();
    let mut after = String::new();
    while let Some(chain) = next.query_row([&after], |row| row.get::<_, Option<String>>(0))? {
        heads.extend(head(base, &chain)?);
        after = chain;
    }
    Ok(heads)
}

fn head(base: &Connection, chain: &str) -> Work<Option<Head>> {
    // The place comes from the index, so that it is known even where the entry cannot be read.
    let mut last =
        base.prepare_cached("SELECT place FROM logs WHERE chain = ?1 ORDER BY place DESC LIMIT 1")?;
    let place: Option<i64> = last.query_row([chain], |row| row.get(0)).optional()?;
    let Some(place) = place else { return Ok(None) };
    let there = "SELECT doc FROM logs WHERE chain = ?1 AND place = ?2";
    let entry = entries(base, there, (chain, place))?.pop();
    let seal = entry.and_then(|entry| entry.link).map(|link| link.seal);
    Ok(Some(Head {
        chain: chain.to_owned(),
        place: place.cast_unsigned(),
        seal: seal.unwrap_or(Seal::NONE),
    }))
}

/// Where a chain stands whose entries were all moved to a file.
fn archived(base: &Connection, chain: &str) -> Work<Option<Head>> {
    let mut newest =
        base.prepare_cached("SELECT doc FROM archives ORDER BY until DESC, id DESC LIMIT 1")?;
    let doc: Option<String> = newest.query_row([], |row| row.get(0)).optional()?;
    let Some(doc) = doc else { return Ok(None) };
    let anchors = from_json::<ArchiveDocument>(&doc)?.chaines.into_iter();
    let mut heads = anchors.map(|anchor| Head::from(anchor.head));
    Ok(heads.find(|head| head.chain == chain))
}

/// The entries of a query that selects documents.
pub(super) fn entries(
    base: &Connection,
    sql: &str,
    params: impl rusqlite::Params,
) -> Work<Vec<Entry>> {
    let mut statement = base.prepare_cached(sql)?;
    let mut rows = statement.query(params)?;
    let mut entries = Vec::new();
    while let Some(row) = rows.next()? {
        // Text that is not even that was damaged; what it was is not there any more.
        let doc = row.get_ref(0)?.as_str().unwrap_or_default();
        entries.push(entry_from_json(doc));
    }
    Ok(entries)
}
