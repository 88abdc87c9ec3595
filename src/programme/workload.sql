-- Who has how much to do.

-- part: programmes_below(unit)
-- Of the year, of a unit and all that lies below it today.
below (unit) AS (
	SELECT u.id FROM unit u WHERE u.id = @unit@
	 UNION
	SELECT f.unit
	  FROM below
	  JOIN unit_fact f ON f.parent = below.unit
	  JOIN unit v ON v.id = f.unit
	 WHERE (f.since <= :today OR f.since = v.since)
	   AND (f.until >= :today OR f.until = v.until)
)
-- end

-- part: workload_counts(t)
CAST(SUM(CASE WHEN @t@.state = 'open' THEN 1 ELSE 0 END) AS BIGINT),
       CAST(SUM(CASE WHEN @t@.state = 'open' AND @t@.due < :today
                     THEN 1 ELSE 0 END) AS BIGINT),
       CAST(SUM(CASE WHEN @t@.state = 'done' THEN 1 ELSE 0 END) AS BIGINT),
       CAST(SUM(CASE WHEN @t@.state = 'dropped' THEN 1 ELSE 0 END) AS BIGINT),
       CAST(SUM(CASE WHEN @t@.state = 'carried' THEN 1 ELSE 0 END) AS BIGINT)
-- end

-- name: workload_units
-- takes: unit int, year int, today int
-- gives: many workload_row (code text, name text, open int, late int, done int, dropped int, carried int, leads int)
WITH RECURSIVE @programmes_below(:unit)@
SELECT u.code, f.name, @workload_counts(t)@, CAST(0 AS BIGINT)
  FROM below b
  JOIN programme p ON p.unit = b.unit AND p.year = :year
  JOIN task t ON t.programme = p.id
  JOIN unit u ON u.id = b.unit
  JOIN unit_fact f ON f.unit = u.id
   AND (f.since <= :today OR f.since = u.since)
   AND (f.until >= :today OR f.until = u.until)
 GROUP BY u.code, f.name
 ORDER BY u.code;

-- name: workload_people
-- takes: unit int, year int, today int
-- gives: many workload_row (code text, name text, open int, late int, done int, dropped int, carried int, leads int)
WITH RECURSIVE @programmes_below(:unit)@
SELECT q.code, q.name, @workload_counts(t)@, CAST(SUM(h.leads) AS BIGINT)
  FROM below b
  JOIN programme p ON p.unit = b.unit AND p.year = :year
  JOIN task t ON t.programme = p.id
  JOIN task_holder h ON h.task = t.id
  JOIN person q ON q.id = h.person
 GROUP BY q.code, q.name, q.sort, q.id
 ORDER BY q.sort, q.id;
