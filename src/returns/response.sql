-- part: gave(unit)
-- What a unit gave itself (a), and what all below it gave (r), in one base
-- period: base = form * 2^52 + period (calls/key.h).
  LEFT JOIN accepted a ON a.id = :base + @unit@ * 1048576
  LEFT JOIN rollup r ON r.id = :base + @unit@ * 1048576
-- end

-- part: given()
a.values_ AS own, r.accepted, r.values_ AS below
-- end

-- name: figure_self
-- takes: unit int, base int, day int, form int, version int
-- gives: many node_row (unit int, code text, name text, kind int?, own blob?, accepted int?, below blob?, missing int, assigned int?)
-- What a unit itself gave, and what all below it gave, for one base period:
-- base = form * 2^52 + period, day its last. No row: not in that tree.
SELECT f.unit, u.code, f.name, f.kind, @given()@, @expected(f.unit)@
  FROM unit_fact f
  JOIN unit u ON u.id = f.unit
@gave(f.unit)@
 WHERE f.unit = :unit AND f.since <= :day AND f.until >= :day;

-- name: figure_children
-- takes: parent int, tree_day int, base int, day int, form int, version int
-- gives: many node_row (unit int, code text, name text, kind int?, own blob?, accepted int?, below blob?, missing int, assigned int?)
-- The same for the children that a unit has on tree_day; kind is NULL for
-- one that was not in the tree of `day`.
SELECT f.unit, u.code, f.name,
       CASE WHEN f.since <= :day AND f.until >= :day THEN f.kind
            ELSE (SELECT g.kind FROM unit_fact g
                   WHERE g.unit = f.unit AND g.since <= :day
                     AND g.until >= :day) END AS kind,
       @given()@, @expected(f.unit)@
  FROM unit_fact f
  JOIN unit u ON u.id = f.unit
@gave(f.unit)@
 WHERE f.parent = :parent AND f.since <= :tree_day AND f.until >= :tree_day
 ORDER BY f.sort, f.unit;

-- name: accepted_of_period
-- takes: base int
-- gives: each accepted_values (unit int, values_ blob)
SELECT u.id AS unit, a.values_
  FROM unit u JOIN accepted a ON a.id = :base + u.id * 1048576
 ORDER BY u.id;

-- name: asked_of_period
-- takes: form int, period int
-- gives: each asked_row (unit int, checker int, waived int)
-- Who is asked for a return, and who checks it.
SELECT a.unit, a.checker, CASE WHEN a.state = 'waived' THEN 1 ELSE 0 END
  FROM call k JOIN assignment a ON a.call = k.id
 WHERE k.form = :form AND k.period = :period AND a.role = 0
   AND a.state <> 'withdrawn';

-- name: response_after
-- takes: low int, high int
-- gives: many response_id (id int)
-- Any response of a unit between two keys (calls/key.h), counting or
-- waiting.
SELECT id FROM (
	SELECT id FROM accepted WHERE id BETWEEN :low AND :high
	UNION ALL
	SELECT id FROM response
	 WHERE id BETWEEN :low AND :high AND state IN ('waiting', 'submitted')) AS both_
 ORDER BY id
 LIMIT 1;

-- name: form_period_add
-- takes: form int, period int
-- gives: nothing
INSERT INTO form_period (form, period) VALUES (:form, :period)
ON CONFLICT DO NOTHING;

-- name: form_period_list
-- takes: form int
-- gives: many form_period_row (period int)
SELECT period FROM form_period WHERE form = :form ORDER BY period;

-- name: lineage_accepted
-- takes: base int
-- gives: many lineage_row (unit int, version int, accepted_at int, accepted_by text?, values_ blob)
SELECT u.id AS unit, a.version, a.accepted_at, ac.login AS accepted_by,
       a.values_
  FROM unit u
  JOIN accepted a ON a.id = :base + u.id * 1048576
  LEFT JOIN account ac ON ac.id = a.accepted_by
 ORDER BY u.id;

-- name: figure_unit
-- takes: code text
-- gives: one figure_unit (id int)
SELECT id FROM unit WHERE code = :code;
