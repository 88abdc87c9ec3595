-- Telling units of what is asked of them, and reminding them.

-- part: people_owing(b)
-- Once for each unit (people) whose own people are told.
, who (id, due, call, unit, role, state, from_, told, why, people) AS (
	-- people: the unit, and who took over from one that ceased
	SELECT id, due, call, unit, role, state, from_, told, why, unit
	  FROM @b@
	UNION
	SELECT o.id, o.due, o.call, o.unit, o.role, o.state, o.from_, o.told,
	       o.why, l.into_
	  FROM who o JOIN link l ON l.unit = o.people AND l.day <= :today
)
SELECT DISTINCT b.id, b.due, b.call, k.what, k.form, k.period, k.about, k.note,
       i.name, b.role, b.unit, u.code, f.name, p.name, b.state,
       b.told, b.why, h.code
  FROM who b
  JOIN call k ON k.id = b.call
  JOIN unit_fact i ON i.unit = k.issuer AND i.since = (
       SELECT max(g.since) FROM unit_fact g WHERE g.unit = k.issuer)
  JOIN unit u ON u.id = b.unit
  JOIN unit_fact f ON f.unit = u.id AND f.since = (
       SELECT max(g.since) FROM unit_fact g WHERE g.unit = u.id)
  -- what a unit is asked anew it took over from nobody
  LEFT JOIN assignment d ON d.id = b.from_ AND d.unit <> b.unit
  LEFT JOIN unit_fact p ON p.unit = d.unit AND p.since = (
       SELECT max(g.since) FROM unit_fact g WHERE g.unit = d.unit)
  JOIN unit h ON h.id = b.people
 ORDER BY b.due, b.id
-- end

-- name: tell_any
-- takes:
-- gives: many tell_any (id int)
SELECT id FROM assignment WHERE told <> 1 LIMIT 1;

-- name: tell_batch
-- takes: most int, today int
-- gives: many owed_row (id int, due int, call int, what text, form int, period int, about int, note text, issuer text, role int, unit int, code text, name text, from_ text?, state text, told int, why text, people text)
-- Assignments whose unit was not told of them, or of what changed.
WITH RECURSIVE batch AS MATERIALIZED (
	SELECT a.id, a.due, a.call, a.unit, a.role, a.state, a.from_,
	       a.told, a.note AS why
	  FROM assignment a
	 WHERE a.told <> 1
	 ORDER BY a.id
	 LIMIT :most
)
@people_owing(batch)@;

-- name: tell_done
-- takes: id int
-- gives: bulk tell_done
UPDATE assignment SET told = 1 WHERE id = :id;

-- name: remind_lock
-- takes:
-- gives: one remind_lock (got int)
-- Alone with telling and reminding until the transaction ends.
SELECT lock_alone(3);

-- name: remind_marks
-- takes:
-- gives: many remind_mark (rule int, due int, assignment int)
SELECT rule, due, assignment FROM reminder_mark ORDER BY rule;

-- name: remind_mark_put
-- takes: rule int, due int, assignment int
-- gives: nothing
INSERT INTO reminder_mark (rule, due, assignment)
VALUES (:rule, :due, :assignment)
    ON CONFLICT (rule) DO UPDATE
   SET due = excluded.due, assignment = excluded.assignment;

-- name: remind_mark_drop
-- takes: rule int
-- gives: nothing
DELETE FROM reminder_mark WHERE rule = :rule;

-- name: remind_batch
-- takes: rule int, low int, low_id int, high int, step int, most int, today int
-- gives: many owed_row (id int, due int, call int, what text, form int, period int, about int, note text, issuer text, role int, unit int, code text, name text, from_ text?, state text, told int, why text, people text)
-- What falls due after (low, low_id), up to high, is owed since before the
-- moment of the rule (`step` s after the due instant), and was not reminded
-- of by it.
WITH RECURSIVE batch AS MATERIALIZED (
	SELECT a.id, a.due, a.call, a.unit, a.role, a.state, a.from_,
	       1 AS told, a.note AS why
	  FROM assignment a JOIN call k ON k.id = a.call
	 WHERE a.state IN ('delivered', 'acknowledged', 'sent-back')
	   AND (a.due, a.id) > (:low, :low_id) AND a.due <= :high
	   AND k.at < a.due + :step
	   AND (a.state = 'acknowledged' OR a.changed_at < a.due + :step)
	   AND NOT EXISTS (SELECT 1 FROM reminder r
	                    WHERE r.assignment = a.id AND r.rule = :rule
	                      AND r.of = a.due)
	 ORDER BY a.due, a.id
	 LIMIT :most
)
@people_owing(batch)@;

