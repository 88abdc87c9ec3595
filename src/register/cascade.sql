-- name: cascade_topic
-- takes: id int
-- gives: one cascade_topic (symbol text, subject text)
SELECT symbol, subject FROM document WHERE id = :id;

-- name: cascade_calls
-- takes: document int
-- gives: many cascade_call (id int)
-- All about it, in the order in which they were issued.
SELECT id FROM call WHERE what = 'document' AND about = :document ORDER BY id;

-- name: cascade_open
-- takes: document int
-- gives: many cascade_call (id int)
SELECT id FROM call
 WHERE what = 'document' AND about = :document AND state = 'open'
 ORDER BY id;

-- name: cascade_asked_twice
-- takes: document int, call int
-- gives: many cascade_asked (call int, unit text)
-- Whom a call asks about a document that another one asks about it as well.
SELECT o.call, u.code
  FROM call k
  JOIN assignment o ON o.call = k.id
  JOIN assignment a ON a.call = :call AND a.unit = o.unit
  JOIN unit u ON u.id = o.unit
 WHERE k.what = 'document' AND k.about = :document AND k.id <> :call
   AND k.state = 'open' AND o.role = 0 AND a.role = 0
   AND o.state NOT IN ('withdrawn', 'waived')
   AND a.state NOT IN ('withdrawn', 'waived')
 ORDER BY o.call, u.code;

-- name: cascade_parts
-- takes: document int, unit int, today int
-- gives: many cascade_part (call int, unit int, code text, role int, own int, live int)
-- What a unit, and those that it took over from, have of the calls about a
-- document: first what is still asked for, its own, what is to be answered.
WITH RECURSIVE ours (unit) AS (
	SELECT u.id FROM unit u WHERE u.id = :unit
	UNION
	SELECT l.unit FROM ours o JOIN link l ON l.into_ = o.unit
	 WHERE l.day <= :today
)
SELECT a.call, a.unit, u.code, a.role,
       CASE WHEN a.unit = :unit THEN 1 ELSE 0 END AS own,
       CASE WHEN k.state = 'open' AND a.state <> 'withdrawn' THEN 1
            ELSE 0 END AS live
  FROM call k
  JOIN assignment a ON a.call = k.id
  JOIN ours o ON o.unit = a.unit
  JOIN unit u ON u.id = a.unit
 WHERE k.what = 'document' AND k.about = :document
 ORDER BY live DESC, own DESC, a.role, a.call DESC, u.code;

-- name: cascade_own_of
-- takes: document int, unit int, today int
-- gives: many cascade_own_of (id int)
-- A document that the unit, or one that took over from it or it from, issued
-- or has in its books.
WITH RECURSIVE kin (unit) AS (
	SELECT u.id FROM unit u WHERE u.id = :unit
	UNION
	SELECT l.into_ FROM kin JOIN link l ON l.unit = kin.unit
	 WHERE l.day <= :today
)
SELECT d.id
  FROM document d
 WHERE d.id = :document
   AND (d.issuer IN (SELECT unit FROM kin)
        OR EXISTS (SELECT 1 FROM book_entry b
                    WHERE b.document = d.id
                      AND b.unit IN (SELECT unit FROM kin)));

-- name: cascade_last_change
-- takes: document int
-- gives: one cascade_change (what text, why text, by_symbol text?, at int)
-- What became of a document last.
SELECT h.what, h.why, b.symbol, h.at
  FROM document_change h
  LEFT JOIN document b ON b.id = h.by_
 WHERE h.document = :document
 ORDER BY h.id DESC
 LIMIT 1;

-- name: cascade_copy
-- takes: id int
-- gives: one cascade_copy (unit text, name text, role int, state text, due int, note text, changed_at int, checker text?, checker_name text?, own id?, own_symbol text?, own_day int?, own_subject text?, passed int)
-- Names as on the call's day, or the nearest on which the unit was there.
SELECT u.code, f.name, a.role, a.state, a.due, a.note, a.changed_at, h.code,
       (SELECT g.name FROM unit_fact g WHERE g.unit = h.id
         ORDER BY g.since DESC LIMIT 1),
       a.own, d.symbol, d.day, d.subject, a.passed
  FROM assignment a
  JOIN call k ON k.id = a.call
  JOIN unit u ON u.id = a.unit
  JOIN unit_fact f ON f.unit = u.id
   AND (f.since <= k.day OR f.since = u.since)
   AND (f.until >= k.day OR f.until = u.until)
  LEFT JOIN unit h ON h.id = a.checker
  LEFT JOIN document d ON d.id = a.own
 WHERE a.id = :id;

