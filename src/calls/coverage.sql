-- name: coverage_add
-- takes: id int, call int, role int, due int, delivered int, acknowledged int, submitted int, sent_back int, accepted int, waived int, withdrawn int
-- gives: bulk coverage_sum
INSERT INTO coverage (id, call, role, due, delivered, acknowledged, submitted,
                      sent_back, accepted, waived, withdrawn)
VALUES (:id, :call, :role, :due, :delivered, :acknowledged, :submitted,
        :sent_back, :accepted, :waived, :withdrawn)
ON CONFLICT (id, call, role, due) DO UPDATE
   SET delivered = coverage.delivered + excluded.delivered,
       acknowledged = coverage.acknowledged + excluded.acknowledged,
       submitted = coverage.submitted + excluded.submitted,
       sent_back = coverage.sent_back + excluded.sent_back,
       accepted = coverage.accepted + excluded.accepted,
       waived = coverage.waived + excluded.waived,
       withdrawn = coverage.withdrawn + excluded.withdrawn;

-- name: coverage_drop
-- takes: call int
-- gives: nothing
DELETE FROM coverage WHERE call = :call;

-- name: coverage_stored
-- takes: call int
-- gives: many coverage_sum (id int, call int, role int, due int, delivered int, acknowledged int, submitted int, sent_back int, accepted int, waived int, withdrawn int)
SELECT id, call, role, due, delivered, acknowledged, submitted, sent_back,
       accepted, waived, withdrawn
  FROM coverage
 WHERE call = :call
   AND (delivered <> 0 OR acknowledged <> 0 OR submitted <> 0
        OR sent_back <> 0 OR accepted <> 0 OR waived <> 0 OR withdrawn <> 0)
 ORDER BY id, role, due;

-- name: coverage_at
-- takes: id int, call int
-- gives: many coverage_sum (id int, call int, role int, due int, delivered int, acknowledged int, submitted int, sent_back int, accepted int, waived int, withdrawn int)
-- What is counted strictly below one unit.
SELECT id, call, role, due, delivered, acknowledged, submitted, sent_back,
       accepted, waived, withdrawn
  FROM coverage WHERE id = :id AND call = :call;

-- name: coverage_own
-- takes: call int, unit int
-- gives: many coverage_own (id int, unit int, role int, state text, due int, note text, changed_at int)
SELECT id, unit, role, state, due, note, changed_at
  FROM assignment WHERE call = :call AND unit = :unit;

-- name: coverage_kids
-- takes: base int, call int, parent int, day int
-- gives: many coverage_kid (unit int, code text, name text, kind text, role int, due int, delivered int, acknowledged int, submitted int, sent_back int, accepted int, waived int, withdrawn int)
-- The children by name, each once for every row of what is below it, or once
-- with zeros.
SELECT f.unit, u.code, f.name, t.code, COALESCE(v.role, 0), COALESCE(v.due, 0),
       COALESCE(v.delivered, 0), COALESCE(v.acknowledged, 0),
       COALESCE(v.submitted, 0), COALESCE(v.sent_back, 0),
       COALESCE(v.accepted, 0), COALESCE(v.waived, 0),
       COALESCE(v.withdrawn, 0)
  FROM unit_fact f
  JOIN unit u ON u.id = f.unit
  JOIN kind t ON t.id = f.kind
  LEFT JOIN coverage v ON v.id = :base + f.unit * 1048576 AND v.call = :call
 WHERE f.parent = :parent AND :day BETWEEN f.since AND f.until
 ORDER BY f.sort, u.code, f.unit;

-- name: coverage_kids_own
-- takes: call int, parent int, day int
-- gives: many coverage_own (id int, unit int, role int, state text, due int, note text, changed_at int)
-- What each child has itself, in the same order; from the few children to
-- what they have, whatever a planner thinks of a call with many.
SELECT a.id, a.unit, a.role, a.state, a.due, a.note, a.changed_at
  FROM unit_fact f
 CROSS JOIN unit u
 CROSS JOIN assignment a
 WHERE u.id = f.unit AND a.call = :call AND a.unit = f.unit
   AND f.parent = :parent AND :day BETWEEN f.since AND f.until
 ORDER BY f.sort, u.code, f.unit;

