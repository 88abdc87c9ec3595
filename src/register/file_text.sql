-- name: file_text_next
-- takes:
-- gives: one file_waiting (file int, type text)
SELECT t.file, f.type
  FROM file_text t
  JOIN file f ON f.id = t.file
 WHERE t.state = 'waiting'
 ORDER BY t.file
 LIMIT 1;

-- name: file_text_next_of
-- takes: document int
-- gives: one file_waiting (file int, type text)
SELECT t.file, f.type
  FROM attachment a
  JOIN file_text t ON t.file = a.file
  JOIN file f ON f.id = t.file
 WHERE a.place = 'document' AND a.owner = :document AND t.state = 'waiting'
 ORDER BY t.file
 LIMIT 1;

-- name: file_text_put
-- takes: file int, state text, why text, words text
-- gives: changed
UPDATE file_text SET state = :state, why = :why, words = :words
 WHERE file = :file AND state = 'waiting';

-- name: file_text_owners
-- takes: file int
-- gives: many file_owner (document int)
SELECT DISTINCT owner FROM attachment
 WHERE file = :file AND place = 'document';

-- name: file_text_unread
-- takes: none int
-- gives: many file_unread (document int, symbol text, attachment int, name text, type text, state text, why text)
SELECT d.id, d.symbol, a.id, a.name, f.type, t.state, t.why
  FROM file_text t
  JOIN file f ON f.id = t.file
  JOIN attachment a ON a.file = t.file AND a.place = 'document'
  JOIN document d ON d.id = a.owner
 WHERE (t.state IN ('waiting', 'failed') OR (:none = 1 AND t.state = 'none'))
   AND a.version IN (0, d.version)
 ORDER BY a.id DESC
 LIMIT 500;

-- name: file_text_again
-- takes:
-- gives: changed
UPDATE file_text SET state = 'waiting', why = '' WHERE state = 'failed';
