-- The inspection programme: visits, who goes, what they found.

-- part: unit_name(day)
-- Of u as it was called on a day, or on the nearest on which it was alive.
(f.since <= @day@ OR f.since = u.since)
   AND (f.until >= @day@ OR f.until = u.until)
-- end

-- part: visit_goes(v)
-- Whether the account is of the team.
EXISTS (SELECT 1 FROM visit_member m JOIN account a ON a.person = m.person
         WHERE m.visit = @v@.id AND a.id = :account)
-- end

-- name: visit_get
-- takes: id int, all int, account int, today int, powers text
-- gives: one visit_row (id int, programme int, year int, unit int, code text, name text, to_ int, to_code text, to_name text, body id?, body_code text?, body_name text?, subject text, day int, until int, document id?, symbol text?, state text, words text, at int, by text?, makes int, visited int, goes int)
-- makes, visited: the reader follows the unit that makes it, or that it is
-- made to.
SELECT v.id, v.programme, p.year, p.unit, u.code, f.name, v.unit, t.code,
       g.name, v.body, b.code, b.name, v.subject, v.day, v.until, v.document,
       d.symbol, v.state, v.words, v.at, a.login,
       CASE WHEN @seen(p.unit)@ THEN 1 ELSE 0 END,
       CASE WHEN @seen(v.unit)@ THEN 1 ELSE 0 END,
       CASE WHEN @visit_goes(v)@ THEN 1 ELSE 0 END
  FROM visit v
  JOIN programme p ON p.id = v.programme
  JOIN unit u ON u.id = p.unit
  JOIN unit_fact f ON f.unit = u.id AND @unit_name(v.day)@
  JOIN unit t ON t.id = v.unit
  JOIN unit_fact g ON g.unit = t.id
   AND (g.since <= v.day OR g.since = t.since)
   AND (g.until >= v.day OR g.until = t.until)
  LEFT JOIN body b ON b.id = v.body
  LEFT JOIN document d ON d.id = v.document
  LEFT JOIN account a ON a.id = v.account
 WHERE v.id = :id;

-- name: visit_hold
-- takes: id int
-- gives: one visit_held (state text)
-- Who changes it next waits.
SELECT state FROM visit WHERE id = :id @LOCK@;

-- name: visit_put
-- takes: programme int, unit int, body id?, subject text, day int, until int, document id?, now int, account id?
-- gives: one visit_id (id int)
INSERT INTO visit (programme, unit, body, subject, day, until, document, state,
                   words, at, account)
VALUES (:programme, :unit, :body, :subject, :day, :until, :document, 'planned',
        '', :now, :account)
RETURNING id;

-- name: visit_set
-- takes: id int, body id?, subject text, day int, until int, document id?
-- gives: nothing
UPDATE visit
   SET body = :body, subject = :subject, day = :day, until = :until,
       document = :document
 WHERE id = :id;

-- name: visit_end
-- takes: id int, state text, words text
-- gives: nothing
UPDATE visit SET state = :state, words = :words WHERE id = :id;

-- name: visit_member_put
-- takes: visit int, person int, leads int
-- gives: bulk visit_goer
INSERT INTO visit_member (visit, person, leads)
VALUES (:visit, :person, :leads);

-- name: visit_members_drop
-- takes: visit int
-- gives: nothing
DELETE FROM visit_member WHERE visit = :visit;

-- name: visit_members
-- takes: visit int
-- gives: many visit_member_row (person int, code text, name text, leads int)
SELECT m.person, p.code, p.name, m.leads
  FROM visit_member m JOIN person p ON p.id = m.person
 WHERE m.visit = :visit
 ORDER BY m.leads DESC, p.sort, p.code;

-- name: visit_seated
-- takes: body int, day int
-- gives: many visit_seated (person int, kind text)
-- Who sits on a body on a day, the head first.
SELECT h.person, s.kind
  FROM sitting h
  JOIN seat s ON s.id = h.seat
  JOIN seat_kind k ON k.code = s.kind
 WHERE s.body = :body AND :day BETWEEN h.since AND h.until
 ORDER BY k.rank, s.kind, s.n;

