-- Tasks: one, a page of them, and their changes.

-- part: task_mine(t)
-- Whether the account has it, or sits today on a body that has it.
EXISTS (SELECT 1
          FROM account a
          JOIN task_holder h ON h.task = @t@.id
         WHERE a.id = :account
           AND (h.person = a.person
                OR h.body IN (
                   SELECT s.body
                     FROM sitting x JOIN seat s ON s.id = x.seat
                    WHERE x.person = a.person
                      AND :today BETWEEN x.since AND x.until)))
-- end

-- part: task_seen(t)
-- In sight: where it belongs, where units are asked by it, or because one has
-- it oneself.
(@seen(@t@.unit)@
 OR @task_mine(@t@)@
 OR EXISTS (SELECT 1 FROM assignment s
             WHERE s.call = @t@.call AND @seen(s.unit)@))
-- end

-- part: task_items(found)
-- What a list shows of the tasks in `found`.
SELECT t.id, t.subject, t.unit, u.code,
       (SELECT f.name FROM unit_fact f
         WHERE f.unit = t.unit ORDER BY f.since DESC LIMIT 1) AS unit_name,
       p.year, g.name AS group_, t.start, t.due, t.progress, t.state,
       h.unit AS h_unit, h.body AS h_body, h.person AS h_person,
       @holder_code(h)@ AS h_code, @holder_name(h)@ AS h_name,
       (SELECT CAST(count(*) AS BIGINT) FROM task_holder y
         WHERE y.task = t.id) AS holders,
       (SELECT CAST(SUM(v.delivered + v.acknowledged + v.submitted
                        + v.sent_back + v.accepted) AS BIGINT)
          FROM coverage v
         WHERE v.id = t.unit * 1048576 AND v.call = t.call) AS asked,
       (SELECT CAST(SUM(v.submitted + v.accepted) AS BIGINT)
          FROM coverage v
         WHERE v.id = t.unit * 1048576 AND v.call = t.call) AS answered
  FROM @found@
  JOIN task t ON t.id = @found@.id
  JOIN programme p ON p.id = t.programme
  JOIN unit u ON u.id = t.unit
  LEFT JOIN task_group g ON g.id = t.group_
  LEFT JOIN task_holder h ON h.id = (
       SELECT x.id FROM task_holder x
        WHERE x.task = t.id ORDER BY x.leads DESC, x.id LIMIT 1)
 ORDER BY t.due, t.id
-- end

