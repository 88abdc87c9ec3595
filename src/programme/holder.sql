-- Who has a task.

-- part: holder_name(h)
-- What a holder is called: the unit as today, or as on the nearest day.
CASE WHEN @h@.person IS NOT NULL
     THEN (SELECT name FROM person WHERE id = @h@.person)
     WHEN @h@.body IS NOT NULL
     THEN (SELECT name FROM body WHERE id = @h@.body)
     ELSE (SELECT f.name FROM unit_fact f
            WHERE f.unit = @h@.unit ORDER BY f.since DESC LIMIT 1) END
-- end

-- part: holder_code(h)
CASE WHEN @h@.person IS NOT NULL
     THEN (SELECT code FROM person WHERE id = @h@.person)
     WHEN @h@.body IS NOT NULL
     THEN (SELECT code FROM body WHERE id = @h@.body)
     ELSE (SELECT code FROM unit WHERE id = @h@.unit) END
-- end

-- name: holders
-- takes: task int
-- gives: many holder_row (unit id?, body id?, person id?, leads int, code text?, name text?)
SELECT h.unit, h.body, h.person, h.leads, @holder_code(h)@, @holder_name(h)@
  FROM task_holder h
 WHERE h.task = :task
 ORDER BY h.leads DESC, h.id;

-- name: holder_put
-- takes: task int, unit id?, body id?, person id?, leads int
-- gives: bulk holder_new
INSERT INTO task_holder (task, unit, body, person, leads)
VALUES (:task, :unit, :body, :person, :leads);

-- name: holders_drop
-- takes: task int
-- gives: nothing
DELETE FROM task_holder WHERE task = :task;

-- name: holder_accounts
-- takes: person int, now int
-- gives: many holder_account (account int)
SELECT id FROM account
 WHERE person = :person AND closed_at IS NULL AND until >= :now
 ORDER BY id;
