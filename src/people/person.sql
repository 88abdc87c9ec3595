-- People: who they are.

-- name: person_find
-- takes: code text
-- gives: one person_id (id int)
SELECT COALESCE(p.merged, p.id) FROM person p
 WHERE p.code = :code AND p.erased_at IS NULL;

-- name: person_one
-- takes: code text, today int
-- gives: one person (id int, code text, name text, email text?, phone text?, key blob?, home id?)
-- The one that a code leads to, and the unit whose business it is.
SELECT p.id, p.code, p.name, p.email, p.phone, p.key,
       (SELECT m.unit FROM membership m
         WHERE m.person = p.id
         ORDER BY CASE WHEN m.until < :today THEN 2
                       WHEN m.since > :today THEN 1 ELSE 0 END,
                  CASE WHEN m.since > :today THEN m.since ELSE -m.since END
         LIMIT 1)
  FROM person q
  JOIN person p ON p.id = COALESCE(q.merged, q.id) AND p.erased_at IS NULL
 WHERE q.code = :code;

-- name: person_code
-- takes: id int
-- gives: one person_code (code text)
SELECT code FROM person WHERE id = :id;

-- name: person_codes
-- takes: id int
-- gives: many person_code (code text)
-- Those that lead to it.
SELECT code FROM person WHERE merged = :id ORDER BY id;

-- name: person_next
-- takes:
-- gives: one person_id (id int)
-- Nobody is ever taken out of the table; whoever asks holds the lock.
SELECT COALESCE(max(id), 0) + 1 FROM person;

-- name: person_taken
-- takes: code text
-- gives: one person_id (id int)
SELECT id FROM person WHERE code = :code;

-- name: person_add
-- takes: id int, code text, name text, sort blob, folded text, email text?, phone text?, key blob, at int
-- gives: bulk person_row
INSERT INTO person (id, code, name, sort, folded, email, phone, key, at)
VALUES (:id, :code, :name, :sort, :folded, :email, :phone, :key, :at);

-- name: person_change
-- takes: id int, name text, sort blob, folded text, email text?, phone text?
-- gives: nothing
UPDATE person
   SET name = :name, sort = :sort, folded = :folded, email = :email,
       phone = :phone
 WHERE id = :id;

-- name: person_history
-- takes: id int
-- gives: many person_past (unit int, code text, name text, since int, until int, joined_on int, ends int, came_by id?, cut_by id?)
SELECT m.unit, u.code, f.name, m.since, m.until, m.joined_on, m.ends,
       m.came_by, m.cut_by
  FROM membership m
  JOIN unit u ON u.id = m.unit
  JOIN unit_fact f ON f.unit = m.unit AND m.until BETWEEN f.since AND f.until
 WHERE m.person = :id
 ORDER BY m.since;

-- name: person_account
-- takes: id int
-- gives: one person_account (id int, login text)
SELECT id, login FROM account WHERE person = :id ORDER BY id LIMIT 1;

