-- The practice's keys, each sealed to its holders.

CREATE TABLE cles (
    doc TEXT NOT NULL CHECK (json_valid(doc)),
    id TEXT NOT NULL UNIQUE AS (doc ->> '$._id.$oid')
) STRICT;
