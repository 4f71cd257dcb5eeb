-- The practice day: what an appointment replaces, call-backs, delays, absences.

ALTER TABLE appointments ADD COLUMN replaces TEXT AS (doc ->> '$.remplace.$oid');
-- A cancelled appointment is replaced once, whatever becomes of the one that replaces it.
CREATE UNIQUE INDEX appointments_replaces ON appointments (replaces) WHERE replaces IS NOT NULL;

ALTER TABLE appointments ADD COLUMN cancelled_at INTEGER
    AS (CAST(doc ->> '$.annulation.at.$date.$numberLong' AS INTEGER));
CREATE INDEX appointments_cancelled_at ON appointments (cancelled_at) WHERE cancelled_at IS NOT NULL;

CREATE TABLE retards (
    doc TEXT NOT NULL CHECK (json_valid(doc)),
    id TEXT NOT NULL UNIQUE AS (doc ->> '$._id.$oid'),
    practitioner_id TEXT NOT NULL AS (doc ->> '$.practitioner_id.$oid'),
    day TEXT NOT NULL AS (doc ->> '$.jour'),
    number INTEGER NOT NULL AS (doc ->> '$.numero'),
    UNIQUE (day, practitioner_id, number)
) STRICT;

CREATE TABLE absences (
    doc TEXT NOT NULL CHECK (json_valid(doc)),
    id TEXT NOT NULL UNIQUE AS (doc ->> '$._id.$oid'),
    starts INTEGER NOT NULL AS (CAST(doc ->> '$.debut.$date.$numberLong' AS INTEGER)),
    ends INTEGER NOT NULL AS (CAST(doc ->> '$.fin.$date.$numberLong' AS INTEGER))
) STRICT;
-- By their ends: most are over.
CREATE INDEX absences_ends ON absences (ends, starts);
