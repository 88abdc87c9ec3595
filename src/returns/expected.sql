-- Who is expected to give a return, and who of them is missing: with an open
-- call for the form and period those whom it asks (less waived and withdrawn
-- ones); without any, the units of the answering kinds. Who gave is expected
-- in any case, so that expected = given + missing. Everywhere
-- base = form * 2^52 + period (calls/key.h), day the period's last.

-- part: asked(unit)
-- How many units strictly below have to answer the version on the day.
CAST(COALESCE((SELECT SUM((SELECT kc.n FROM kind_count kc
                            WHERE kc.unit = @unit@ AND kc.kind = fa.kind
                              AND kc.day <= :day
                            ORDER BY kc.day DESC LIMIT 1))
                 FROM form_answers fa
                WHERE fa.form = :form AND fa.version = :version), 0)
     AS BIGINT)
-- end

-- part: called()
EXISTS (SELECT 1 FROM call c
         WHERE c.form = :form AND c.period = (:base & 1048575)
           AND c.state = 'open')
-- end

-- part: owing(id)
-- How many of those asked strictly below have no accepted return; id: the
-- key of the unit's return.
CAST(COALESCE((SELECT SUM(v.delivered + v.acknowledged + v.submitted +
                          v.sent_back)
                 FROM coverage v
                WHERE v.id = @id@ AND v.role = 0), 0) AS BIGINT)
-- end

-- part: assigned(id)
-- 1: the unit itself is asked.
CASE WHEN EXISTS (SELECT 1 FROM assignment s
                   WHERE s.key = @id@ AND s.state <> 'withdrawn'
                     AND s.state <> 'waived')
     THEN 1 ELSE 0 END
-- end

-- part: expected(unit)
-- missing: strictly below. assigned: whether the unit itself is asked; NULL
-- where nobody called: then its kind says so. r: the unit's roll-up.
CASE WHEN @called()@ THEN @owing(:base + @unit@ * 1048576)@
     ELSE @asked(@unit@)@ - COALESCE(r.accepted - r.unasked, 0) END AS missing,
CASE WHEN @called()@ THEN @assigned(:base + @unit@ * 1048576)@ END AS assigned
-- end

-- name: expected_span
-- takes: base int, form int, first int, last int
-- gives: many expected_row (period int, called int, missing int, assigned int)
-- The same of one unit for the periods first..last, piece by piece, to be
-- added up: base = form * 2^52 + unit * 2^20.
SELECT c.period, 1 AS called, 0 AS missing, 0 AS assigned
  FROM call c
 WHERE c.form = :form AND c.period BETWEEN :first AND :last
   AND c.state = 'open'
UNION ALL
SELECT v.id - :base, 0,
       v.delivered + v.acknowledged + v.submitted + v.sent_back, 0
  FROM coverage v
 WHERE v.id BETWEEN :base + :first AND :base + :last AND v.role = 0
UNION ALL
SELECT s.key - :base, 0, 0, 1
  FROM assignment s
 WHERE s.key BETWEEN :base + :first AND :base + :last
   AND s.state <> 'withdrawn' AND s.state <> 'waived';

-- name: expected_units
-- takes: form int, period int
-- gives: each expected_unit (unit int?)
-- Everybody whom open calls ask, and one NULL of a call that asks nobody:
-- no row at all means that nobody called.
SELECT s.unit
  FROM call c
  LEFT JOIN assignment s
    ON s.call = c.id AND s.role = 0 AND s.state <> 'withdrawn'
   AND s.state <> 'waived'
 WHERE c.form = :form AND c.period = :period AND c.state = 'open';

-- part: some_missing(unit)
-- Whether anybody strictly below has not given. Most units have nobody
-- below: what is cheap to know comes first.
(EXISTS (SELECT 1 FROM kind_count n WHERE n.unit = @unit@)
 AND COALESCE((SELECT r.accepted - r.unasked FROM rollup r
                WHERE r.id = :base + @unit@ * 1048576), 0)
     < @asked(@unit@)@)
-- end

-- name: missing_children
-- takes: parent int, base int, day int, form int, version int
-- gives: many missing_row (unit int, code text, name text, kind int, kind_code text, gave int, below int)
-- The children of a unit who gave nothing themselves (gave 0), or below
-- whom somebody is missing (below 1), where nobody called.
SELECT f.unit, (SELECT u.code FROM unit u WHERE u.id = f.unit) AS code, f.name,
       f.kind, (SELECT k.code FROM kind k WHERE k.id = f.kind) AS kind_code,
       CASE WHEN a.id IS NULL THEN 0 ELSE 1 END AS gave,
       CASE WHEN @some_missing(f.unit)@ THEN 1 ELSE 0 END AS below
  FROM unit_fact f
  LEFT JOIN accepted a ON a.id = :base + f.unit * 1048576
 WHERE f.parent = :parent AND f.since <= :day AND f.until >= :day
   AND (a.id IS NULL OR @some_missing(f.unit)@)
 ORDER BY f.sort, f.unit;

-- part: owes(unit)
-- What an assigned unit that has no accepted return owes.
  LEFT JOIN assignment s
    ON s.key = :base + @unit@ * 1048576 AND s.state <> 'withdrawn'
   AND s.state <> 'waived' AND s.state <> 'accepted'
-- end

-- part: owed()
u.code, f.name, k.code AS kind_code, s.state,
       CASE WHEN s.due <= :now THEN 1 ELSE 0 END AS late
-- end

-- name: owing_self
-- takes: unit int, base int, day int, now int
-- gives: many owing_row (unit int, code text, name text, kind_code text, state text?, late int, below int)
-- What a unit owes itself; state NULL: nothing.
SELECT f.unit, @owed()@, 0 AS below
  FROM unit_fact f
  JOIN unit u ON u.id = f.unit
  JOIN kind k ON k.id = f.kind
@owes(f.unit)@
 WHERE f.unit = :unit AND f.since <= :day AND f.until >= :day;

-- name: owing_children
-- takes: parent int, base int, day int, now int
-- gives: many owing_row (unit int, code text, name text, kind_code text, state text?, late int, below int)
-- As missing_children where open calls say who is asked: the children who
-- owe a return themselves, or below whom somebody does (below: how many).
SELECT f.unit, @owed()@, @owing(:base + f.unit * 1048576)@ AS below
  FROM unit_fact f
  JOIN unit u ON u.id = f.unit
  JOIN kind k ON k.id = f.kind
@owes(f.unit)@
 WHERE f.parent = :parent AND f.since <= :day AND f.until >= :day
   AND (s.id IS NOT NULL OR @owing(:base + f.unit * 1048576)@ > 0)
 ORDER BY f.sort, f.unit;