-- name: cascade_before
-- takes: id int
-- gives: many cascade_before (id int, call int, unit text, name text)
-- The copies whose duty this one took over: of the document that this one
-- replaces, and of units whose successor this one's is.
WITH RECURSIVE chain (id) AS (
	SELECT a.from_ FROM assignment a
	 WHERE a.id = :id AND a.from_ IS NOT NULL
	UNION
	SELECT a.from_ FROM chain x JOIN assignment a ON a.id = x.id
	 WHERE a.from_ IS NOT NULL
), back (unit) AS (
	SELECT l.unit FROM assignment a JOIN link l ON l.into_ = a.unit
	 WHERE a.id = :id
	UNION
	SELECT l.unit FROM back b JOIN link l ON l.into_ = b.unit
)
SELECT a.id, a.call, u.code, f.name
  FROM assignment m
  JOIN assignment a
    ON a.id IN (SELECT id FROM chain)
    OR (a.call = m.call AND a.role = m.role AND a.gone IS NOT NULL
        AND a.unit IN (SELECT unit FROM back))
  JOIN unit u ON u.id = a.unit
  JOIN unit_fact f ON f.unit = u.id AND f.until = u.until
 WHERE m.id = :id
 ORDER BY a.id;

-- name: cascade_owns
-- takes: call int
-- gives: many cascade_own (unit int)
-- Units that carry it out by a document of their own.
SELECT unit FROM assignment
 WHERE call = :call AND own IS NOT NULL
   AND state NOT IN ('withdrawn', 'waived');

-- name: cascade_rows
-- takes: call int
-- gives: many cascade_row (id int, unit int, code text, name text, kind text, under text?, under_name text?, role int, state text, due int, own id?, own_symbol text?, own_day int?, seen_at int?, done_at int?, accepted_at int?, sent_back int)
-- Who did what when; names as on the call's day.
SELECT a.id, a.unit, u.code, f.name, t.code, p.code, g.name, a.role, a.state,
       a.due, a.own, d.symbol, d.day, s.seen_at, s.done_at, s.accepted_at,
       COALESCE(s.sent_back, 0)
  FROM assignment a
  JOIN call k ON k.id = a.call
  JOIN unit u ON u.id = a.unit
  JOIN unit_fact f ON f.unit = u.id
   AND (f.since <= k.day OR f.since = u.since)
   AND (f.until >= k.day OR f.until = u.until)
  JOIN kind t ON t.id = f.kind
  LEFT JOIN unit p ON p.id = f.parent
  LEFT JOIN unit_fact g ON g.unit = p.id
   AND (g.since <= k.day OR g.since = p.since)
   AND (g.until >= k.day OR g.until = p.until)
  LEFT JOIN document d ON d.id = a.own
  LEFT JOIN (SELECT r.assignment, min(r.at) AS seen_at,
                    max(CASE WHEN r.what = 'done' THEN r.at END) AS done_at,
                    max(CASE WHEN r.what = 'accepted' THEN r.at END)
                        AS accepted_at,
                    CAST(SUM(CASE WHEN r.what = 'sent-back' THEN 1 ELSE 0 END)
                         AS BIGINT) AS sent_back
               FROM assignment x JOIN reply r ON r.assignment = x.id
              WHERE x.call = :call
              GROUP BY r.assignment) s ON s.assignment = a.id
 WHERE a.call = :call
 ORDER BY a.id;

-- name: cascade_words
-- takes: call int
-- gives: many cascade_words (assignment int, words text)
-- What units wrote.
SELECT r.assignment, r.words
  FROM assignment a JOIN reply r ON r.assignment = a.id
 WHERE a.call = :call AND r.words <> '' AND r.what IN ('own', 'word', 'done')
 ORDER BY r.assignment, r.version;

-- name: cascade_evidence
-- takes: call int, place text
-- gives: many cascade_evidence (assignment int, name text)
SELECT a.id, f.name
  FROM assignment a
  JOIN attachment f ON f.place = :place AND f.owner = a.id AND f.version > 0
 WHERE a.call = :call
 ORDER BY a.id, f.id;

-- name: cascade_from
-- takes: call int, old int
-- gives: nothing
-- What a unit is asked anew goes on from what it was asked before.
UPDATE assignment
   SET from_ = (SELECT o.id FROM assignment o
                 WHERE o.call = :old AND o.unit = assignment.unit
                   AND o.role = assignment.role)
 WHERE call = :call;
