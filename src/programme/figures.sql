-- How programmes went.

-- part: task_counts()
-- Counts over tasks t of programmes of one year, whose last day is :last.
       CAST(count(t.id) AS BIGINT),
       CAST(count(t.id) FILTER (WHERE t.state = 'done') AS BIGINT),
       CAST(count(t.id) FILTER (WHERE t.state = 'open') AS BIGINT),
       CAST(count(t.id) FILTER (WHERE t.state = 'carried') AS BIGINT),
       CAST(count(t.id) FILTER (WHERE t.state = 'dropped') AS BIGINT),
       CAST(count(t.id) FILTER
            (WHERE (t.state = 'done' AND t.done_day > t.due)
                OR (t.state = 'open' AND t.due < :today)
                OR (t.state = 'carried' AND t.due <= :last)) AS BIGINT)
-- end

-- name: programme_counts
-- takes: programme int, today int, last int
-- gives: one programme_counts (tasks int, done int, open int, carried int, dropped int, late int)
SELECT @task_counts()@
  FROM task t
 WHERE t.programme = :programme;

-- name: programme_counts_below
-- takes: unit int, year int, today int, last int
-- gives: many programme_counts_of (child int, programmes int, closed int, tasks int, done int, open int, carried int, dropped int, late int)
-- Of a unit (child 0), and of all below each of its children.
WITH RECURSIVE under (unit, child) AS (
	SELECT u.id, CAST(0 AS BIGINT) FROM unit u WHERE u.id = :unit
	UNION ALL
	SELECT f.unit, CASE WHEN under.child = 0 THEN f.unit ELSE under.child END
	  FROM under
	  JOIN unit_fact f ON f.parent = under.unit
	   AND :today BETWEEN f.since AND f.until
)
SELECT w.child, CAST(count(DISTINCT p.id) AS BIGINT),
       CAST(count(DISTINCT CASE WHEN p.closed_at IS NULL THEN NULL
                                ELSE p.id END) AS BIGINT),
       @task_counts()@
  FROM under w
  JOIN programme p ON p.unit = w.unit AND p.year = :year
  LEFT JOIN task t ON t.programme = p.id
 GROUP BY w.child
 ORDER BY w.child;

-- name: programme_children
-- takes: unit int, today int
-- gives: many programme_child (id int, code text, name text)
SELECT u.id, u.code, f.name
  FROM unit_fact f JOIN unit u ON u.id = f.unit
 WHERE f.parent = :unit AND :today BETWEEN f.since AND f.until
 ORDER BY f.sort, u.code;

-- name: programme_state
-- takes: id int
-- gives: one programme_state (closed_at int?)
SELECT closed_at FROM programme WHERE id = :id;

-- name: plan_state
-- takes: call int, unit int
-- gives: many plan_state (state text, due int)
SELECT state, due FROM assignment
 WHERE call = :call AND unit = :unit AND role = 0;
