-- Tasks that come again, and groups, in another year's programme.

-- name: again_rows
-- takes: from int, to_ int
-- gives: many again_row (id int, every text, subject text, words text, detail text, result text, group_ text?, conclusion text, document id?, start int, due int, last int)
-- The first of each row, and the due day of its last, by due day: of what was
-- not dropped in the end, nor stands in the other programme already.
SELECT t.id, t.every, t.subject, t.words, t.detail, t.result, g.name,
       t.conclusion, t.document, t.start, t.due,
       COALESCE((SELECT max(r.due) FROM task r WHERE r.repeats = t.id), t.due)
  FROM task t
  LEFT JOIN task_group g ON g.id = t.group_
 WHERE t.programme = :from AND t.every <> '' AND t.repeats IS NULL
   AND NOT EXISTS (SELECT 1 FROM task o
                    WHERE o.programme = :to_ AND o.every = t.every
                      AND o.subject = t.subject)
   AND (SELECT r.state FROM task r
         WHERE r.repeats = t.id OR r.id = t.id
         ORDER BY r.due DESC, r.id DESC LIMIT 1) <> 'dropped'
 ORDER BY t.due, t.id;

-- name: again_units
-- takes: task int, today int
-- gives: many again_unit (code text, leads int)
-- The units among its holders that are there today.
SELECT u.code, h.leads
  FROM task_holder h
  JOIN unit u ON u.id = h.unit AND :today BETWEEN u.since AND u.until
 WHERE h.task = :task
 ORDER BY h.id;

-- name: again_holders
-- takes: from int, task int
-- gives: nothing
-- Bodies and people that have the old task have the new one and its row.
INSERT INTO task_holder (task, unit, body, person, leads)
SELECT n.id, NULL, h.body, h.person, h.leads
  FROM task_holder h
  JOIN task n ON n.id = :task OR n.repeats = :task
 WHERE h.task = :from AND h.unit IS NULL
 ORDER BY n.id, h.id;

-- name: again_document
-- takes: task int, document id?
-- gives: nothing
UPDATE task SET document = :document WHERE id = :task OR repeats = :task;

-- name: again_count
-- takes: task int
-- gives: one again_count (n int, due int)
SELECT CAST(count(*) AS BIGINT), min(due) FROM task
 WHERE id = :task OR repeats = :task;

-- name: group_copy
-- takes: from int, to_ int
-- gives: changed
-- Groups of the one programme that the other has not, behind what it has.
INSERT INTO task_group (programme, n, name)
SELECT :to_,
       (SELECT COALESCE(max(o.n), 0) FROM task_group o
         WHERE o.programme = :to_)
       + row_number() OVER (ORDER BY g.n),
       g.name
  FROM task_group g
 WHERE g.programme = :from
   AND NOT EXISTS (SELECT 1 FROM task_group o
                    WHERE o.programme = :to_ AND o.name = g.name);
