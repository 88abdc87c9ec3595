-- name: place_unit
-- takes: code text, day int
-- gives: one place_unit (id int, code text, since int, until int, approval int, kind int, name text)
-- As on the day, or on the nearest on which it is alive.
SELECT u.id, u.code, u.since, u.until, u.approval, f.kind, f.name
  FROM unit u
  JOIN unit_fact f ON f.unit = u.id
   AND (f.since <= :day OR f.since = u.since)
   AND (f.until >= :day OR f.until = u.until)
 WHERE u.code = :code;

-- name: place_heirs
-- takes: unit int
-- gives: many place_heir (code text, name text, day int)
-- Who took over from a unit, and on which day.
SELECT u.code, f.name, l.day
  FROM link l
  JOIN unit u ON u.id = l.into_
  JOIN unit_fact f ON f.unit = u.id AND f.since <= l.day AND f.until >= l.day
 WHERE l.unit = :unit
 ORDER BY u.code;

-- name: place_withdrawn
-- takes: unit int, key int
-- gives: one place_reason (reason text)
-- Why a return is no longer asked of a unit.
SELECT CASE WHEN a.note <> '' THEN a.note ELSE k.reason END
  FROM assignment a JOIN call k ON k.id = a.call
 WHERE a.unit = :unit AND a.key = :key AND a.state = 'withdrawn'
 ORDER BY a.changed_at DESC
 LIMIT 1;

-- name: place_lock
-- takes: key int
-- gives: one place_lock (got int)
-- One act on a return after the other, until the transaction ends; keys are
-- far above the numbers of other locks.
SELECT lock_alone(:key);

-- name: programme_of_unit
-- takes: unit int
-- gives: one programme_year (year int)
-- The first year for which a unit has a programme: a table of an area above,
-- which an undone reorganisation would leave without its unit.
SELECT min(year) FROM programme WHERE unit = :unit HAVING count(*) > 0;
