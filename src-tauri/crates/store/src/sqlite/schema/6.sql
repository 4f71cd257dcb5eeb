-- Whole bases: documents that come from elsewhere and that no other table takes, because this program does not know
-- their collection, or cannot read them. They are kept as they are.
CREATE TABLE autres (
    collection TEXT NOT NULL,
    -- The `_id` as JSON.
    id TEXT NOT NULL,
    doc TEXT NOT NULL CHECK (json_valid(doc)),
    PRIMARY KEY (collection, id)
) STRICT;

-- Entries of an older base have no operation: what orders those of one moment is their id.
ALTER TABLE logs ADD COLUMN id TEXT AS (doc ->> '$._id.$oid');
CREATE INDEX logs_newest ON logs (timestamp, id);
DROP INDEX logs_timestamp;
CREATE INDEX logs_id ON logs (id);