-- name: visit_clashes
-- takes: visit int
-- gives: many visit_clash (person text, name text, visit int, unit text, day int)
-- Who of a team is also on another visit on one of its days.
SELECT p.code, p.name, o.id, u.code, o.day
  FROM visit v
  JOIN visit_member m ON m.visit = v.id
  JOIN person p ON p.id = m.person
  JOIN visit_member n ON n.person = m.person AND n.visit <> v.id
  JOIN visit o ON o.id = n.visit AND o.state <> 'cancelled'
   AND o.day <= v.until AND o.until >= v.day
  JOIN unit u ON u.id = o.unit
 WHERE v.id = :visit
 ORDER BY p.code, o.day, o.id;

-- name: visit_items
-- takes: unit id?, to_ id?, year int, all int, account int, today int, powers text
-- gives: many visit_item (id int, year int, code text, name text, to_code text, to_name text, subject text, day int, until int, state text, lead text?, lead_name text?, team int, findings int, follow_ups int, done int, inside int)
-- Of a unit that makes them, or that is visited; inside: what it found is for
-- the reader also before it is concluded.
SELECT v.id, p.year, u.code, f.name, t.code, g.name, v.subject, v.day, v.until,
       v.state,
       (SELECT x.code FROM visit_member m JOIN person x ON x.id = m.person
         WHERE m.visit = v.id AND m.leads = 1),
       (SELECT x.name FROM visit_member m JOIN person x ON x.id = m.person
         WHERE m.visit = v.id AND m.leads = 1),
       (SELECT CAST(count(*) AS BIGINT) FROM visit_member m
         WHERE m.visit = v.id),
       (SELECT CAST(count(*) AS BIGINT) FROM finding x WHERE x.visit = v.id),
       (SELECT CAST(count(*) AS BIGINT) FROM finding x
         WHERE x.visit = v.id AND x.what = 'follow-up'),
       (WITH RECURSIVE goes_on (id, state) AS (
	       SELECT k.id, k.state FROM finding x
	         JOIN task k ON k.finding = x.id WHERE x.visit = v.id
	       UNION ALL
	       SELECT k.id, k.state FROM goes_on o
	         JOIN task k ON k.came_from = o.id
        )
        SELECT CAST(count(*) AS BIGINT) FROM goes_on WHERE state = 'done'),
       CASE WHEN @among_seen(p.unit)@ OR @visit_goes(v)@ THEN 1 ELSE 0 END
  FROM visit v
  JOIN programme p ON p.id = v.programme
  JOIN unit u ON u.id = p.unit
  JOIN unit_fact f ON f.unit = u.id AND @unit_name(v.day)@
  JOIN unit t ON t.id = v.unit
  JOIN unit_fact g ON g.unit = t.id
   AND (g.since <= v.day OR g.since = t.since)
   AND (g.until >= v.day OR g.until = t.until)
 WHERE (:unit IS NULL OR p.unit = :unit) AND (:to_ IS NULL OR v.unit = :to_)
   AND (:year = 0 OR p.year = :year)
   AND (@among_seen(p.unit)@ OR @among_seen(v.unit)@ OR @visit_goes(v)@)
 ORDER BY v.day DESC, v.id DESC;

-- name: finding_put
-- takes: visit int, what text, words text, due int?, now int, account id?
-- gives: one finding_id (id int)
INSERT INTO finding (visit, what, words, due, at, account)
VALUES (:visit, :what, :words, :due, :now, :account)
RETURNING id;

-- name: finding_drop
-- takes: visit int, id int
-- gives: changed
DELETE FROM finding WHERE id = :id AND visit = :visit;

-- name: findings
-- takes: visit int
-- gives: many finding_row (id int, what text, words text, due int?, task id?, unit text?, state text?, progress int?, task_due int?)
-- With the task that a follow-up became, or that this went on as.
WITH RECURSIVE goes_on (finding, task, n) AS (
	SELECT x.id, k.id, 0 FROM finding x JOIN task k ON k.finding = x.id
	 WHERE x.visit = :visit
	UNION ALL
	SELECT o.finding, k.id, o.n + 1
	  FROM goes_on o JOIN task k ON k.came_from = o.task
)
SELECT x.id, x.what, x.words, x.due, k.id, u.code, k.state, k.progress, k.due
  FROM finding x
  LEFT JOIN goes_on o ON o.finding = x.id
   AND o.n = (SELECT max(l.n) FROM goes_on l WHERE l.finding = x.id)
  LEFT JOIN task k ON k.id = o.task
  LEFT JOIN unit u ON u.id = k.unit
 WHERE x.visit = :visit
 ORDER BY CASE x.what WHEN 'strength' THEN 1 WHEN 'limit' THEN 2 ELSE 3 END,
          x.id;