-- name: remind_hand
-- takes: call int, unit int, all int, day int, last int, last_role int, most int, today int
-- gives: many owed_row (id int, due int, call int, what text, form int, period int, about int, note text, issuer text, role int, unit int, code text, name text, from_ text?, state text, told int, why text, people text)
-- What is owed at or below a unit on the tree of `day`, or (all) anywhere.
WITH RECURSIVE below (unit) AS (
	SELECT u.id FROM unit u WHERE u.id = :unit AND :all = 0
	UNION
	SELECT f.unit FROM below b JOIN unit_fact f ON f.parent = b.unit
	 WHERE :day BETWEEN f.since AND f.until
), batch AS MATERIALIZED (
	SELECT a.id, a.due, a.call, a.unit, a.role, a.state, a.from_,
	       1 AS told, a.note AS why
	  FROM assignment a
	 WHERE a.call = :call AND a.unit >= :last
	   AND (a.unit > :last OR a.role > :last_role)
	   AND a.state IN ('delivered', 'acknowledged', 'sent-back')
	   AND (:all = 1 OR a.unit IN (SELECT unit FROM below))
	 ORDER BY a.unit, a.role
	 LIMIT :most
)
@people_owing(batch)@;

-- name: remind_from
-- takes: unit int, account int, powers text, today int
-- gives: many remind_from (name text)
-- The nearest unit, from this one upwards, where the account has a role
-- given.
WITH RECURSIVE up (unit, n) AS (
	SELECT u.id, 0 FROM unit u WHERE u.id = :unit
	UNION
	SELECT f.parent, n + 1
	  FROM up
	  JOIN unit u ON u.id = up.unit
	  JOIN unit_fact f
	    ON f.unit = u.id
	   AND (f.since <= :today OR f.since = u.since)
	   AND (f.until >= :today OR f.until = u.until)
	 WHERE f.parent IS NOT NULL
)
SELECT f.name
  FROM up
  JOIN authority g ON g.unit = up.unit AND g.account = :account
   AND :today BETWEEN g.since AND g.until AND :powers LIKE '%,' || g.power || ',%'
  JOIN unit_fact f ON f.unit = up.unit AND f.since = (
       SELECT max(h.since) FROM unit_fact h WHERE h.unit = up.unit)
 ORDER BY up.n
 LIMIT 1;

-- name: reminder_put
-- takes: assignment int, rule int, of int, at int, account id?
-- gives: bulk reminder_new
INSERT INTO reminder (assignment, rule, of, at, account)
VALUES (:assignment, :rule, :of, :at, :account)
    ON CONFLICT (assignment, rule, of) DO NOTHING;

-- name: reminder_lasts (sqlite)
-- takes: ids text
-- gives: many reminder_lasts (assignment int, at int, n int)
-- When each of these assignments (a list in JSON) was last reminded of, and
-- how often.
SELECT r.assignment, MAX(r.at) AS at, CAST(count(*) AS BIGINT) AS n
  FROM reminder r
 WHERE r.assignment IN (SELECT value FROM json_each(:ids))
 GROUP BY r.assignment
 ORDER BY r.assignment;

-- name: reminder_lasts (pg)
-- takes: ids text
-- gives: many reminder_lasts (assignment int, at int, n int)
SELECT r.assignment, MAX(r.at) AS at, CAST(count(*) AS BIGINT) AS n
  FROM reminder r
 WHERE r.assignment IN (SELECT CAST(v AS BIGINT) FROM
                        json_array_elements_text(CAST(:ids AS JSON)) AS v)
 GROUP BY r.assignment
 ORDER BY r.assignment;