-- name: person_gather
-- takes: unit id?, at int, w1 text, w2 text, w3 text, w4 text, w5 text, after_sort blob, after_id int, limit int, all int, account int, today int, powers text
-- gives: many person_item (id int, code text, name text, email text?, phone text?, sort blob, unit text, unit_name text, since int)
-- From units to their people: where these are few. Without a unit from what
-- is granted.
WITH RECURSIVE below (unit) AS (
	SELECT u.id FROM unit u WHERE u.id = :unit
	 UNION
	SELECT g.unit FROM authority g
	 WHERE :unit IS NULL AND g.account = :account AND g.unit IS NOT NULL
	   AND :today BETWEEN g.since AND g.until
	   AND :powers LIKE '%,' || g.power || ',%'
	 UNION
	SELECT f.unit
	  FROM below
	  JOIN unit_fact f ON f.parent = below.unit
	   AND :at BETWEEN f.since AND f.until
), found (id, unit, since) AS MATERIALIZED (
	SELECT m.person, m.unit, m.since
	  FROM below b
	 CROSS JOIN membership m
	 WHERE m.unit = b.unit AND :at BETWEEN m.since AND m.until
	   AND @among_seen(m.unit)@
)
SELECT p.id, p.code, p.name, CASE WHEN :at = :today THEN p.email END,
       CASE WHEN :at = :today THEN p.phone END, p.sort, u.code, f.name, m.since
  FROM found m
 CROSS JOIN person p
  JOIN unit u ON u.id = m.unit
  JOIN unit_fact f ON f.unit = m.unit AND :at BETWEEN f.since AND f.until
 WHERE p.id = m.id AND (p.sort, p.id) > (:after_sort, :after_id)
   AND p.folded LIKE :w1 ESCAPE '\' AND p.folded LIKE :w2 ESCAPE '\'
   AND p.folded LIKE :w3 ESCAPE '\' AND p.folded LIKE :w4 ESCAPE '\'
   AND p.folded LIKE :w5 ESCAPE '\'
 ORDER BY p.sort, p.id
 LIMIT :limit;

-- name: person_walk
-- takes: unit id?, at int, w1 text, w2 text, w3 text, w4 text, w5 text, after_sort blob, after_id int, limit int, all int, account int, today int, powers text
-- gives: many person_item (id int, code text, name text, email text?, phone text?, sort blob, unit text, unit_name text, since int)
-- The same where there are many: along the names, until enough are found.
WITH RECURSIVE below (unit) AS (
	SELECT u.id FROM unit u WHERE u.id = :unit
	 UNION
	SELECT f.unit
	  FROM below
	  JOIN unit_fact f ON f.parent = below.unit
	   AND :at BETWEEN f.since AND f.until
)
SELECT p.id, p.code, p.name, CASE WHEN :at = :today THEN p.email END,
       CASE WHEN :at = :today THEN p.phone END, p.sort, u.code, f.name, m.since
  FROM person p
 CROSS JOIN membership m
 CROSS JOIN unit u
 CROSS JOIN unit_fact f
 WHERE (p.sort, p.id) > (:after_sort, :after_id)
   AND p.folded LIKE :w1 ESCAPE '\' AND p.folded LIKE :w2 ESCAPE '\'
   AND p.folded LIKE :w3 ESCAPE '\' AND p.folded LIKE :w4 ESCAPE '\'
   AND p.folded LIKE :w5 ESCAPE '\'
   AND m.person = p.id AND :at BETWEEN m.since AND m.until
   AND (:unit IS NULL OR m.unit IN (SELECT unit FROM below))
   AND @among_seen(m.unit)@
   AND u.id = m.unit
   AND f.unit = m.unit AND :at BETWEEN f.since AND f.until
 ORDER BY p.sort, p.id
 LIMIT :limit;

-- name: person_without
-- takes: unit id?, at int, cut int, w1 text, w2 text, w3 text, w4 text, w5 text, after_sort blob, after_id int, limit int, all int, account int, today int, powers text
-- gives: many person_item (id int, code text, name text, email text?, phone text?, sort blob, unit text, unit_name text, since int)
-- Who belongs to no unit on the day, by the last one: those who wait to be
-- placed (cut 1), or who left. Where a unit lay on its last day counts.
WITH RECURSIVE below (unit) AS (
	SELECT u.id FROM unit u WHERE u.id = :unit
	 UNION
	SELECT f.unit
	  FROM below
	  JOIN unit_fact f ON f.parent = below.unit
	  JOIN unit v ON v.id = f.unit
	 WHERE (f.since <= :at OR f.since = v.since)
	   AND (f.until >= :at OR f.until = v.until)
)
SELECT p.id, p.code, p.name, CASE WHEN :at = :today THEN p.email END,
       CASE WHEN :at = :today THEN p.phone END, p.sort, u.code, f.name,
       m.until + 1
  FROM membership m
  JOIN person p ON p.id = m.person AND p.erased_at IS NULL
  JOIN unit u ON u.id = m.unit
  JOIN unit_fact f ON f.unit = m.unit AND m.until BETWEEN f.since AND f.until
 WHERE m.until < :at
   AND CASE WHEN m.until < m.ends AND m.ends >= :at THEN 1 ELSE 0 END = :cut
   AND m.since = (SELECT max(n.since) FROM membership n
                   WHERE n.person = m.person AND n.since <= :at)
   AND (p.sort, p.id) > (:after_sort, :after_id)
   AND p.folded LIKE :w1 ESCAPE '\' AND p.folded LIKE :w2 ESCAPE '\'
   AND p.folded LIKE :w3 ESCAPE '\' AND p.folded LIKE :w4 ESCAPE '\'
   AND p.folded LIKE :w5 ESCAPE '\'
   AND (:unit IS NULL OR m.unit IN (SELECT unit FROM below))
   AND @among_seen(m.unit)@
 ORDER BY p.sort, p.id
 LIMIT :limit;

