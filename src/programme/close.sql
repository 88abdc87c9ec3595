-- A year is closed, and opened again.

-- name: close_tasks
-- takes: programme int
-- gives: many close_task (id int, subject text, state text, start int, due int, done_day int?)
SELECT id, subject, state, start, due, done_day FROM task
 WHERE programme = :programme
 ORDER BY due, id;

-- name: close_link
-- takes: from int, to_ int
-- gives: nothing
-- What is open of a row goes on as the one in its place in the row that began
-- anew.
UPDATE task
   SET came_from = p.old
  FROM (SELECT o.id AS old, n.id AS new
          FROM (SELECT id, every, subject, state,
                       row_number() OVER (PARTITION BY every, subject
                                          ORDER BY due, id) AS i
                  FROM task WHERE programme = :from AND every <> '') o
          JOIN (SELECT id, every, subject,
                       row_number() OVER (PARTITION BY every, subject
                                          ORDER BY due, id) AS i
                  FROM task WHERE programme = :to_ AND every <> '') n
            ON n.every = o.every AND n.subject = o.subject AND n.i = o.i
         WHERE o.state = 'open') p
 WHERE task.id = p.new AND task.came_from IS NULL;

-- name: close_carry
-- takes: task int, to_ int, start int, due int, now int, account id?
-- gives: bulk close_carried
-- Goes on from a task, by itself.
INSERT INTO task (programme, unit, group_, subject, words, detail, result,
                  start, due, progress, state, done_day, document, conclusion,
                  finding, came_from, every, repeats, at, account, changed_at,
                  rev)
SELECT :to_, t.unit,
       (SELECT o.id FROM task_group g
          JOIN task_group o ON o.programme = :to_ AND o.name = g.name
         WHERE g.id = t.group_),
       t.subject, t.words, t.detail, t.result, :start, :due, t.progress,
       'open', NULL, t.document, t.conclusion, NULL, t.id,
       '', NULL, :now, :account, :now, 1
  FROM task t
 WHERE t.id = :task;

-- name: close_holders
-- takes: from int, to_ int
-- gives: nothing
-- What goes on by itself keeps those that have it.
INSERT INTO task_holder (task, unit, body, person, leads)
SELECT n.id, h.unit, h.body, h.person, h.leads
  FROM task t
  JOIN task n ON n.came_from = t.id AND n.programme = :to_
  JOIN task_holder h ON h.task = t.id
 WHERE t.programme = :from AND n.every = ''
 ORDER BY n.id, h.id;

-- name: close_words
-- takes: programme int, was text, state text, words text, now int, account id?
-- gives: nothing
-- Each task in a state is told to be in another from now on.
INSERT INTO task_word (task, version, progress, state, words, at, account)
SELECT t.id,
       COALESCE((SELECT max(w.version) FROM task_word w WHERE w.task = t.id),
                0) + 1,
       t.progress, :state, :words, :now, :account
  FROM task t
 WHERE t.programme = :programme AND t.state = :was;

-- name: close_state
-- takes: programme int, was text, state text, now int
-- gives: changed
UPDATE task SET state = :state, changed_at = :now, rev = rev + 1
 WHERE programme = :programme AND state = :was;

-- name: close_pairs
-- takes: from int, to_ int
-- gives: many close_pair (old int, new int, due int, call id?, new_call id?)
-- What is carried over, and into what.
SELECT t.id, n.id, n.due, t.call, n.call
  FROM task t
  JOIN task n ON n.came_from = t.id AND n.programme = :to_
 WHERE t.programme = :from AND t.state = 'open'
 ORDER BY t.due, t.id;

-- name: close_call_off
-- takes: task int
-- gives: nothing
UPDATE task SET call = NULL WHERE id = :task;

-- name: close_call_on
-- takes: task int, call int
-- gives: nothing
UPDATE task SET call = :call WHERE id = :task;

