-- name: version_list
-- takes: id int
-- gives: many version_row (version int, state text, form_version int, sent_at int, sent_by id?, sender text?, accepted_at int?, accepted_by id?, accepter text?)
-- All versions of a return, the newest first.
SELECT v.version, v.state, v.form_version, v.sent_at, v.sent_by, s.login,
       v.accepted_at, v.accepted_by, a.login
  FROM (SELECT version, state, form_version, sent_at, sent_by, accepted_at,
               accepted_by
          FROM response WHERE id = :id
        UNION ALL
        SELECT version, 'accepted', form_version, sent_at, sent_by,
               accepted_at, accepted_by
          FROM accepted WHERE id = :id) AS v
  LEFT JOIN account s ON s.id = v.sent_by
  LEFT JOIN account a ON a.id = v.accepted_by
 ORDER BY v.version DESC;

-- name: version_values
-- takes: id int, version int
-- gives: one version_values (values_ blob)
SELECT values_ FROM accepted WHERE id = :id AND version = :version
 UNION ALL
SELECT values_ FROM response WHERE id = :id AND version = :version;

-- name: version_last
-- takes: id int
-- gives: one version_number (version int)
-- 0: none yet.
SELECT COALESCE(MAX(version), 0) AS version
  FROM (SELECT version FROM response WHERE id = :id
        UNION ALL
        SELECT version FROM accepted WHERE id = :id) AS both_;

-- name: accepted_get
-- takes: id int
-- gives: one accepted_row (version int, values_ blob)
SELECT version, values_ FROM accepted WHERE id = :id;

-- name: accepted_lock
-- takes: id int
-- gives: one accepted_row (version int, values_ blob)
SELECT version, values_ FROM accepted WHERE id = :id @LOCK@;

-- name: accepted_put
-- takes: id int, version int, form_version int, values blob, sent_at int, sent_by id?, accepted_at int, accepted_by id?
-- gives: nothing
INSERT INTO accepted (id, version, form_version, values_, sent_at, sent_by,
                      accepted_at, accepted_by)
VALUES (:id, :version, :form_version, :values, :sent_at, :sent_by,
        :accepted_at, :accepted_by);

-- name: accepted_take
-- takes: id int, version int, at int, by id?
-- gives: bulk accepted_taken
-- A submitted version becomes the one that counts.
INSERT INTO accepted (id, version, form_version, values_, sent_at, sent_by,
                      accepted_at, accepted_by)
SELECT id, version, form_version, values_, sent_at, sent_by, :at, :by
  FROM response
 WHERE id = :id AND version = :version AND state = 'submitted';

-- name: accepted_retire
-- takes: id int, state text
-- gives: bulk accepted_retired
-- The version that counted becomes one that did.
INSERT INTO response (id, version, state, form_version, values_, sent_at,
                      sent_by, accepted_at, accepted_by)
SELECT id, version, :state, form_version, values_, sent_at, sent_by,
       accepted_at, accepted_by
  FROM accepted
 WHERE id = :id;

-- name: accepted_drop
-- takes: id int
-- gives: bulk accepted_key
DELETE FROM accepted WHERE id = :id;

-- name: response_put
-- takes: id int, version int, state text, form_version int, values blob, sent_at int, sent_by id?
-- gives: nothing
INSERT INTO response (id, version, state, form_version, values_, sent_at,
                      sent_by)
VALUES (:id, :version, :state, :form_version, :values, :sent_at, :sent_by);

-- name: response_drop
-- takes: id int, version int
-- gives: bulk response_key
DELETE FROM response WHERE id = :id AND version = :version;

-- name: response_lock
-- takes: id int, version int
-- gives: one response_state (state text)
-- Nobody else changes it until the transaction ends.
SELECT state FROM response WHERE id = :id AND version = :version @LOCK@;

-- name: response_replace
-- takes: id int, waiting int, submitted int
-- gives: nothing
-- A newer version takes the place of what waits for the head (waiting 1), for
-- the checker (submitted 1).
UPDATE response SET state = 'replaced'
 WHERE id = :id
   AND ((state = 'waiting' AND :waiting = 1)
        OR (state = 'submitted' AND :submitted = 1));

-- name: response_turn
-- takes: id int, version int, before text, after text
-- gives: changed
UPDATE response SET state = :after
 WHERE id = :id AND version = :version AND state = :before;

-- name: answer_text_put
-- takes: id int, version int, what text, code text, body text
-- gives: bulk answer_text_row
INSERT INTO answer_text (id, version, what, code, body)
VALUES (:id, :version, :what, :code, :body);

-- name: answer_text_list
-- takes: id int, version int
-- gives: many answer_word (what text, code text, body text)
SELECT what, code, body
  FROM answer_text
 WHERE id = :id AND version = :version
 ORDER BY what, code;
