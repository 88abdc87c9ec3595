-- Programmes that units are asked for.

-- name: plan_given
-- takes: call int, low int, high int
-- gives: many plan_given (unit int, accepted int)
-- Units of a call that handed their programme of its year in before, to
-- whatever call: what was last said of each.
SELECT a.unit, max(CASE WHEN r.what = 'accepted' THEN 1 ELSE 0 END)
  FROM assignment a
  JOIN call k ON k.id = a.call
  JOIN call o ON o.form = 0 AND o.period = k.period AND o.what = 'plan'
  JOIN assignment b ON b.call = o.id AND b.unit = a.unit AND b.role = 0
  JOIN reply r ON r.assignment = b.id AND r.what IN ('done', 'accepted')
   AND NOT EXISTS (SELECT 1 FROM reply l
                    WHERE l.assignment = b.id AND l.version > r.version
                      AND l.what IN ('done', 'sent-back', 'accepted'))
 WHERE a.call = :call AND a.unit BETWEEN :low AND :high AND a.role = 0
   AND a.state IN ('delivered', 'acknowledged')
 GROUP BY a.unit
 ORDER BY a.unit;

-- name: plan_asked
-- takes: unit int, period int, today int
-- gives: many plan_call (call int)
-- The call that asks a unit, or one that it took over from, for its plan.
WITH RECURSIVE back (unit, own) AS (
	SELECT u.id, CAST(0 AS BIGINT) FROM unit u WHERE u.id = :unit
	UNION
	SELECT l.unit, 1 FROM back b JOIN link l ON l.into_ = b.unit
	 WHERE l.day <= :today
)
SELECT a.call
  FROM back b
  JOIN assignment a ON a.unit = b.unit AND a.role = 0
   AND a.state <> 'withdrawn'
  JOIN call k ON k.id = a.call AND k.what = 'plan' AND k.form = 0
   AND k.period = :period AND k.state = 'open'
 ORDER BY b.own, k.id DESC
 LIMIT 1;

-- name: plan_tasks
-- takes: programme int
-- gives: one plan_tasks (n int)
SELECT CAST(count(*) AS BIGINT) FROM task
 WHERE programme = :programme AND state <> 'dropped';