-- name: person_unplaced
-- takes: unit int, at int
-- gives: one people_number (n int)
WITH RECURSIVE below (unit) AS (
	SELECT u.id FROM unit u WHERE u.id = :unit
	 UNION
	SELECT f.unit
	  FROM below
	  JOIN unit_fact f ON f.parent = below.unit
	  JOIN unit v ON v.id = f.unit
	 WHERE (f.since <= :at OR f.since = v.since)
	   AND (f.until >= :at OR f.until = v.until)
)
SELECT CAST(count(*) AS BIGINT)
  FROM (SELECT m.id FROM membership m
         WHERE m.until < m.ends AND m.until < :at AND m.ends >= :at
           AND m.since = (SELECT max(n.since) FROM membership n
                           WHERE n.person = m.person AND n.since <= :at)
           AND m.unit IN (SELECT unit FROM below)
         LIMIT 1000) s;

-- name: person_known
-- takes: today int
-- gives: each person_known (code text, folded text, email text?, phone text?, unit int, gone int)
-- Everybody, to be held against a file; unit 0: none today; gone: merged into
-- another, or erased.
SELECT p.code, p.folded, p.email, p.phone, COALESCE(m.unit, 0),
       CASE WHEN p.merged IS NULL AND p.erased_at IS NULL THEN 0 ELSE 1 END
  FROM person p
  LEFT JOIN membership m
    ON m.person = p.id AND :today BETWEEN m.since AND m.until;

-- name: person_lead
-- takes: id int, into int
-- gives: nothing
-- Its code, and those that led to it, lead to another from now on.
UPDATE person SET merged = :into WHERE id = :id OR merged = :id;

-- name: person_both_seated
-- takes: a int, b int
-- gives: one body_code (code text)
SELECT b.code
  FROM sitting x
  JOIN seat s ON s.id = x.seat
  JOIN seat t ON t.body = s.body
  JOIN sitting y ON y.seat = t.id AND y.person = :b
   AND y.since <= x.until AND y.until >= x.since
  JOIN body b ON b.id = s.body
 WHERE x.person = :a
 LIMIT 1;

-- name: person_role_units
-- takes: id int, today int
-- gives: many role_unit (unit int)
-- Where seats that a person holds, or will, give a role.
SELECT DISTINCT b.unit
  FROM sitting h
  JOIN seat s ON s.id = h.seat
  JOIN body b ON b.id = s.body
  JOIN seat_term t ON t.seat = s.id AND t.role IS NOT NULL
   AND t.since <= h.until AND t.until >= h.since AND t.until >= :today
 WHERE h.person = :id AND h.until >= :today;

-- name: person_seats_over
-- takes: id int, into int
-- gives: nothing
UPDATE sitting SET person = :into WHERE person = :id;

-- name: person_account_over
-- takes: id int, into int
-- gives: nothing
UPDATE account SET person = :into WHERE person = :id;

