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

-- name: accepted_get
-- takes: id int
-- gives: one accepted_row (id int, version int, form_version int, values_ blob, sent_at int, sent_by id?, accepted_at int, accepted_by id?)
SELECT id, version, form_version, values_, sent_at, sent_by, accepted_at,
       accepted_by
  FROM accepted
 WHERE id = :id;

-- name: accepted_put
-- takes: id int, version int, form_version int, values blob, sent_at int, sent_by id?, accepted_at int, accepted_by id?
-- gives: nothing
INSERT INTO accepted (id, version, form_version, values_, sent_at, sent_by,
                      accepted_at, accepted_by)
VALUES (:id, :version, :form_version, :values, :sent_at, :sent_by,
        :accepted_at, :accepted_by)
ON CONFLICT (id) DO UPDATE
   SET version = excluded.version, form_version = excluded.form_version,
       values_ = excluded.values_, sent_at = excluded.sent_at,
       sent_by = excluded.sent_by, accepted_at = excluded.accepted_at,
       accepted_by = excluded.accepted_by;

-- name: accepted_retire
-- takes: id int
-- gives: nothing
-- The version that counted becomes one that did.
INSERT INTO response (id, version, state, form_version, values_, sent_at,
                      sent_by, accepted_at, accepted_by)
SELECT id, version, 'replaced', form_version, values_, sent_at, sent_by,
       accepted_at, accepted_by
  FROM accepted
 WHERE id = :id;

-- name: response_put
-- takes: id int, version int, form_version int, values blob, sent_at int, sent_by id?
-- gives: nothing
INSERT INTO response (id, version, state, form_version, values_, sent_at,
                      sent_by)
VALUES (:id, :version, 'submitted', :form_version, :values, :sent_at,
        :sent_by);

-- name: response_replace
-- takes: id int
-- gives: nothing
-- A newer version takes the place of what waits.
UPDATE response SET state = 'replaced' WHERE id = :id AND state = 'submitted';

-- name: response_last_version
-- takes: id int
-- gives: one response_version (version int)
-- 0: none yet.
SELECT COALESCE(MAX(version), 0) AS version
  FROM (SELECT version FROM response WHERE id = :id
        UNION ALL
        SELECT version FROM accepted WHERE id = :id) AS both_;

-- name: response_after
-- takes: low int, high int
-- gives: many response_id (id int)
-- Any response of a unit between two keys (calls/key.h), counting or
-- waiting.
SELECT id FROM (
	SELECT id FROM accepted WHERE id BETWEEN :low AND :high
	UNION ALL
	SELECT id FROM response
	 WHERE id BETWEEN :low AND :high AND state = 'submitted') AS both_
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

-- name: response_unit
-- takes: code text, day int
-- gives: one response_unit (id int, kind int)
SELECT u.id, f.kind
  FROM unit u JOIN unit_fact f ON f.unit = u.id
 WHERE u.code = :code AND f.since <= :day AND f.until >= :day;
