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
-- What each child has itself, in the same order.
SELECT a.id, a.unit, a.role, a.state, a.due, a.note, a.changed_at
  FROM unit_fact f
  JOIN unit u ON u.id = f.unit
  JOIN assignment a ON a.call = :call AND a.unit = f.unit
 WHERE f.parent = :parent AND :day BETWEEN f.since AND f.until
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
