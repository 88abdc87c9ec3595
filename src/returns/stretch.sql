-- name: stretch_facts
-- takes: unit int
-- gives: many stretch_fact (since int, until int, kind int, code text, name text)
SELECT f.since, f.until, f.kind, u.code, f.name
  FROM unit_fact f
  JOIN unit u ON u.id = f.unit
 WHERE f.unit = :unit
 ORDER BY f.since;

-- name: stretch_counts
-- takes: unit int
-- gives: many stretch_count (kind int, day int, n int)
SELECT kind, day, n FROM kind_count WHERE unit = :unit ORDER BY kind, day;

-- name: stretch_accepted
-- takes: low int, high int
-- gives: many stretch_own (id int, values_ blob)
SELECT id, values_ FROM accepted WHERE id BETWEEN :low AND :high ORDER BY id;

-- name: stretch_rollups
-- takes: low int, high int
-- gives: many stretch_below (id int, accepted int, unasked int, values_ blob)
SELECT id, accepted, unasked, values_ FROM rollup
 WHERE id BETWEEN :low AND :high ORDER BY id;