-- name: close_call_about
-- takes: call int, task int
-- gives: nothing
UPDATE call SET about = :task WHERE id = :call;

-- name: close_call_due
-- takes: call int
-- gives: many close_call_due (open int, owed int)
-- Whether it is open, and how many units still owe.
SELECT CASE WHEN k.state = 'open' THEN 1 ELSE 0 END,
       (SELECT CAST(count(*) AS BIGINT) FROM assignment a
         WHERE a.call = k.id
           AND a.state IN ('delivered', 'acknowledged', 'sent-back'))
  FROM call k WHERE k.id = :call;

-- name: close_visits
-- takes: from int, to_ int
-- gives: changed
UPDATE visit SET programme = :to_
 WHERE programme = :from AND state = 'planned';

-- name: close_programme
-- takes: id int, now int?
-- gives: nothing
UPDATE programme SET closed_at = :now WHERE id = :id;

-- name: reopen_visits
-- takes: from int, to_ int, last int
-- gives: changed
UPDATE visit SET programme = :to_
 WHERE programme = :from AND state = 'planned' AND day <= :last;

-- part: reopen_made(t)
-- It was carried over from the programme, or began anew as that was closed.
(@t@.at = :closed_at
 AND (@t@.every <> ''
      OR @t@.came_from IN (SELECT o.id FROM task o
                            WHERE o.programme = :from)))
-- end

-- name: reopen_touched
-- takes: from int, to_ int, closed_at int
-- gives: many reopen_touched (id int, subject text)
SELECT t.id, t.subject
  FROM task t
 WHERE t.programme = :to_ AND @reopen_made(t)@
   AND (t.rev <> 1 OR t.state <> 'open'
        OR EXISTS (SELECT 1 FROM task_word w WHERE w.task = t.id)
        OR EXISTS (SELECT 1 FROM attachment f
                    WHERE f.place = 'task' AND f.owner = t.id))
 ORDER BY t.id
 LIMIT 1;

-- name: reopen_tasks
-- takes: from int, to_ int, closed_at int
-- gives: many reopen_task (id int, call id?, came_from id?, again int, old_due int?)
SELECT t.id, t.call, t.came_from, CASE WHEN t.every = '' THEN 0 ELSE 1 END,
       o.due
  FROM task t LEFT JOIN task o ON o.id = t.came_from
 WHERE t.programme = :to_ AND @reopen_made(t)@
 ORDER BY t.id;

-- name: reopen_keep
-- takes: task int, now int
-- gives: nothing
-- One that units were asked to do is dropped: the call is about it.
UPDATE task
   SET state = 'dropped', every = '', repeats = NULL, came_from = NULL,
       changed_at = :now, rev = rev + 1
 WHERE id = :task;

-- name: reopen_unlink
-- takes: from int, to_ int
-- gives: nothing
-- Rows that were there before the closing are linked to nothing again.
UPDATE task SET came_from = NULL
 WHERE programme = :to_
   AND came_from IN (SELECT o.id FROM task o WHERE o.programme = :from);

-- name: reopen_holders
-- takes: from int, to_ int, closed_at int
-- gives: nothing
DELETE FROM task_holder
 WHERE task IN (SELECT t.id FROM task t
                 WHERE t.programme = :to_ AND t.state = 'open'
                   AND @reopen_made(t)@);

-- name: reopen_reminders
-- takes: from int, to_ int, closed_at int
-- gives: nothing
DELETE FROM task_reminder
 WHERE task IN (SELECT t.id FROM task t
                 WHERE t.programme = :to_ AND t.state = 'open'
                   AND @reopen_made(t)@);

-- name: reopen_rows
-- takes: from int, to_ int, closed_at int, first int
-- gives: nothing
-- Those that repeat another go before it does.
DELETE FROM task
 WHERE programme = :to_ AND state = 'open'
   AND (:first = 1 OR repeats IS NOT NULL) AND @reopen_made(task)@;