-- part: task_wanted(t)
-- What the filters of a list leave; they are passed over at no cost where
-- they ask nothing.
(@t@.due, @t@.id) > (:after_due, :after_id)
   AND @t@.due < :before
   AND (:state = '' OR @t@.state = :state)
   AND (:group_ = -1 OR COALESCE(@t@.group_, 0) = :group_)
   AND (:find = 0
        OR (@t@.words LIKE :w1 ESCAPE '\' AND @t@.words LIKE :w2 ESCAPE '\'
            AND @t@.words LIKE :w3 ESCAPE '\' AND @t@.words LIKE :w4 ESCAPE '\'
            AND @t@.words LIKE :w5 ESCAPE '\'))
-- end

-- name: task_page
-- takes: programme int, after_due int, after_id int, before int, state text, group_ int, find int, w1 text, w2 text, w3 text, w4 text, w5 text, limit int
-- gives: many task_item (id int, subject text, unit int, code text, unit_name text, year int, group_ text?, start int, due int, progress int, state text, h_unit id?, h_body id?, h_person id?, h_code text?, h_name text?, holders int, asked int?, answered int?)
-- Of one programme, by due day: along the index until there are enough.
WITH found (id) AS MATERIALIZED (
	SELECT t.id
	  FROM task t
	 WHERE t.programme = :programme AND @task_wanted(t)@
	 ORDER BY t.due, t.id
	 LIMIT :limit
)
@task_items(found)@;

-- name: task_page_held
-- takes: person int, body int, unit int, seats int, after_due int, after_id int, before int, state text, group_ int, find int, w1 text, w2 text, w3 text, w4 text, w5 text, limit int, all int, account int, today int, powers text
-- gives: many task_item (id int, subject text, unit int, code text, unit_name text, year int, group_ text?, start int, due int, progress int, state text, h_unit id?, h_body id?, h_person id?, h_code text?, h_name text?, holders int, asked int?, answered int?)
-- What a person, body or unit has (the others are 0); of a person also
-- (seats) what the bodies have on which it sits today.
WITH held (task) AS (
	SELECT task FROM task_holder WHERE person = :person
	 UNION
	SELECT task FROM task_holder WHERE body = :body
	 UNION
	SELECT task FROM task_holder WHERE unit = :unit
	 UNION
	SELECT h.task
	  FROM sitting x
	  JOIN seat s ON s.id = x.seat
	  JOIN task_holder h ON h.body = s.body
	 WHERE :seats = 1 AND x.person = :person
	   AND :today BETWEEN x.since AND x.until
), found (id) AS MATERIALIZED (
	SELECT t.id
	  FROM held JOIN task t ON t.id = held.task
	 WHERE @task_wanted(t)@ AND @task_seen(t)@
	 ORDER BY t.due, t.id
	 LIMIT :limit
)
@task_items(found)@;

-- name: task_page_document
-- takes: document int, after_due int, after_id int, before int, state text, group_ int, find int, w1 text, w2 text, w3 text, w4 text, w5 text, limit int, all int, account int, today int, powers text
-- gives: many task_item (id int, subject text, unit int, code text, unit_name text, year int, group_ text?, start int, due int, progress int, state text, h_unit id?, h_body id?, h_person id?, h_code text?, h_name text?, holders int, asked int?, answered int?)
-- Those born of a document.
WITH found (id) AS MATERIALIZED (
	SELECT t.id
	  FROM task t
	 WHERE t.document = :document AND @task_wanted(t)@ AND @task_seen(t)@
	 ORDER BY t.due, t.id
	 LIMIT :limit
)
@task_items(found)@;

-- name: task_one
-- takes: id int, all int, account int, today int, powers text
-- gives: one task_row (id int, programme int, unit int, year int, code text, unit_name text, group_ text?, subject text, detail text, result text, start int, due int, progress int, state text, document id?, conclusion text, finding id?, came_from id?, every text, repeats id?, call id?, call_state text?, at int, by_ text?, rev int, mine int)
SELECT t.id, t.programme, t.unit, p.year, u.code,
       (SELECT f.name FROM unit_fact f
         WHERE f.unit = t.unit ORDER BY f.since DESC LIMIT 1),
       g.name, t.subject, t.detail, t.result, t.start, t.due, t.progress,
       t.state, t.document, t.conclusion, t.finding, t.came_from, t.every,
       t.repeats, t.call, k.state, t.at, b.login, t.rev,
       CASE WHEN @task_mine(t)@ THEN 1 ELSE 0 END
  FROM task t
  JOIN programme p ON p.id = t.programme
  JOIN unit u ON u.id = t.unit
  LEFT JOIN task_group g ON g.id = t.group_
  LEFT JOIN account b ON b.id = t.account
  LEFT JOIN call k ON k.id = t.call
 WHERE t.id = :id AND @task_seen(t)@;

-- name: task_programme_hold
-- takes: task int
-- gives: one task_held (id int)
-- Who changes anything of the same programme next waits.
SELECT id FROM programme
 WHERE id = (SELECT programme FROM task WHERE id = :task) @LOCK@;

-- name: task_put
-- takes: programme int, unit int, group_ id?, subject text, words text, detail text, result text, start int, due int, progress int, state text, done_day int?, document id?, conclusion text, finding id?, came_from id?, every text, repeats id?, now int, account id?
-- gives: one task_id (id int)
INSERT INTO task (programme, unit, group_, subject, words, detail, result,
                  start, due, progress, state, done_day, document, conclusion,
                  finding, came_from, every, repeats, at, account, changed_at,
                  rev)
VALUES (:programme, :unit, :group_, :subject, :words, :detail, :result,
        :start, :due, :progress, :state, :done_day, :document, :conclusion,
        :finding, :came_from, :every, :repeats, :now, :account, :now, 1)
RETURNING id;

-- name: task_change
-- takes: id int, group_ id?, subject text, words text, detail text, result text, start int, due int, document id?, conclusion text, now int
-- gives: nothing
UPDATE task
   SET group_ = :group_, subject = :subject, words = :words, detail = :detail,
       result = :result, start = :start, due = :due, document = :document,
       conclusion = :conclusion, changed_at = :now, rev = rev + 1
 WHERE id = :id;

-- name: task_called
-- takes: id int, call id?
-- gives: nothing
UPDATE task SET call = :call WHERE id = :id;

-- name: task_stand
-- takes: id int, state text, progress int, done_day int?, now int
-- gives: nothing
UPDATE task
   SET state = :state, progress = :progress, done_day = :done_day,
       changed_at = :now, rev = rev + 1
 WHERE id = :id;

-- name: task_word_put
-- takes: task int, progress int, state text, words text, now int, account id?
-- gives: one task_version (version int)
INSERT INTO task_word (task, version, progress, state, words, at, account)
SELECT :task, COALESCE(max(version), 0) + 1, :progress, :state, :words, :now,
       :account
  FROM task_word WHERE task = :task
RETURNING version;

-- name: task_words
-- takes: task int
-- gives: many task_word_row (version int, progress int, state text, words text, at int, by_ text?, files int)
-- The newest first.
SELECT w.version, w.progress, w.state, w.words, w.at, a.login,
       (SELECT CAST(count(*) AS BIGINT) FROM attachment f
         WHERE f.place = 'task' AND f.owner = w.task AND f.version = w.version)
  FROM task_word w
  LEFT JOIN account a ON a.id = w.account
 WHERE w.task = :task
 ORDER BY w.version DESC;

-- name: task_before
-- takes: task int
-- gives: one task_progress (progress int)
-- How far it was when it was last open.
SELECT progress FROM task_word
 WHERE task = :task AND state = 'open'
 ORDER BY version DESC
 LIMIT 1;

-- name: task_row_of
-- takes: first int, due int
-- gives: many task_in_row (id int, start int, due int, progress int, state text)
-- The tasks of a row, from that due day on.
SELECT id, start, due, progress, state
  FROM task
 WHERE repeats = :first AND due >= :due
 UNION ALL
SELECT id, start, due, progress, state
  FROM task
 WHERE id = :first AND due >= :due
 ORDER BY due, id;

-- name: task_went_to
-- takes: task int
-- gives: one task_id (id int)
SELECT id FROM task WHERE came_from = :task;

-- name: task_subject
-- takes: id int
-- gives: one task_subject (subject text)
SELECT subject FROM task WHERE id = :id;

-- name: task_units
-- takes: call int, limit int, all int, account int, today int, powers text
-- gives: many task_unit (code text, name text, state text, note text, changed_at int, progress int?, words text?)
-- Units that are asked, as far as in sight, and what each said last.
SELECT u.code,
       (SELECT f.name FROM unit_fact f
         WHERE f.unit = u.id ORDER BY f.since DESC LIMIT 1) AS name,
       a.state, a.note, a.changed_at,
       (SELECT r.progress FROM reply r
         WHERE r.assignment = a.id AND r.progress IS NOT NULL
         ORDER BY r.version DESC LIMIT 1),
       (SELECT r.words FROM reply r
         WHERE r.assignment = a.id AND r.words <> ''
         ORDER BY r.version DESC LIMIT 1)
  FROM assignment a
  JOIN unit u ON u.id = a.unit
 WHERE a.call = :call AND @among_seen(a.unit)@
 ORDER BY u.code
 LIMIT :limit;

-- name: task_asked
-- takes: call int, now int
-- gives: one task_asked (asked int, done int, late int)
SELECT CAST(count(*) AS BIGINT),
       CAST(COALESCE(SUM(CASE WHEN state IN ('submitted', 'accepted')
                              THEN 1 ELSE 0 END), 0) AS BIGINT),
       CAST(COALESCE(SUM(CASE WHEN state IN ('delivered', 'acknowledged',
                                             'sent-back') AND due <= :now
                              THEN 1 ELSE 0 END), 0) AS BIGINT)
  FROM assignment
 WHERE call = :call AND state NOT IN ('waived', 'withdrawn');

-- name: task_document
-- takes: id int, all int, account int, today int, powers text
-- gives: one task_document (id int, symbol text, kind text, day int, subject text?, state text)
-- That a task was born of; its subject only for who may read it.
SELECT d.id, d.symbol, d.kind, d.day,
       CASE WHEN @document_seen(d)@ THEN d.subject END, d.state
  FROM document d WHERE d.id = :id;

-- name: task_person
-- takes: account int
-- gives: one task_person (person id?)
-- Whose account it is.
SELECT person FROM account WHERE id = :account;

-- name: task_known
-- takes: programme int
-- gives: each task_known (subject text, due int)
-- All of a programme, to be held against a file.
SELECT subject, due FROM task WHERE programme = :programme;

-- name: task_export
-- takes: programme int
-- gives: each task_exported (id int, subject text, detail text, result text, conclusion text, group_ text?, start int, due int, progress int, state text, done_day int?, symbol text?, leads int?, h_body id?, h_person id?, holder_code text?, holder_name text?)
-- All of a programme, once for each holder, who leads first.
SELECT t.id, t.subject, t.detail, t.result, t.conclusion, g.name, t.start,
       t.due, t.progress, t.state, t.done_day, d.symbol, h.leads, h.body,
       h.person, @holder_code(h)@, @holder_name(h)@
  FROM task t
  LEFT JOIN task_group g ON g.id = t.group_
  LEFT JOIN document d ON d.id = t.document
  LEFT JOIN task_holder h ON h.task = t.id
 WHERE t.programme = :programme
 ORDER BY t.due, t.id, h.leads DESC, h.id;

-- name: task_named
-- takes: unit int, sort blob, name text, all int, account int, today int, powers text
-- gives: many task_named (id int, code text)
-- Those of just that name who belong at or below a unit; two tell enough.
WITH RECURSIVE below (unit) AS (
	SELECT u.id FROM unit u WHERE u.id = :unit
	 UNION
	SELECT f.unit
	  FROM below
	  JOIN unit_fact f ON f.parent = below.unit
	   AND :today BETWEEN f.since AND f.until
)
SELECT p.id, p.code
  FROM person p
  JOIN membership m ON m.person = p.id AND :today BETWEEN m.since AND m.until
 WHERE p.sort = :sort AND p.name = :name AND p.merged IS NULL
   AND m.unit IN (SELECT unit FROM below) AND @among_seen(m.unit)@
 ORDER BY p.id
 LIMIT 2;

-- name: task_due
-- takes: rule int, low int, high int, limit int
-- gives: many task_due (id int, subject text, due int)
-- Open ones due in (low, high], made before the day of the rule (`rule` days
-- after the due day), of which it has not reminded yet.
SELECT t.id, t.subject, t.due
  FROM task t
 WHERE t.state = 'open' AND t.due > :low AND t.due <= :high
   AND t.at < (t.due + :rule) * 86400
   AND NOT EXISTS (SELECT 1 FROM task_reminder r
                    WHERE r.task = t.id AND r.rule = :rule AND r.due = t.due)
 ORDER BY t.due, t.id
 LIMIT :limit;

-- name: task_reminded
-- takes: task int, rule int, due int
-- gives: nothing
-- Of two who do it at once the second finds it done.
INSERT INTO task_reminder (task, rule, due) VALUES (:task, :rule, :due)
ON CONFLICT (task, rule, due) DO NOTHING;