-- name: person_task_holder_lead
-- takes: id int, into int
-- gives: nothing
-- Where both are, the one that is kept leads if either did.
UPDATE task_holder SET leads = 1
 WHERE person = :into
   AND task IN (SELECT o.task FROM task_holder o
                 WHERE o.person = :id AND o.leads = 1);

-- name: person_task_holder_over
-- takes: id int, into int
-- gives: nothing
UPDATE task_holder SET person = :into
 WHERE person = :id
   AND task NOT IN (SELECT o.task FROM task_holder o WHERE o.person = :into);

-- name: person_task_holder_twice
-- takes: id int
-- gives: nothing
DELETE FROM task_holder WHERE person = :id;

-- name: person_visit_member_lead
-- takes: id int, into int
-- gives: nothing
-- Where both are, the one that is kept leads if either did.
UPDATE visit_member SET leads = 1
 WHERE person = :into
   AND visit IN (SELECT o.visit FROM visit_member o
                 WHERE o.person = :id AND o.leads = 1);

-- name: person_visit_member_over
-- takes: id int, into int
-- gives: nothing
UPDATE visit_member SET person = :into
 WHERE person = :id
   AND visit NOT IN (SELECT o.visit FROM visit_member o WHERE o.person = :into);

-- name: person_visit_member_twice
-- takes: id int
-- gives: nothing
DELETE FROM visit_member WHERE person = :id;

-- name: person_export
-- takes: unit id?, at int, all int, account int, today int, powers text
-- gives: each person_line (code text, name text, unit text, email text?, phone text?, since int)
WITH RECURSIVE below (unit) AS (
	SELECT u.id FROM unit u WHERE u.id = :unit
	 UNION
	SELECT f.unit
	  FROM below
	  JOIN unit_fact f ON f.parent = below.unit
	   AND :at BETWEEN f.since AND f.until
)
SELECT p.code, p.name, u.code, CASE WHEN :at = :today THEN p.email END,
       CASE WHEN :at = :today THEN p.phone END, m.since
  FROM membership m
  JOIN person p ON p.id = m.person
  JOIN unit u ON u.id = m.unit
 WHERE :at BETWEEN m.since AND m.until
   AND (:unit IS NULL OR m.unit IN (SELECT unit FROM below))
   AND @among_seen(m.unit)@
 ORDER BY p.sort, p.id;

-- name: person_twins
-- takes: limit int, all int, account int, today int, powers text
-- gives: many twin_row (code text, name text, unit text, email text?, phone text?, code_b text, name_b text, unit_b text, email_b text?, phone_b text?)
-- The first and the last of each group; the next pair shows once they are
-- one.
WITH known (id, unit, folded, email) AS MATERIALIZED (
	SELECT p.id, m.unit, p.folded, lower(p.email)
	  FROM membership m
	  JOIN person p ON p.id = m.person
	 WHERE :today BETWEEN m.since AND m.until AND p.name <> ''
	   AND @among_seen(m.unit)@
), pair (a, b) AS (
	SELECT min(id), max(id) FROM known GROUP BY unit, folded
	HAVING count(*) > 1
	 UNION
	SELECT min(id), max(id) FROM known WHERE email IS NOT NULL GROUP BY email
	HAVING count(*) > 1
)
SELECT a.code, a.name, u.code, a.email, a.phone,
       b.code, b.name, v.code, b.email, b.phone
  FROM pair t
  JOIN person a ON a.id = t.a
  JOIN person b ON b.id = t.b
  JOIN membership m ON m.person = a.id AND :today BETWEEN m.since AND m.until
  JOIN membership n ON n.person = b.id AND :today BETWEEN n.since AND n.until
  JOIN unit u ON u.id = m.unit
  JOIN unit v ON v.id = n.unit
 WHERE lower(a.email) = lower(b.email)
    OR ((a.email IS NULL OR b.email IS NULL)
        AND (a.phone IS NULL OR b.phone IS NULL OR a.phone = b.phone))
 ORDER BY a.sort, a.id, b.id
 LIMIT :limit;
