-- Bodies, what changed them, and who sits on them.

-- name: body_one
-- takes: code text, today int
-- gives: one body_row (id int, code text, unit int, unit_code text, unit_name text, unit_until int, kind text, name text, since int, until int)
-- The unit as it is called today, or on the nearest day on which it is alive.
SELECT b.id, b.code, b.unit, u.code, f.name, u.until, b.kind, b.name, b.since,
       CASE WHEN u.until < b.until THEN u.until ELSE b.until END
  FROM body b
  JOIN unit u ON u.id = b.unit
  JOIN unit_fact f ON f.unit = u.id
   AND (f.since <= :today OR f.since = u.since)
   AND (f.until >= :today OR f.until = u.until)
 WHERE b.code = :code;

-- name: body_hold
-- takes: id int
-- gives: one body_held (id int)
-- Who changes it next waits.
SELECT id FROM body WHERE id = :id @LOCK@;

-- name: body_put
-- takes: code text, unit int, kind text, name text, day int, forever int, now int
-- gives: many body_id (id int)
-- No row: there is such a code already.
INSERT INTO body (code, unit, kind, name, since, until, at)
VALUES (:code, :unit, :kind, :name, :day, :forever, :now)
ON CONFLICT (code) DO NOTHING
RETURNING id;

-- name: body_until
-- takes: id int, until int
-- gives: nothing
UPDATE body SET until = :until WHERE id = :id;

-- name: body_drop
-- takes: id int
-- gives: nothing
DELETE FROM body WHERE id = :id;

-- name: body_items
-- takes: unit id?, below int, at int, all int, account int, today int, powers text
-- gives: many body_item (code text, unit text, unit_name text, kind text, name text, since int, until int, seats int, filled int)
-- Alive on a day; of a unit, with `below` also of those under it that day.
WITH RECURSIVE under (unit) AS (
	SELECT u.id FROM unit u WHERE u.id = :unit
	UNION ALL
	SELECT f.unit
	  FROM under
	  JOIN unit_fact f ON f.parent = under.unit
	   AND :at BETWEEN f.since AND f.until
	 WHERE :below = 1
)
SELECT b.code, u.code, f.name, b.kind, b.name, b.since,
       CASE WHEN u.until < b.until THEN u.until ELSE b.until END,
       (SELECT CAST(count(*) AS BIGINT)
          FROM seat s
          JOIN seat_term t ON t.seat = s.id
           AND :at BETWEEN t.since AND t.until
         WHERE s.body = b.id),
       (SELECT CAST(count(*) AS BIGINT)
          FROM seat s
          JOIN sitting h ON h.seat = s.id
           AND :at BETWEEN h.since AND h.until
         WHERE s.body = b.id)
  FROM body b
  JOIN unit u ON u.id = b.unit
  JOIN unit_fact f ON f.unit = u.id AND :at BETWEEN f.since AND f.until
 WHERE :at BETWEEN b.since AND b.until
   AND (:unit IS NULL OR b.unit IN (SELECT unit FROM under))
   AND @among_seen(b.unit)@
 ORDER BY f.sort, u.code, b.since, b.code;

-- name: body_change_put
-- takes: body int, day int, what text, decision text, rules text?, now int, account id?
-- gives: one body_change_id (id int)
INSERT INTO body_change (body, day, what, decision, rules, at, account)
VALUES (:body, :day, :what, :decision, :rules, :now, :account)
RETURNING id;

-- name: body_changes
-- takes: body int
-- gives: many body_act_row (id int, day int, what text, decision text, rules text?, at int, login text?)
SELECT c.id, c.day, c.what, c.decision, c.rules, c.at, a.login
  FROM body_change c
  LEFT JOIN account a ON a.id = c.account
 WHERE c.body = :body
 ORDER BY c.id;

-- name: body_change_drop
-- takes: change int
-- gives: nothing
DELETE FROM body_change WHERE id = :change;

-- name: lineup
-- takes: body int, day int
-- gives: many seated (seat int, kind text, n int, vi text, en text, duties text, role text?, area text, term int, sitting id?, person id?, code text?, name text?, since int?, until int?, decision text?, left int)
-- The seats of a body on a day, with their holders. left: 1 where the holder
-- belongs to no unit that day.
SELECT s.id, s.kind, s.n, k.vi, k.en, t.duties, t.role, t.area, t.id, h.id,
       h.person, p.code, p.name, h.since, h.until, c.decision,
       CASE WHEN h.id IS NULL
              OR EXISTS (SELECT 1 FROM membership m
                          WHERE m.person = h.person
                            AND :day BETWEEN m.since AND m.until)
            THEN 0 ELSE 1 END
  FROM seat s
  JOIN seat_kind k ON k.code = s.kind
  JOIN seat_term t ON t.seat = s.id AND :day BETWEEN t.since AND t.until
  LEFT JOIN sitting h ON h.seat = s.id AND :day BETWEEN h.since AND h.until
  LEFT JOIN person p ON p.id = h.person
  LEFT JOIN body_change c ON c.id = h.began
 WHERE s.body = :body
 ORDER BY k.rank, s.kind, s.n;

