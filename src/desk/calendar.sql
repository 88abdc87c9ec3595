-- What falls due, for the calendar of one account.

-- name: calendar_owed
-- takes: account int, today int, answers text, calls text, without text, limit int
-- gives: many calendar_owed (id int, call int, what text, form int, period int, about int, asked int, unit int, code text, name text, role int, state text, due int, note text, changed_at int)
-- What the units of the account have to answer (by who may answer there) and
-- to pass on (by who may call), and what these units took over.
WITH RECURSIVE mine (unit, role) AS (
	SELECT g.unit, 0 FROM authority g
	 WHERE g.account = :account AND :today BETWEEN g.since AND g.until
	   AND :answers LIKE '%,' || g.power || ',%' AND g.unit IS NOT NULL
	UNION
	SELECT g.unit, 1 FROM authority g
	 WHERE g.account = :account AND :today BETWEEN g.since AND g.until
	   AND :calls LIKE '%,' || g.power || ',%' AND g.unit IS NOT NULL
	UNION
	SELECT l.unit, m.role FROM mine m JOIN link l ON l.into_ = m.unit
)
SELECT a.id, a.call, k.what, k.form, k.period, k.about, k.at AS asked, a.unit,
       u.code,
       (SELECT f.name FROM unit_fact f
         WHERE f.unit = a.unit ORDER BY f.since DESC LIMIT 1) AS name,
       a.role, a.state, a.due, a.note, a.changed_at
  FROM mine m
  JOIN assignment a ON a.unit = m.unit AND a.role = m.role
  JOIN call k ON k.id = a.call
  JOIN unit u ON u.id = a.unit
 WHERE @desk_owes()@ AND :without NOT LIKE '%,' || k.what || ',%'
 ORDER BY a.due, a.id
 LIMIT :limit;

-- name: calendar_tasks
-- takes: account int, person id?, today int, answers text, plans text, limit int
-- gives: many calendar_task (id int, subject text, result text, due int, at int, changed_at int, name text)
-- Open tasks that the person has, or a body where that person sits, or the
-- unit of the programme itself, for who plans or answers there. Of what other
-- units were given, theirs are the assignments.
SELECT t.id, t.subject, t.result, t.due, t.at, t.changed_at,
       (SELECT f.name FROM unit_fact f
         WHERE f.unit = t.unit ORDER BY f.since DESC LIMIT 1) AS name
  FROM task t
 WHERE t.state = 'open' AND t.id IN (
	SELECT h.task FROM task_holder h WHERE h.person = :person
	UNION
	SELECT h.task
	  FROM sitting p
	  JOIN seat s ON s.id = p.seat
	  JOIN task_holder h ON h.body = s.body
	 WHERE p.person = :person AND :today BETWEEN p.since AND p.until
	UNION
	SELECT h.task
	  FROM authority g
	  JOIN task_holder h ON h.unit = g.unit
	  JOIN task o ON o.id = h.task AND o.unit = h.unit
	 WHERE g.account = :account AND :today BETWEEN g.since AND g.until
	   AND (:answers LIKE '%,' || g.power || ',%'
	        OR :plans LIKE '%,' || g.power || ',%'))
 ORDER BY t.due, t.id
 LIMIT :limit;
