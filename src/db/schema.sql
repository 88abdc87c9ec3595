-- name: schema_tables (sqlite)
-- takes:
-- gives: one schema_tables (n int, ours int)
-- How many tables there are, and whether schema_change is one of them.
SELECT COUNT(*), COUNT(*) FILTER (WHERE name = 'schema_change')
  FROM sqlite_schema
 WHERE type = 'table' AND name NOT LIKE 'sqlite!_%' ESCAPE '!';

-- name: schema_tables (pg)
-- takes:
-- gives: one schema_tables (n int, ours int)
SELECT COUNT(*), COUNT(*) FILTER (WHERE tablename = 'schema_change')
  FROM pg_tables
 WHERE schemaname = current_schema();

-- name: schema_lock (sqlite)
-- takes:
-- gives: one schema_lock (held int)
-- Two that migrate at once: the second waits. SQLite's writer does already.
SELECT 1;

-- name: schema_lock (pg)
-- takes:
-- gives: one schema_lock (held int)
SELECT CAST(1 AS BIGINT) FROM pg_advisory_xact_lock(7138001);

-- name: schema_create
-- takes:
-- gives: nothing
CREATE TABLE IF NOT EXISTS schema_change (
	n     @INT@ PRIMARY KEY,
	name  TEXT NOT NULL,  -- of the file, without .sql
	hash  TEXT NOT NULL,  -- SHA-256 of the file
	at    @INT@ NOT NULL
) @STRICT@;

-- name: schema_list
-- takes:
-- gives: many schema_change (n int, name text, hash text)
SELECT n, name, hash FROM schema_change ORDER BY n;

-- name: schema_add
-- takes: n int, name text, hash text, at int
-- gives: nothing
INSERT INTO schema_change (n, name, hash, at) VALUES (:n, :name, :hash, :at);
