-- The search of the log: what it looks at stands in one index, so that a million entries are looked through without
-- their documents.

ALTER TABLE logs ADD COLUMN user TEXT AS (doc ->> '$.user');
ALTER TABLE logs ADD COLUMN action TEXT AS (doc ->> '$.action');
ALTER TABLE logs ADD COLUMN entity TEXT AS (doc ->> '$.entity');
ALTER TABLE logs ADD COLUMN entity_id TEXT AS (doc ->> '$.entity_id');
ALTER TABLE logs ADD COLUMN details TEXT AS (doc ->> '$.details');
CREATE INDEX logs_search ON logs (timestamp, id, user, action, entity, entity_id, details);
-- The one above is in the same order.
DROP INDEX logs_newest;