-- name: coverage_parent
-- takes: unit int, day int
-- gives: one coverage_parent (code text, name text)
-- The unit directly above.
SELECT p.code, g.name
  FROM unit_fact f
  JOIN unit p ON p.id = f.parent
  JOIN unit_fact g ON g.unit = p.id AND :day BETWEEN g.since AND g.until
 WHERE f.unit = :unit AND :day BETWEEN f.since AND f.until;

-- name: coverage_map
-- takes: base int, call int, unit int, day int, now int, limit int
-- gives: many coverage_cell (top int, top_code text, top_name text, unit int, code text, name text, delivered int, acknowledged int, submitted int, sent_back int, accepted int, waived int, late int)
-- Two tiers below a unit on the call's day: for each child itself (top =
-- unit), then for each child of it, what lies at or below it.
WITH cells (top, sort, nth, unit, since) AS (
	SELECT f.unit, f.sort, 0, f.unit, f.since
	  FROM unit_fact f
	 WHERE f.parent = :unit AND :day BETWEEN f.since AND f.until
	UNION ALL
	SELECT f.unit, f.sort, 1, g.unit, g.since
	  FROM unit_fact f
	  JOIN unit_fact g ON g.parent = f.unit
	 WHERE f.parent = :unit AND :day BETWEEN f.since AND f.until
	   AND :day BETWEEN g.since AND g.until
), counts (unit, state, due, n) AS (
	SELECT c.unit, a.state, a.due, 1
	  FROM cells c JOIN assignment a ON a.call = :call AND a.unit = c.unit
	UNION ALL
	SELECT c.unit, s.state, v.due,
	       CASE s.state WHEN 'delivered' THEN v.delivered
	                    WHEN 'acknowledged' THEN v.acknowledged
	                    WHEN 'submitted' THEN v.submitted
	                    WHEN 'sent-back' THEN v.sent_back
	                    WHEN 'accepted' THEN v.accepted
	                    ELSE v.waived END
	  FROM cells c
	  JOIN coverage v ON v.id = :base + c.unit * 1048576 AND v.call = :call
	 CROSS JOIN (SELECT 'delivered' AS state UNION ALL SELECT 'acknowledged'
	             UNION ALL SELECT 'submitted' UNION ALL SELECT 'sent-back'
	             UNION ALL SELECT 'accepted' UNION ALL SELECT 'waived') AS s
), sums (unit, delivered, acknowledged, submitted, sent_back, accepted,
         waived, late) AS (
	SELECT unit,
	       SUM(CASE WHEN state = 'delivered' THEN n ELSE 0 END),
	       SUM(CASE WHEN state = 'acknowledged' THEN n ELSE 0 END),
	       SUM(CASE WHEN state = 'submitted' THEN n ELSE 0 END),
	       SUM(CASE WHEN state = 'sent-back' THEN n ELSE 0 END),
	       SUM(CASE WHEN state = 'accepted' THEN n ELSE 0 END),
	       SUM(CASE WHEN state = 'waived' THEN n ELSE 0 END),
	       SUM(CASE WHEN due <= :now AND state IN
	                     ('delivered', 'acknowledged', 'sent-back')
	                THEN n ELSE 0 END)
	  FROM counts
	 GROUP BY unit
)
SELECT c.top, t.code AS top_code, tf.name AS top_name, c.unit, u.code, f.name,
       CAST(s.delivered AS BIGINT), CAST(s.acknowledged AS BIGINT),
       CAST(s.submitted AS BIGINT), CAST(s.sent_back AS BIGINT),
       CAST(s.accepted AS BIGINT), CAST(s.waived AS BIGINT),
       CAST(s.late AS BIGINT)
  FROM cells c
  JOIN sums s ON s.unit = c.unit
  JOIN unit u ON u.id = c.unit
  JOIN unit_fact f ON f.unit = c.unit AND f.since = c.since
  JOIN unit t ON t.id = c.top
  JOIN unit_fact tf
    ON tf.unit = c.top AND :day BETWEEN tf.since AND tf.until
 ORDER BY c.sort, c.top, c.nth, f.sort, c.unit
 LIMIT :limit;

-- name: coverage_unit
-- takes: id int
-- gives: one coverage_unit (code text)
SELECT code FROM unit WHERE id = :id;
