-- The figures: what they count stands in one index, so that a year is read without its documents.

ALTER TABLE appointments ADD COLUMN status TEXT AS (doc ->> '$.statut');
ALTER TABLE appointments ADD COLUMN booked_at INTEGER
    AS (CAST(doc ->> '$.created_at.$date.$numberLong' AS INTEGER));
ALTER TABLE appointments ADD COLUMN arrived_at INTEGER
    AS (CAST(doc ->> '$.arrivee_at.$date.$numberLong' AS INTEGER));
ALTER TABLE appointments ADD COLUMN called_in_at INTEGER
    AS (CAST(doc ->> '$.debut_consultation_at.$date.$numberLong' AS INTEGER));
CREATE INDEX appointments_figures
    ON appointments (starts, practitioner_id, status, ends, booked_at, arrived_at, called_in_at);
-- The one above finds by the start as well.
DROP INDEX appointments_starts;

ALTER TABLE patients ADD COLUMN created_at INTEGER
    AS (CAST(doc ->> '$.created_at.$date.$numberLong' AS INTEGER));
CREATE INDEX patients_created_at ON patients (created_at);
