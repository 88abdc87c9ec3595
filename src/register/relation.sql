-- How documents hang together.

-- name: relation_put
-- takes: from_ int, what text, to_ int, now int, account id?
-- gives: changed
INSERT INTO relation (from_, what, to_, at, account)
VALUES (:from_, :what, :to_, :now, :account)
ON CONFLICT (from_, what, to_) DO NOTHING;

-- name: relation_drop
-- takes: from_ int, what text, to_ int
-- gives: changed
DELETE FROM relation WHERE from_ = :from_ AND what = :what AND to_ = :to_;

-- name: relation_lock
-- takes:
-- gives: one relation_lock (got int)
-- Alone with the carrying out of documents until the transaction ends.
SELECT lock_alone(4);

-- name: relation_above
-- takes: from_ int, to_ int
-- gives: one relation_above (n int)
-- Whether `from_` is what `to_` carries out, at whatever remove.
WITH RECURSIVE up (document) AS (
	SELECT :to_
	UNION
	SELECT r.to_ FROM up JOIN relation r
	    ON r.from_ = up.document AND r.what = 'carries-out'
)
SELECT CAST(count(*) AS BIGINT) FROM up WHERE document = :from_;

-- name: relations_near
-- takes: document int, all int, account int, today int, powers text
-- gives: many relation_near (what text, outward int, document int, seen int)
-- Those of one document, both ways.
SELECT x.what, x.outward, x.document,
       CASE WHEN @document_seen(d)@ THEN 1 ELSE 0 END
  FROM (SELECT what, 1 AS outward, to_ AS document FROM relation
         WHERE from_ = :document
        UNION ALL
        SELECT what, 0, from_ FROM relation WHERE to_ = :document) x
  JOIN document d ON d.id = x.document
 ORDER BY x.outward DESC, x.what, d.day, d.id
 LIMIT 500;

-- name: relations_all
-- takes: document int, deep int, limit int, all int, account int, today int, powers text
-- gives: many relation_node (document int, depth int, seen int)
-- All that it leads up to (below 0) and that leads down from it (above 0), at
-- their nearest; not further than `deep`.
WITH RECURSIVE up (document, depth) AS (
	SELECT :document, 0
	UNION
	SELECT r.to_, up.depth - 1
	  FROM up JOIN relation r ON r.from_ = up.document
	 WHERE up.depth > -:deep
), down (document, depth) AS (
	SELECT :document, 0
	UNION
	SELECT r.from_, down.depth + 1
	  FROM down JOIN relation r ON r.to_ = down.document
	 WHERE down.depth < :deep
), found (document, depth) AS (
	SELECT document, MAX(depth) FROM up GROUP BY document
	UNION ALL
	SELECT document, MIN(depth) FROM down
	 WHERE document NOT IN (SELECT document FROM up)
	 GROUP BY document
)
SELECT d.id, n.depth, CASE WHEN @document_seen(d)@ THEN 1 ELSE 0 END
  FROM found n JOIN document d ON d.id = n.document
 ORDER BY ABS(n.depth), n.depth, d.day, d.id
 LIMIT :limit;

-- name: relations_from
-- takes: document int
-- gives: many relation_edge (what text, document int)
SELECT what, to_ FROM relation WHERE from_ = :document ORDER BY what, to_;
