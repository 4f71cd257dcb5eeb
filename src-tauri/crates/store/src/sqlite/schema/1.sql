-- Ids are 24 hexadecimal digits, instants milliseconds since 1970.

CREATE TABLE users (
    doc TEXT NOT NULL CHECK (json_valid(doc)),
    id TEXT NOT NULL UNIQUE AS (doc ->> '$._id.$oid'),
    username_key TEXT NOT NULL UNIQUE AS (doc ->> '$.username_key')
) STRICT;

CREATE TABLE practitioners (
    doc TEXT NOT NULL CHECK (json_valid(doc)),
    id TEXT NOT NULL UNIQUE AS (doc ->> '$._id.$oid')
) STRICT;

CREATE TABLE patients (
    doc TEXT NOT NULL CHECK (json_valid(doc)),
    id TEXT NOT NULL UNIQUE AS (doc ->> '$._id.$oid'),
    updated_at INTEGER NOT NULL AS (CAST(doc ->> '$.updated_at.$date.$numberLong' AS INTEGER))
) STRICT;
CREATE INDEX patients_updated_at ON patients (updated_at);

CREATE TABLE appointments (
    doc TEXT NOT NULL CHECK (json_valid(doc)),
    id TEXT NOT NULL UNIQUE AS (doc ->> '$._id.$oid'),
    op_id TEXT UNIQUE AS (doc ->> '$.op_id.$oid'),
    patient_id TEXT NOT NULL AS (doc ->> '$.patient_id.$oid'),
    practitioner_id TEXT AS (doc ->> '$.practitioner_id.$oid'),
    starts INTEGER NOT NULL AS (CAST(doc ->> '$.date_heure_debut.$date.$numberLong' AS INTEGER)),
    ends INTEGER NOT NULL AS (CAST(doc ->> '$.date_heure_fin.$date.$numberLong' AS INTEGER)),
    length INTEGER NOT NULL AS (ends - starts)
) STRICT;
CREATE INDEX appointments_starts ON appointments (starts);
CREATE INDEX appointments_practitioner ON appointments (practitioner_id, starts);
CREATE INDEX appointments_patient ON appointments (patient_id, starts);
-- The longest appointment bounds how far back a search for overlaps must look.
CREATE INDEX appointments_length ON appointments (length);

CREATE TABLE slots (
    token TEXT NOT NULL PRIMARY KEY,
    appointment_id TEXT NOT NULL REFERENCES appointments (id)
) STRICT, WITHOUT ROWID;
CREATE INDEX slots_appointment ON slots (appointment_id);

CREATE TRIGGER appointments_reserve AFTER INSERT ON appointments BEGIN
    INSERT INTO slots SELECT value, NEW.id FROM json_each(NEW.doc, '$.slots');
END;

CREATE TRIGGER appointments_reserve_again AFTER UPDATE OF doc ON appointments
WHEN OLD.doc -> '$.slots' IS NOT NEW.doc -> '$.slots' BEGIN
    DELETE FROM slots WHERE appointment_id = OLD.id;
    INSERT INTO slots SELECT value, NEW.id FROM json_each(NEW.doc, '$.slots');
END;

CREATE TABLE logs (
    doc TEXT NOT NULL CHECK (json_valid(doc)),
    op_id TEXT UNIQUE AS (doc ->> '$.op_id.$oid'),
    timestamp INTEGER NOT NULL AS (CAST(doc ->> '$.timestamp.$date.$numberLong' AS INTEGER))
) STRICT;
CREATE INDEX logs_timestamp ON logs (timestamp, op_id);

CREATE TABLE settings (
    doc TEXT NOT NULL CHECK (json_valid(doc)),
    id TEXT NOT NULL UNIQUE AS (doc ->> '$._id.$oid')
) STRICT;
