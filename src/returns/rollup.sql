-- name: rollup_get
-- takes: id int
-- gives: one rollup_row (accepted int, unasked int, values_ blob)
SELECT accepted, unasked, values_ FROM rollup WHERE id = :id @LOCK@;

-- name: rollup_make
-- takes: id int, empty blob
-- gives: nothing
INSERT INTO rollup (id, accepted, unasked, values_) VALUES (:id, 0, 0, :empty)
ON CONFLICT DO NOTHING;

-- name: rollup_put
-- takes: id int, accepted int, unasked int, values blob
-- gives: nothing
INSERT INTO rollup (id, accepted, unasked, values_)
VALUES (:id, :accepted, :unasked, :values)
ON CONFLICT (id) DO UPDATE
   SET accepted = excluded.accepted, unasked = excluded.unasked,
       values_ = excluded.values_;

-- name: rollup_drop
-- takes: id int
-- gives: nothing
DELETE FROM rollup WHERE id = :id;

-- name: rollup_children
-- takes: parent int, base int, day int
-- gives: many rollup_child (kind int, own blob?, accepted int?, below blob?, unasked int?)
-- What each child gave itself, and all below it: base = form * 2^52 + period.
SELECT f.kind, @given()@, r.unasked
  FROM unit_fact f
@gave(f.unit)@
 WHERE f.parent = :parent AND f.since <= :day AND f.until >= :day;

-- name: rollup_all
-- takes: low int, high int
-- gives: each rollup_stored (id int, accepted int, unasked int, values_ blob)
SELECT id, accepted, unasked, values_ FROM rollup
 WHERE id BETWEEN :low AND :high ORDER BY id;

-- name: accepted_all
-- takes: low int, high int
-- gives: each accepted_stored (id int, values_ blob)
SELECT id, values_ FROM accepted WHERE id BETWEEN :low AND :high ORDER BY id;

-- name: figure_unit_code
-- takes: id int
-- gives: one figure_unit_code (code text)
SELECT code FROM unit WHERE id = :id;
