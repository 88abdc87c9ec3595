-- name: reply_lock
-- takes: id int
-- gives: one assignment_lock (id int)
-- One who says something about it at a time.
SELECT id FROM assignment WHERE id = :id @LOCK@;

-- name: reply_put
-- takes: assignment int, what text, document id?, progress int?, words text, now int, account id?
-- gives: one reply_version (version int)
INSERT INTO reply (assignment, version, what, document, progress, words, at,
                   account)
SELECT :assignment, COALESCE(max(version), 0) + 1, :what, :document, :progress,
       :words, :now, :account
  FROM reply WHERE assignment = :assignment
RETURNING version;

-- name: reply_put_all
-- takes: assignment int, what text, now int, account id?
-- gives: bulk reply_new
INSERT INTO reply (assignment, version, what, words, at, account)
SELECT :assignment, COALESCE(max(version), 0) + 1, :what, '', :now, :account
  FROM reply WHERE assignment = :assignment;

-- name: reply_own
-- takes: id int, document int
-- gives: nothing
UPDATE assignment SET own = :document WHERE id = :id;

-- name: reply_parts
-- takes: call int, unit int, today int
-- gives: many reply_part_row (unit int, code text)
-- Units that the call asks, and from which this one took over.
WITH RECURSIVE back (unit) AS (
	SELECT l.unit FROM link l WHERE l.into_ = :unit AND l.day <= :today
	UNION
	SELECT l.unit FROM back b JOIN link l ON l.into_ = b.unit
	 WHERE l.day <= :today
)
SELECT a.unit, u.code
  FROM back b
  JOIN assignment a ON a.call = :call AND a.unit = b.unit AND a.role = 0
  JOIN unit u ON u.id = a.unit
 ORDER BY u.code;

-- name: reply_story
-- takes: assignment int
-- gives: many reply_row (version int, what text, document id?, symbol text?, day int?, subject text?, progress int?, words text, at int, by text?)
SELECT r.version, r.what, r.document, d.symbol, d.day, d.subject, r.progress,
       r.words, r.at, w.login
  FROM reply r
  LEFT JOIN document d ON d.id = r.document
  LEFT JOIN account w ON w.id = r.account
 WHERE r.assignment = :assignment
 ORDER BY r.version;

-- name: reply_files
-- takes: place text, assignment int
-- gives: many reply_file (version int, id int, name text, type text, size int)
SELECT a.version, a.id, a.name, f.type, f.size
  FROM attachment a JOIN file f ON f.id = a.file
 WHERE a.place = :place AND a.owner = :assignment AND a.version > 0
 ORDER BY a.version, a.id;

-- name: reply_wrong
-- takes:
-- gives: many reply_wrong (call int, unit text)
-- The own document is that of the last reply that names one, and versions run
-- from 1 on.
SELECT a.call, u.code
  FROM assignment a
  JOIN unit u ON u.id = a.unit
  LEFT JOIN (SELECT r.assignment, max(r.version) AS last, count(*) AS n,
                    max(CASE WHEN r.document IS NULL THEN 0
                             ELSE r.version END) AS named
               FROM reply r GROUP BY r.assignment) s ON s.assignment = a.id
  LEFT JOIN reply o ON o.assignment = a.id AND o.version = s.named
 WHERE (a.own IS NOT NULL OR s.assignment IS NOT NULL)
   AND (COALESCE(a.own, 0) <> COALESCE(o.document, 0) OR s.last <> s.n)
 ORDER BY a.id
 LIMIT 1;

-- name: reply_count
-- takes:
-- gives: one reply_count (n int)
SELECT count(DISTINCT assignment) FROM reply;

-- name: reply_owner
-- takes: assignment int
-- gives: one reply_owner (unit int)
-- Whose files they are.
SELECT unit FROM assignment WHERE id = :assignment;
