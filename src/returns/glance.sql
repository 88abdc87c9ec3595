-- name: glance_span
-- takes: form int, base int, from int, to int
-- gives: many span_row (period int, own blob?, accepted int?, unasked int?, below blob?, missing int?, assigned int?)
-- The periods for which anything of a form counts or is asked, the newest
-- first, and what a unit and all below it gave from one period to another;
-- where open calls ask for one, who of them is missing (expected.sql):
-- base = form * 2^52 + unit * 2^20.
SELECT p.period, a.values_ AS own, r.accepted, r.unasked, r.values_ AS below,
       CASE WHEN p.period BETWEEN :from AND :to
             AND EXISTS (SELECT 1 FROM call c
                          WHERE c.form = :form AND c.period = p.period
                            AND c.state = 'open')
            THEN @owing(:base + p.period)@ END AS missing,
       CASE WHEN p.period BETWEEN :from AND :to
            THEN @assigned(:base + p.period)@ END AS assigned
  FROM (SELECT period FROM form_period WHERE form = :form
        UNION
        SELECT period FROM call WHERE form = :form AND state = 'open') p
  LEFT JOIN accepted a
    ON a.id = :base + p.period AND p.period BETWEEN :from AND :to
  LEFT JOIN rollup r
    ON r.id = :base + p.period AND p.period BETWEEN :from AND :to
 ORDER BY p.period DESC
 LIMIT 48;

-- name: glance_counts
-- takes: form int, unit int
-- gives: many count_step (version int, first int, kind int, day int?, n int?)
-- Who answers each version of a form, and how many units of these kinds are
-- below a unit from which day on.
SELECT v.version, v.first, a.kind, n.day, n.n
  FROM form_version v
  JOIN form_answers a ON a.form = v.form AND a.version = v.version
  LEFT JOIN kind_count n ON n.unit = :unit AND n.kind = a.kind
 WHERE v.form = :form
 ORDER BY v.version, a.kind, n.day;

-- name: glance_children
-- takes: parent int, base int, before int, day int, form int, version int, limit int
-- gives: many child_row (total int, unit int, code text, name text, kind int, own blob?, accepted int?, below blob?, missing int, assigned int?, own_before blob?, below_before blob?)
-- The children of a unit on the last day of a period, with what they gave
-- for it and for the one before; of how many in all.
-- base = form * 2^52 + period, before likewise.
SELECT (SELECT COUNT(*) FROM unit_fact t
         WHERE t.parent = :parent AND t.since <= :day
           AND t.until >= :day) AS total,
       f.unit, u.code, f.name, f.kind, @given()@,
       @expected(f.unit)@,
       b.values_ AS own_before, s.values_ AS below_before
  FROM unit_fact f
  JOIN unit u ON u.id = f.unit
@gave(f.unit)@
  LEFT JOIN accepted b ON b.id = :before + f.unit * 1048576
  LEFT JOIN rollup s ON s.id = :before + f.unit * 1048576
 WHERE f.parent = :parent AND f.since <= :day AND f.until >= :day
 ORDER BY f.sort, f.unit
 LIMIT :limit;
