-- The chains of the audit log, and what of it was moved to files.

-- An entry without a place in a chain, or with one that is none, has neither.
ALTER TABLE logs ADD COLUMN chain TEXT AS (
    CASE WHEN json_type(doc, '$.chaine') = 'text' AND doc ->> '$.chaine' <> ''
        AND json_type(doc, '$.rang') = 'integer' AND doc ->> '$.rang' > 0
    THEN doc ->> '$.chaine' END
);
ALTER TABLE logs ADD COLUMN place INTEGER AS (
    CASE WHEN chain IS NOT NULL THEN doc ->> '$.rang' END
);
CREATE UNIQUE INDEX logs_place ON logs (chain, place);

CREATE TABLE archives (
    doc TEXT NOT NULL CHECK (json_valid(doc)),
    id TEXT NOT NULL UNIQUE AS (doc ->> '$._id.$oid'),
    until INTEGER NOT NULL AS (CAST(doc ->> '$.jusqua.$date.$numberLong' AS INTEGER))
) STRICT;
