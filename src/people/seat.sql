-- Seats: their kinds, and who sat where.

-- name: seat_kinds
-- takes:
-- gives: many seat_kind (code text, vi text, en text, rank int)
SELECT code, vi, en, rank FROM seat_kind ORDER BY rank, code;

-- name: seat_kind_put
-- takes: code text, vi text, en text, rank int
-- gives: changed
INSERT INTO seat_kind (code, vi, en, rank) VALUES (:code, :vi, :en, :rank)
ON CONFLICT (code) DO NOTHING;

-- part: sittings()
SELECT b.code, b.name, u.code, f.name, s.kind, k.vi, k.en, p.code, p.name,
       t.duties, t.role, h.since,
       CASE WHEN u.until < h.until THEN u.until ELSE h.until END,
       c.decision, e.decision
  FROM sitting h
  JOIN seat s ON s.id = h.seat
  JOIN seat_kind k ON k.code = s.kind
  JOIN body b ON b.id = s.body
  JOIN unit u ON u.id = b.unit
  JOIN person p ON p.id = h.person
  JOIN body_change c ON c.id = h.began
  LEFT JOIN body_change e ON e.id = h.ended
  JOIN seat_term t ON t.seat = h.seat
   AND CASE WHEN :at < h.since THEN h.since WHEN :at > h.until THEN h.until
            ELSE :at END BETWEEN t.since AND t.until
  JOIN unit_fact f ON f.unit = u.id
   AND CASE WHEN :at < h.since THEN h.since WHEN :at > h.until THEN h.until
            WHEN :at > u.until THEN u.until
            ELSE :at END BETWEEN f.since AND f.until
 WHERE (:every = 1 OR (:at BETWEEN h.since AND h.until AND :at <= u.until))
   AND h.since <= u.until
-- end

-- name: sitting_list
-- takes: unit id?, at int, every int, all int, account int, today int, powers text
-- gives: many sitting_item (body text, body_name text, unit text, unit_name text, seat text, vi text, en text, person text, name text, duties text, role text?, since int, until int, decision text, ended text?)
-- At a unit and those below it that day, or everywhere; with `every` also
-- who sat before or will sit after.
WITH RECURSIVE under (unit) AS (
	SELECT u.id FROM unit u WHERE u.id = :unit
	UNION ALL
	SELECT f.unit
	  FROM under
	  JOIN unit_fact f ON f.parent = under.unit
	   AND :at BETWEEN f.since AND f.until
)
@sittings()@
   AND (:unit IS NULL OR b.unit IN (SELECT unit FROM under))
   AND @among_seen(b.unit)@
 ORDER BY f.sort, u.code, b.since, b.code, k.rank, s.kind, s.n, h.since;

-- name: sitting_of_body
-- takes: body int, at int, every int, all int, account int, today int, powers text
-- gives: many sitting_item (body text, body_name text, unit text, unit_name text, seat text, vi text, en text, person text, name text, duties text, role text?, since int, until int, decision text, ended text?)
@sittings()@
   AND s.body = :body AND @seen(b.unit)@
 ORDER BY k.rank, s.kind, s.n, h.since;

-- name: sitting_of_person
-- takes: person int, at int, every int, all int, account int, today int, powers text
-- gives: many sitting_item (body text, body_name text, unit text, unit_name text, seat text, vi text, en text, person text, name text, duties text, role text?, since int, until int, decision text, ended text?)
@sittings()@
   AND h.person = :person AND @seen(b.unit)@
 ORDER BY h.since DESC, h.until DESC, b.code, k.rank;

-- name: seat_person
-- takes: person int, unit int, day int, all int, account int, today int, powers text
-- gives: one seat_person (code text, name text, account id?, seen int, member int, own int)
-- seen: whether it belongs or belonged to a unit in sight; member: to any on
-- the day; own: to the unit of the body, or to one below it then.
WITH RECURSIVE up (unit) AS (
	SELECT m.unit FROM membership m
	 WHERE m.person = :person AND :day BETWEEN m.since AND m.until
	UNION
	SELECT f.parent
	  FROM up
	  JOIN unit_fact f ON f.unit = up.unit
	   AND :day BETWEEN f.since AND f.until
	 WHERE f.parent IS NOT NULL
)
SELECT p.code, p.name,
       (SELECT max(a.id) FROM account a WHERE a.person = p.id),
       CASE WHEN :all = 1
              OR EXISTS (SELECT 1 FROM membership m
                          WHERE m.person = p.id AND @seen(m.unit)@)
            THEN 1 ELSE 0 END,
       CASE WHEN EXISTS (SELECT 1 FROM up) THEN 1 ELSE 0 END,
       CASE WHEN EXISTS (SELECT 1 FROM up WHERE up.unit = :unit)
            THEN 1 ELSE 0 END
  FROM person p
 WHERE p.id = :person;

-- name: seat_people
-- takes: unit int, day int, limit int
-- gives: many seat_choice (code text, name text)
-- Who belongs to a unit or to one below it, by name, to choose from.
WITH RECURSIVE below (unit) AS (
	SELECT u.id FROM unit u WHERE u.id = :unit
	UNION ALL
	SELECT f.unit
	  FROM below
	  JOIN unit_fact f ON f.parent = below.unit
	   AND :day BETWEEN f.since AND f.until
)
SELECT p.code, p.name
  FROM person p
 WHERE p.merged IS NULL AND p.erased_at IS NULL
   AND p.id IN (SELECT m.person FROM membership m
                 WHERE m.unit IN (SELECT unit FROM below)
                   AND :day BETWEEN m.since AND m.until)
 ORDER BY p.sort, p.id
 LIMIT :limit;
