-- name: tree_size
-- takes:
-- gives: one tree_size (generation int, units int, kinds int, facts int, links int)
SELECT n, CAST((SELECT count(*) FROM unit) AS BIGINT),
       CAST((SELECT count(*) FROM kind) AS BIGINT),
       CAST((SELECT count(*) FROM unit_fact) AS BIGINT),
       CAST((SELECT count(*) FROM link) AS BIGINT)
  FROM counter WHERE name = 'tree';

-- name: tree_units
-- takes:
-- gives: each tree_unit_row (id int, code text, since int, until int)
SELECT id, code, since, until FROM unit ORDER BY id;

-- name: tree_kinds
-- takes:
-- gives: each tree_kind_row (id int, code text)
SELECT id, code FROM kind ORDER BY id;

-- name: tree_facts
-- takes:
-- gives: each tree_fact_row (unit int, since int, until int, parent id?, kind int, name text)
SELECT unit, since, until, parent, kind, name
  FROM unit_fact ORDER BY unit, since;

-- name: tree_links
-- takes:
-- gives: each tree_link_row (unit int, into_ int, day int, num int?, den int?)
SELECT unit, into_, day, num, den FROM link ORDER BY unit, into_;

-- name: tree_changed
-- takes:
-- gives: nothing
-- Every act that changes the tree calls it once.
UPDATE counter SET n = n + 1 WHERE name = 'tree';

-- name: tree_lock
-- takes:
-- gives: one tree_lock (got int)
-- Alone with the tree until the transaction ends.
SELECT lock_alone(1);

-- name: tree_hold
-- takes:
-- gives: one tree_lock (got int)
-- The tree stands still until the transaction ends; many may hold it.
SELECT lock_shared(1);

-- name: tree_generation
-- takes:
-- gives: one tree_generation (generation int)
SELECT n AS generation FROM counter WHERE name = 'tree';

-- name: unit_way_up
-- takes: unit int, day int
-- gives: many unit_step (unit int)
-- The units above a unit on a day, the nearest first.
WITH RECURSIVE up (unit, n) AS (
	SELECT f.parent, 1 FROM unit_fact f
	 WHERE f.unit = :unit AND f.since <= :day AND f.until >= :day
	   AND f.parent IS NOT NULL
	UNION ALL
	SELECT f.parent, up.n + 1
	  FROM up JOIN unit_fact f ON f.unit = up.unit
	 WHERE f.since <= :day AND f.until >= :day AND f.parent IS NOT NULL
)
SELECT unit FROM up ORDER BY n;
