-- Programmes of a year, and the groups of their tasks.

-- part: programme_of(p)
-- The unit as it is called today, or on the nearest day on which it is alive.
SELECT @p@.id, @p@.unit, @p@.year, @p@.closed_at, u.code, f.name
  FROM programme @p@
  JOIN unit u ON u.id = @p@.unit
  JOIN unit_fact f ON f.unit = u.id
   AND (f.since <= :today OR f.since = u.since)
   AND (f.until >= :today OR f.until = u.until)
-- end

-- name: programme_at
-- takes: unit int, year int, today int
-- gives: one programme_row (id int, unit int, year int, closed_at int?, code text, name text)
@programme_of(p)@
 WHERE p.unit = :unit AND p.year = :year;

-- name: programme_one
-- takes: id int, today int
-- gives: one programme_row (id int, unit int, year int, closed_at int?, code text, name text)
@programme_of(p)@
 WHERE p.id = :id;

-- name: programme_hold
-- takes: id int
-- gives: one programme_held (id int)
-- Who changes it next waits.
SELECT id FROM programme WHERE id = :id @LOCK@;

-- name: programme_put
-- takes: unit int, year int, now int, account id?
-- gives: nothing
-- Of two who make it at once the second finds it.
INSERT INTO programme (unit, year, at, account)
VALUES (:unit, :year, :now, :account)
ON CONFLICT (unit, year) DO NOTHING;

-- name: task_groups
-- takes: programme int
-- gives: many task_group_row (id int, n int, name text, tasks int)
SELECT g.id, g.n, g.name, CAST(COALESCE(t.n, 0) AS BIGINT)
  FROM task_group g
  LEFT JOIN (SELECT group_, count(*) AS n FROM task
              WHERE programme = :programme GROUP BY group_) t
    ON t.group_ = g.id
 WHERE g.programme = :programme
 ORDER BY g.n;

-- name: task_group_names
-- takes: programme int
-- gives: many task_group_name (id int, n int, name text)
SELECT id, n, name FROM task_group WHERE programme = :programme ORDER BY n;

-- name: task_group_put
-- takes: programme int, name text
-- gives: one task_group_id (id int)
INSERT INTO task_group (programme, n, name)
SELECT :programme, COALESCE(max(n), 0) + 1, :name
  FROM task_group WHERE programme = :programme
RETURNING id;

-- name: task_group_name
-- takes: id int, name text
-- gives: nothing
UPDATE task_group SET name = :name WHERE id = :id;

-- name: task_group_place
-- takes: id int, n int
-- gives: bulk task_group_at
UPDATE task_group SET n = :n WHERE id = :id;