-- name: lineup_moves
-- takes: body int
-- gives: many lineup_move (change int, comes int, kind text, vi text, en text, code text, name text)
-- Who came and who went by each change of a body.
SELECT m.change, m.comes, s.kind, k.vi, k.en, p.code, p.name
  FROM (SELECT h.began AS change, 1 AS comes, h.seat, h.person
          FROM sitting h JOIN seat w ON w.id = h.seat WHERE w.body = :body
        UNION ALL
        SELECT h.ended, 0, h.seat, h.person
          FROM sitting h JOIN seat w ON w.id = h.seat
         WHERE w.body = :body AND h.ended IS NOT NULL) m
  JOIN seat s ON s.id = m.seat
  JOIN seat_kind k ON k.code = s.kind
  JOIN person p ON p.id = m.person
 ORDER BY m.change, m.comes DESC, k.rank, s.kind, s.n;

-- name: seat_put
-- takes: body int, kind text, n int
-- gives: one seat_id (id int)
-- A place that was there before is the same again.
INSERT INTO seat (body, kind, n) VALUES (:body, :kind, :n)
ON CONFLICT (body, kind, n) DO UPDATE SET n = excluded.n
RETURNING id;

-- name: seat_term_put
-- takes: seat int, duties text, role text?, area text, since int, until int, change int
-- gives: nothing
INSERT INTO seat_term (seat, duties, role, area, since, until, began)
VALUES (:seat, :duties, :role, :area, :since, :until, :change);

-- name: sitting_put
-- takes: seat int, person int, since int, until int, change int
-- gives: nothing
INSERT INTO sitting (seat, person, since, until, began)
VALUES (:seat, :person, :since, :until, :change);

-- name: seat_term_end
-- takes: id int, until int, change int
-- gives: nothing
UPDATE seat_term SET until = :until, ended = :change WHERE id = :id;

-- name: sitting_end
-- takes: id int, until int, change int
-- gives: nothing
UPDATE sitting SET until = :until, ended = :change WHERE id = :id;

-- name: change_powers
-- takes: body int, change int
-- gives: many change_power (role text, area text, account id?)
-- The roles that a change gives or takes through seats, with the accounts
-- whose rights it changes.
SELECT DISTINCT t.role, t.area, a.id
  FROM seat s
  JOIN seat_term t ON t.seat = s.id AND t.role IS NOT NULL
  LEFT JOIN sitting h
    ON h.seat = s.id AND h.since <= t.until AND h.until >= t.since
   AND (h.began = :change OR h.ended = :change
        OR t.began = :change OR t.ended = :change)
  LEFT JOIN account a ON a.person = h.person
 WHERE s.body = :body
   AND (t.began = :change OR t.ended = :change OR h.id IS NOT NULL);

-- name: change_used
-- takes: change int
-- gives: many change_use (id int)
-- An act that was done by a right of a seat which this change gave.
SELECT j.id FROM journal j
 WHERE j.seat IN (SELECT h.id FROM sitting h WHERE h.began = :change)
 LIMIT 1;

-- name: change_undo_sittings
-- takes: change int
-- gives: nothing
DELETE FROM sitting WHERE began = :change;

-- name: change_undo_terms
-- takes: change int
-- gives: nothing
DELETE FROM seat_term WHERE began = :change;

-- name: change_undo_ends
-- takes: change int, forever int
-- gives: nothing
UPDATE sitting SET until = :forever, ended = NULL WHERE ended = :change;

-- name: change_undo_term_ends
-- takes: change int, forever int
-- gives: nothing
UPDATE seat_term SET until = :forever, ended = NULL WHERE ended = :change;

-- name: seat_sweep
-- takes: body int
-- gives: nothing
-- Places that the body never had.
DELETE FROM seat
 WHERE body = :body
   AND NOT EXISTS (SELECT 1 FROM seat_term t WHERE t.seat = seat.id)
   AND NOT EXISTS (SELECT 1 FROM sitting h WHERE h.seat = seat.id);

-- name: body_successors
-- takes: unit int, all int, account int, today int, powers text
-- gives: many body_successor (code text, name text)
-- Who took over from the unit of a body.
SELECT u.code, f.name
  FROM link l
  JOIN unit u ON u.id = l.into_
  JOIN unit_fact f ON f.unit = u.id AND l.day BETWEEN f.since AND f.until
 WHERE l.unit = :unit AND @seen(l.into_)@
 ORDER BY f.sort, u.code;

-- name: body_of_unit
-- takes: unit int
-- gives: many body_name (name text)
SELECT name FROM body WHERE unit = :unit ORDER BY id LIMIT 1;
